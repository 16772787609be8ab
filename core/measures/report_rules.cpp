// SPDX-License-Identifier: Apache-2.0
#include "core/measures/report_rules.h"

#include <algorithm>

#include "core/care/facts/apply_readers.h"
#include "core/care/pack.h"

namespace wardlight::measures {
namespace {

using care::PackReader;

constexpr int kMostDays = 366;
constexpr int kMostHours = 14 * 24;

InfectionRules read_infection(PackReader& in) {
  in.known({"fromDay", "deviceDaysMoreThan", "repeatDays", "onsetFromDay"});
  return {in.whole("fromDay", 1, kMostDays), in.whole("deviceDaysMoreThan", 0, kMostDays), in.whole("repeatDays", 0, kMostDays),
          in.whole("onsetFromDay", 1, kMostDays)};
}

Confirmer read_confirmer(PackReader& in) {
  in.known({"role", "kinds", "figures", "counts", "plannedReturns"});
  return {in.text("role"), in.texts("kinds"), in.texts("figures"), in.texts("counts"),
          in.has("plannedReturns") && in.yes_or_no("plannedReturns")};
}

CallExclusions read_call_exclusions(PackReader& in) {
  in.known({"died", "acuteHospital", "readmitted"});
  return {in.text("died"), in.text("acuteHospital"), in.text("readmitted")};
}

std::string month_day(PackReader& in, std::string_view key) {
  std::string text = in.text(key);
  if (!parse_date("2000-" + text)) in.fail("A day of the year is written like 10-01.", key);
  return text;
}

void read_season(PackReader& in, ReportRules& rules) {
  in.object("season", [&](PackReader& season) {
    season.known({"from", "to"});
    rules.season_from = month_day(season, "from");
    rules.season_to = month_day(season, "to");
    return true;
  });
}

void read_left_out(PackReader& in, ReportRules& rules) {
  rules.unit_kinds = in.objects("unitKinds", [](PackReader& one) {
    one.known({"kind", "said"});
    return UnitKind{one.text("kind"), one.texts("said")};
  });
  rules.left_out = in.objects("leftOut", [&](PackReader& one) {
    one.known({"measures", "unitKinds"});
    LeaveOut out{one.texts("measures"), one.texts("unitKinds")};
    for (const std::string& kind : out.unit_kinds)
      if (std::ranges::find(rules.unit_kinds, kind, &UnitKind::kind) == rules.unit_kinds.end())
        one.fail("This kind of unit is not described above.", "unitKinds");
    return out;
  });
}

std::string id_of(const json::Value& reference) {
  const std::string_view text = reference.text_of("reference");
  return std::string(text.substr(text.rfind('/') + 1));
}

std::string encounter_of(const json::Value& resource) {
  for (const std::string_view member : {"encounter", "context"})
    if (std::string id = id_of(resource[member]); !id.empty()) return id;
  for (const json::Value& extension : resource["extension"].items())
    if (extension.text_of("url") == "urn:wardlight:encounter") return id_of(extension["valueReference"]);
  return {};
}

std::string patient_of(const json::Value& resource) {
  if (resource.text_of("resourceType") == "Patient") return std::string(resource.text_of("id"));
  std::string id = id_of(resource["subject"]);
  return id.empty() ? id_of(resource["patient"]) : id;
}

RecordRow to_row(const care::Fact& fact, const json::Value& resource) {
  RecordRow row;
  row.kind = fact.kind;
  row.source = fact.source;
  row.encounter = encounter_of(resource);
  row.patient = patient_of(resource);
  row.at = fact.at;
  const auto text = [&](std::string_view name) { return fact.value[name].text(); };
  row.code = text("code");
  row.detail = fact.value["detail"].is_boolean() ? (fact.value["detail"].boolean() ? "yes" : "no") : text("detail");
  if (fact.value["confirmed"].boolean()) row.detail += " confirmed";
  row.about = text("about");
  for (const std::string_view end : {"until", "since"})
    if (const auto time = parse_time(text(end))) row.until = time->instant;
  return row;
}

std::string shown(const RecordRow& row) {
  const auto or_none = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
  return row.kind + " " + or_none(row.encounter) + " " + format_time(row.at, 0) + " " +
         (row.until ? format_time(*row.until, 0) : "-") + " " + or_none(row.code) + " " + or_none(row.detail) + " " +
         or_none(row.about);
}

Expected<json::Value> run_example(const ReportRules& rules, const json::Value& example) {
  json::Value rows = json::Value::array();
  for (const RecordRow& row : read_rows(rules, example["resource"])) rows.push(shown(row));
  return json::Value::object().set("rows", std::move(rows));
}

}  // namespace

const Confirmer* ReportRules::find_confirmer(std::string_view role) const {
  const auto found = std::ranges::find(confirmers, role, &Confirmer::role);
  return found == confirmers.end() ? nullptr : &*found;
}

std::string ReportRules::kind_of_unit(const json::Value& location) const {
  for (const UnitKind& one : unit_kinds) {
    const auto says = [&](std::string_view word) { return std::ranges::find(one.said, word) != one.said.end(); };
    for (const json::Value& type : location["type"].items()) {
      if (says(type.text_of("text"))) return one.kind;
      for (const json::Value& coding : type["coding"].items())
        if (says(coding.text_of("code")) || says(coding.text_of("display"))) return one.kind;
    }
  }
  return {};
}

std::vector<RecordRow> read_rows(const ReportRules& rules, const json::Value& resource) {
  std::vector<RecordRow> rows;
  for (const care::Fact& fact : care::facts::apply_readers(rules.readers, resource)) rows.push_back(to_row(fact, resource));
  return rows;
}

Expected<ReportRules> load_report_rules(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  PackReader in(root);
  const care::PackHead head =
      care::read_pack_head(in, {"countTime",       "dayClosesAt",   "surveyDay",        "unitKinds",          "leftOut",
                                "readmissionDays", "infection",     "comfortCareHours", "sepsisOnsetFromDay", "season",
                                "longestStayDays", "leastAgeYears", "validation",       "sampling",           "callExclusions",
                                "confirmers",      "awaited",       "resources",        "medicines",          "readers"});
  ReportRules rules;
  rules.id_and_version = head.id_and_version();
  rules.count_minute = in.minute_of_day("countTime");
  rules.day_closes_minute = in.minute_of_day("dayClosesAt");
  rules.survey_day = in.whole("surveyDay", 1, 28);
  rules.readmission_days = in.whole("readmissionDays", 0, kMostDays);
  read_left_out(in, rules);
  rules.infection = in.object("infection", read_infection);
  rules.sepsis = {hours(in.whole("comfortCareHours", 0, kMostHours)), in.whole("sepsisOnsetFromDay", 1, kMostDays)};
  read_season(in, rules);
  rules.longest_stay_days = in.whole("longestStayDays", 1, 10 * kMostDays);
  rules.least_age_years = in.whole("leastAgeYears", 0, 120);
  rules.validation = in.object("validation", [](PackReader& one) {
    one.known({"percent", "months"});
    return ValidationRules{one.whole("percent", 0, 100), one.whole("months", 1, 24)};
  });
  rules.sampling = in.object("sampling", [](PackReader& one) {
    one.known({"leastDeviceDays", "unitKinds"});
    return SamplingRules{one.whole("leastDeviceDays", 0, 10'000), one.texts("unitKinds")};
  });
  rules.call_exclusions = in.object("callExclusions", read_call_exclusions);
  rules.confirmers = in.objects("confirmers", read_confirmer);
  in.objects("awaited", [&](PackReader& one) {
    one.known({"kind", "measures"});
    rules.awaited[one.text("kind")] = one.texts("measures");
    return true;
  });
  rules.readers = care::facts::load_fact_readers(in);
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(rules, example); }));
  return rules;
}

}  // namespace wardlight::measures
