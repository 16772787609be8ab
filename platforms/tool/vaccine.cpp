// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/care/vaccines/influenza.h"
#include "core/care/vaccines/pneumococcal.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct VaccineQuestion {
  std::string vaccine;
  std::string on;
  std::string patient;
  std::string pack;
};

Expected<std::string> read_pack(const VaccineQuestion& question) {
  return read_clinical(question.vaccine == "flu" ? "influenza.json" : "pneumococcal-adult.json", question.pack);
}

Expected<care::VaccineAnswer> screen(const VaccineQuestion& question, const care::VaccinePatient& patient, Date on) {
  WL_TRY(const std::string text, read_pack(question));
  if (question.vaccine == "flu") {
    WL_TRY(const care::InfluenzaPack pack, care::load_influenza_pack(text));
    return care::screen_influenza(pack, patient, on);
  }
  WL_TRY(const care::PneumococcalPack pack, care::load_pneumococcal_pack(text));
  return care::screen_pneumococcal(pack, patient, on);
}

Expected<Answer> run_vaccine(const VaccineQuestion& question) {
  const auto on = parse_date(question.on);
  if (!on) return Error{ErrorCode::BadUsage, "This day does not exist; write it like 2025-11-10.", "--on"};
  WL_TRY(const std::string text, read_input(question.patient));
  WL_TRY(const json::Value source, json::parse(text));
  WL_TRY(const care::VaccinePatient patient, care::read_vaccine_patient(source));
  WL_TRY(const care::VaccineAnswer answer, screen(question, patient, *on));
  return Answer{care::to_json(answer), Exit::Done};
}

constexpr const char* kPatient = R"(The patient: {"born":"1973-01-02","risk":["diabetes"],"immunocompromised":false,
  "doses":[{"cvx":"216","on":"2022-05-01"}],"contraindications":["fever"],"declined":false}; only "born" is needed.
Absent is not recorded: pneumococcal from 19 to 49 years without "risk" answers "defer" and says what to ask.
A code that is no vaccine of the pack is named in "why" and not counted. "due_on" may lie in the past: then it is overdue.
This screens for the hospital's standing order; it orders nothing.)";

}  // namespace

void add_vaccine(CLI::App& app, int& exit_code) {
  auto question = std::make_shared<VaccineQuestion>();
  CLI::App* command = app.add_subcommand("vaccine", "Screen a patient for a flu or pneumococcal vaccine");
  command->add_option("vaccine", question->vaccine, "flu or pneumococcal")
      ->required()
      ->check(CLI::IsMember({"flu", "pneumococcal"}));
  command->add_option("--on", question->on, "The day that is asked about, YYYY-MM-DD")->required();
  command->add_option("--patient", question->patient, "What is known, as JSON; - is standard input")->required();
  command->add_option("--pack", question->pack, "Another pack than the one that comes with the program");
  command->footer(kPatient);
  command->callback([question, &exit_code] { exit_code = finish(run_vaccine(*question)); });
}

}  // namespace wardlight::tool
