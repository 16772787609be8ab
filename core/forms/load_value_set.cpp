// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

constexpr int kDeepest = 8;  // value sets that include value sets

struct Reading {
  Loading& loading;
  std::string_view link_id;
  bool failed = false;

  void fail(std::string text) {
    if (!failed) loading.error(link_id, "answerValueSet", std::move(text));
    failed = true;
  }
};

const json::Value* find_contained(const Loading& loading, std::string_view type, std::string_view address) {
  const bool local = address.starts_with('#');
  const std::string_view name = local ? address.substr(1) : address;
  for (const json::Value& resource : loading.resource["contained"].items()) {
    if (resource.text_of("resourceType") != type) continue;
    if (local ? resource.text_of("id") == name : !name.empty() && resource.text_of("url") == name.substr(0, name.find('|')))
      return &resource;
  }
  return nullptr;
}

// Designations in other languages are translations of the display.
void add_designations(LocalText& display, const json::Value& concept_) {
  for (const json::Value& designation : concept_["designation"].items())
    if (!designation.text_of("language").empty() && !designation.text_of("value").empty())
      display.translations.emplace_back(designation.text_of("language"), designation.text_of("value"));
}

Option to_option(Reading& reading, const json::Value& concept_, std::string_view system, std::string_view version) {
  Option option;
  Coding coding{std::string(system), std::string(version), read_text(reading.loading, reading.link_id, concept_, "code"),
                read_text(reading.loading, reading.link_id, concept_, "display")};
  if (coding.code.empty()) reading.fail("The contained value set lists a concept without a code.");
  option.display = read_local_text(reading.loading, reading.link_id, concept_, "display");
  if (option.display.empty()) option.display.text = coding.code;
  add_designations(option.display, concept_);
  option.value = Answer::of(std::move(coding));
  load_option_extensions(reading.loading, reading.link_id, concept_, option);
  return option;
}

std::pair<std::string, std::string> key_of(const Option& option) {
  return {option.value.coding.system, option.value.coding.code};
}

// Options in the order they came, each once.
struct Choices {
  std::vector<Option> list;
  std::map<std::pair<std::string, std::string>, std::size_t> places;

  void add(Option option) {
    if (places.emplace(key_of(option), list.size()).second) list.push_back(std::move(option));
  }
  Option* find(const Option& option) {
    const auto found = places.find(key_of(option));
    return found == places.end() ? nullptr : &list[found->second];
  }
  enum class Keep : std::uint8_t { Listed, NotListed };
  void filter(Choices& others, Keep keep) {
    Choices kept;
    for (Option& option : list)
      if ((others.find(option) != nullptr) == (keep == Keep::Listed)) kept.add(std::move(option));
    *this = std::move(kept);
  }
};

// An expansion lists what may be chosen; abstract entries are only headings.
void add_expanded(Reading& reading, const json::Value& list, Choices& options) {
  for (const json::Value& entry : list.items()) {
    if (!entry["abstract"].boolean() && !entry["inactive"].boolean() && entry.find("code") != nullptr)
      options.add(to_option(reading, entry, entry.text_of("system"), {}));
    add_expanded(reading, entry["contains"], options);
  }
}

void add_code_system(Reading& reading, const json::Value& list, std::string_view system, Choices& options) {
  for (const json::Value& entry : list.items()) {
    Option option = to_option(reading, entry, system, {});
    for (const json::Value& property : entry["property"].items())
      if (property.text_of("code") == "itemWeight" || property.text_of("code") == "ordinalValue")
        option.weight = Decimal::parse(property["valueDecimal"].text());
    options.add(std::move(option));
    add_code_system(reading, entry["concept"], system, options);
  }
}

void add_value_set(Reading& reading, std::string_view address, Choices& options, int depth);

