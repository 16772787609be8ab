// SPDX-License-Identifier: Apache-2.0
#include "core/care/calls/discharge_examples.h"

#include <array>

namespace wardlight::care {
namespace {

constexpr std::array<std::string_view, 7> kStates{"not_yet", "open", "late", "reached", "ended", "closed", "excluded"};
constexpr std::array<std::string_view, 3> kTo{"nobody", "patient", "alternate"};

Expected<json::Value> run_line(const DischargeCallPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "zone", "discharged", "now", "attempts", "alternates", "expect"},
      "example"));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  WL_TRY(const OffsetTime discharged, parse_time(example.text_of("discharged")));
  WL_TRY(const OffsetTime now, parse_time(example.text_of("now")));
  DischargedPatient patient;
  patient.discharged_at = discharged.instant;
  for (const json::Value& one : example["attempts"].items()) {
    WL_TRY(const OffsetTime at, parse_time(one.text_of("at")));
    patient.attempts.push_back({at.instant, std::string(one.text_of("result")), one["alternate"].boolean(), {}});
  }
  PackReader in(example, "example");
  patient.alternates = in.whole("alternates", 0, 20);
  if (in.error()) return *in.error();
  const CallLine line = call_line(pack, patient, now.instant);
  json::Value report;
  report.set("state", kStates[static_cast<std::size_t>(line.state)]);
  report.set("opens", zone.format(line.opens_at));
  report.set("target", zone.format(line.target_at));
  report.set("next", kTo[static_cast<std::size_t>(line.next)]);
  report.set("attempts_left", line.attempts_left);
  return report;
}

Expected<json::Value> run_groups(const DischargeCallPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "groups", "expect"}, "example"));
  std::string reached;
  for (const CallResult& result : pack.results)
    if (result.reached) reached = result.choice.code;
  std::vector<DischargedPatient> patients;
  PackReader in(example, "example");
  in.objects("groups", [&](PackReader& group) {
    group.known({"count", "exclusion", "reachedAfterHours"});
    DischargedPatient patient;
    patient.exclusion = group.text_if_any("exclusion");
    if (group.has("reachedAfterHours"))
      patient.attempts.push_back({patient.discharged_at + hours(group.whole("reachedAfterHours", 0, 1000)), reached, false, {}});
    patients.insert(patients.end(), static_cast<std::size_t>(group.whole("count", 1, 1000)), patient);
    return true;
  });
  if (in.error()) return *in.error();
  const CallFigures figures = call_figures(pack, patients);
  json::Value report;
  report.set("eligible", figures.eligible);
  report.set("reached_in_time", figures.reached_in_time_percent);
  report.set("attempted", figures.attempted_percent);
  return report;
}

}  // namespace

Expected<json::Value> run_discharge_example(const DischargeCallPack& pack, const json::Value& example) {
  return example.find("groups") != nullptr ? run_groups(pack, example) : run_line(pack, example);
}

}  // namespace wardlight::care
