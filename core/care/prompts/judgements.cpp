// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/judgements.h"

#include <algorithm>
#include <utility>

namespace wardlight::care::prompts {
namespace {

bool is_same(const Fact* a, const Fact* b) { return a == b || (a != nullptr && b != nullptr && *a == *b); }
bool is_same(const Gap& a, const Gap& b) { return a.kind == b.kind && is_same(a.stale, b.stale); }
bool is_same(std::string_view a, std::string_view b) { return a == b; }

template <class Item>
void add_once(std::vector<Item>& to, const std::vector<Item>& more) {
  for (const Item& item : more)
    if (std::ranges::none_of(to, [&](const Item& known) { return is_same(known, item); })) to.push_back(item);
}

// What was looked at counts wherever it was; what holds counts only where it does.
void take_in(Judgement& sum, const Judgement& part) {
  add_once(sum.basis, part.basis);
  add_once(sum.gaps, part.gaps);
  if (part.truth == Truth::Yes) add_once(sum.holds, part.holds);
}

// What leaves a question undecided, without what was rightly found missing beside it.
std::vector<Gap> gaps_of(const std::vector<Judgement>& parts) {
  std::vector<Gap> gaps;
  for (const Judgement& part : parts)
    if (part.truth == Truth::Unknown) add_once(gaps, part.gaps);
  return gaps;
}

// Of those who ask briefly, no part after one that decides.
std::vector<Judgement> judge(const Condition& condition, const View& view, std::optional<Truth> decides = {}) {
  std::vector<Judgement> parts;
  parts.reserve(condition.parts.size());
  for (const Condition& part : condition.parts) {
    parts.push_back(evaluate(part, view));
    if (view.is_brief() && parts.back().truth == decides) break;
  }
  return parts;
}

}  // namespace

Judgement no(std::vector<const Fact*> basis) {
  Judgement judgement;
  judgement.basis = std::move(basis);
  return judgement;
}

Judgement unknown(std::string_view kind, const Fact* stale) {
  Judgement judgement;
  judgement.truth = Truth::Unknown;
  judgement.gaps.push_back({kind, stale});
  return judgement;
}

Judgement yes(Instant since, std::vector<const Fact*> basis, std::vector<std::string_view> holds) {
  Judgement judgement{Truth::Yes, since, {}, {}, std::move(holds)};
  add_once(judgement.basis, basis);
  if (judgement.holds.empty())
    for (const Fact* fact : judgement.basis) add_once(judgement.holds, {std::string_view(fact->kind)});
  return judgement;
}

void add(std::vector<const Fact*>& basis, const Fact* more) { add_once(basis, {more}); }

Judgement all_of(const Condition& condition, const View& view) {
  const std::vector<Judgement> parts = judge(condition, view, Truth::No);
  Judgement sum;
  sum.truth = std::ranges::min_element(parts, {}, &Judgement::truth)->truth;
  if (view.is_brief()) return sum;
  for (const Judgement& part : parts) {
    if (part.truth == Truth::Yes) sum.since = std::max(sum.since, part.since);
    take_in(sum, part);
  }
  if (sum.truth == Truth::Unknown) sum.gaps = gaps_of(parts);
  return sum;
}

Judgement any_of(const Condition& condition, const View& view) {
  const std::vector<Judgement> parts = judge(condition, view, Truth::Yes);
  const Truth best = std::ranges::max_element(parts, {}, &Judgement::truth)->truth;
  Judgement sum;
  sum.truth = best;
  if (view.is_brief()) return sum;
  sum.since = std::ranges::find(parts, best, &Judgement::truth)->since;
  for (const Judgement& part : parts) {
    if (part.truth != best) continue;
    sum.since = std::min(sum.since, part.since);
    take_in(sum, part);
  }
  return sum;
}

Judgement some_of(const Condition& condition, const View& view) {
  Judgement sum;
  std::vector<Instant> reached;
  bool open = false;
  for (const Judgement& part : judge(condition, view)) {
    if (part.truth == Truth::Yes) reached.push_back(part.since);
    open = open || part.truth == Truth::Unknown;
    take_in(sum, part);
  }
  const auto least = static_cast<std::size_t>(condition.count);
  if (reached.size() < least) {
    sum.truth = open ? Truth::Unknown : Truth::No;
    return sum;
  }
  std::ranges::sort(reached);
  sum.truth = Truth::Yes;
  sum.since = reached[least - 1];
  return sum;
}

Judgement not_of(const Condition& condition, const View& view) {
  Judgement part = evaluate(condition.parts.front(), view);
  if (part.truth != Truth::Unknown) part.truth = part.truth == Truth::Yes ? Truth::No : Truth::Yes;
  part.since = {};
  part.holds.clear();
  return part;
}

}  // namespace wardlight::care::prompts
