// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <array>
#include <algorithm>
#include <memory>
#include <set>

#include "core/measures/patient_days.h"
#include "platforms/tool/command.h"
#include "platforms/tool/fhir_stays.h"
#include "sync/census/census.h"

namespace wardlight::tool {
namespace {

using measures::DeviceKind;
using measures::UnitMonth;

struct CensusWords {
  std::vector<std::string> in;
  std::string zone;
  std::string count_time = "00:00";
  std::string month;
  std::string unit;
  std::string devices;
};

constexpr std::array<std::pair<std::string_view, DeviceKind>, 3> kDevices{
    {{"urinary", DeviceKind::Urinary}, {"central_line", DeviceKind::CentralLine}, {"ventilator", DeviceKind::Ventilator}}};

Expected<measures::CountPlan> read_plan(const CensusWords& words) {
  WL_TRY(Zone zone, Zone::find(words.zone));
  const auto minute = parse_minute_of_day(words.count_time);
  if (!minute) return Error{ErrorCode::BadUsage, "This time of day does not exist; write it like 00:00.", "--count-time"};
  const auto first = parse_date(words.month + "-01");
  if (!first || words.month.size() != 7)
    return Error{ErrorCode::BadUsage, "This month does not exist; write it like 2025-03.", "--month"};
  return measures::CountPlan{std::move(zone), *minute, first->year, first->month};
}

// The stay in a unit is the location's period; only an encounter that gives none stands in with its own.
void add_stays(const FhirStays& fhir, const json::Value& encounter, std::vector<measures::UnitStay>& stays) {
  const census::EncounterRecord record = census::read_encounter(encounter);
  for (const census::Stay& stay : record.stays) {
    const bool has_period = stay.from || stay.to;
    stays.push_back({"Encounter/" + record.id.value, record.patient.value, fhir.unit_of(stay.location, stay.display),
                     has_period ? stay.from : record.from, has_period ? stay.to : record.to});
  }
}

Expected<measures::DeviceSpan> read_device(const json::Value& value, std::size_t number) {
  const std::string where = "device " + std::to_string(number);
  if (!value.is_object())
    return Error{ErrorCode::InvalidContent, "A device is an object with encounter, kind, from and to.", where};
  WL_CHECK(json::refuse_unknown_members(value, {"encounter", "kind", "from", "to"}, where));
  measures::DeviceSpan span;
  span.encounter = value.text_of("encounter");
  if (!span.encounter.starts_with("Encounter/")) span.encounter.insert(0, "Encounter/");
  const auto kind = std::ranges::find(kDevices, value.text_of("kind"), &std::pair<std::string_view, DeviceKind>::first);
  if (kind == kDevices.end())
    return Error{ErrorCode::InvalidContent, "A device's kind is urinary, central_line or ventilator.", where};
  span.kind = kind->second;
  WL_TRY(const OffsetTime from, parse_time(value.text_of("from")));
  span.from = from.instant;
  if (value["to"].is_null()) return span;
  WL_TRY(const OffsetTime to, parse_time(value.text_of("to")));
  span.to = to.instant;
  return span;
}

Expected<std::vector<measures::DeviceSpan>> read_devices(const std::string& file) {
  std::vector<measures::DeviceSpan> devices;
  if (file.empty()) return devices;
  WL_TRY(const std::string text, read_input(file));
  WL_TRY(const json::Value list, json::parse(text));
  if (!list.is_array()) return Error{ErrorCode::InvalidContent, "A list of devices is expected.", file};
  for (const json::Value& value : list.items()) {
    WL_TRY(measures::DeviceSpan device, read_device(value, devices.size() + 1));
    devices.push_back(std::move(device));
  }
  return devices;
}

// A unit that nobody's stay could be counted for: the records say nothing about any of its days.
UnitMonth unknown_month(const measures::CountPlan& plan, const std::string& unit) {
  UnitMonth month;
  month.unit = unit;
  month.missing = measures::days_of(plan);
  return month;
}

UnitMonth& month_of(const measures::CountPlan& plan, std::vector<UnitMonth>& units, const std::string& unit) {
  const auto found = std::ranges::find(units, unit, &UnitMonth::unit);
  return found != units.end() ? *found : units.emplace_back(unknown_month(plan, unit));
}

// What was kept out before anything could be counted stands with the units it is about; with all of them when it does not say.
void name_refused(const measures::CountPlan& plan, const FhirStays& fhir, std::vector<UnitMonth>& units) {
  for (const RefusedEncounter& refused : fhir.refused) {
    std::set<std::string> concerned;
    for (const auto& [reference, display] : refused.places) concerned.insert(fhir.unit_of(reference, display));
    for (const std::string& unit : concerned)
      month_of(plan, units, unit).issues.push_back({refused.encounter, refused.what + " It is not counted."});
    if (concerned.empty())
      for (UnitMonth& unit : units)
        unit.issues.push_back({refused.encounter, refused.what + " It is not counted, and names no unit."});
  }
  for (const auto& [id, other] : fhir.renamed)
    if (const std::string unit = fhir.unit_of("Location/" + id, {}); !unit.empty())
      month_of(plan, units, unit)
          .issues.push_back({"", "Location/" + id + " is called \"" + unit + "\" and \"" + other +
                                     "\" in these files; its stays are counted under the name that came last."});
}

json::Value to_json(const UnitMonth& month) {
  json::Value days = json::Value::array();
  for (const measures::DayCount& day : month.days) {
    json::Value one = json::Value::object();
    one.set("date", format_date(day.date))
        .set("patients", day.patients)
        .set("urinary", day.urinary)
        .set("central_line", day.central_line);
    days.push(std::move(one));
  }
  json::Value missing = json::Value::array();
  for (const Date day : month.missing) missing.push(format_date(day));
  json::Value issues = json::Value::array();
  for (const measures::CountIssue& issue : month.issues) {
    json::Value one = json::Value::object();
    one.set("encounter", issue.encounter.empty() ? json::Value() : json::Value(issue.encounter)).set("text", issue.text);
    issues.push(std::move(one));
  }
  json::Value out = json::Value::object();
  out.set("unit", month.unit).set("days", std::move(days));
  out.set("patient_days", month.total.patients)
      .set("urinary_days", month.total.urinary)
      .set("line_days", month.total.central_line);
  out.set("missing_days", std::move(missing)).set("issues", std::move(issues));
  return out;
}

Expected<Answer> run_census(const CensusWords& words) {
  WL_TRY(const measures::CountPlan plan, read_plan(words));
  WL_TRY(const FhirStays fhir, read_fhir_stays(words.in));
  WL_TRY(const auto devices, read_devices(words.devices));
  std::vector<measures::UnitStay> stays;
  for (const json::Value& encounter : fhir.encounters) add_stays(fhir, encounter, stays);
  auto units = measures::count_month(plan, stays, devices);
  name_refused(plan, fhir, units);
  for (const auto& [id, location] : fhir.locations)
    if (location.text_of("name") == words.unit && !words.unit.empty()) month_of(plan, units, words.unit);
  std::ranges::sort(units, {}, &UnitMonth::unit);
  json::Value all = json::Value::array();
  for (const UnitMonth& unit : units) {
    if (unit.unit == words.unit) return Answer{to_json(unit), Exit::Done};
    all.push(to_json(unit));
  }
  if (!words.unit.empty())
    return Error{ErrorCode::BadUsage, "No stay in these files is on a unit of this name; run it without --unit to see the names.",
                 "--unit"};
  return Answer{std::move(all), Exit::Done};
}

}  // namespace

void add_census(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<CensusWords>();
  auto* command = app.add_subcommand("census", "Patient days and device days of one month, counted at one time of day");
  command->add_option("--in", words->in, "FHIR R4 Bundles or NDJSON with Encounter and Location")->required();
  command->add_option("--zone", words->zone, "The hospital's IANA time zone")->required();
  command->add_option("--count-time", words->count_time, "HH:MM; a count at 00:00 carries the date of the day that ends")
      ->capture_default_str();
  command->add_option("--month", words->month, "YYYY-MM")->required();
  command->add_option("--unit", words->unit, "One unit by its name; without it every unit");
  command->add_option("--devices", words->devices,
                      R"(JSON: [{"encounter":"Encounter/…","kind":"urinary","from":"…","to":null}])");
  command->callback([words, &exit_code] { exit_code = finish(run_census(*words)); });
}

}  // namespace wardlight::tool
