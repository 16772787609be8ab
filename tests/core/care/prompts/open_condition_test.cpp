// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>

#include "core/care/prompts/evaluate.h"
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care::prompts {
namespace {

std::vector<const Fact*> fitting_plainly(const std::vector<Match>& matches, const View& view) {
  std::vector<const Fact*> found;
  for (const Match& match : matches)
    for (const Fact* fact : view.of(match.kind))
      if (fits(match, *fact, view)) found.push_back(fact);
  std::ranges::sort(found, [](const Fact* a, const Fact* b) { return comes_before(*a, *b); });
  return found;
}

// What "open" says, word by word: asked, and no other fact that answers at that time or later.
std::vector<const Fact*> open_plainly(const Condition& condition, const View& view) {
  std::vector<const Fact*> open = fitting_plainly(condition.matches, view);
  const std::vector<const Fact*> answers = fitting_plainly(condition.closed_by, view);
  std::erase_if(open, [&](const Fact* asked) {
    return std::ranges::any_of(answers, [&](const Fact* one) { return one != asked && one->at >= asked->at; });
  });
  return open;
}

Match above(std::string kind, int value) { return {std::move(kind), {}, Relation::Above, {json::Value(value)}}; }

TEST_CASE("What was asked is open until something else answers it, at its own time or later") {
  const std::vector<std::vector<Match>> lists{{{"pain-score"}},       {above("pain-score", 3)}, {above("pain-score", 3), {"round"}},
                                              {above("round", 7)},    {{"round"}},              {{"toileting"}},
                                              {above("toileting", 5)}};
  int open_ones = 0, closed_ones = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 chance(seed);
    const auto pick = [&](int of) { return std::uniform_int_distribution<int>(0, of - 1)(chance); };
    KnownFacts known;
    const int spread = 2 + pick(20), values = pick(2) == 0 ? 3 + pick(4) : 40;
    for (int i = pick(25); i > 0; --i)
      known.add({std::vector<std::string>{"pain-score", "round", "toileting"}[static_cast<std::size_t>(pick(3))], pick(values),
                 prompt_now() + minutes(pick(spread) - spread + 1), "Observation/" + std::to_string(pick(9))});
    const FactsAt facts(known, {}, prompt_now() - minutes(pick(3)));
    const Zone zone = prompt_zone();
    const View view(prompt_book().facts, facts, zone);
    for (const auto& asked : lists)
      for (const auto& answered : lists) {
        Condition condition;
        condition.op = Operator::Open;
        condition.matches = asked, condition.closed_by = answered;
        if (pick(2) == 0) condition.span = Span{minutes(pick(8)), {}};
        const auto open = open_plainly(condition, view);
        const Duration wait = condition.span ? condition.span->time : Duration{};
        const bool holds = !open.empty() && open.front()->at + wait <= facts.now();
        const Judgement judgement = evaluate(condition, view);
        REQUIRE((judgement.truth == Truth::Yes) == holds);
        CHECK(evaluate(condition, view.briefly()).truth == judgement.truth);
        ++(holds ? open_ones : closed_ones);
        if (!holds) continue;
        CHECK(judgement.since == open.front()->at + wait);
        CHECK(*judgement.basis.front() == *open.front());
        const bool two = open.front()->kind == open.back()->kind && *open.front() != *open.back();
        REQUIRE(judgement.basis.size() == (two ? 2 : 1));
        CHECK(*judgement.basis.back() == (two ? *open.back() : *open.front()));
      }
  }
  CHECK(open_ones > 1000);
  CHECK(closed_ones > 1000);
}

}  // namespace
}  // namespace wardlight::care::prompts
