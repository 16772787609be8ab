// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/close_slot.h"

#include <algorithm>

#include "core/care/rounding_slots.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/response.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

using care::ReasonEffect;

bool can_be_chosen(const care::Reason& reason) {
  return reason.effect == ReasonEffect::Refused || reason.effect == ReasonEffect::Attempted ||
         reason.effect == ReasonEffect::MissedWithReason || reason.effect == ReasonEffect::ExcludedByOrder;
}

// Slots from yesterday's to tomorrow's: what lies further off is on no screen yet, or no longer.
bool is_slot(const Ward& ward, Instant start) {
  const Date day = ward.zone.local(start).date;
  const Date today = ward.zone.local(ward.clock.now()).date;
  if (day < add_days(today, -1) || add_days(today, 1) < day) return false;
  const auto slots = care::slots_of_day(ward.content.rounding, ward.zone, day);
  return std::ranges::find(slots, start, &care::Slot::start) != slots.end();
}

const forms::Answer* option_called(const forms::Questionnaire& form, const std::string& link_id, const std::string& code) {
  const forms::Item* item = form.find(link_id);
  if (item == nullptr) return nullptr;
  const auto option =
      std::ranges::find_if(item->options, [&](const forms::Option& one) { return one.value.coding.code == code; });
  return option == item->options.end() ? nullptr : &option->value;
}

Expected<void> answer_text(forms::FormSession& form, const std::string& link_id, const std::string& text) {
  if (text.empty() || link_id.empty()) return {};
  return form.set({link_id, {}}, forms::Answer::of(forms::ValueKind::String, text));
}

Expected<void> answer_time(const Ward& ward, forms::FormSession& form, const std::string& link_id, std::optional<Instant> time) {
  if (!time) return {};
  return form.set({link_id, {}}, forms::Answer::of(forms::ValueKind::DateTime, ward.zone.format(*time)));
}

std::vector<Objection> objections_to(const Ward& ward, const SlotReason& reason, const care::Reason* known) {
  std::vector<Objection> found;
  if (!is_slot(ward, reason.slot_start))
    found.push_back({ObjectionKind::SlotUnknown, "", "No round is due at that time; choose a slot of the list."});
  if (known == nullptr || (!can_be_chosen(*known) && known->effect != ReasonEffect::Reopens))
    found.push_back({ObjectionKind::ReasonUnknown, "", "This reason cannot be given for a slot; choose one of the list."});
  else if (known->effect == ReasonEffect::ExcludedByOrder && reason.order.empty())
    found.push_back({ObjectionKind::OrderMissing, ward.content.rounding.slot_reason.order_link_id,
                     "Only an order takes a slot out of the count; enter the order's number."});
  return found;
}

Expected<Outcome> save_reason(const Ward& ward, const SlotReason& reason) {
  const care::SmallFormMeaning& meaning = ward.content.rounding.slot_reason;
  const forms::Answer* option = option_called(ward.content.slot_reason_form, meaning.kind_link_id, reason.reason);
  if (option == nullptr)
    return Outcome{{}, {{ObjectionKind::ReasonUnknown, "", "The form has no such reason; choose one of the list."}}};
  WL_TRY(const store::CensusEntry stay, get_stay(ward, reason.encounter));
  forms::FormSession form(ward.content.slot_reason_form);
  WL_CHECK(form.set({meaning.kind_link_id, {}}, *option));
  WL_CHECK(answer_time(ward, form, meaning.starts_link_id, reason.slot_start));
  WL_CHECK(answer_text(form, meaning.order_link_id, reason.order));
  WL_CHECK(answer_text(form, meaning.note_link_id, reason.note));
  Outcome outcome;
  check_answers(form, Missing::Counts, outcome.objections);
  if (!outcome.objections.empty()) return outcome;
  const Instant now = ward.clock.now();
  return save_response(ward, form, {reason.id, stay.patient, stay.encounter, now, now});
}

}  // namespace

std::vector<care::Reason> list_slot_reasons(const care::RoundingPack& rounding) {
  std::vector<care::Reason> reasons;
  std::ranges::copy_if(rounding.reasons, std::back_inserter(reasons), can_be_chosen);
  return reasons;
}

Expected<Outcome> close_slot(const Ward& ward, const SlotReason& reason) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, reason.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  auto objections = objections_to(ward, reason, ward.content.rounding.find_reason(reason.reason));
  if (!objections.empty()) return Outcome{{}, std::move(objections)};
  return save_reason(ward, reason);
}

Expected<Outcome> reopen_slot(const Ward& ward, const SlotReason& reason) {
  const auto& reasons = ward.content.rounding.reasons;
  const auto reopening = std::ranges::find(reasons, ReasonEffect::Reopens, &care::Reason::effect);
  SlotReason reopened = reason;
  reopened.reason = reopening == reasons.end() ? std::string() : reopening->code;
  reopened.order.clear();
  return close_slot(ward, reopened);
}

Expected<Outcome> record_off_unit(const Ward& ward, const OffUnit& off_unit) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, off_unit.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const Instant now = ward.clock.now();
  Outcome outcome;
  const bool backwards = off_unit.back && *off_unit.back < off_unit.left;
  const bool ahead =
      care::judge_charting_time(ward.content.rounding, off_unit.back.value_or(off_unit.left), now) == care::ChartingTime::Future;
  if (backwards || ahead)
    outcome.objections.push_back(
        {ObjectionKind::TimesWrong, "", "The patient must leave before coming back, and neither later than now."});
  // Whoever receives the patient says that they are back; they need not have seen them leave.
  if (off_unit.supersedes && off_unit.back) WL_CHECK(check_current(ward, *off_unit.supersedes, outcome.objections));
  if (off_unit.supersedes && !off_unit.back) WL_CHECK(check_correctable(ward, *off_unit.supersedes, outcome.objections));
  const care::SmallFormMeaning& meaning = ward.content.rounding.off_unit;
  const forms::Answer* where = option_called(ward.content.off_unit_form, meaning.kind_link_id, off_unit.where_to);
  if (where == nullptr)
    outcome.objections.push_back(
        {ObjectionKind::ReasonUnknown, meaning.kind_link_id, "Say where the patient went; choose one of the list."});
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(const store::CensusEntry stay, get_stay(ward, off_unit.encounter));
  forms::FormSession form(ward.content.off_unit_form);
  WL_CHECK(form.set({meaning.kind_link_id, {}}, *where));
  WL_CHECK(answer_time(ward, form, meaning.starts_link_id, off_unit.left));
  WL_CHECK(answer_time(ward, form, meaning.ends_link_id, off_unit.back));
  return save_response(ward, form, {off_unit.id, stay.patient, stay.encounter, now, now, off_unit.supersedes});
}

}  // namespace wardlight::workflows
