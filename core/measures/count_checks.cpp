// SPDX-License-Identifier: Apache-2.0
#include "core/measures/count_checks.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "core/measures/chart_centre.h"
#include "core/measures/day_number.h"

namespace wardlight::measures {
namespace {

constexpr int kSaturday = 6;
constexpr int kSunday = 0;
constexpr std::int64_t kFirstSunday = 3;  // 4 January 1970

Error wrong(std::string text, std::string where) { return {ErrorCode::InvalidContent, std::move(text), std::move(where)}; }

bool is_month(const std::string& text) { return text.size() == 7 && parse_date(text + "-01"); }

// 100 · |electronic − manual| ≤ percent · manual.
bool agrees(const ReportRules& rules, const ComparedMonth& month) {
  const std::int64_t apart = std::max(month.electronic, month.manual) - std::min(month.electronic, month.manual);
  return 100 * apart <= rules.validation.percent * month.manual;
}

std::string month_after(const std::string& period) {
  return format_date(add_days(*parse_date(period + "-28"), 7)).substr(0, 7);
}

// How many agree without a gap, up to the newest.
std::size_t running(const ReportRules& rules, const std::vector<ComparedMonth>& months) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const bool follows = run > 0 && month_after(months[i - 1].period) == months[i].period;
    run = !agrees(rules, months[i]) ? 0 : follows ? run + 1 : 1;
  }
  return run;
}

int weekday_of(Date date) { return static_cast<int>(((day_number(date) - kFirstSunday) % 7 + 7) % 7); }

std::vector<std::string> objections_to(const SamplingRules& rules, const WeeklySample& sample) {
  std::vector<std::string> found;
  if (sample.days.empty()) return {"No day was sampled."};
  if (sample.usual_device_days < rules.least_device_days)
    found.push_back("The unit has fewer than " + std::to_string(rules.least_device_days) +
                    " device days a month; count each day.");
  if (std::ranges::find(rules.unit_kinds, sample.unit_kind) == rules.unit_kinds.end())
    found.push_back("This kind of unit is not sampled; count each day.");
  const int weekday = weekday_of(sample.days.front().date);
  if (weekday == kSaturday || weekday == kSunday) found.push_back("A Saturday or Sunday is no day to sample.");
  for (const SampledDay& day : sample.days) {
    if (weekday_of(day.date) != weekday) found.push_back(format_date(day.date) + " is another day of the week.");
    if (day.devices > day.patients) found.push_back("More devices than patients were counted on " + format_date(day.date) + ".");
  }
  return found;
}

Expected<std::int64_t> read_count(const json::Value& object, std::string_view name) {
  std::int64_t number = 0;
  const std::string& digits = object[name].text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!object[name].is_number() || bad != std::errc() || end != digits.data() + digits.size() || number < 0)
    return wrong("A whole number of 0 or more is needed here.", std::string(name));
  return number;
}

Expected<ComparedMonth> read_month(const json::Value& one) {
  WL_CHECK(json::refuse_unknown_members(one, {"unit", "count", "month", "manual", "electronic"}, "validation"));
  ComparedMonth month{std::string(one.text_of("unit")), std::string(one.text_of("count")), std::string(one.text_of("month")), 0,
                      0};
  WL_TRY(month.manual, read_count(one, "manual"));
  WL_TRY(month.electronic, read_count(one, "electronic"));
  return month;
}

Expected<WeeklySample> read_sample(const json::Value& one) {
  WL_CHECK(json::refuse_unknown_members(one, {"unit_kind", "patient_days", "usual_device_days", "days"}, "sample"));
  WeeklySample sample;
  sample.unit_kind = one.text_of("unit_kind");
  WL_TRY(sample.patient_days, read_count(one, "patient_days"));
  WL_TRY(sample.usual_device_days, read_count(one, "usual_device_days"));
  for (const json::Value& day : one["days"].items()) {
    WL_CHECK(json::refuse_unknown_members(day, {"date", "patients", "devices"}, "days"));
    const auto date = parse_date(day.text_of("date"));
    if (!date) return wrong("The day is missing; write it like 2025-03-04.", "days.date");
    SampledDay sampled{*date, 0, 0};
    WL_TRY(sampled.patients, read_count(day, "patients"));
    WL_TRY(sampled.devices, read_count(day, "devices"));
    sample.days.push_back(sampled);
  }
  return sample;
}

json::Value texts(const std::vector<std::string>& list) {
  json::Value out = json::Value::array();
  for (const std::string& text : list) out.push(text);
  return out;
}

json::Value to_json(const CountVerdict& verdict) {
  return json::Value::object().set("unit", verdict.unit).set("count", verdict.count).set("within", texts(verdict.within))
      .set("outside", texts(verdict.outside)).set("accepted", verdict.accepted);
}

}  // namespace

Expected<std::vector<CountVerdict>> compare_counts(const ReportRules& rules, std::vector<ComparedMonth> months) {
  std::map<std::pair<std::string, std::string>, std::vector<ComparedMonth>> series;
  for (ComparedMonth& month : months) {
    if (!is_month(month.period)) return wrong("The month is missing; write it like 2025-03.", "month");
    if (month.manual < 0 || month.electronic < 0) return wrong("A count cannot be negative.", month.period);
    series[{month.unit, month.count}].push_back(std::move(month));
  }
  std::vector<CountVerdict> verdicts;
  for (auto& [of, theirs] : series) {
    std::ranges::sort(theirs, {}, &ComparedMonth::period);
    CountVerdict verdict{of.first, of.second, {}, {}, false};
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      if (i > 0 && theirs[i].period == theirs[i - 1].period) return wrong("This month stands twice; keep one.", theirs[i].period);
      (agrees(rules, theirs[i]) ? verdict.within : verdict.outside).push_back(theirs[i].period);
    }
    verdict.accepted = running(rules, theirs) >= static_cast<std::size_t>(rules.validation.months);
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

DeviceEstimate estimate_device_days(const ReportRules& rules, const WeeklySample& sample) {
  DeviceEstimate estimate{0, objections_to(rules.sampling, sample)};
  std::int64_t patients = 0, devices = 0;
  for (const SampledDay& day : sample.days) patients += day.patients, devices += day.devices;
  if (patients == 0) estimate.objections.push_back("Nobody was there on the sampled days, so nothing can be said of the month.");
  if (estimate.objections.empty())
    estimate.device_days = static_cast<std::int64_t>(half_up(Wide{sample.patient_days} * devices, patients));
  return estimate;
}

Expected<json::Value> check_counts(const ReportRules& rules, const json::Value& input) {
  WL_CHECK(json::refuse_unknown_members(input, {"validation", "sample"}, "input"));
  json::Value out = json::Value::object();
  if (input.find("validation") != nullptr) {
    std::vector<ComparedMonth> months;
    for (const json::Value& one : input["validation"].items()) {
      WL_TRY(ComparedMonth month, read_month(one));
      months.push_back(std::move(month));
    }
    WL_TRY(const auto verdicts, compare_counts(rules, std::move(months)));
    json::Value list = json::Value::array();
    for (const CountVerdict& verdict : verdicts) list.push(to_json(verdict));
    out.set("validation", std::move(list));
  }
  if (input.find("sample") != nullptr) {
    WL_TRY(const WeeklySample sample, read_sample(input["sample"]));
    const DeviceEstimate estimate = estimate_device_days(rules, sample);
    json::Value said = json::Value::object().set("objections", texts(estimate.objections));
    out.set("sample", said.set("device_days", estimate.objections.empty() ? json::Value(estimate.device_days) : json::Value()));
  }
  return out;
}

}  // namespace wardlight::measures
