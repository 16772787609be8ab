// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

bool is_choice(ItemType type) { return type == ItemType::Choice || type == ItemType::OpenChoice; }

// The kind of answerOption a question that is no choice may list, by R4's types for answerOption.
std::optional<ValueKind> option_kind_of(ItemType type) {
  switch (type) {
    case ItemType::Integer: return ValueKind::Integer;
    case ItemType::Date: return ValueKind::Date;
    case ItemType::Time: return ValueKind::Time;
    case ItemType::String:
    case ItemType::Text: return ValueKind::String;
    default: return std::nullopt;
  }
}

bool may_be_option(ValueKind kind) {
  return kind == ValueKind::Coding || kind == ValueKind::String || kind == ValueKind::Integer || kind == ValueKind::Date ||
         kind == ValueKind::Time;
}

void load_words(Loading& loading, const std::string& link_id, const json::Value& source, const json::Member& member,
                Option& option) {
  if (option.value.kind == ValueKind::Coding) {
    option.display = read_local_text(loading, link_id, member.value, "display");
    if (option.display.empty()) option.display.text = option.value.coding.code;
    return load_option_extensions(loading, link_id, member.value, option);
  }
  option.display.text = option.value.text;
  if (const json::Value* sibling = source.find("_" + member.name)) add_translations(option.display, *sibling);
}

struct LoadedOption {
  Option option;
  bool selected = false;
};

std::optional<LoadedOption> load_option(Loading& loading, const Item& item, const json::Value& source) {
  for (const json::Member& member : source.members())
    if (!member.name.starts_with("value") && !member.name.starts_with("_value") && member.name != "extension" &&
        member.name != "id" && member.name != "initialSelected" && member.name != "_initialSelected" &&
        member.name != "modifierExtension")
      loading.error(item.link_id, "answerOption", "\"" + member.name + "\" is no element of an R4 answerOption.");
  const auto values = list_choices(source, "value");
  if (values.size() != 1) {
    loading.error(item.link_id, "answerOption", "Every answerOption must have exactly one value.");
    return std::nullopt;
  }
  const auto kind = kind_of_type(std::string_view(values[0]->name).substr(5));
  if (!kind || !may_be_option(*kind)) {
    loading.error(item.link_id, "answerOption",
                  "An answerOption cannot be a " + values[0]->name + " here; use a coding, text, whole number, date or time.");
    return std::nullopt;
  }
  const auto wanted = option_kind_of(item.type);
  if (!is_choice(item.type) && wanted != kind) {
    loading.error(item.link_id, "answerOption", "The options of this question must be of its own type.");
    return std::nullopt;
  }
  auto answer = read_answer(*kind, values[0]->value);
  if (!answer) {
    loading.error(item.link_id, "answerOption", "One of its options is not valid. " + answer.error().text);
    return std::nullopt;
  }
  LoadedOption loaded;
  loaded.option.value = std::move(*answer);
  load_words(loading, item.link_id, source, *values[0], loaded.option);
  load_option_extensions(loading, item.link_id, source, loaded.option);
  loaded.selected = read_flag(loading, item.link_id, source, "initialSelected");
  return loaded;
}

bool same_weight(const Option& a, const Option& b) {
  return a.weight.has_value() == b.weight.has_value() && (!a.weight || compare(*a.weight, *b.weight) == 0);
}

// An option listed twice in the same words is listed once; in other words or with another weight nobody could tell what was
// chosen.
void merge_twins(Loading& loading, Item& item) {
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  std::vector<Option> kept;
  for (Option& option : item.options) {
    const Answer& value = option.value;
    const bool coded = value.kind == ValueKind::Coding;
    const auto key =
        coded ? std::pair(value.coding.system, value.coding.code.empty() ? "\n" + value.coding.display : value.coding.code)
              : std::pair(std::string(type_name(value.kind)), value.text);
    const auto [place, fresh] = seen.emplace(key, kept.size());
    if (fresh) {
      kept.push_back(std::move(option));
    } else if (kept[place->second].display.text == option.display.text && same_weight(kept[place->second], option)) {
      loading.warn(item.link_id, "answerOption", "The option \"" + option.display.text + "\" is listed twice and shown once.");
    } else {
      loading.error(item.link_id, "answerOption",
                    "Two options share one code but differ in words or weight, so an answer could not be told apart.");
    }
  }
  item.options = std::move(kept);
}

void load_listed(Loading& loading, std::size_t at, const json::Value& list) {
  Item& item = loading.form.items[at];
  if (!list.is_array()) return loading.error(item.link_id, "answerOption", "\"answerOption\" must be a list.");
  for (const json::Value& source : list.items()) {
    auto loaded = load_option(loading, item, source);
    if (!loaded) continue;
    if (loaded->selected) item.initial.push_back(loaded->option.value);
    item.options.push_back(std::move(loaded->option));
  }
}

void warn_of_bare_codes(Loading& loading, const Item& item) {
  const bool bare = std::any_of(item.options.begin(), item.options.end(), [](const Option& option) {
    return option.value.kind == ValueKind::Coding && option.value.coding.display.empty();
  });
  if (bare) loading.warn(item.link_id, "answerOption", "Some of its options have no display, so only their code can be shown.");
}

void refuse_empty_choice(Loading& loading, const Item& item) {
  if (item.type == ItemType::Choice && item.options.empty())
    loading.error(item.link_id, "answerOption",
                  "This choice has nothing to choose from; give it answerOption or a contained answerValueSet.");
  if (item.type == ItemType::OpenChoice && item.options.empty())
    loading.warn(item.link_id, "answerOption", "This open choice lists no options, so only free text can be given.");
}

}  // namespace

void load_options(Loading& loading, std::size_t at, const json::Value& source) {
  const json::Value* listed = source.find("answerOption");
  const json::Value* value_set = source.find("answerValueSet");
  Item& item = loading.form.items[at];
  if (listed != nullptr && value_set != nullptr)
    return loading.error(item.link_id, "answerValueSet", "A question cannot have both answerOption and answerValueSet.");
  if ((listed != nullptr || value_set != nullptr) && !is_choice(item.type) && !option_kind_of(item.type) &&
      item.type != ItemType::Unshown)
    return loading.error(item.link_id, listed != nullptr ? "answerOption" : "answerValueSet",
                         "Only choice and open-choice questions, whole numbers, texts, dates and times can list options.");
  if (value_set != nullptr) {
    if (!is_choice(item.type))
      return loading.error(item.link_id, "answerValueSet", "Only choice and open-choice questions can have answerValueSet.");
    const std::size_t before = loading.problems.size();
    item.options = load_value_set(loading, item.link_id, read_text(loading, item.link_id, source, "answerValueSet"));
    if (loading.problems.size() == before) refuse_empty_choice(loading, item);
  }
  const std::size_t problems_before = loading.problems.size();
  if (listed != nullptr) load_listed(loading, at, *listed);
  if (value_set == nullptr && loading.problems.size() == problems_before) refuse_empty_choice(loading, item);
  merge_twins(loading, item);
  warn_of_bare_codes(loading, item);
}

}  // namespace wardlight::forms::loading
