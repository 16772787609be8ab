// SPDX-License-Identifier: Apache-2.0
#include "core/care/shift/shift_pack.h"

#include <algorithm>
#include <array>

#include "core/care/shift/shift_examples.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 30 * kMinutesPerDay;

constexpr std::array<std::pair<OpenKind, std::string_view>, 16> kKinds{{
    {OpenKind::HelpCall, "help-call"},
    {OpenKind::Conflict, "conflict"},
    {OpenKind::DoubleBinding, "double-binding"},
    {OpenKind::Quarantine, "quarantine"},
    {OpenKind::NotDelivered, "not-delivered"},
    {OpenKind::Escalation, "escalation"},
    {OpenKind::HandoffPending, "handoff-pending"},
    {OpenKind::Missed, "missed"},
    {OpenKind::TabletSilent, "tablet-silent"},
    {OpenKind::TabletUnsent, "tablet-unsent"},
    {OpenKind::Reassessment, "reassessment"},
    {OpenKind::DeviceReview, "device-review"},
    {OpenKind::Concern, "concern"},
    {OpenKind::Task, "task"},
    {OpenKind::MissedReason, "missed-with-reason"},
    {OpenKind::Late, "late"},
}};
constexpr std::array<std::pair<Urgency, std::string_view>, 4> kUrgencies{
    {{Urgency::Now, "now"}, {Urgency::Open, "open"}, {Urgency::NotKnown, "not-known"}, {Urgency::Told, "told"}}};

ShiftHours read_hours(PackReader& in) {
  in.known({"code", "text", "es", "start", "end"});
  return {in.text("code"), read_words(in), in.minute_of_day("start"), in.minute_of_day("end")};
}

OpenRule read_rule(PackReader& in) {
  in.known({"kind", "text", "es", "urgency", "needsReason"});
  OpenRule rule;
  rule.kind = in.code("kind", kKinds);
  rule.label = read_words(in);
  rule.urgency = in.code("urgency", kUrgencies);
  rule.needs_reason = in.yes_or_no("needsReason");
  return rule;
}

// Each begins when the one before it ends, round the clock.
void check_hours(const std::vector<ShiftHours>& shifts, PackReader& in) {
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const ShiftHours& next = shifts[(i + 1) % shifts.size()];
    const bool in_order = i + 1 == shifts.size() || shifts[i].start < next.start;
    if (shifts[i].end != next.start || !in_order)
      in.fail("Shifts must follow each other round the clock, in order of start.", "shifts");
    if (std::ranges::count(shifts, shifts[i].code, &ShiftHours::code) > 1) in.fail("This shift stands here twice.", "shifts");
  }
}

void check_kinds(const std::vector<OpenRule>& kinds, PackReader& in) {
  for (const auto& [kind, code] : kKinds)
    if (std::ranges::count(kinds, kind, &OpenRule::kind) != 1)
      in.fail("\"" + std::string(code) + "\" must stand here once.", "kinds");
}

}  // namespace

std::string_view to_code(OpenKind kind) {
  return std::ranges::find(kKinds, kind, &decltype(kKinds)::value_type::first)->second;
}

std::optional<OpenKind> open_kind_from_code(std::string_view code) {
  const auto found = std::ranges::find(kKinds, code, &decltype(kKinds)::value_type::second);
  return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}

const ShiftHours* ShiftPack::find(std::string_view code) const {
  const auto found = std::ranges::find(shifts, code, &ShiftHours::code);
  return found == shifts.end() ? nullptr : &*found;
}

const OpenRule& ShiftPack::rule_for(OpenKind kind) const { return *std::ranges::find(kinds, kind, &OpenRule::kind); }

Expected<ShiftPack> load_shift_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  ShiftPack pack;
  pack.head = read_pack_head(
      in, {"shifts", "closeFromMin", "handoffOverlapMin", "longestBreakMin", "downtimeHours", "reassessmentPrompts",
           "deviceReviewPrompts", "staleTabletMin", "silentTabletMin", "unsentUrgentMin", "forgetTabletMin", "kinds", "reasons"});
  pack.shifts = in.objects("shifts", read_hours);
  pack.close_from = in.minutes_of("closeFromMin");
  pack.handoff_overlap = in.minutes_of("handoffOverlapMin");
  pack.longest_break = in.minutes_of("longestBreakMin");
  pack.downtime = hours(in.whole("downtimeHours", 1, 24));
  pack.reassessment_prompts = in.texts("reassessmentPrompts");
  pack.device_review_prompts = in.texts("deviceReviewPrompts");
  pack.stale_after = in.minutes_of("staleTabletMin");
  pack.silent_after = in.minutes_of("silentTabletMin");
  pack.urgent_after = in.minutes_of("unsentUrgentMin");
  pack.forget_after = in.minutes_of("forgetTabletMin", kMostMinutes);
  pack.kinds = in.objects("kinds", read_rule);
  pack.reasons = read_choices(in, "reasons");
  check_hours(pack.shifts, in);
  check_kinds(pack.kinds, in);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_shift_example(pack, example); }));
  return pack;
}

Shift shift_of(const ShiftHours& hours, const Zone& zone, Date day) {
  const Date ends = hours.end > hours.start ? day : add_days(day, 1);
  return {day, hours.code, zone.to_instant(day, hours.start), zone.to_instant(ends, hours.end)};
}

Shift shift_at(const ShiftPack& pack, const Zone& zone, Instant at) {
  const Date today = zone.local(at).date;
  for (const int days : {0, -1})
    for (const ShiftHours& hours : pack.shifts)
      if (const Shift shift = shift_of(hours, zone, add_days(today, days)); shift.from <= at && at < shift.to) return shift;
  return shift_of(pack.shifts.front(), zone, today);
}

std::optional<Shift> find_shift(const ShiftPack& pack, const Zone& zone, std::string_view name) {
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto day = parse_date(name.substr(0, slash));
  const ShiftHours* hours = pack.find(name.substr(slash + 1));
  if (!day || hours == nullptr) return std::nullopt;
  return shift_of(*hours, zone, *day);
}

std::string name_of(const Shift& shift) { return format_date(shift.day) + "/" + shift.code; }

}  // namespace wardlight::care
