// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/orthostatic.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct OrthostaticWords {
  std::string first;
  std::vector<std::string> standing;
  std::string method;
  bool symptoms = false;
};

Expected<care::BloodPressure> read_pressure(const care::OrthostaticPack& pack, const std::string& text, const char* option) {
  auto pressure = care::read_pressure(pack, text);
  if (!pressure) return Error{pressure.error().code, pressure.error().text, option};
  return pressure;
}

Expected<Answer> run_orthostatic(const OrthostaticWords& words) {
  WL_TRY(const std::string text, read_clinical("orthostatic.json"));
  WL_TRY(const care::OrthostaticPack pack, care::load_orthostatic(text));
  WL_TRY(const care::OrthostaticMethod* method, pack.get_method(words.method));
  WL_TRY(const care::BloodPressure first, read_pressure(pack, words.first, "--lying"));
  std::vector<care::StandingReading> standing;
  for (const std::string& one : words.standing) {
    WL_TRY(const care::BloodPressure pressure, read_pressure(pack, one, "--standing"));
    standing.push_back({pressure, std::nullopt});
  }
  const auto symptoms = words.symptoms ? care::Symptoms::Present : care::Symptoms::None;
  return Answer{care::to_json(care::judge_orthostatic(pack, *method, first, standing, symptoms)), Exit::Done};
}

}  // namespace

void add_orthostatic(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<OrthostaticWords>();
  CLI::App* command = app.add_subcommand("orthostatic", "Judge the fall in blood pressure on standing up");
  command->add_option("--lying", words->first, "The first reading, like 130/80")->required();
  command->add_option("--standing", words->standing, "A reading within 3 minutes of standing; may be given twice")->required();
  command->add_option("--method", words->method, "stand (from lying), or seated: the first reading was taken sitting");
  command->add_flag("--symptoms", words->symptoms, "The patient felt unwell on standing");
  command->callback([words, &exit_code] { exit_code = finish(run_orthostatic(*words)); });
}

}  // namespace wardlight::tool
