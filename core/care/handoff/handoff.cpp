// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff.h"

#include <algorithm>
#include <array>

#include "core/base/fold.h"

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<HandoffType, std::string_view>, 4> kTypes{{{HandoffType::Shift, "shift"},
                                                                         {HandoffType::Temporary, "temporary"},
                                                                         {HandoffType::Transfer, "transfer"},
                                                                         {HandoffType::Return, "return"}}};
constexpr std::array<std::pair<HandoffState, std::string_view>, 8> kStates{{{HandoffState::None, "NONE"},
                                                                           {HandoffState::Draft, "DRAFT"},
                                                                           {HandoffState::Ready, "READY"},
                                                                           {HandoffState::AtBedside, "AT_BEDSIDE"},
                                                                           {HandoffState::Given, "GIVEN"},
                                                                           {HandoffState::Synthesised, "SYNTHESISED"},
                                                                           {HandoffState::Accepted, "ACCEPTED"},
                                                                           {HandoffState::Conflict, "CONFLICT"}}};
constexpr std::array<std::pair<HandoffStep, std::string_view>, 9> kSteps{{{HandoffStep::Start, "start"},
                                                                         {HandoffStep::Ready, "ready"},
                                                                         {HandoffStep::Bedside, "bedside"},
                                                                         {HandoffStep::Give, "give"},
                                                                         {HandoffStep::Synthesise, "synthesise"},
                                                                         {HandoffStep::Accept, "accept"},
                                                                         {HandoffStep::Amend, "amend"},
                                                                         {HandoffStep::Addendum, "addendum"},
                                                                         {HandoffStep::Resolve, "resolve"}}};

