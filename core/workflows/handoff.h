// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/care/handoff/handoff.h"
#include "core/workflows/open_form.h"
#include "core/workflows/ward.h"

// Bedside handoff (clinical.md 5): two people, two PINs, one content. Every step is a statement of its own; the state is what
// the statements say, so that one tablet, two tablets and a replay come to the same.
namespace wardlight::workflows {

using care::HandoffState;
using care::HandoffType;

// ---- What is handed over

// A value the chart already has: shown with its age, to be confirmed, never typed. A stale one blocks "confirm all".
struct HandoffRow {
  std::string id;       // of the pack's matrix
  std::string section;  // H0 … H9
  care::Words label;
  std::optional<care::Fact> fact;  // absent: not recorded
  std::int64_t age_minutes = 0;
  bool stale = false;
  bool changed = false;  // since the handoff before
  bool confirmed = false;
};
// What is on both screens: the answers of handoff-given (what only people can say, never pre-filled) and the chart's rows.
struct HandoffContent {
  json::Value items;  // QuestionnaireResponse.item
  std::vector<HandoffRow> rows;
};
// One text for one content, whoever makes it: what both people sign the hash of.
std::string shown_text(const HandoffContent& content);
std::string content_hash(const HandoffContent& content);  // SHA-256 of shown_text(), hex
// The answers as a form to show; read-only by custom, since a change is a new statement.
forms::FormSession form_of(const Ward& ward, const HandoffContent& content);

// ---- How it stands

struct HandoffStepLine {
  StatementId statement;
  std::string step;  // start, ready, bedside, give, amend, synthesise, accept, addendum, resolve
  PractitionerId by;
  std::string by_name;
  Instant at;
  std::string note;  // of an addendum its words
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
  HandoffContent content;      // as given; before that the chart's rows as they are now and no items
  std::string hash;            // of `content`
  json::Value read_back;       // QuestionnaireResponse.item of handoff-accepted; null: none yet
  std::vector<HandoffStepLine> lines;     // oldest first
  std::vector<HandoffContent> versions;   // of a conflict: what each of the two signed
  std::vector<std::string> version_hashes;
  bool interim = false;                   // the charge nurse took it for want of a receiver
  std::optional<Instant> escalate_at;     // HND-7
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

struct HandoffStepTaken {
  StatementId id;
  StatementId handoff;
  std::string note = {};  // of an addendum its words
};
Expected<Outcome> mark_ready(const Ward& ward, const HandoffStepTaken& step);
Expected<Outcome> mark_at_bedside(const Ward& ward, const HandoffStepTaken& step);
Expected<Outcome> add_addendum(const Ward& ward, const HandoffStepTaken& step);

// The forms to fill in: open_form(…, "handoff-given") and open_form(…, "handoff-accepted").
struct GiveHandoff {
  StatementId handoff;
  OpenForm form;                 // its id is the statement's
  std::vector<HandoffRow> rows;  // as they are on the screen, confirmed or not
};
// Signed by `signer`: a session from AccessControl::confirm(), locked by the signature. Before acceptance the same again, with
// a new form, amends: the read-back is void then.
Expected<Outcome> give_handoff(const Ward& ward, access::Session& signer, const GiveHandoff& give);

struct AcceptHandoff {
  StatementId handoff;
  OpenForm form;
  std::string hash;  // HandoffView::hash of what is on the receiver's screen
};
Expected<Outcome> synthesise(const Ward& ward, const AcceptHandoff& read_back);  // the read-back so far, by who is signed in
// HND-1: from then on the patient is the receiver's; the assignment is in the same save.
Expected<Outcome> accept_handoff(const Ward& ward, access::Session& signer, const AcceptHandoff& accept);

// HND-6: the charge nurse says which content holds. Needs ResolveConflicts.
struct ResolveHandoff {
  StatementId id;
  StatementId handoff;
  std::string keep_hash;  // one of HandoffView::version_hashes
  std::string reason;
};
Expected<Outcome> resolve_handoff(const Ward& ward, const ResolveHandoff& resolve);

}  // namespace wardlight::workflows
