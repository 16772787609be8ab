// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_pack.h"

#include <algorithm>

#include "core/care/rounding_examples.h"

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<RoundKind, std::string_view>, 4> kKinds{{{RoundKind::Full, "full"},
                                                                       {RoundKind::Asleep, "asleep"},
                                                                       {RoundKind::Refused, "refused"},
                                                                       {RoundKind::InRoomCare, "in-room-care"}}};
constexpr std::array<std::pair<RoundEffect, std::string_view>, 3> kRoundEffects{
    {{RoundEffect::Done, "done"}, {RoundEffect::Attempted, "attempted"}, {RoundEffect::Refused, "refused"}}};
constexpr std::array<std::pair<ReasonEffect, std::string_view>, 8> kReasonEffects{
    {{ReasonEffect::NeedsRound, "needs-round"},
     {ReasonEffect::ExcludedWhenAway, "excluded-when-away"},
     {ReasonEffect::FromCensus, "from-census"},
     {ReasonEffect::Refused, "refused"},
     {ReasonEffect::Attempted, "attempted"},
     {ReasonEffect::MissedWithReason, "missed-with-reason"},
     {ReasonEffect::ExcludedByOrder, "excluded-by-order"},
     {ReasonEffect::Reopens, "reopens"}}};
using Reader = PackReader;

PackHead read_head(Reader& in) {
  return read_pack_head(in, {"starts",       "earlyMin",       "lateMin",      "minAvailableMin", "maxSlotMin",
                             "gapAlertMin",  "dayStart",       "dayEnd",       "lateEntryMin",    "futureToleranceMin",
                             "backEntryMin", "dueSoonMin",     "missedInARow", "refusedInARow",   "displayGoalPercent",
                             "asleepReview", "asleepNotWhile", "nurseHours",   "integrity",       "kinds",
                             "reasons",      "checklist",      "slotReason",   "offUnit",         "prompts"});
}

void read_starts(Reader& in, RoundingPack& pack) {
  for (const json::Value& item : in.list("starts")) {
    const int minute = in.to_minute(item, "starts");
    if (!pack.starts.empty() && minute <= pack.starts.back())
      in.fail("The starts must rise from one to the next; two of them overlap or are out of order.", "starts");
    pack.starts.push_back(minute);
  }
}

void read_numbers(Reader& in, RoundingPack& pack) {
  pack.early = in.minutes_of("earlyMin");
  pack.late = in.minutes_of("lateMin");
  pack.min_available = in.minutes_of("minAvailableMin");
  pack.max_slot = minutes(in.whole("maxSlotMin", 1, kMinutesPerDay));
  pack.day_start = in.minute_of_day("dayStart");
  pack.day_end = in.minute_of_day("dayEnd");
  pack.late_entry = in.minutes_of("lateEntryMin");
  pack.future_tolerance = in.minutes_of("futureToleranceMin");
  pack.back_entry = in.minutes_of("backEntryMin", 14 * kMinutesPerDay);
  pack.due_soon = in.minutes_of("dueSoonMin");
  pack.missed_in_a_row = in.whole("missedInARow", 1, 24);
  pack.refused_in_a_row = in.whole("refusedInARow", 1, 24);
  pack.display_goal_percent = in.whole("displayGoalPercent", 0, 100);
  pack.nurse_hours = in.text("nurseHours");
  constexpr std::array<std::string_view, 3> kHours{"even", "odd", "all"};
  if (std::ranges::find(kHours, pack.nurse_hours) == kHours.end()) in.fail("This is even, odd or all.", "nurseHours");
  if (pack.day_start >= pack.day_end) in.fail("The day must end after it begins.", "dayEnd");
}

