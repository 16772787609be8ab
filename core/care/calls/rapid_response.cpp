// SPDX-License-Identifier: Apache-2.0
#include "core/care/calls/rapid_response.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kPerDays = 1000;

// {"id","patientDays","calls":[{"pressed","arrived","debriefed","safety"}],"expect"}.
Expected<json::Value> run_example(const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "patientDays", "calls", "expect"}, "example"));
  std::vector<HelpCallRecord> calls;
  for (const json::Value& one : example["calls"].items()) {
    WL_CHECK(json::refuse_unknown_members(one, {"pressed", "arrived", "debriefed", "safety"}, "calls"));
    WL_TRY(const OffsetTime pressed, parse_time(one.text_of("pressed")));
    HelpCallRecord call{pressed.instant, {}, one["debriefed"].boolean(), one["safety"].boolean(), {}};
    if (one.find("arrived") != nullptr) {
      WL_TRY(const OffsetTime arrived, parse_time(one.text_of("arrived")));
      call.arrived_at = arrived.instant;
    }
    calls.push_back(std::move(call));
  }
  PackReader in(example, "example");
  const HelpFigures figures = help_figures(calls, in.whole("patientDays", 0, 1'000'000));
  if (in.error()) return *in.error();
  json::Value report;
  report.set("per_1000_days", figures.per_thousand_days);
  report.set("median_minutes", figures.median_minutes_to_arrival);
  report.set("debriefed", figures.debriefed);
  report.set("safety", figures.about_safety);
  return report;
}

Words read_with_number(PackReader& in, std::string_view key) {
  Words words = read_words(in, key);
  if (words.en.find("{number}") == std::string::npos || words.es.find("{number}") == std::string::npos)
    in.fail("These words must show the number, as {number}: the tablet is never the only route.", key);
  return words;
}

}  // namespace

HelpFigures help_figures(std::span<const HelpCallRecord> calls, std::int64_t patient_days) {
  const auto count = static_cast<std::int64_t>(calls.size());
  std::vector<std::int64_t> waits;
  for (const HelpCallRecord& call : calls)
    if (call.arrived_at) waits.push_back((*call.arrived_at - call.pressed_at).milliseconds);
  std::ranges::sort(waits);
  const std::size_t middle = waits.size() / 2;
  const std::int64_t twice_median = waits.empty() ? 0 : waits[middle] + waits[(waits.size() - 1) / 2];
  return {count, format_rate(count, patient_days, kPerDays, 2),
          format_rate(twice_median, waits.empty() ? 0 : 2 * minutes(1).milliseconds, 1, 2),
          format_percent(std::ranges::count_if(calls, &HelpCallRecord::debriefed), count),
          format_percent(std::ranges::count_if(calls, &HelpCallRecord::about_safety), count)};
}

std::string help_taught(std::int64_t taught, std::int64_t patients) { return format_percent(taught, patients); }

Expected<RapidResponsePack> load_rapid_response_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "rapid response pack");
  RapidResponsePack pack;
  pack.head = read_pack_head(in, {"callers", "reasons", "outcomes", "button", "confirm", "number", "promise", "undelivered",
      "team"});
  pack.callers = read_choices(in, "callers");
  pack.reasons = read_choices(in, "reasons");
  pack.outcomes = read_choices(in, "outcomes");
  pack.button = read_words(in, "button");
  pack.confirm = read_with_number(in, "confirm");
  pack.number = read_with_number(in, "number");
  pack.promise = read_words(in, "promise");
  pack.undelivered = read_with_number(in, "undelivered");
  pack.team = in.objects("team", [](PackReader& one) {
    one.known({"text", "es"});
    return read_words(one);
  });
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, run_example));
  return pack;
}

}  // namespace wardlight::care
