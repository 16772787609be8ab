// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/audit/entry.h"
#include "core/json/value.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// What every statement has in common (wire.md, "Inside a statement"), and the one way to save one.
namespace wardlight::workflows {

StatementId new_statement_id(const Ward& ward);

// wl:entry of what was written on paper first, while there was no tablet.
inline constexpr std::string_view kFromPaper = "paper";

// wl:clock: boot, monotonic milliseconds, the hub's clock minus ours.
std::string clock_text(const Ward& ward);

json::Value reference_to(std::string_view type, std::string_view id);
json::Value coding(std::string_view system, std::string_view code);

// resourceType, id and the wl: extensions: recorded, clock, pack; supersedes and reason when they are given.
struct StatementHead {
  std::string_view type;
  StatementId id;
  Instant recorded_at;
  std::string pack;
  std::optional<StatementId> supersedes = {};
  std::string reason = {};
};
json::Value begin_statement(const Ward& ward, const StatementHead& head);

// Adds one wl: extension, after those that are there.
void add_extension(json::Value& resource, std::string_view name, std::string_view type, json::Value value);
// The wl: extension of that name, or nullptr.
const json::Value* find_extension(const json::Value& resource, std::string_view name);
void tag(json::Value& resource, std::string_view code);  // meta.tag of our own system
std::string id_in(const json::Value& reference);         // "Patient/7" → "7"

// What its author wrote when it corrects or takes back another; empty when nothing was.
std::string reason_in(const json::Value& resource);

// The receipt of an earlier save of the same id, for a second tap; absent when it was not saved.
Expected<std::optional<Saved>> find_saved(const Ward& ward, const StatementId& id);

struct NamedResource {
  StatementId id;
  json::Value resource;
  store::Urgency urgency = store::Urgency::Usual;
};
// Signs, stores and audits them in one transaction.
Expected<store::Receipt> save_statements(const Ward& ward, const std::vector<NamedResource>& statements,
                                         std::optional<store::DraftKey> finishes = {});

// One line for the audit log about what the signed-in person did now.
Bytes audit_line(const Ward& ward, audit::Act act, const std::string& subject, const std::string& detail);

// Fails with Locked or NotAllowed; the refusal is audited.
Expected<void> require(const Ward& ward, access::Action action);

// A stay as it is known now. NotFound with a sentence.
Expected<store::CensusEntry> get_stay(const Ward& ward, const EncounterId& encounter);
bool has_left(const store::CensusEntry& stay, Instant now);

}  // namespace wardlight::workflows
