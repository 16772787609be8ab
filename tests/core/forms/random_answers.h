// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <string>

#include "core/forms/check_answer.h"
#include "core/forms/form_session.h"

namespace wardlight::forms::testing {

// A number below n, n > 0.
using Dice = std::function<std::size_t(std::size_t)>;

inline std::string digits_within(const Item& item, const Dice& dice) {
  const auto limit = [&](const std::optional<Answer>& bound, std::int64_t otherwise) {
    if (!bound) return otherwise;
    const std::string& text = bound->kind == ValueKind::Quantity ? bound->quantity.value : bound->text;
    return static_cast<std::int64_t>(std::stoll(text));
  };
  const std::int64_t least = limit(item.limits.least, limit(item.limits.most, 0) < 0 ? limit(item.limits.most, 0) - 9 : 0);
  const std::int64_t most = std::max(least, limit(item.limits.most, least + 99));
  return std::to_string(least + static_cast<std::int64_t>(dice(static_cast<std::size_t>(most - least) + 1)));
}

inline std::string words_within(const Item& item, const Dice& dice) {
  if (!item.limits.pattern.empty()) return "AB" + std::to_string(100 + dice(900));  // the only pattern the test forms have
  const std::size_t least = std::max<std::size_t>(item.limits.shortest.value_or(1), 1);
  const std::size_t most = std::max(least, std::min<std::size_t>(item.limits.longest.value_or(20), 20));
  std::string text;
  for (std::size_t n = least + dice(most - least + 1); n > 0; --n) text += dice(4) == 0 ? "é" : "x";
  return text;
}

inline Answer random_answer(const Item& item, const Dice& dice) {
  if (!item.options.empty() && (item.type != ItemType::OpenChoice || dice(2) == 0))
    return item.options[dice(item.options.size())].value;
  switch (item.type) {
    case ItemType::Boolean: return Answer::of(dice(2) == 0);
    case ItemType::Integer: return Answer::of(ValueKind::Integer, digits_within(item, dice));
    case ItemType::Decimal:
      return Answer::of(ValueKind::Decimal,
                        digits_within(item, dice) + (item.limits.decimals.value_or(1) > 0 && !item.limits.most ? ".5" : ""));
    case ItemType::Date:
      return Answer::of(ValueKind::Date, item.limits.least  ? item.limits.least->text
                                         : item.limits.most ? item.limits.most->text
                                                            : "2024-02-29");
    case ItemType::DateTime: return Answer::of(ValueKind::DateTime, "2025-03-09T01:30:00-05:00");
    case ItemType::Time: return Answer::of(ValueKind::Time, "23:59:59");
    case ItemType::Url: return Answer::of(ValueKind::Uri, "https://a.example/b");
    case ItemType::Quantity: {
      Quantity quantity{digits_within(item, dice), {}, {}, {}, {}};
      if (!item.units.empty()) {
        const UnitChoice& unit = item.units[dice(item.units.size())];
        quantity.unit = unit.display;
        quantity.system = unit.system;
        quantity.code = unit.code;
      }
      return Answer::of(std::move(quantity));
    }
    default: return Answer::of(ValueKind::String, words_within(item, dice));
  }
}

inline void answer_one(FormSession& session, const Row& row, const Dice& dice) {
  const Item& item = session.form().items[row.item];
  if (item.read_only || item.is_computed()) return;
  const std::size_t count = item.repeats ? std::max<std::size_t>(item.limits.min_occurs, 1) : 1;
  std::vector<Answer> answers;
  for (std::size_t n = 0; n < count + (item.repeats ? dice(2) : 0); ++n) {
    Answer answer = random_answer(item, dice);
    const bool twin = std::any_of(answers.begin(), answers.end(), [&](const Answer& other) { return same(other, answer); });
    if (!twin || item.options.empty()) answers.push_back(std::move(answer));
  }
  const Option* first = find_option(item, answers.front());
  if (first != nullptr && first->exclusive) answers.resize(1);
  std::erase_if(answers, [&](const Answer& answer) {
    const Option* option = find_option(item, answer);
    return answers.size() > 1 && option != nullptr && option->exclusive;
  });
  (void)session.set_all(row.field, std::move(answers));
}

// Answers what is asked, one question after another in any order, and sometimes again; then what is missing.
inline void answer_at_random(FormSession& session, const Dice& dice) {
  for (std::size_t steps = dice(3 * session.form().items.size() + 1); steps > 0; --steps) {
    const auto rows = session.rows();
    if (rows.empty()) return;
    const Row& row = rows[dice(rows.size())];
    const Item& item = session.form().items[row.item];
    if (item.is_question()) answer_one(session, row, dice);
    if (item.type == ItemType::Group && item.repeats && dice(4) == 0) (void)session.add_occurrence(row.field);
  }
}

inline void answer_what_is_missing(FormSession& session, const Dice& dice) {
  for (int rounds = 0; rounds < 50 && !session.complete(); ++rounds)
    for (const Row& row : session.rows()) {
      const auto lacks = session.missing();
      const bool lacking = std::any_of(lacks.begin(), lacks.end(), [&](const Finding& lack) { return lack.field == row.field; });
      const Item& item = session.form().items[row.item];
      if ((lacking || dice(10) == 0) && item.is_question() && row.answers.empty()) answer_one(session, row, dice);
      const bool empty_group = lacking && item.type == ItemType::Group;
      if (empty_group)
        for (const Row& inner : session.rows())
          if (session.form().contains(row.item, inner.item) && session.form().items[inner.item].is_question())
            answer_one(session, inner, dice);
    }
}

}  // namespace wardlight::forms::testing
