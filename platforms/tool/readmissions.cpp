// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "core/base/decimal.h"
#include "core/care/pack.h"
#include "core/measures/readmissions.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"
#include "platforms/tool/fhir_stays.h"
#include "sync/census/census.h"

namespace wardlight::tool {
namespace {

using measures::Discharge;

struct ReadmissionWords {
  std::vector<std::string> in;
  std::string zone;
  int within = 30;
};

bool is_inpatient(const json::Value& encounter, const measures::DischargeWords& words) {
  const std::string_view code = encounter["class"].text_of("code");
  return std::ranges::find(words.inpatient_classes, code) != words.inpatient_classes.end();
}

measures::InpatientStay to_stay(const json::Value& encounter, const measures::DischargeWords& words) {
  const census::EncounterRecord record = census::read_encounter(encounter);
  const json::Value& disposition = encounter["hospitalization"]["dischargeDisposition"];
  std::vector<std::string> said{std::string(disposition.text_of("text"))};
  for (const json::Value& coding : disposition["coding"].items())
    said.insert(said.end(), {std::string(coding.text_of("code")), std::string(coding.text_of("display"))});
  return {"Encounter/" + record.id.value, record.patient.value, record.from, record.to, measures::read_discharge(words, said)};
}

json::Value to_json(const measures::Readmissions& found) {
  json::Value pairs = json::Value::array();
  for (const measures::Return& pair : found.pairs) {
    json::Value one = json::Value::object();
    one.set("index", pair.index).set("return", pair.back).set("days", pair.days);
    pairs.push(std::move(one));
  }
  json::Value out = json::Value::object();
  out.set("index", found.index).set("readmitted", found.readmitted).set("percent", format_percent(found.readmitted, found.index));
  out.set("pairs", std::move(pairs));
  return out;
}

Expected<Answer> run_readmissions(const ReadmissionWords& words) {
  WL_TRY(const Zone zone, Zone::find(words.zone));
  WL_TRY(const std::string text, read_clinical("readmissions.json"));
  WL_TRY(const measures::DischargeWords discharge, measures::load_discharge_words(text));
  WL_TRY(const FhirStays fhir, read_fhir_stays(words.in));
  std::vector<measures::InpatientStay> stays;
  for (const json::Value& encounter : fhir.encounters)
    if (is_inpatient(encounter, discharge)) stays.push_back(to_stay(encounter, discharge));
  std::set<std::string> planned;  // named beside the figure: this list has every return, READ-A only those that were not planned
  for (const json::Value& encounter : fhir.encounters)
    if (measures::is_planned(discharge, measures::said_of_admission(encounter)))
      planned.insert("Encounter/" + std::string(encounter.text_of("id")));
  const auto found = measures::find_readmissions(stays, zone, words.within);
  for (const auto& pair : found.pairs)
    if (planned.contains(pair.back))
      std::cerr << pair.back
                << ": This return was planned, as its type or priority says; it is listed here, and is not in a hub's READ-A.\n";
  for (const auto& issue : found.issues) std::cerr << issue.encounter << ": " << issue.text << '\n';
  return Answer{to_json(found), Exit::Done};
}

}  // namespace

void add_readmissions(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<ReadmissionWords>();
  auto* command = app.add_subcommand("readmissions", "Live discharges and the returns that followed them");
  command->add_option("--in", words->in, "FHIR R4 Bundles or NDJSON with Encounter")->required();
  command->add_option("--zone", words->zone, "The hospital's IANA time zone")->required();
  command->add_option("--within", words->within, "Days, the last one counted in")
      ->check(CLI::Range(0, 366))
      ->capture_default_str();
  command->callback([words, &exit_code] { exit_code = finish(run_readmissions(*words)); });
}

}  // namespace wardlight::tool
