// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "core/care/prompts/judgements.h"
#include "core/care/prompts/prompts.h"
#include "core/care/sepsis/screen.h"

namespace wardlight::care::prompts {
namespace {

ScreenResult judge_at(const ScreenPack& pack, const View& view) {
  const auto latest = [&](std::string_view kind) { return view.latest(kind); };
  const ScreenValues values = read_screen_facts(pack.inputs, latest);
  for (const ScreenInputRule& input : pack.inputs)
    if (const auto value = values.find(input.key); value != values.end() && value->second.at) view.is_within(*value->second.at, input.stale_after);
  return judge_screen(pack, pack.schemes.front(), values, view.moment());
}

// When it became positive and has been since.
Instant positive_since(const ScreenPack& pack, const View& view) {
  std::vector<Instant> times;
  for (const ScreenInputRule& input : pack.inputs)
    for (const Fact* fact : view.of(input.fact)) times.push_back(fact->at);
  std::ranges::sort(times, std::greater<>());
  std::optional<Instant> since;
  for (const Instant at : times) {
    if (judge_at(pack, view.at(at)).verdict != care::Verdict::Positive) break;
    since = at;
  }
  return since ? *since : view.now();
}

bool is_too_young(const ScreenPack& pack, const View& view) {
  const Fact* age = view.latest(kAgeFact);
  const auto years = age == nullptr ? std::nullopt : Decimal::parse(age->value.text());
  return years && compare(*years, Decimal::from_integer(pack.least_age)) < 0;
}

}  // namespace

Judgement evaluate_screen(const Condition& condition, const View& view) {
  const ScreenPack& pack = *std::ranges::find(view.rules().screens, condition.screen, &ScreenPack::id);
  if (is_too_young(pack, view)) return no();
  const ScreenResult result = judge_at(pack, view);
  Judgement judgement;
  for (const ScreenInputRule& input : pack.inputs) {
    const Fact* newest = view.latest(input.fact);
    const bool missing = std::ranges::find(result.missing, input.key) != result.missing.end();
    if (missing) judgement.gaps.push_back({input.fact, newest});
    else if (newest != nullptr) judgement.basis.push_back(newest);
  }
  for (const Criterion* criterion : result.criteria) judgement.holds.push_back(criterion->id);
  if (result.verdict == care::Verdict::Negative) return judgement;
  judgement.truth = result.verdict == care::Verdict::Positive ? Truth::Yes : Truth::Unknown;
  if (judgement.truth == Truth::Yes && !view.is_brief()) judgement.since = positive_since(pack, view);
  return judgement;
}

}  // namespace wardlight::care::prompts