void read_groups(Reader& in, RoundingPack& pack) {
  in.object("gapAlertMin", [&](Reader& gap) {
    gap.known({"day", "night"});
    pack.gap_day = gap.minutes_of("day");
    return pack.gap_night = gap.minutes_of("night");
  });
  in.object("asleepReview", [&](Reader& asleep) {
    asleep.known({"from", "to"});
    pack.asleep_review_from = asleep.minute_of_day("from");
    return pack.asleep_review_to = asleep.minute_of_day("to");
  });
  if (in.has("asleepNotWhile"))
    in.object("asleepNotWhile", [&](Reader& asleep) {
      asleep.known({"turnDue", "toiletingDue", "observationDue"});
      pack.asleep_not_turn = asleep.texts_if_any("turnDue");
      pack.asleep_not_toileting = asleep.texts_if_any("toiletingDue");
      pack.asleep_not_observation = asleep.texts_if_any("observationDue");
      return true;
    });
  in.object("integrity", [&](Reader& integrity) {
    integrity.known({"burstSlots", "burstSeconds", "identicalRounds", "onTheHourPercent", "onTheHourLeastRounds"});
    pack.burst_slots = integrity.whole("burstSlots", 2, 100);
    pack.burst_within = seconds(integrity.whole("burstSeconds", 1, 86'400));
    pack.identical_rounds = integrity.whole("identicalRounds", 2, 100);
    pack.on_the_hour_percent = integrity.whole("onTheHourPercent", 1, 100);
    return pack.on_the_hour_least_rounds = integrity.whole("onTheHourLeastRounds", 1, 1000);
  });
}

void read_kinds(Reader& in, RoundingPack& pack) {
  pack.kinds = in.objects("kinds", [](Reader& kind) {
    kind.known({"kind", "complete", "incomplete"});
    return RoundKindRule{kind.code("kind", kKinds), kind.code("complete", kRoundEffects),
                         kind.code("incomplete", kRoundEffects)};
  });
  for (const auto& [kind, code] : kKinds)
    if (std::ranges::count(pack.kinds, kind, &RoundKindRule::kind) != 1)
      in.fail("Every kind of round needs its effect here, once; \"" + std::string(code) + "\" has not.", "kinds");
}

void read_reasons(Reader& in, RoundingPack& pack) {
  in.objects("reasons", [&](Reader& entry) {
    entry.known({"code", "label", "effect", "backEntryMin"});
    Reason reason{entry.text("code"), entry.text("label"), entry.code("effect", kReasonEffects), 0};
    if (entry.has("backEntryMin")) reason.back_entry_minutes = entry.whole("backEntryMin", 1, 14 * kMinutesPerDay);
    if (pack.find_reason(reason.code) != nullptr) entry.fail("This reason stands here twice.", "code");
    pack.reasons.push_back(std::move(reason));
    return true;
  });
}

ChecklistMeaning read_checklist(Reader& checklist) {
  checklist.known({"url", "kindLinkId", "kinds", "glance", "asleepGlance", "unseen"});
  ChecklistMeaning meaning;
  meaning.url = checklist.text("url");
  meaning.kind_link_id = checklist.text("kindLinkId");
  meaning.glance = checklist.texts("glance");
  meaning.asleep_glance = checklist.texts("asleepGlance");
  meaning.unseen = checklist.texts("unseen");
  meaning.kinds = checklist.objects("kinds", [](Reader& kind) {
    kind.known({"code", "kind"});
    return ChecklistMeaning::KindCode{kind.text("code"), kind.code("kind", kKinds)};
  });
  return meaning;
}

SmallFormMeaning read_small_form(Reader& form) {
  form.known({"url", "kindLinkId", "startsLinkId", "endsLinkId", "orderLinkId", "noteLinkId"});
  return {form.text("url"),
          form.text("kindLinkId"),
          form.text("startsLinkId"),
          form.text_if_any("endsLinkId"),
          form.text_if_any("orderLinkId"),
          form.text_if_any("noteLinkId")};
}

PromptRule read_prompt(Reader& prompt, const PackHead& head) {
  constexpr std::array<std::pair<ChartedBy, std::string_view>, 2> kChartedBy{
      {{ChartedBy::Anybody, "anybody"}, {ChartedBy::Aide, "aide"}}};
  prompt.known({"id", "linkId", "codes", "refusedInARow", "chartedBy", "withinMin", "text", "es", "source"});
  PromptRule rule;
  rule.id = prompt.text("id");
  if (prompt.has("refusedInARow")) {
    rule.refused_in_a_row = prompt.whole("refusedInARow", 1, 24);
  } else {
    rule.link_id = prompt.text("linkId");
    rule.codes = prompt.texts("codes");
  }
  rule.charted_by = prompt.code("chartedBy", kChartedBy);
  rule.within_minutes = prompt.whole("withinMin", 0, kMinutesPerDay);
  rule.text = prompt.text("text");
  rule.text_es = prompt.text("es");
  rule.source = prompt.source("source", head);
  return rule;
}

}  // namespace

std::string_view to_code(RoundKind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<RoundKind, std::string_view>::first)->second;
}

std::optional<RoundKind> round_kind_from_code(std::string_view code) {
  for (const auto& [kind, name] : kKinds)
    if (name == code) return kind;
  return std::nullopt;
}

const Reason* RoundingPack::find_reason(std::string_view code) const {
  const auto found = std::ranges::find(reasons, code, &Reason::code);
  return found == reasons.end() ? nullptr : &*found;
}

const RoundKindRule& RoundingPack::rule_for(RoundKind kind) const {
  return *std::ranges::find(kinds, kind, &RoundKindRule::kind);
}

Expected<RoundingPack> load_rounding_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  Reader in(root);
  if (in.error()) return *in.error();
  RoundingPack pack;
  static_cast<PackHead&>(pack) = read_head(in);
  read_starts(in, pack);
  read_numbers(in, pack);
  read_groups(in, pack);
  read_kinds(in, pack);
  read_reasons(in, pack);
  pack.checklist = in.object("checklist", read_checklist);
  pack.slot_reason = in.object("slotReason", read_small_form);
  pack.off_unit = in.object("offUnit", read_small_form);
  pack.prompts = in.objects("prompts", [&](Reader& prompt) { return read_prompt(prompt, pack); });
  if (in.error()) return *in.error();
  WL_CHECK(run_examples(pack, root));
  return pack;
}

}  // namespace wardlight::care
