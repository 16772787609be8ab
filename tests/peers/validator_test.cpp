// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <set>

#include "core/workflows/add_temporary_patient.h"
#include "core/workflows/ask_question.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/call_for_help.h"
#include "core/workflows/close_slot.h"
#include "core/workflows/open_form.h"
#include "core/workflows/place_device.h"
#include "core/workflows/record_form.h"
#include "core/workflows/report_incident.h"
#include "core/workflows/tasks.h"
#include "platforms/sim/nurse.h"
#include "sync/census/hl7/census_fold.h"
#include "sync/client/plain/statement_document.h"
#include "sync/hub/answer.h"
#include "sync/hub/derive.h"
#include "sync/hub/reading.h"
#include "sync/wire/bundle.h"
#include "sync/wire/feed.h"
#include "tests/core/workflows/test_ward.h"
#include "tests/peers/peer.h"
#include "tests/sync/census/hl7/adt_messages.h"

namespace wardlight::workflows {
namespace {

// Everything that a ward can say, said once.
struct TalkativeWard : TestWard {
  void saved(const std::string& what, Expected<Outcome> outcome) {
    INFO(what << ": " << (outcome ? "" : outcome.error().text));
    REQUIRE(outcome);
    for (const Objection& one : outcome->objections) UNSCOPED_INFO(one.link_id << " " << one.text);
    CHECK(outcome->objections.empty());
    clock.advance(seconds(1));
  }

  void fill_every_form() {
    for (const auto& form : test_content().forms.all()) {
      // A handoff is two people's: the simulated day writes those. A call after the stay finds this patient still here.
      if (form->name.starts_with("handoff-") || form->name == "discharge-call") continue;
      auto open = must(open_form(ward(), kSun, form->name));
      INFO(form->name);
      REQUIRE(sim::fill_plainly(open.form, zone.format(clock.now())));
      if (form->part == FormPart::Incident) open.about = "AdverseEvent/" + m_incident.value;
      saved(form->name, record_form(ward(), open));
    }
  }
  void do_everything() {
    m_incident = id();
    saved("incident", report_incident(ward(), {m_incident, kSun, "fall", clock.now() - minutes(9), "", {}, "head", {}, id()}));
    saved("temporary patient",
          add_temporary_patient(ward(), {id(), id(), "Doe", "Jo", "1950-01-02", "female", "T-1", {"bed-D"}}));
    saved("assignment", assign_patients(ward(), {{kSun, kNurse.practitioner, access::Role::Nurse}}));
    const auto device = id();
    saved("device", place_device(ward(), {device, kSun, "urinary", at(8), false, "", "retention", ""}));
    saved("device out", remove_device(ward(), {id(), "DeviceUseStatement/" + device.value, clock.now(), "not-needed"}));
    const auto question = id();
    saved("question", ask_question(ward(), {question, kSun, "plan", "When can I go home?", "nurse"}));
    saved("answer", answer_question(ward(), {id(), question, "Tomorrow"}));
    const auto call = id();
    saved("call", call_for_help(ward(), {call, kSun, "family", ""}));
    saved("call closed", move_help(ward(), {id(), call, HelpStep::Confirmed, ""}));
    const auto task = id();
    saved("task",
          raise_task(ward(), {task, kSun, "service", "Broken bed rail", "nurse", {}, clock.now() + hours(1), {}, true, "5555"}));
    for (const auto step : {TaskStep::Accept, TaskStep::Done, TaskStep::Verify})
      saved("step", move_task(ward(), {id(), task, step, "note"}));
    saved("thanks", thank_colleague(ward(), {id(), kOtherNurse.practitioner, "Well done"}));
    saved("slot", close_slot(ward(), {id(), kSun, at(13), list_slot_reasons(test_content().rounding).front().code, "", "note"}));
    saved("away", record_off_unit(ward(), {id(), kSun, "test", at(11), at(12), {}}));
    const auto round = save(answered(kSun, kFull));
    auto again = must(open_round(ward(), kSun, round.id));
    answer(again, kRefused);
    again.correction_reason = "A slip";
    saved("correction", record_round(ward(), again));
  }