template <class Enum, std::size_t N>
std::string_view code_of(const std::array<std::pair<Enum, std::string_view>, N>& codes, Enum member) {
  for (const auto& [value, code] : codes)
    if (value == member) return code;
  return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> member_of(const std::array<std::pair<Enum, std::string_view>, N>& codes, std::string_view code) {
  for (const auto& [value, name] : codes)
    if (name == code) return value;
  return std::nullopt;
}

// However the name was written: "Ana Ruiz" and "ana ruiz" are one signer.
std::string_view without_space(std::string_view name) {
  const auto from = name.find_first_not_of(' ');
  return from == std::string_view::npos ? std::string_view() : name.substr(from, name.find_last_not_of(' ') - from + 1);
}

bool same_person(const std::string& a, const std::string& b) { return fold(without_space(a)) == fold(without_space(b)); }

// What a step may do: refuse by the id of the pack's sentence, or change the handoff.
using Refusal = std::string_view;
constexpr Refusal kFine;

Refusal start(Handoff& handoff, const HandoffEvent& event) {
  if (handoff.state == HandoffState::Accepted && awaits_return(handoff)) {
    if (!same_person(event.by, handoff.accountable)) return "return-by-owner";
    const std::string owner = handoff.accountable;
    handoff = Handoff{};
    handoff.accountable = owner;
    handoff.type = HandoffType::Return;
  } else if (handoff.state != HandoffState::None) {
    return "begun-already";
  } else {
    handoff.type = event.type;
  }
  handoff.state = HandoffState::Draft;
  handoff.from = event.by;
  handoff.started_at = event.at;
  return kFine;
}

Refusal make_ready(Handoff& handoff, const HandoffEvent&) {
  if (handoff.state != HandoffState::Draft) return "ready-from-draft";
  handoff.state = HandoffState::Ready;
  return kFine;
}

Refusal go_to_bedside(Handoff& handoff, const HandoffEvent& event) {
  if (handoff.state != HandoffState::Ready) return "bedside-from-ready";
  handoff.state = HandoffState::AtBedside;
  handoff.bedside_at = event.at;
  return kFine;
}

bool may_give_from(const Handoff& handoff, const HandoffEvent& event) {
  switch (handoff.state) {
    case HandoffState::AtBedside: return true;
    case HandoffState::Ready: return !event.not_at_bedside.empty() || handoff.type == HandoffType::Return;
    case HandoffState::Draft: return handoff.type == HandoffType::Return;
    default: return false;
  }
}

void sign_content(Handoff& handoff, const HandoffEvent& event) {
  handoff.content_hash = event.content_hash;
  handoff.given_on = event.tablet;
  handoff.given_sign_in = event.sign_in;
  handoff.given_at = event.at;
}

Refusal give(Handoff& handoff, const HandoffEvent& event) {
  const bool signs_again = handoff.state == HandoffState::Given && handoff.content_hash.empty();
  if (handoff.state == HandoffState::Given || handoff.state == HandoffState::Synthesised) {
    if (!signs_again) return event.content_hash == handoff.content_hash ? "given-already" : "other-content-given";
    if (!same_person(event.by, handoff.from)) return "amend-by-giver";
  } else if (handoff.state == HandoffState::Accepted) {
    return "accepted-already";
  } else if (!may_give_from(handoff, event)) {
    return handoff.state == HandoffState::Ready ? "give-at-bedside" : "give-from-bedside";
  }
  if (event.content_hash.empty()) return "signature-without-content";
  handoff.state = HandoffState::Given;
  handoff.from = event.by;
  sign_content(handoff, event);
  return kFine;
}

bool has_words(const std::vector<std::string>& lines) {
  return std::ranges::any_of(lines,
      [](const std::string& line) { return line.find_first_not_of(" \t\r\n") != std::string::npos; });
}

// A patient may turn out to be unstable after the read-back: then it has to be done again.
bool lacks_contingency(const HandoffPack& pack, const Handoff& handoff) {
  const Severity* severity = pack.find_severity(handoff.severity);
  return severity != nullptr && severity->needs_contingency && !handoff.contingency_read;
}

Refusal synthesise(const HandoffPack& pack, Handoff& handoff, const HandoffEvent& event) {
  if (handoff.state == HandoffState::Accepted) return "accepted-already";
  if (handoff.state != HandoffState::Given && handoff.state != HandoffState::Synthesised) return "synthesise-after-given";
  if (same_person(event.by, handoff.from)) return "same-reader";
  if (handoff.content_hash.empty()) return "amended-unsigned";
  const bool other = !event.content_hash.empty() && event.content_hash != handoff.content_hash;
  if (other && event.tablet == handoff.given_on) return "other-content-read";
  if (!has_words(event.actions) && !has_words({event.no_actions})) return "empty-synthesis";
  handoff.contingency_read = has_words(event.contingency);
  if (lacks_contingency(pack, handoff)) return "no-contingency";
  handoff.state = HandoffState::Synthesised;
  handoff.to = event.by;
  return kFine;
}

Refusal accept(const HandoffPack& pack, Handoff& handoff, const HandoffEvent& event) {
  if (handoff.state == HandoffState::Accepted) return "accepted-already";
  const bool given = handoff.state == HandoffState::Given || handoff.state == HandoffState::Synthesised;
  if (given && same_person(event.by, handoff.from)) return "same-signer";
  if (given && !event.sign_in.empty() && event.sign_in == handoff.given_sign_in) return "same-sign-in";
  if (handoff.state == HandoffState::Conflict) return "conflict-open";
  if (handoff.state != HandoffState::Synthesised) return "no-synthesis";
  if (!same_person(event.by, handoff.to)) return "other-reader";
  handoff.contingency_read = handoff.contingency_read || has_words(event.contingency);
  if (lacks_contingency(pack, handoff)) return "no-contingency";
  if (event.content_hash.empty()) return "signature-without-content";
  if (event.content_hash != handoff.content_hash) {
    if (event.tablet == handoff.given_on) return "other-content-accepted";
    handoff.state = HandoffState::Conflict;
    handoff.other_hash = event.content_hash;
    return kFine;
  }
  handoff.state = HandoffState::Accepted;
  handoff.accountable = event.by;
  handoff.interim = event.role == HandoffRole::Charge;
  handoff.accepted_at = event.at;
  return kFine;
}

Refusal amend(Handoff& handoff, const HandoffEvent& event) {
  switch (handoff.state) {
    case HandoffState::None: return "not-begun";
    case HandoffState::Accepted: return "amend-after-accepted";
    case HandoffState::Conflict: return "conflict-open";
    case HandoffState::Given:
    case HandoffState::Synthesised: break;
    default: return kFine;
  }
  if (!same_person(event.by, handoff.from)) return "amend-by-giver";
  handoff.state = HandoffState::Given;
  handoff.to.clear();
  sign_content(handoff, event);
  return kFine;
}

Refusal resolve(Handoff& handoff, const HandoffEvent& event) {
  if (handoff.state != HandoffState::Conflict) return "no-conflict";
  if (event.role != HandoffRole::Charge) return "resolve-by-charge";
  if (event.content_hash != handoff.content_hash && event.content_hash != handoff.other_hash) return "resolve-one-of-two";
  handoff.state = HandoffState::Given;
  handoff.content_hash = event.content_hash;
  handoff.other_hash.clear();
  handoff.to.clear();
  return kFine;
}

Refusal apply(const HandoffPack& pack, Handoff& handoff, const HandoffEvent& event) {
  if (!event.severity.empty() && handoff.state != HandoffState::Accepted) handoff.severity = event.severity;
  switch (event.step) {
    case HandoffStep::Start: return start(handoff, event);
    case HandoffStep::Ready: return make_ready(handoff, event);
    case HandoffStep::Bedside: return go_to_bedside(handoff, event);
    case HandoffStep::Give: return give(handoff, event);
    case HandoffStep::Synthesise: return synthesise(pack, handoff, event);
    case HandoffStep::Accept: return accept(pack, handoff, event);
    case HandoffStep::Amend: return amend(handoff, event);
    case HandoffStep::Addendum: return handoff.state == HandoffState::Accepted ? kFine : Refusal("addendum-before-accepted");
    case HandoffStep::Resolve: return resolve(handoff, event);
  }
  return kFine;
}

}  // namespace

std::string_view to_code(HandoffType type) { return code_of(kTypes, type); }
std::string_view to_code(HandoffState state) { return code_of(kStates, state); }
std::string_view to_code(HandoffStep step) { return code_of(kSteps, step); }
std::optional<HandoffType> handoff_type_from_code(std::string_view code) { return member_of(kTypes, code); }
std::optional<HandoffStep> handoff_step_from_code(std::string_view code) { return member_of(kSteps, code); }

HandoffMove move_handoff(const HandoffPack& pack, const Handoff& before, const HandoffEvent& event) {
  Handoff after = before;
  const Refusal refusal = apply(pack, after, event);
  if (refusal.empty()) return {std::move(after), nullptr};
  return {before, &pack.refusal(refusal)};
}

Handoff replay_handoff(const HandoffPack& pack, std::span<const HandoffEvent> events) {
  Handoff handoff;
  for (const HandoffEvent& event : events) handoff = move_handoff(pack, handoff, event).after;
  return handoff;
}

std::optional<Instant> escalate_handoff_at(const HandoffPack& pack, const Handoff& handoff, Instant shift_change) {
  if (handoff.state == HandoffState::Accepted) return std::nullopt;
  return shift_change + pack.escalate_after;
}

bool awaits_return(const Handoff& handoff) {
  return handoff.state == HandoffState::Accepted && handoff.type == HandoffType::Temporary;
}

}  // namespace wardlight::care
