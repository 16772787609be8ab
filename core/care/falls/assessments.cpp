// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/assessments.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr std::string_view kInterval = "interval";

std::optional<Decimal> number_of(const json::Value& value) {
  return value.is_number() ? Decimal::parse(value.text()) : std::nullopt;
}

// Is this reading so much lower than some reading of the window before it?
bool has_dropped(const Detector& detector, const std::vector<Fact>& known, std::size_t at) {
  const auto value = number_of(known[at].value);
  for (std::size_t before = 0; value && before < at; ++before) {
    const auto earlier = number_of(known[before].value);
    if (earlier && known[at].at - known[before].at <= detector.window &&
        compare(*value + *detector.drops_by, *earlier) <= 0)
      return true;
  }
  return false;
}

bool sees(const Detector& detector, const std::vector<Fact>& known, std::size_t at) {
  const json::Value& value = known[at].value;
  if (!detector.is.empty() && std::ranges::find(detector.is, value) == detector.is.end()) return false;
  if (detector.at_least) {
    const auto number = number_of(value);
    if (!number || compare(*number, *detector.at_least) < 0) return false;
  }
  return !detector.drops_by || has_dropped(detector, known, at);
}

void take_earlier(std::optional<DueAssessment>& next, const AssessmentPack& pack, Instant due, std::string_view trigger,
                  const CareEvent* because) {
  if (next && next->due <= due) return;
  next = DueAssessment{due, due + pack.overdue_after, std::string(trigger), std::nullopt};
  if (because != nullptr) next->because = *because;
}

bool is_night(const AssessmentPack& pack, int minute) {
  if (pack.night_from <= pack.night_to) return minute >= pack.night_from && minute < pack.night_to;
  return minute >= pack.night_from || minute < pack.night_to;
}

}  // namespace

const AssessmentRule* AssessmentPack::find_rule(std::string_view instrument) const {
  const auto found = std::ranges::find(rules, instrument, &AssessmentRule::instrument);
  return found == rules.end() ? nullptr : &*found;
}

std::vector<CareEvent> detect_events(const AssessmentPack& pack, const std::vector<Fact>& facts, Instant now) {
  std::vector<CareEvent> events;
  for (const Detector& detector : pack.detectors) {
    const std::vector<Fact> known = facts_of(facts, detector.kind, now);
    for (std::size_t at = 0; at < known.size(); ++at)
      if (sees(detector, known, at)) events.push_back({detector.trigger, detector.id, known[at].at, known[at]});
  }
  std::ranges::stable_sort(events, {}, &CareEvent::at);
  return events;
}

std::optional<DueAssessment> next_assessment(const AssessmentPack& pack, const AssessmentRule& rule,
                                             const std::vector<CareEvent>& events, std::optional<Instant> last) {
  std::optional<DueAssessment> next;
  for (const AssessmentRule::After& after : rule.after)
    for (const CareEvent& event : events)
      if (event.trigger == after.trigger && (!last || event.at > *last))
        take_earlier(next, pack, event.at + after.within, after.trigger, &event);
  if (last && rule.every > Duration{}) take_earlier(next, pack, *last + rule.every, kInterval, nullptr);
  return next;
}

DueState judge_due(const DueAssessment& due, Instant now) {
  if (now < due.due) return DueState::Upcoming;
  return now > due.overdue ? DueState::Overdue : DueState::Due;
}

bool may_carry_forward(const AssessmentPack& pack, Instant observed, const std::vector<CareEvent>& events, Instant now,
                       const Zone& zone) {
  if (now < observed || now - observed > pack.carry_at_most || !is_night(pack, zone.local(now).minute_of_day)) return false;
  return std::ranges::none_of(events, [&](const CareEvent& event) {
    return event.at > observed && event.at <= now &&
           std::ranges::find(pack.carry_barred_by, event.trigger) != pack.carry_barred_by.end();
  });
}

}  // namespace wardlight::care
