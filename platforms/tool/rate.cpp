// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "core/base/decimal.h"
#include "platforms/tool/command.h"

namespace wardlight::tool {
namespace {

constexpr int kMostPlaces = 9;

struct RateWords {
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int64_t x = 1;
  int places = 2;
};

Expected<Answer> run_rate(const RateWords& words) {
  const std::string rate = format_rate(words.n, words.d, words.x, words.places);
  return Answer{rate == kNotCalculable ? json::Value(rate) : json::Value::number_token(rate), Exit::Done};
}

}  // namespace

void add_rate(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<RateWords>();
  auto* command = app.add_subcommand("rate", "One exact rate, half-up: n times x, divided by d");
  command->add_option("--n", words->n, "Numerator: a count")->required();
  command->add_option("--d", words->d, "Denominator: a count; 0 is \"not calculable\"")->required();
  command->add_option("--x", words->x, "Per so many")->required();
  command->add_option("--places", words->places, "Decimals")->check(CLI::Range(0, kMostPlaces))->capture_default_str();
  command->callback([words, &exit_code] { exit_code = finish(run_rate(*words)); });
}

}  // namespace wardlight::tool
