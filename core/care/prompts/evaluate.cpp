// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/evaluate.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/care/prompts/judgements.h"

namespace wardlight::care::prompts {
namespace {

const json::Value& looked_at(const Match& match, const Fact& fact) {
  return match.member.empty() ? fact.value : fact.value[match.member];
}

// Nothing when the two cannot be compared.
std::optional<int> compared(const json::Value& a, const json::Value& b) {
  if (!a.is_number() || !b.is_number()) return std::nullopt;
  const auto left = Decimal::parse(a.text()), right = Decimal::parse(b.text());
  return left && right ? std::optional(compare(*left, *right)) : std::nullopt;
}

bool equal(const json::Value& a, const json::Value& b) {
  if (a.is_number() && b.is_number() && a.text() == b.text()) return true;
  const auto order = compared(a, b);
  return order ? *order == 0 : a == b;
}

bool relates(Relation relation, const json::Value& value, const std::vector<json::Value>& with) {
  if (value.is_null()) return false;
  const auto is = [&](const json::Value& one) { return equal(value, one); };
  if (relation == Relation::Is || relation == Relation::In) return std::ranges::any_of(with, is);
  if (relation == Relation::IsNot) return std::ranges::none_of(with, is);
  const auto order = with.empty() ? std::nullopt : compared(value, with.front());
  if (!order) return false;
  switch (relation) {
    case Relation::AtLeast: return *order >= 0;
    case Relation::Above: return *order > 0;
    case Relation::AtMost: return *order <= 0;
    case Relation::Below: return *order < 0;
    default: return false;
  }
}

Duration length(const Span& span, const View& view) {
  const Fact* own = span.value_of.empty() ? nullptr : view.latest(span.value_of);
  if (own == nullptr) return span.time;
  std::int64_t whole = 0;
  const std::string& digits = own->value.text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  return bad == std::errc{} && whole > 0 ? minutes(whole) : span.time;
}

bool in_window(const Condition& condition, const Fact& fact, const View& view) {
  return !condition.span || view.is_within(fact.at, length(*condition.span, view));
}

bool is_before(const Fact* a, const Fact* b) { return comes_before(*a, *b); }

// Those that may fit, without looking at each where none of the few values does.
FactList candidates(const Match& match, const View& view) {
  constexpr std::size_t kFew = 4;
  FactList facts = view.of(match.kind);
  const bool some = facts.size() <= kFew || match.relation == Relation::Any ||
                    view.may_have(match.kind, [&](const Fact& fact) { return fits(match, fact, view); });
  return some ? std::move(facts) : FactList();
}

std::vector<const Fact*> fitting(const std::vector<Match>& matches, const View& view) {
  std::vector<const Fact*> found;
  for (const Match& match : matches) {
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    for (const Fact* fact : candidates(match, view))
      if (fits(match, *fact, view)) found.push_back(fact);
    std::inplace_merge(found.begin(), found.begin() + before, found.end(), is_before);  // each kind's facts are in order
  }
  return found;
}

constexpr Instant kEver{std::numeric_limits<std::int64_t>::min()};
constexpr auto kAll = [](const Fact*) { return true; };

// The last of what fitting() gives from then on and of which `also` holds, without the others; nullptr when there is none.
template <class Also = decltype(kAll)>
const Fact* last_fitting(const std::vector<Match>& matches, const View& view, Instant from = kEver, const Also& also = kAll) {
  const Fact* last = nullptr;
  for (const Match& match : matches) {
    const FactList facts = candidates(match, view);
    for (auto fact = facts.rbegin(); fact != facts.rend() && (*fact)->at >= from; ++fact) {
      if (!fits(match, **fact, view) || !also(*fact)) continue;
      if (last == nullptr || is_before(last, *fact)) last = *fact;
      break;
    }
  }
  return last;
}

// And the first.
template <class Also = decltype(kAll)>
const Fact* first_fitting(const std::vector<Match>& matches, const View& view, Instant from, const Also& also = kAll) {
  const Fact* first = nullptr;
  for (const Match& match : matches) {
    const FactList facts = candidates(match, view);
    const auto begin = from == kEver ? facts.begin() : std::ranges::lower_bound(facts, from, {}, &Fact::at);
    const auto fact = std::find_if(begin, facts.end(), [&](const Fact* one) { return fits(match, *one, view) && also(one); });
    if (fact != facts.end() && (first == nullptr || is_before(*fact, first))) first = *fact;
  }
  return first;
}

// The first in the condition's window, given that one is in it.
const Fact* first_in_window(const Condition& condition, const View& view) {
  return first_fitting(condition.matches, view, condition.span ? view.moment() - length(*condition.span, view) : kEver);
}

// Both ends of what fits and is in the window: the result rests on when the first of them leaves it.
struct Ends {
  const Fact* first;
  const Fact* last;
};
std::optional<Ends> ends_in_window(const Condition& condition, const View& view) {
  const Fact* last = last_fitting(condition.matches, view);
  if (last == nullptr || !in_window(condition, *last, view)) return std::nullopt;
  const Fact* first = first_in_window(condition, view);
  static_cast<void>(in_window(condition, *first, view));
  return Ends{first, last};
}

Judgement evaluate_latest(const Condition& condition, const View& view) {
  const Match& match = condition.matches.front();
  const FactList facts = view.of(match.kind);
  if (facts.empty()) return view.absent_means_none(match.kind) ? no() : unknown(match.kind);
  if (view.is_bounded()) {
    const auto first = std::ranges::find_if(facts, [&](const Fact* fact) { return fits(match, *fact, view); });
    return first == facts.end() ? no({facts.back()}) : yes((*first)->at, {*first});
  }
  const Fact& newest = *facts.back();
  if (!in_window(condition, newest, view)) return unknown(match.kind, &newest);
  std::vector<const Fact*> basis{&newest};
  if (!match.value_of.empty()) {
    const Fact* other = view.latest(match.value_of);
    if (other == nullptr) return unknown(match.value_of);
    basis.push_back(other);
  }
  if (!fits(match, newest, view)) return no(basis);
  if (view.is_brief()) return yes(newest.at, basis, {match.kind});
  Instant since = newest.at;
  for (auto fact = facts.rbegin(); fact != facts.rend() && fits(match, **fact, view); ++fact) since = (*fact)->at;
  return yes(since, basis, {match.kind});
}

Judgement evaluate_ever(const Condition& condition, const View& view) {
  const Match& match = condition.matches.front();
  const FactList facts = view.of(match.kind);
  if (facts.empty()) return view.absent_means_none(match.kind) ? no() : unknown(match.kind);
  if (!match.value_of.empty() && view.latest(match.value_of) == nullptr) return unknown(match.value_of);
  const auto found = ends_in_window(condition, view);
  return found ? yes(found->first->at, {found->last}) : no({facts.back()});
}

Judgement evaluate_recorded(const Condition& condition, const View& view) {
  if (condition.op == Operator::Recorded) {
    const auto found = ends_in_window(condition, view);
    return found ? yes(found->first->at, {found->last}) : no();
  }
  const Fact* last = last_fitting(condition.matches, view);
  if (last != nullptr && in_window(condition, *last, view)) return no({last});
  Judgement missing = yes({}, {});
  missing.gaps.push_back({condition.matches.front().kind, last});
  if (last != nullptr && condition.span) missing.since = last->at + length(*condition.span, view);
  return missing;
}

Judgement evaluate_count(const Condition& condition, const View& view) {
  std::vector<const Fact*> found = fitting(condition.matches, view);
  std::erase_if(found, [&](const Fact* fact) { return !in_window(condition, *fact, view); });
  const auto least = static_cast<std::size_t>(condition.count);
  return found.size() < least ? no() : yes(found[least - 1]->at, found);
}

// The last fact of each local day, the newest day last.
std::vector<const Fact*> last_of_days(const FactList& facts, const View& view) {
  std::vector<const Fact*> days;
  for (const Fact* fact : facts) {
    const bool same = !days.empty() && view.zone().local(days.back()->at).date == view.zone().local(fact->at).date;
    if (same) days.back() = fact;
    else days.push_back(fact);
  }
  return days;
}

bool are_neighbours(const Fact& earlier, const Fact& later, const View& view) {
  return add_days(view.zone().local(earlier.at).date, 1) == view.zone().local(later.at).date;
}

Judgement evaluate_in_a_row(const Condition& condition, const View& view) {
  const Match& match = condition.matches.front();
  FactList facts = view.of(match.kind);
  if (condition.by_day) facts = FactList(last_of_days(facts, view));
  std::vector<const Fact*> run;
  for (auto fact = facts.rbegin(); fact != facts.rend() && fits(match, **fact, view); ++fact) {
    if (condition.by_day && !run.empty() && !are_neighbours(**fact, *run.front(), view)) break;
    run.insert(run.begin(), *fact);
  }
  const auto times = static_cast<std::size_t>(condition.count);
  return run.size() < times ? no() : yes(run[times - 1]->at, run);
}

Judgement evaluate_elapsed(const Condition& condition, const View& view) {
  const Fact* last = last_fitting(condition.matches, view);
  if (last == nullptr) {
    for (const Match& match : condition.matches)
      if (!view.absent_means_none(match.kind)) return unknown(match.kind);
    return no();
  }
  const Fact& newest = *last;
  const Duration limit = length(*condition.span, view);
  if (view.is_within(newest.at, limit)) return no({&newest});
  return yes(newest.at + limit, {&newest});
}

// Both ends of what was asked and has had no answer since, at its own time or later; no fact answers itself.
std::optional<Ends> ends_of_open(const Condition& condition, const View& view) {
  const Fact* answer = last_fitting(condition.closed_by, view);
  const Instant from = answer == nullptr ? kEver : answer->at;
  const auto is_open = [&](const Fact* asked) {
    if (answer == nullptr || asked->at > answer->at) return true;
    const auto is_other = [&](const Fact* one) { return one != asked; };
    return asked == answer && last_fitting(condition.closed_by, view, answer->at, is_other) == nullptr;
  };
  const Fact* last = last_fitting(condition.matches, view, from, is_open);
  if (last == nullptr) return std::nullopt;
  return Ends{first_fitting(condition.matches, view, from, is_open), last};
}

Judgement evaluate_open(const Condition& condition, const View& view) {
  const auto open = ends_of_open(condition, view);
  const Duration wait = condition.span ? length(*condition.span, view) : Duration{};
  if (!open || !view.reached(open->first->at + wait)) return no();
  Judgement judgement = yes(open->first->at + wait, {open->first});
  if (open->last->kind == open->first->kind) add(judgement.basis, open->last);
  return judgement;
}

Instant last_boundary(const std::vector<int>& times, const View& view) {
  const LocalTime local = view.local();
  Instant last = view.zone().to_instant(add_days(local.date, -1), times.back());
  for (const int minute : times) {
    const Instant today = view.zone().to_instant(local.date, minute);
    if (view.reached(today)) last = today;
  }
  return last;
}

Judgement evaluate_none_since(const Condition& condition, const View& view) {
  const Instant boundary = last_boundary(condition.times, view);
  const Fact* last = last_fitting(condition.matches, view);
  if (last != nullptr && last->at >= boundary) return no({last});
  Judgement judgement = yes(boundary, {});
  judgement.gaps.push_back({condition.matches.front().kind, last});
  return judgement;
}

Judgement evaluate_local(const Condition& condition, const View& view) {
  const LocalTime local = view.local();
  const int from = condition.times.front(), to = condition.times.back(), minute = local.minute_of_day;
  const bool inside = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!inside) return no();
  return yes(view.zone().to_instant(minute >= from ? local.date : add_days(local.date, -1), from), {});
}

// A device that replaced another the same or the next day goes on counting from the first one.
Instant first_placed(const Condition& condition, const View& view, Instant placed) {
  for (bool moved = true; moved;) {
    moved = false;
    for (const Match& end : condition.closed_by)
      for (const Fact* removed : view.of_all(end.kind)) {
        const Date last_free = add_days(view.zone().local(placed).date, -condition.gap_days);
        if (removed->at > placed || view.zone().local(removed->at).date < last_free) continue;
        for (const Match& begin : condition.matches)
          for (const Fact* before : view.of_all(begin.kind))
            if (before->value["id"] == removed->value["id"] && before->at < placed) placed = before->at, moved = true;
      }
  }
  return placed;
}

Judgement evaluate_day(const Condition& condition, const View& view) {
  std::vector<const Fact*> placed = fitting(condition.matches, view);
  const std::vector<const Fact*> removed = fitting(condition.closed_by, view);
  std::erase_if(placed, [&](const Fact* fact) {
    return std::ranges::any_of(removed, [&](const Fact* end) {
      return end->at >= fact->at && end->value["id"] == fact->value["id"];
    });
  });
  if (placed.empty()) return no();
  const Date first = view.zone().local(first_placed(condition, view, placed.front()->at)).date;
  const Instant reached = view.zone().to_instant(add_days(first, condition.count - 1), 0);
  return view.reached(reached) ? yes(reached, {placed.front()}) : no({placed.front()});
}

Judgement evaluate_drop(const Condition& condition, const View& view) {
  const FactList facts = view.of(condition.matches.front().kind);
  if (facts.size() < 2) return no();
  const Fact& newest = *facts.back();
  const auto value = Decimal::parse(newest.value.text());
  for (const Fact* earlier : facts) {
    const auto before = Decimal::parse(earlier->value.text());
    if (!value || !before || newest.at - earlier->at > length(*condition.span, view)) continue;
    if (compare(*before, *value + condition.by) >= 0) return yes(newest.at, {earlier, &newest});
  }
  return no({&newest});
}

Judgement evaluate_together(const Condition& condition, const View& view) {
  std::vector<std::string> kinds;
  add_kinds(condition, kinds);
  const Duration span = length(*condition.span, view);
  std::vector<Instant> starts;
  for (const std::string& kind : kinds)
    for (const Fact* fact : view.of(kind)) starts.push_back(fact->at);
  std::ranges::sort(starts);
  for (const Instant start : starts) {
    Judgement judgement = evaluate(condition.parts.front(), view.between(start, start + span));
    if (judgement.truth == Truth::Yes) return judgement;
  }
  Judgement judgement = evaluate(condition.parts.front(), view);
  if (judgement.truth == Truth::Yes) judgement.truth = Truth::No;
  return judgement;
}

}  // namespace

