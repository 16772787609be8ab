// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/care/facts/known_facts.h"
#include "core/workflows/handoff.h"

// One handoff as its statements tell it. Nothing is stored about where it stands: it is read anew from them each time.
namespace wardlight::workflows {

struct HandoffStatement {
  store::Record record;
  json::Value resource;
  care::HandoffEvent event;
};

struct HandoffThread {
  StatementId id;  // of the start
  EncounterId encounter;
  std::vector<HandoffStatement> statements;  // in the order that counts
  care::Handoff now;
  std::vector<std::string> refused;  // ids of statements that changed nothing
};

// All of one stay, the newest start last.
Expected<std::vector<HandoffThread>> read_handoff_threads(const Ward& ward, const EncounterId& encounter);
// Of records that were read for several stays at once.
std::vector<HandoffThread> handoff_threads(const WardContent& content, std::span<const store::Record> records);

// The content that was signed under this hash; nothing when no statement has it.
std::optional<HandoffContent> find_content(const HandoffThread& thread, std::string_view hash);

// What the charge nurse is told when nobody takes it, counted from the change of shift nearest to when it was given.
std::optional<Instant> escalation_of(const Ward& ward, const care::Handoff& handoff);

// The rows' part of a content, as it stands in the statement.
std::string rows_text(const std::vector<HandoffRow>& rows);
std::vector<HandoffRow> chart_rows(const Ward& ward, const care::FactsAt& facts, std::optional<Instant> last_handoff);

// The view of one handoff for who is signed in.
HandoffView view_of(const Ward& ward, const HandoffThread& thread, const std::map<PractitionerId, std::string>& names);

}  // namespace wardlight::workflows
