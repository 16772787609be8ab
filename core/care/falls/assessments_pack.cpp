// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/falls/assessments.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 30 * kMinutesPerDay;

Detector read_detector(PackReader& in) {
  in.known({"id", "trigger", "text", "es", "fact", "is", "atLeast", "dropsBy", "windowMin"});
  Detector detector;
  detector.id = in.text("id");
  detector.trigger = in.text("trigger");
  detector.words = read_words(in);
  detector.kind = in.text("fact");
  detector.is = in.list_if_any("is");
  if (in.has("atLeast")) detector.at_least = in.decimal("atLeast");
  if (in.has("dropsBy") != in.has("windowMin")) in.fail("A drop needs the time within which it counts.", "dropsBy");
  if (in.has("dropsBy")) detector.drops_by = in.decimal("dropsBy");
  if (in.has("windowMin")) detector.window = in.minutes_of("windowMin", kMostMinutes);
  return detector;
}

AssessmentRule read_rule(PackReader& in, const AssessmentPack& pack) {
  in.known({"instrument", "form", "text", "es", "who", "after", "everyMin"});
  AssessmentRule rule{in.text("instrument"), in.text("form"), read_words(in), in.texts("who"), {}, {}};
  rule.after = in.objects_if_any("after", [](PackReader& after) {
    after.known({"trigger", "withinMin"});
    return AssessmentRule::After{after.text("trigger"), after.minutes_of("withinMin", kMostMinutes)};
  });
  if (in.has("everyMin")) rule.every = minutes(in.whole("everyMin", 1, kMostMinutes));
  for (const AssessmentRule::After& after : rule.after)
    if (std::ranges::find(pack.detectors, after.trigger, &Detector::trigger) == pack.detectors.end())
      in.fail("Nothing detects \"" + after.trigger + "\".", "after");
  return rule;
}

void read_carry(PackReader& in, AssessmentPack& pack) {
  in.object("carryForward", [&](PackReader& carry) {
    carry.known({"instrument", "item", "atMostMin", "nightFrom", "nightTo", "barredBy"});
    pack.carry_instrument = carry.text("instrument");
    pack.carry_item = carry.text("item");
    pack.carry_at_most = carry.minutes_of("atMostMin", kMostMinutes);
    pack.night_from = carry.minute_of_day("nightFrom");
    pack.night_to = carry.minute_of_day("nightTo");
    pack.carry_barred_by = carry.texts("barredBy");
    return true;
  });
}

Expected<std::vector<Fact>> read_facts_of(const json::Value& list) {
  std::vector<Fact> facts;
  for (const json::Value& one : list.items()) {
    WL_TRY(const OffsetTime at, parse_time(one.text_of("at")));
    facts.push_back({std::string(one.text_of("kind")), one["value"], at.instant, std::string(one.text_of("source"))});
  }
  return facts;
}

Expected<json::Value> run_example(const AssessmentPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "instrument", "facts", "now", "last", "zone", "observed", "expect"},
                                        "example"));
  const AssessmentRule* rule = pack.find_rule(example.text_of("instrument"));
  if (rule == nullptr) return Error{ErrorCode::InvalidContent, "The example's instrument is not in the pack.", "instrument"};
  WL_TRY(const OffsetTime now, parse_time(example.text_of("now")));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  WL_TRY(const std::vector<Fact> facts, read_facts_of(example["facts"]));
  std::optional<Instant> last;
  if (example.find("last") != nullptr) {
    WL_TRY(const OffsetTime read, parse_time(example.text_of("last")));
    last = read.instant;
  }
  const std::vector<CareEvent> events = detect_events(pack, facts, now.instant);
  const auto due = next_assessment(pack, *rule, events, last);
  json::Value out;
  out.set("due", due ? json::Value(zone.format(due->due)) : json::Value());
  out.set("trigger", due ? json::Value(due->trigger) : json::Value());
  out.set("overdue", due && judge_due(*due, now.instant) == DueState::Overdue);
  if (example.find("observed") != nullptr) {
    WL_TRY(const OffsetTime observed, parse_time(example.text_of("observed")));
    out.set("carry", may_carry_forward(pack, observed.instant, events, now.instant, zone));
  }
  return out;
}

}  // namespace

Expected<AssessmentPack> load_assessments(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  AssessmentPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"overdueMin", "carryForward", "detectors", "rules"});
  pack.overdue_after = in.minutes_of("overdueMin");
  read_carry(in, pack);
  pack.detectors = in.objects("detectors", read_detector);
  pack.rules = in.objects("rules", [&](PackReader& rule) { return read_rule(rule, pack); });
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
