// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/instrument_examples.h"

#include "core/care/scales/plain_scale.h"

namespace wardlight::care {
namespace {

constexpr std::int64_t kMostSets = 100'000;

json::Value refusal(const Error& error) {
  const auto rule_end = error.text.find(": ");
  json::Value out;
  out.set("refused", rule_end == std::string::npos || rule_end > 12 ? error.where : error.text.substr(0, rule_end));
  return out;
}

json::Value run_override(const Instrument& instrument, const Scheme& scheme, const json::Value& example) {
  const json::Value& asked = example["override"];
  json::Value out;
  out.set("allowed", check_override(instrument, scheme, asked.text_of("computed"), asked.text_of("chosen"),
                                    asked.text_of("reason"))
                         .has_value());
  return out;
}

// The n-th answer set, counting through the items' answers.
ScaleAnswers nth_set(const Instrument& instrument, std::int64_t n) {
  ScaleAnswers answers;
  for (const ScaleItem& item : instrument.items) {
    const auto count = static_cast<std::int64_t>(item.answers.size());
    answers[item.key] = item.answers[static_cast<std::size_t>(n % count)].code;
    n /= count;
  }
  return answers;
}

json::Value run_all(const Instrument& instrument, const Scheme& scheme) {
  std::int64_t count = 1;
  for (const ScaleItem& item : instrument.items) count *= static_cast<std::int64_t>(item.answers.size());
  std::int64_t sum = 0;
  std::map<std::string, int> in_band;
  std::set<int> totals;
  for (std::int64_t n = 0; n < std::min(count, kMostSets); ++n) {
    const ScaleResult result = score(instrument, scheme, nth_set(instrument, n));
    sum += *result.total;
    ++in_band[result.band->band];
    totals.insert(*result.total);
  }
  json::Value bands = json::Value::object();
  for (const Band& band : scheme.bands) bands.set(band.band, in_band[band.band]);
  json::Value list = json::Value::array();
  for (const int total : totals) list.push(total);
  json::Value out;
  out.set("sets", count);
  out.set("sum", sum);
  out.set("bands", std::move(bands));
  out.set("totals", std::move(list));
  return out;
}

Expected<json::Value> run(const Instrument& instrument, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "answers", "override", "sets", "scheme", "expect"}, "example"));
  WL_TRY(const Scheme* scheme, instrument.get_scheme(example.text_of("scheme")));
  if (example.find("override") != nullptr) return run_override(instrument, *scheme, example);
  if (example.find("sets") != nullptr) return run_all(instrument, *scheme);
  const auto result = score_plain(instrument, *scheme, example["answers"]);
  return result ? to_json(*result) : refusal(result.error());
}

}  // namespace

Expected<void> run_instrument_examples(const Instrument& instrument, const json::Value& root) {
  return check_examples(instrument, root, [&](const json::Value& example) { return run(instrument, example); });
}

}  // namespace wardlight::care
