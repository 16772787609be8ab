// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "core/care/scales/medication_score.h"
#include "core/care/scales/plain_scale.h"
#include "core/care/sepsis/screen.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct ScoreWords {
  std::string instrument;
  std::string answers;
  std::string scheme;
  std::string variant;
};

// Scores one set of answers.
using ScoreSet = std::function<Expected<json::Value>(const json::Value& set)>;

Expected<ScoreSet> scorer_of_scale(const std::string& name, const std::string& scheme_id) {
  WL_TRY(const std::string pack, read_clinical(name + ".json"));
  WL_TRY(const std::string form, read_clinical(name + ".questionnaire.json"));
  WL_TRY(care::Instrument loaded, care::load_instrument(pack, form));
  const auto instrument = std::make_shared<const care::Instrument>(std::move(loaded));
  WL_TRY(const care::Scheme* scheme, instrument->get_scheme(scheme_id));
  return ScoreSet([instrument, scheme](const json::Value& set) -> Expected<json::Value> {
    WL_TRY(const care::ScaleResult result, care::score_plain(*instrument, *scheme, set));
    return care::to_json(result);
  });
}

Expected<ScoreSet> scorer_of_screen(const std::string& name, const std::string& scheme_id) {
  WL_TRY(const std::string text, read_clinical(name + ".json"));
  WL_TRY(care::ScreenPack loaded, care::load_screen(text));
  const auto pack = std::make_shared<const care::ScreenPack>(std::move(loaded));
  WL_TRY(const care::ScreenScheme* scheme, pack->get_scheme(scheme_id));
  return ScoreSet([pack, scheme](const json::Value& set) -> Expected<json::Value> {
    WL_TRY(const care::ScreenValues values, care::read_screen_values(*pack, set));
    return care::to_json(care::judge_screen(*pack, *scheme, values, Instant{}));
  });
}

Expected<ScoreSet> scorer_of_medicines(const std::string& scheme_id) {
  WL_TRY(const std::string text, read_clinical("medication-falls.json"));
  WL_TRY(care::MedicationPack loaded, care::load_medication_pack(text));
  const auto pack = std::make_shared<const care::MedicationPack>(std::move(loaded));
  WL_TRY(const care::MedicationScheme* scheme, pack->get_scheme(scheme_id));
  return ScoreSet([pack, scheme](const json::Value& set) -> Expected<json::Value> {
    WL_TRY(const care::MedicationResult result, care::score_medications_plain(*pack, *scheme, set));
    return care::to_json(result);
  });
}

Expected<ScoreSet> find_scorer(const std::string& instrument, const std::string& scheme) {
  if (instrument == "medfall") return scorer_of_medicines(scheme);
  if (instrument == "qsofa" || instrument == "sirs") return scorer_of_screen(instrument, scheme);
  return scorer_of_scale(instrument, scheme);
}

Expected<json::Value> score_at(const ScoreSet& score, const json::Value& set, const std::string& place) {
  auto result = score(set);
  if (result) return result;
  const Error& error = result.error();
  return Error{error.code, error.text, error.where.empty() ? place : place + "." + error.where};
}

Expected<json::Value> score_all(const ScoreSet& score, const json::Value& answers) {
  auto results = json::Value::array();
  if (!answers.is_array()) {
    WL_TRY(json::Value result, score_at(score, answers, "answers"));
    results.push(std::move(result));
    return results;
  }
  for (std::size_t at = 0; at < answers.items().size(); ++at) {
    WL_TRY(json::Value result, score_at(score, answers[at], "answers[" + std::to_string(at) + "]"));
    results.push(std::move(result));
  }
  return results;
}

Expected<Answer> run_score(const ScoreWords& words) {
  if (!words.scheme.empty() && !words.variant.empty() && words.scheme != words.variant)
    return Error{ErrorCode::BadUsage, "Give a scheme or a variant, not two that differ.", "--variant"};
  const std::string& scheme = words.scheme.empty() ? words.variant : words.scheme;
  WL_TRY(const ScoreSet score, find_scorer(words.instrument, scheme));
  WL_TRY(const std::string text, read_input(words.answers));
  WL_TRY(const json::Value answers, json::parse(text));
  WL_TRY(json::Value results, score_all(score, answers));
  return Answer{std::move(results), Exit::Done};
}

}  // namespace

void add_score(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<ScoreWords>();
  CLI::App* command = app.add_subcommand("score", "Add up a scale or judge a screen");
  command->add_option("instrument", words->instrument, "morse, stratify, medfall, braden, qsofa or sirs")
      ->required()
      ->check(CLI::IsMember({"morse", "stratify", "medfall", "braden", "qsofa", "sirs"}));
  command->add_option("--answers", words->answers, "One set of answers or an array of them, as JSON; - is standard input")
      ->required();
  command->add_option("--scheme", words->scheme,
                      "Which published reading: ahrq, loinc or va for Morse; sep-1 or classic for SIRS");
  command->add_option("--variant", words->variant, "Which reading of transfer and mobility: 3-4 or 0-3 for STRATIFY");
  command->callback([words, &exit_code] { exit_code = finish(run_score(*words)); });
}

}  // namespace wardlight::tool
