// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// Bedside handoff (clinical.md 5): two people, two PINs, one content. Every step is a statement of its own; the state is what
// the statements say, so that one tablet, two tablets and a replay come to the same.
namespace wardlight::workflows {

enum class HandoffType { Shift, Temporary, Transfer };  // temporary: break cover, goes back by a short reverse handoff
enum class HandoffState { None, Draft, Ready, AtBedside, Given, Synthesised, Accepted, Conflict };
std::string_view to_code(HandoffType type);
std::string_view to_code(HandoffState state);

// ---- What is handed over

// A value the chart already has: shown with its age, to be confirmed, never typed. A stale one blocks "confirm all".
struct HandoffRow {
  std::string id;       // of the pack's matrix; its words are in the pack
  std::string section;  // H0 … H9
  std::string label;    // in the reader's language
  std::optional<care::Fact> fact;  // absent: not recorded
  bool stale = false;
  bool confirmed = false;
  bool operator==(const HandoffRow&) const = default;
};
struct HandoffAction {
  std::string text;
  std::string owner;  // a name or a role, as shown
  std::optional<Instant> due;
  bool operator==(const HandoffAction&) const = default;
};
struct HandoffContingency {
  std::string if_this;
  std::string then_that;
  bool operator==(const HandoffContingency&) const = default;
};
// What only people can say; never pre-filled.
struct HandoffContent {
  std::string severity;  // stable, watcher, unstable
  std::string summary;
  std::string assessment;
  std::string room;
  std::vector<HandoffAction> actions;
  std::vector<HandoffContingency> contingency;
  std::string patient_voice;
  std::string patient_goal;
  std::string private_note;  // sensitive topics: shown away from the bedside only
  std::vector<HandoffRow> rows;  // as they were on the screen
  bool operator==(const HandoffContent&) const = default;
};
// One text for one content, whoever makes it: what both people sign the hash of.
std::string shown_text(const HandoffContent& content);
std::string content_hash(const HandoffContent& content);  // SHA-256 of shown_text(), hex

// ---- How it stands

struct HandoffStepLine {
  StatementId statement;
  std::string step;  // start, ready, bedside, give, amend, synthesise, accept, addendum, resolve
  PractitionerId by;
  std::string by_name;
  Instant at;
  std::string note;  // of an addendum its words; of the bedside who took part
  store::Delivery delivery = store::Delivery::OnHub;
};
struct HandoffView {
  HandoffState state = HandoffState::None;
  HandoffType type = HandoffType::Shift;
  StatementId handoff;  // its first statement; empty when none was begun
  EncounterId encounter;
  PractitionerId from;
  std::string from_name;
  std::optional<PractitionerId> to;
  std::string to_name;
  std::optional<Instant> started_at, given_at, accepted_at;
  HandoffContent content;      // as given; before that the draft: the chart's rows as they are now, the rest empty
  std::string hash;            // of `content`
  std::vector<std::string> read_back;
  std::vector<HandoffStepLine> lines;     // oldest first
  std::vector<HandoffContent> versions;   // of a conflict: what each of the two signed
  std::vector<std::string> version_hashes;
  bool can_confirm_all = false;           // no row is stale
  bool may_give = false, may_accept = false;  // by state and by who is signed in
};
// The newest handoff of this stay. Needs ReadChart.
Expected<HandoffView> read_handoff(const Ward& ward, const EncounterId& encounter);

// ---- The steps. All need HandOver. A step the state machine refuses comes back as an objection that names its rule.

struct StartHandoff {
  StatementId id;
  EncounterId encounter;
  HandoffType type = HandoffType::Shift;
};
Expected<Outcome> start_handoff(const Ward& ward, const StartHandoff& start);

struct HandoffStep {
  StatementId id;
  StatementId handoff;
  std::string note = {};  // of the bedside: took-part, asleep, unable: REASON
};
Expected<Outcome> mark_ready(const Ward& ward, const HandoffStep& step);
Expected<Outcome> mark_at_bedside(const Ward& ward, const HandoffStep& step);
Expected<Outcome> add_addendum(const Ward& ward, const HandoffStep& step);

// Signed by `signer`: a session from AccessControl::confirm(), good for one signature. Before acceptance the same again amends.
struct GiveHandoff {
  StatementId id;
  StatementId handoff;
  HandoffContent content;
};
Expected<Outcome> give_handoff(const Ward& ward, access::Session& signer, const GiveHandoff& give);

struct ReadBack {
  std::vector<std::string> restated;   // key actions in the receiver's words
  std::string no_actions_reason;       // instead, when there is nothing to do
  std::vector<std::string> acknowledged;  // contingency lines
};
struct AcceptHandoff {
  StatementId id;
  StatementId handoff;
  ReadBack read_back;
  std::string hash;  // of what was on the receiver's screen
  bool interim = false;  // the charge nurse, for want of a receiver (HND-7)
};
Expected<Outcome> synthesise(const Ward& ward, const AcceptHandoff& read_back);  // the read-back alone; signed by who is signed in
// From then on the patient is the receiver's: the assignment is in the same save.
Expected<Outcome> accept_handoff(const Ward& ward, access::Session& signer, const AcceptHandoff& accept);

// HND-6: the charge nurse says which content holds. Needs ResolveConflicts.
struct ResolveHandoff {
  StatementId id;
  StatementId handoff;
  std::string keep_hash;
};
Expected<Outcome> resolve_handoff(const Ward& ward, const ResolveHandoff& resolve);

}  // namespace wardlight::workflows
