// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
    if (local ? resource.text_of("id") == name : !name.empty() && resource.text_of("url") == name.substr(0, name.find('|'))) return &resource;
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

void add(std::vector<Option>& options, Option option) {
  const bool known = std::any_of(options.begin(), options.end(), [&](const Option& other) { return same(other.value, option.value); });
  if (!known) options.push_back(std::move(option));
}

// An expansion lists what may be chosen; abstract entries are only headings.
void add_expanded(Reading& reading, const json::Value& list, std::vector<Option>& options) {
  for (const json::Value& entry : list.items()) {
    if (!entry["abstract"].boolean() && !entry["inactive"].boolean() && entry.find("code") != nullptr)
      add(options, to_option(reading, entry, entry.text_of("system"), {}));
    add_expanded(reading, entry["contains"], options);
  }
}

void add_code_system(Reading& reading, const json::Value& list, std::string_view system, std::vector<Option>& options) {
  for (const json::Value& entry : list.items()) {
    Option option = to_option(reading, entry, system, {});
    for (const json::Value& property : entry["property"].items())
      if (property.text_of("code") == "itemWeight" || property.text_of("code") == "ordinalValue")
        option.weight = Decimal::parse(property["valueDecimal"].text());
    add(options, std::move(option));
    add_code_system(reading, entry["concept"], system, options);
  }
}

void add_value_set(Reading& reading, std::string_view address, std::vector<Option>& options, int depth);

void add_whole_system(Reading& reading, std::string_view system, std::vector<Option>& options) {
  const json::Value* resource = find_contained(reading.loading, "CodeSystem", system);
  if (resource == nullptr || resource->text_of("content") == "fragment" || resource->text_of("content") == "not-present")
    return reading.fail("Its value set takes in a whole code system that is not in the form; list the concepts in the form instead.");
  add_code_system(reading, (*resource)["concept"], system, options);
}

void keep_common(std::vector<Option>& options, const std::vector<Option>& others) {
  std::erase_if(options, [&](const Option& option) {
    return std::none_of(others.begin(), others.end(), [&](const Option& other) { return same(option.value, other.value); });
  });
}

// One include (or exclude): the concepts that are in its system's list and in every value set it names.
std::vector<Option> list_included(Reading& reading, const json::Value& include, int depth) {
  std::vector<Option> options;
  const std::string_view system = include.text_of("system");
  if (include.find("filter") != nullptr)
    reading.fail("Its value set picks concepts by a filter, which needs a terminology server; list the concepts in the form instead.");
  const bool by_system = !system.empty();
  if (const json::Value* concepts = include.find("concept")) {
    for (const json::Value& entry : concepts->items()) add(options, to_option(reading, entry, system, include.text_of("version")));
  } else if (by_system && !reading.failed) {
    add_whole_system(reading, system, options);
  }
  bool first = !by_system;
  for (const json::Value& other : include["valueSet"].items()) {
    std::vector<Option> named;
    add_value_set(reading, other.text(), named, depth + 1);
    if (first) {
      options = std::move(named);
    } else {
      keep_common(options, named);
    }
    first = false;
  }
  return options;
}

void add_composed(Reading& reading, const json::Value& compose, std::vector<Option>& options, int depth) {
  for (const json::Value& include : compose["include"].items())
    for (Option& option : list_included(reading, include, depth)) add(options, std::move(option));
  for (const json::Value& exclude : compose["exclude"].items())
    for (const Option& out : list_included(reading, exclude, depth))
      std::erase_if(options, [&](const Option& option) { return same(option.value, out.value); });
}

void add_value_set(Reading& reading, std::string_view address, std::vector<Option>& options, int depth) {
  if (depth > kDeepest) return reading.fail("Its value set includes itself; list the concepts in the form instead.");
  const json::Value* resource = find_contained(reading.loading, "ValueSet", address);
  if (resource == nullptr)
    return reading.fail("Its choices are in the value set " + std::string(address) +
                        ", which is not contained in the form; put it into \"contained\" and point to it with #id.");
  const json::Value* expansion = resource->find("expansion");
  if (expansion != nullptr && !(*expansion)["contains"].items().empty()) return add_expanded(reading, (*expansion)["contains"], options);
  add_composed(reading, (*resource)["compose"], options, depth);
}

}  // namespace

std::vector<Option> load_value_set(Loading& loading, std::string_view link_id, std::string_view address) {
  Reading reading{loading, link_id};
  std::vector<Option> options;
  if (!address.empty()) add_value_set(reading, address, options, 0);
  if (reading.failed) options.clear();
  return options;
}

}  // namespace wardlight::forms::loading
