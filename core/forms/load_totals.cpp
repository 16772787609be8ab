// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/loading.h"
#include "core/forms/sum_expression.h"

namespace wardlight::forms::loading {
namespace {

bool is_numeric(ItemType type) { return type == ItemType::Decimal || type == ItemType::Integer || type == ItemType::Quantity; }

std::vector<std::size_t> list_weighted(const Questionnaire& form) {
  std::vector<std::size_t> weighted;
  for (std::size_t at = 0; at < form.items.size(); ++at)
    if (std::any_of(form.items[at].options.begin(), form.items[at].options.end(),
                    [](const Option& option) { return option.weight.has_value(); }))
      weighted.push_back(at);
  return weighted;
}

// The definition of a variable that counts for this item: the nearest one above it.
const Variable* find_variable(const Loading& loading, const std::string& name, std::size_t item) {
  const Variable* nearest = nullptr;
  const auto [from, to] = loading.variables.equal_range(name);
  for (auto it = from; it != to; ++it) {
    const Variable& variable = it->second;
    const bool reaches = variable.item == kNoItem || variable.item == item || loading.form.contains(variable.item, item);
    const bool nearer =
        nearest == nullptr || nearest->item == kNoItem || (variable.item != kNoItem && variable.item > nearest->item);
    if (reaches && nearer) nearest = &variable;
  }
  return nearest;
}

bool in_repeating_group(const Questionnaire& form, std::size_t item) {
  for (std::size_t above = form.items[item].parent; above != kNoItem; above = form.items[above].parent)
    if (form.items[above].repeats) return true;
  return false;
}

SumSource source_for(const Loading& loading, std::size_t item, const std::vector<std::size_t>& weighted) {
  SumSource source;
  for (const std::size_t at : weighted) {
    ScoredQuestion question{loading.form.items[at].link_id, {}};
    for (std::size_t above = loading.form.items[at].parent; above != kNoItem; above = loading.form.items[above].parent)
      question.above.push_back(loading.form.items[above].link_id);
    source.scored.push_back(std::move(question));
  }
  source.variable = [&loading, item](const std::string& name) -> const std::string* {
    const Variable* variable = find_variable(loading, name, item);
    return variable == nullptr ? nullptr : &variable->expression;
  };
  return source;
}

void judge_unread(Loading& loading, const Calculation& calculation, bool about_weights) {
  const Item& item = loading.form.items[calculation.item];
  const bool only_computed = item.read_only || item.hidden;
  if (about_weights && is_numeric(item.type)) {
    loading.error(item.link_id, "calculatedExpression",
                  "Its score is computed by a formula that is more than a plain sum of weights and cannot be computed here; "
                  "without it the form would show a wrong score.");
  } else if (item.required && only_computed) {
    loading.error(item.link_id, "calculatedExpression", "It must be answered, but only by a formula that is not evaluated here.");
  } else {
    loading.warn(item.link_id, "calculatedExpression",
                 only_computed ? "Its formula is not evaluated here, so it stays unanswered."
                               : "Its formula is not evaluated here; the nurse gives the answer.");
  }
}

void load_calculation(Loading& loading, const Calculation& calculation, const std::vector<std::size_t>& weighted) {
  Item& item = loading.form.items[calculation.item];
  const SumSource source = source_for(loading, calculation.item, weighted);
  const auto summed = is_numeric(item.type) && !in_repeating_group(loading.form, calculation.item)
                          ? read_sum(calculation.expression, source)
                          : std::nullopt;
  if (!summed) return judge_unread(loading, calculation, mentions_weights(calculation.expression, source));
  for (const std::string& link_id : *summed) item.total_of.push_back(loading.form.index.find(link_id)->second);
  item.read_only = true;
  item.initial.clear();
}

// Form builders mark a total by its unit {score} alone.
void find_total_by_unit(Loading& loading, const std::vector<std::size_t>& weighted) {
  for (std::size_t at = 0; at < loading.form.items.size(); ++at) {
    Item& item = loading.form.items[at];
    const bool marked = std::any_of(item.units.begin(), item.units.end(),
                                    [](const UnitChoice& unit) { return unit.code == "{score}" || unit.display == "{score}"; });
    const bool calculated =
        std::any_of(loading.calculations.begin(), loading.calculations.end(), [&](const Calculation& c) { return c.item == at; });
    if (marked && item.read_only && is_numeric(item.type) && !calculated && !in_repeating_group(loading.form, at))
      item.total_of = weighted;
  }
}

// The form's score: its one total, or the total that takes in all others, or without any total every weighted item.
void choose_score(Loading& loading, const std::vector<std::size_t>& weighted) {
  std::vector<std::size_t> all;
  std::vector<std::size_t> widest;
  std::size_t totals = 0;
  for (const Item& item : loading.form.items) {
    if (!item.is_computed()) continue;
    ++totals;
    for (const std::size_t part : item.total_of)
      if (std::find(all.begin(), all.end(), part) == all.end()) all.push_back(part);
    if (item.total_of.size() > widest.size()) widest = item.total_of;
  }
  if (totals == 0) {
    loading.form.scored = weighted;
  } else if (widest.size() == all.size()) {
    std::sort(widest.begin(), widest.end());
    loading.form.scored = widest;
  } else {
    loading.warn({}, "calculatedExpression",
                 "This form has several totals and none over all of them: each is shown at its question, and there is no score "
                 "of the whole form.");
  }
  for (const std::size_t at : totals == 0 ? weighted : all) loading.form.items[at].scored = true;
}

// clinical rule G-1: nothing that counts in a score is answered beforehand.
void check_scored(Loading& loading, Item& item) {
  if (!item.scored) return;
  if (!item.initial.empty() && !item.hidden && !item.read_only) {
    loading.warn(item.link_id, "initial",
                 "Its initial value is not filled in, because it counts in the score: the nurse answers it.");
    item.initial.clear();
  }
  const auto unweighted =
      std::find_if(item.options.begin(), item.options.end(), [](const Option& option) { return !option.weight; });
  if (unweighted != item.options.end())
    loading.warn(item.link_id, "ordinalValue",
                 "The option \"" + unweighted->display.text + "\" has no weight; with it the score stays incomplete.");
}

}  // namespace

void load_totals(Loading& loading) {
  const std::vector<std::size_t> weighted = list_weighted(loading.form);
  for (const Calculation& calculation : loading.calculations) load_calculation(loading, calculation, weighted);
  if (!weighted.empty()) find_total_by_unit(loading, weighted);
  choose_score(loading, weighted);
  for (Item& item : loading.form.items) check_scored(loading, item);
}

}  // namespace wardlight::forms::loading