void add_whole_system(Reading& reading, std::string_view system, Choices& options) {
  const json::Value* resource = find_contained(reading.loading, "CodeSystem", system);
  if (resource == nullptr || resource->text_of("content") == "fragment" || resource->text_of("content") == "not-present")
    return reading.fail(
        "Its value set takes in a whole code system that is not in the form; list the concepts in the form instead.");
  add_code_system(reading, (*resource)["concept"], system, options);
}

// One include (or exclude): the concepts that are in its system's list and in every value set it names.
Choices list_included(Reading& reading, const json::Value& include, int depth) {
  Choices options;
  const std::string_view system = include.text_of("system");
  if (include.find("filter") != nullptr)
    reading.fail(
        "Its value set picks concepts by a filter, which needs a terminology server; list the concepts in the form instead.");
  const bool by_system = !system.empty();
  if (const json::Value* concepts = include.find("concept")) {
    for (const json::Value& entry : concepts->items()) options.add(to_option(reading, entry, system, include.text_of("version")));
  } else if (by_system && !reading.failed) {
    add_whole_system(reading, system, options);
  }
  bool first = !by_system;
  for (const json::Value& other : include["valueSet"].items()) {
    Choices named;
    add_value_set(reading, other.text(), named, depth + 1);
    if (first) {
      options = std::move(named);
    } else {
      options.filter(named, Choices::Keep::Listed);
    }
    first = false;
  }
  return options;
}

void add_composed(Reading& reading, const json::Value& compose, Choices& options, int depth) {
  for (const json::Value& include : compose["include"].items()) {
    Choices included = list_included(reading, include, depth);
    for (Option& option : included.list) options.add(std::move(option));
  }
  for (const json::Value& exclude : compose["exclude"].items()) {
    Choices out = list_included(reading, exclude, depth);
    options.filter(out, Choices::Keep::NotListed);
  }
}

std::size_t count_entries(const json::Value& list) {
  std::size_t count = list.items().size();
  for (const json::Value& entry : list.items()) count += count_entries(entry["contains"]);
  return count;
}

// Weights are often written where the set is composed, not where it is expanded.
void take_weights(Reading& reading, const json::Value& compose, Choices& options) {
  for (const json::Value& include : compose["include"].items())
    for (const json::Value& entry : include["concept"].items()) {
      const Option composed = to_option(reading, entry, include.text_of("system"), {});
      Option* listed = options.find(composed);
      if (listed != nullptr && !listed->weight) listed->weight = composed.weight;
    }
}

void add_expansion(Reading& reading, const json::Value& resource, const json::Value& expansion, Choices& options) {
  add_expanded(reading, expansion["contains"], options);
  take_weights(reading, resource["compose"], options);
  const auto total = Decimal::parse(expansion["total"].text());
  const auto listed = static_cast<std::int64_t>(count_entries(expansion["contains"]));
  if (total && compare(*total, Decimal::from_integer(listed)) > 0)
    reading.loading.warn(reading.link_id, "answerValueSet", "The form lists only part of its choices; only those can be chosen.");
}

void add_value_set(Reading& reading, std::string_view address, Choices& options, int depth) {
  if (depth > kDeepest) return reading.fail("Its value set includes itself; list the concepts in the form instead.");
  const json::Value* resource = find_contained(reading.loading, "ValueSet", address);
  if (resource == nullptr)
    return reading.fail("Its choices are in the value set " + std::string(address) +
                        ", which is not contained in the form; put it into \"contained\" and point to it with #id.");
  const json::Value* expansion = resource->find("expansion");
  if (expansion != nullptr && !(*expansion)["contains"].items().empty())
    return add_expansion(reading, *resource, *expansion, options);
  add_composed(reading, (*resource)["compose"], options, depth);
}

}  // namespace

std::vector<Option> load_value_set(Loading& loading, std::string_view link_id, std::string_view address) {
  Reading reading{loading, link_id};
  Choices options;
  if (!address.empty()) add_value_set(reading, address, options, 0);
  return reading.failed ? std::vector<Option>() : std::move(options.list);
}

}  // namespace wardlight::forms::loading
