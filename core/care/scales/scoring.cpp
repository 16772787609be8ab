// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/scoring.h"

#include <algorithm>

namespace wardlight::care {
namespace {

const ScaleAnswer* answer_of(const Instrument& instrument, const ScaleAnswers& answers, std::string_view key) {
  const auto given = answers.find(key);
  const ScaleItem* item = instrument.find_item(key);
  return given == answers.end() || item == nullptr ? nullptr : item->find_code(given->second);
}

const SumRule* sum_with(const Scheme& scheme, std::string_view key) {
  for (const SumRule& sum : scheme.sums)
    if (std::ranges::find(sum.keys, key) != sum.keys.end()) return &sum;
  return nullptr;
}

int points_of(const SumRule& sum, int total) { return total >= sum.from && total <= sum.to ? sum.points : 0; }

int add_up(const Instrument& instrument, const Scheme& scheme, const ScaleAnswers& answers) {
  int total = 0;
  for (const ScaleItem& item : instrument.items)
    if (sum_with(scheme, item.key) == nullptr) total += answer_of(instrument, answers, item.key)->points;
  for (const SumRule& sum : scheme.sums) {
    int together = 0;
    for (const std::string& key : sum.keys) together += answer_of(instrument, answers, key)->points;
    total += points_of(sum, together);
  }
  return total;
}

bool holds(const ScaleCondition& condition, const ScaleResult& result, const ScaleAnswers& answers) {
  if (!condition.key.empty()) {
    const auto given = answers.find(condition.key);
    return given != answers.end() && std::ranges::find(condition.codes, given->second) != condition.codes.end();
  }
  if (!result.total) return false;
  if (!condition.bands.empty())
    return result.band != nullptr && std::ranges::find(condition.bands, result.band->band) != condition.bands.end();
  return *result.total >= condition.total_from.value_or(*result.total) &&
         *result.total <= condition.total_to.value_or(*result.total);
}

void find_prompts(const Instrument& instrument, const ScaleAnswers& answers, ScaleResult& result) {
  for (const ScalePrompt& prompt : instrument.prompts)
    if (std::ranges::any_of(prompt.when, [&](const ScaleCondition& one) { return holds(one, result, answers); }))
      result.prompts.push_back(&prompt.advice);
}

std::set<int> add_each(const std::set<int>& totals, const std::set<int>& more) {
  std::set<int> sums;
  for (const int total : totals)
    for (const int points : more) sums.insert(total + points);
  return sums;
}

std::set<int> points_in(const ScaleItem& item) {
  std::set<int> points;
  for (const ScaleAnswer& answer : item.answers) points.insert(answer.points);
  return points;
}

ScaleResult begin(const Instrument& instrument, const Scheme& scheme) {
  ScaleResult result;
  result.scheme = scheme.id;
  result.pack = instrument.id_and_version();
  return result;
}

}  // namespace

ScaleResult score(const Instrument& instrument, const Scheme& scheme, const ScaleAnswers& answers) {
  ScaleResult result = begin(instrument, scheme);
  for (const ScaleItem& item : instrument.items)
    if (answer_of(instrument, answers, item.key) == nullptr) result.missing.push_back(item.key);
  if (result.missing.empty()) {
    result.total = add_up(instrument, scheme, answers);
    result.band = find_band(scheme, *result.total);
  }
  find_prompts(instrument, answers, result);
  return result;
}

std::set<int> reachable_totals(const Instrument& instrument, const Scheme& scheme) {
  std::set<int> totals{0};
  for (const ScaleItem& item : instrument.items)
    if (sum_with(scheme, item.key) == nullptr) totals = add_each(totals, points_in(item));
  for (const SumRule& sum : scheme.sums) {
    std::set<int> together{0};
    for (const std::string& key : sum.keys) together = add_each(together, points_in(*instrument.find_item(key)));
    std::set<int> points;
    for (const int total : together) points.insert(points_of(sum, total));
    totals = add_each(totals, points);
  }
  return totals;
}

const Band* find_band(const Scheme& scheme, int total) {
  for (const Band& band : scheme.bands)
    if (total >= band.from && total <= band.to) return &band;
  return nullptr;
}

Expected<ScaleResult> read_total(const Instrument& instrument, const Scheme& scheme, const Decimal& total) {
  const std::set<int> reachable = reachable_totals(instrument, scheme);
  const auto found = std::ranges::find_if(
      reachable, [&](int possible) { return compare(Decimal::from_integer(possible), total) == 0; });
  if (found == reachable.end())
    return Error{ErrorCode::InvalidContent,
                 instrument.total_rule + ": no set of answers adds up to this total; ask for the answers themselves.", "total"};
  ScaleResult result = begin(instrument, scheme);
  result.total = *found;
  result.band = find_band(scheme, *found);
  find_prompts(instrument, {}, result);
  return result;
}

Expected<void> check_override(const Instrument& instrument, const Scheme& scheme, std::string_view computed,
                              std::string_view chosen, std::string_view reason) {
  const auto refuse = [&](std::string text) {
    return Error{ErrorCode::InvalidContent, instrument.override_rule + ": " + std::move(text), "override"};
  };
  if (instrument.override_rule.empty())
    return Error{ErrorCode::InvalidContent, "The band of this instrument cannot be changed by judgement; it stays as added up.",
                 "override"};
  const auto from = std::ranges::find(scheme.bands, computed, &Band::band);
  const auto to = std::ranges::find(scheme.bands, chosen, &Band::band);
  if (from == scheme.bands.end() || to == scheme.bands.end())
    return refuse("there is no such band in this scheme; choose one of its bands.");
  if (to < from) return refuse("judgement may raise the risk and never lower it; keep the band that the answers give.");
  if (to > from && reason.empty()) return refuse("raising the risk needs a reason; write why.");
  return {};
}

}  // namespace wardlight::care