bool fits(const Match& match, const Fact& fact, const View& view) {
  if (match.relation == Relation::Any) return true;
  if (match.value_of.empty()) return relates(match.relation, looked_at(match, fact), match.values);
  const Fact* other = view.latest(match.value_of);
  return other != nullptr && relates(match.relation, looked_at(match, fact), {other->value});
}

Judgement evaluate(const Condition& condition, const View& view) {
  switch (condition.op) {
    case Operator::All: return all_of(condition, view);
    case Operator::AnyOf: return any_of(condition, view);
    case Operator::Some: return some_of(condition, view);
    case Operator::Not: return not_of(condition, view);
    case Operator::Latest: return evaluate_latest(condition, view);
    case Operator::Ever: return evaluate_ever(condition, view);
    case Operator::Recorded:
    case Operator::Missing: return evaluate_recorded(condition, view);
    case Operator::Count: return evaluate_count(condition, view);
    case Operator::InARow: return evaluate_in_a_row(condition, view);
    case Operator::Elapsed: return evaluate_elapsed(condition, view);
    case Operator::Open: return evaluate_open(condition, view);
    case Operator::NoneSince: return evaluate_none_since(condition, view);
    case Operator::Local: return evaluate_local(condition, view);
    case Operator::Day: return evaluate_day(condition, view);
    case Operator::Drop: return evaluate_drop(condition, view);
    case Operator::Observations: return evaluate_observations(condition, view);
    case Operator::Screen: return evaluate_screen(condition, view);
    case Operator::Together: return evaluate_together(condition, view);
  }
  return no();
}

}  // namespace wardlight::care::prompts
