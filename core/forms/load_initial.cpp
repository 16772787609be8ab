// SPDX-License-Identifier: Apache-2.0
#include "core/forms/check_answer.h"
#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

std::optional<Answer> read_initial(Loading& loading, const Item& item, const json::Value& source) {
  const auto values = list_choices(source, "value");
  const auto kind = values.size() == 1 ? kind_of_type(std::string_view(values[0]->name).substr(5)) : std::nullopt;
  if (!kind) {
    loading.error(item.link_id, "initial", "An initial value must have exactly one value of a type that can be answered here.");
    return std::nullopt;
  }
  auto answer = read_answer(*kind, values[0]->value);
  if (!answer) {
    loading.error(item.link_id, "initial", "Its initial value is not valid. " + answer.error().text);
    return std::nullopt;
  }
  if (auto full = find_option(item, *answer); full != nullptr) return full->value;
  return std::move(*answer);
}

// An amount without a number only says which unit comes first.
bool is_default_unit(Item& item, const Answer& answer) {
  if (answer.kind != ValueKind::Quantity || !answer.quantity.value.empty()) return false;
  const Quantity& quantity = answer.quantity;
  const UnitChoice unit{quantity.unit.empty() ? quantity.code : quantity.unit, quantity.system, quantity.code};
  std::erase_if(item.units, [&](const UnitChoice& other) { return other.code == unit.code && other.display == unit.display; });
  if (!unit.display.empty()) item.units.insert(item.units.begin(), unit);
  return true;
}

}  // namespace

void load_initial(Loading& loading, std::size_t at, const json::Value& source) {
  const json::Value* list = source.find("initial");
  Item& item = loading.form.items[at];
  if (list == nullptr || item.type == ItemType::Unshown) return;
  if (!item.is_question())
    return loading.error(item.link_id, "initial", "A group or a display text cannot have an initial value.");
  if (!list->is_array()) return loading.error(item.link_id, "initial", "\"initial\" must be a list.");
  if (!item.initial.empty())
    return loading.error(item.link_id, "initial",
                         "It has both initial values and options selected beforehand; keep one of the two.");
  for (const json::Value& entry : list->items())
    if (auto answer = read_initial(loading, item, entry); answer && !is_default_unit(item, *answer))
      item.initial.push_back(std::move(*answer));
}

}  // namespace wardlight::forms::loading
