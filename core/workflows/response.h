// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/forms/form_session.h"
#include "core/workflows/outcome.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

// What stands around the answers of one act.
struct ResponseHead {
  StatementId id;
  PatientId patient;
  EncounterId encounter;
  Instant occurred_at;
  Instant recorded_at;
  std::optional<StatementId> supersedes = {};
  std::string reason = {};  // of the correction
  std::optional<std::string> pack = {};  // absent: the rounding pack's
  bool partial = false;                  // in progress
  std::string about = {};                // "DeviceUseStatement/…"
  StatementId thread = {};               // the first of those that belong together
  std::string content_hash = {};         // of what was shown, in hex
  bool incident = false;
  bool from_paper = false;               // wl:entry "paper"
};

// The QuestionnaireResponse alone, not saved.
json::Value make_response(const Ward& ward, const forms::FormSession& form, const ResponseHead& head);

// Builds the QuestionnaireResponse, signs and saves it, `with` what follows from it; the draft goes in the same transaction.
Expected<Outcome> save_response(const Ward& ward, const forms::FormSession& form, const ResponseHead& head,
                                std::optional<store::DraftKey> finishes = {}, std::vector<NamedResource> with = {});

// Adds what stands against going on from this statement: that another one has taken its place.
Expected<void> check_current(const Ward& ward, const StatementId& id, std::vector<Objection>& found);
// The same, and somebody else's is for the charge nurse to correct.
Expected<void> check_correctable(const Ward& ward, const StatementId& id, std::vector<Objection>& found);

// The same resource as a later statement that takes it back or corrects it.
void add_reason(json::Value& resource, const std::string& reason);

}  // namespace wardlight::workflows