  // Statements and incidents, as they travel.
  std::vector<store::StoredStatement> all() {
    auto found = must(store->list_statements(0, 10'000)).statements;
    for (auto& incident : must(store->list_incidents())) found.push_back(std::move(incident));
    return found;
  }

 private:
  StatementId m_incident;
};

// The lines for the validator, and which kinds they are.
struct Lines {
  std::string text;
  std::set<std::string> kinds;
  void add(const json::Value& resource) {
    text += json::write(resource) + "\n";
    kinds.insert(std::string(resource.text_of("resourceType")));
  }
  void add(const std::string& bytes) { add(support::json_of(bytes)); }
};

// What the hub makes of them for others, and both ways' Bundles.
void add_what_the_hub_serves(const std::vector<store::StoredStatement>& statements, Lines& lines) {
  const Instant now{1'749'556'800'000};
  std::vector<std::string> entries;
  std::vector<wire::FeedUnit> units;
  for (const auto& statement : statements) {
    const auto resource = support::json_of(statement.bytes);
    lines.add(hub::derive_provenance(resource, statement.envelope, now));
    lines.add(hub::resolve_record(resource, statement.id.value, 2, now));
    lines.add(sync::write_document(statement.envelope, statement.bytes, resource));
    const auto* form = test_content().forms.find_url(resource.text_of("questionnaire"));
    if (form != nullptr)
      for (const auto& observation : hub::derive_observations(resource, &form->form)) lines.add(observation);
    if (units.size() >= wire::kMostUnits) continue;
    entries.push_back(statement.entry());
    units.push_back({statement.envelope, statement.type, statement.id.value, statement.bytes, units.size() + 1, 1, now});
  }
  const wire::FeedUnit gone{std::nullopt, "Flag", "gone", {}, 99, 2, now};
  units.push_back(gone);
  lines.add(wire::write_push(entries));
  lines.add(wire::write_feed_page("https://hub.test/fhir", "abc", units));
  const std::vector<wire::UnitAnswer> answers{{wire::UnitStatus::New, 1, {}},
                                              {wire::UnitStatus::Known, 1, {}},
                                              {wire::UnitStatus::Conflict, 0, "Why."},
                                              {wire::UnitStatus::Refused, 0, "Why."}};
  lines.add(wire::write_push_answer(answers));
  lines.add(hub::refusal(404, "not-found", "The hub has no such resource.").body);
  lines.add(hub::storage_failure({ErrorCode::DiskFull, "", ""}).body);
  lines.add(hub::capability_statement("https://hub.test/fhir", now));
}

// The census of an HL7 feed.
void add_census(Lines& lines) {
  const auto zone = *Zone::find("America/New_York");
  const auto message = must(census::hl7::Message::parse(census::AdtText().text()));
  const auto event = must(census::hl7::read_adt(message, zone));
  for (const auto& subject : census::hl7::subjects_of(event)) {
    const auto id = subject.substr(subject.find('/') + 1);
    lines.add(subject.starts_with("Patient/") ? census::hl7::fold_patient({event}, id).bytes
                                              : census::hl7::fold_encounter({event}, id, zone).bytes);
  }
  for (const auto& location : census::hl7::locations_of(event)) lines.add(location.bytes);
}

void add_measures(Lines& lines) {
  const std::string input = std::string(WARDLIGHT_BINARY) + "/peers-measures.json";
  std::ofstream(input) << R"({"denominators":{"patient_days":2210},"events":[{"kind":"fall"}]})";
  const auto run = support::run_program(support::program("wardlight-tool"),
                                        {"measures", "--in", input, "--period", "2025-06", "--unit", "5 East"});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  lines.add(run.out);
  for (const auto& entry : support::json_of(run.out)["entry"].items())
    lines.kinds.insert(std::string(entry["resource"].text_of("resourceType")));
}

}  // namespace

TEST_CASE("Every kind of resource that Wardlight writes passes the independent validators without an error") {
  const std::string node = support::node_or_skip();
  TalkativeWard ward;
  ward.sign_in(kCharge);
  ward.do_everything();
  ward.fill_every_form();
  Lines lines;
  const auto statements = ward.all();
  std::set<std::string> forms;
  for (const auto& statement : statements) {
    lines.add(statement.bytes);
    forms.emplace(support::json_of(statement.bytes).text_of("questionnaire"));
  }
  CHECK(forms.size() > 20);
  add_what_the_hub_serves(statements, lines);
  add_census(lines);
  add_measures(lines);
  for (const auto* kind : {"QuestionnaireResponse", "Task", "Communication", "DeviceUseStatement", "AdverseEvent", "Patient",
                           "Encounter", "Location", "Observation", "Provenance", "DocumentReference", "Bundle",
                           "OperationOutcome", "CapabilityStatement", "MeasureReport"}) {
    INFO(kind);
    CHECK(lines.kinds.contains(kind));
  }

  const std::string file = std::string(WARDLIGHT_BINARY) + "/peers-resources.ndjson";
  std::ofstream(file) << lines.text;
  std::vector<std::string> arguments{support::peers_folder() + "/validate.mjs", file};
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WARDLIGHT_SOURCE) + "/assets/clinical"))
    if (entry.path().string().ends_with(".questionnaire.json")) arguments.push_back(entry.path().string());
  CHECK(arguments.size() > 30);
  const auto run = support::run_program(node, arguments);
  INFO(run.out);
  CHECK(run.exit_code == 0);
  CHECK(run.out.find(" 0 invalid") != std::string::npos);
}

TEST_CASE("What two people hand over on a simulated day passes the independent validators too") {
  const std::string node = support::node_or_skip();
  const std::string folder = std::string(WARDLIGHT_BINARY) + "/peers-bedside";
  std::filesystem::remove_all(folder);
  const auto day =
      support::run_program(support::program("wardlight-sim"), {"bedside", "--seed", "1", "--patients", "4", "--keep", folder});
  INFO(day.err);
  REQUIRE(day.exit_code == 0);
  const auto run = support::run_program(node, {support::peers_folder() + "/validate.mjs", folder + "/export.ndjson"});
  INFO(run.out);
  CHECK(run.exit_code == 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("The validators are not asleep: what is wrong is refused") {
  const std::string node = support::node_or_skip();
  const std::string file = std::string(WARDLIGHT_BINARY) + "/peers-wrong.ndjson";
  std::ofstream(file) << R"({"resourceType":"QuestionnaireResponse","status":"done"})" << "\n"
                      << R"({"resourceType":"Task","status":"requested","intent":"order","note":[]})" << "\n"
                      << R"({"resourceType":"Observation","status":"final"})" << "\n";
  const auto run = support::run_program(node, {support::peers_folder() + "/validate.mjs", file});
  CHECK(run.exit_code == 1);
  CHECK(run.out.find("0 valid, 3 invalid") != std::string::npos);
}

}  // namespace wardlight::workflows
