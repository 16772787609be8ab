// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/forms/extension_table.h"
#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

void unknown(Loading& loading, std::string_view link_id, std::string_view address) {
  loading.warn(link_id, address, "The extension " + std::string(address) + " is not known here and is left aside.");
}

// What the table says of an extension nobody here reads a value from.
void treat(Loading& loading, std::string_view link_id, const ExtensionRow& row, std::string_view address) {
  if (row.treatment == Treatment::Warn) loading.warn(link_id, address, std::string(row.text));
  if (row.treatment == Treatment::Refuse) loading.error(link_id, address, std::string(row.text));
}

const json::Value& value_of(const json::Value& extension) {
  static const json::Value nothing;
  const auto values = list_choices(extension, "value");
  return values.size() == 1 ? values[0]->value : nothing;
}

std::optional<Answer> read_value(Loading& loading, std::string_view link_id, const json::Value& extension) {
  const auto values = list_choices(extension, "value");
  if (values.size() == 1)
    if (const auto kind = kind_of_type(std::string_view(values[0]->name).substr(5)))
      if (auto answer = read_answer(*kind, values[0]->value)) return std::move(*answer);
  loading.error(link_id, extension.text_of("url"),
                "The extension " + std::string(extension.text_of("url")) + " has no valid value.");
  return std::nullopt;
}

std::optional<std::size_t> read_count(Loading& loading, std::string_view link_id, const json::Value& extension) {
  const json::Value& value = value_of(extension);
  const auto number = read_answer(ValueKind::Integer, value);
  if (number && !number->text.starts_with('-')) return std::stoul(number->text);
  loading.error(link_id, extension.text_of("url"), "This extension must give a whole number that is not negative.");
  return std::nullopt;
}

void read_limit(Loading& loading, Item& item, const json::Value& extension, std::optional<Answer>& limit) {
  if (list_choices(extension, "value").empty() && !list_choices(extension, "_value").empty())
    return loading.warn(item.link_id, extension.text_of("url"),
                        "This limit is computed, which is not done here: answers are not checked against it.");
  if (limit) loading.error(item.link_id, extension.text_of("url"), "The same limit is given twice.");
  limit = read_value(loading, item.link_id, extension);
}

void add_unit(Loading& loading, Item& item, const json::Value& extension, bool first) {
  const auto coding = read_value(loading, item.link_id, extension);
  if (!coding || coding->kind != ValueKind::Coding) return;
  UnitChoice unit{coding->coding.display.empty() ? coding->coding.code : coding->coding.display, coding->coding.system,
                  coding->coding.code};
  const bool known = std::any_of(item.units.begin(), item.units.end(), [&](const UnitChoice& other) {
    return other.code == unit.code && other.display == unit.display;
  });
  if (!known) item.units.insert(first ? item.units.begin() : item.units.end(), std::move(unit));
}

void add_unit_set(Loading& loading, Item& item, const json::Value& extension) {
  for (const Option& option : load_value_set(loading, item.link_id, value_of(extension).text()))
    item.units.push_back({option.display.text, option.value.coding.system, option.value.coding.code});
}

void read_control(Loading& loading, Item& item, const json::Value& extension) {
  for (const json::Value& coding : value_of(extension)["coding"].items()) {
    if (const auto control = control_of(coding.text_of("code"))) {
      item.control = *control;
      return;
    }
  }
  loading.warn(item.link_id, extension.text_of("url"),
               "The way it asks to be drawn is not known here; it is drawn in the usual way.");
}

void read_expression(std::size_t item, const json::Value& extension, std::vector<Calculation>& to) {
  std::string expression(value_of(extension).text_of("expression"));
  if (value_of(extension).is_string()) expression = value_of(extension).text();
  to.push_back({item, std::move(expression)});
}

LocalText read_words(const json::Value& extension) {
  LocalText words{value_of(extension).text(), {}};
  for (const json::Member* sibling : list_choices(extension, "_value")) add_translations(words, sibling->value);
  return words;
}

void read_usage(Item& item, const json::Value& extension) {
  const std::string& mode = value_of(extension).text();
  if (mode == "display" || mode == "display-non-empty") item.hidden = true;
}

void read_initial_expression(Loading& loading, const Item& item, const json::Value& extension) {
  loading.warn(item.link_id, extension.text_of("url"),
               "Its first value is computed from the record, which is not done here; it starts unanswered.");
}

void honour(Loading& loading, std::size_t at, Reads reads, const json::Value& extension) {
  Item& item = loading.form.items[at];
  switch (reads) {
    case Reads::Hidden: item.hidden = item.hidden || value_of(extension).boolean(); break;
    case Reads::Control: read_control(loading, item, extension); break;
    case Reads::Least: read_limit(loading, item, extension, item.limits.least); break;
    case Reads::Most: read_limit(loading, item, extension, item.limits.most); break;
    case Reads::Shortest: item.limits.shortest = read_count(loading, item.link_id, extension); break;
    case Reads::Decimals:
      if (const auto places = read_count(loading, item.link_id, extension)) item.limits.decimals = static_cast<int>(*places);
      break;
    case Reads::MinOccurs: item.limits.min_occurs = read_count(loading, item.link_id, extension).value_or(0); break;
    case Reads::MaxOccurs: item.limits.max_occurs = read_count(loading, item.link_id, extension); break;
    case Reads::Pattern: item.limits.pattern = value_of(extension).text(); break;
    case Reads::Step: item.slider_step = Decimal::parse(value_of(extension).text()); break;
    case Reads::Unit: add_unit(loading, item, extension, true); break;
    case Reads::UnitOption: add_unit(loading, item, extension, false); break;
    case Reads::UnitSet: add_unit_set(loading, item, extension); break;
    case Reads::UnitOpen: item.units_open = value_of(extension).text() != "optionsOnly"; break;
    case Reads::EntryFormat: item.entry_format = read_words(extension); break;
    case Reads::ShortText: item.short_text = read_words(extension); break;
    case Reads::OpenLabel: item.open_label = read_words(extension); break;
    case Reads::Usage: read_usage(item, extension); break;
    case Reads::Calculated: read_expression(at, extension, loading.calculations); break;
    case Reads::Initial: read_initial_expression(loading, item, extension); break;
    case Reads::AllSeen:
      item.all_seen = value_of(extension).boolean();
      if (value_of(extension).is_string()) item.all_seen_label = read_words(extension);
      break;
    default: break;  // read elsewhere: on options, or as a variable
  }
}

void note_variable(Loading& loading, std::size_t item, const json::Value& extension) {
  const json::Value& value = value_of(extension);
  if (!value.text_of("name").empty())
    loading.variables.emplace(std::string(value.text_of("name")), Variable{item, std::string(value.text_of("expression"))});
}

void read_weight(Loading& loading, std::string_view link_id, const json::Value& extension, Option& option) {
  const auto weight = value_of(extension).is_number() ? Decimal::parse(value_of(extension).text()) : std::nullopt;
  if (!weight)
    return loading.error(link_id, extension.text_of("url"),
                         "The weight of the option \"" + option.display.text + "\" must be a number.");
  if (option.weight && compare(*option.weight, *weight) != 0)
    return loading.error(link_id, extension.text_of("url"),
                         "The option \"" + option.display.text + "\" has two different weights.");
  option.weight = weight;
}

template <class Each>
void for_each_extension(Loading& loading, std::string_view link_id, const json::Value& source, Each&& each) {
  const json::Value* list = source.find("extension");
  if (list == nullptr) return;
  if (!list->is_array()) return loading.error(link_id, "extension", "\"extension\" must be a list.");
  for (const json::Value& extension : list->items()) {
    const std::string_view address = extension.text_of("url");
    if (address.empty()) {
      loading.error(link_id, "extension", "An extension must have a url.");
    } else if (const ExtensionRow* row = find_extension(address)) {
      treat(loading, link_id, *row, address);
      each(*row, extension);
    } else {
      unknown(loading, link_id, address);
    }
  }
}

}  // namespace

void add_translations(LocalText& text, const json::Value& sibling) {
  for (const json::Value& extension : sibling["extension"].items()) {
    if (extension.text_of("url") != kTranslation) continue;
    std::string language;
    std::string content;
    for (const json::Value& part : extension["extension"].items()) {
      if (part.text_of("url") == "lang") language = value_of(part).text();
      if (part.text_of("url") == "content") content = value_of(part).text();
    }
    if (!language.empty() && !content.empty()) text.translations.emplace_back(std::move(language), std::move(content));
  }
}

void load_form_extensions(Loading& loading) {
  for_each_extension(loading, {}, loading.resource, [&](const ExtensionRow& row, const json::Value& extension) {
    if (row.reads == Reads::Variable) note_variable(loading, kNoItem, extension);
  });
}

void load_item_extensions(Loading& loading, std::size_t at, const json::Value& source) {
  const std::string link_id = loading.form.items[at].link_id;
  for_each_extension(loading, link_id, source, [&](const ExtensionRow& row, const json::Value& extension) {
    if (row.reads == Reads::Variable) note_variable(loading, at, extension);
    honour(loading, at, row.reads, extension);
  });
  const json::Value& words = source["_text"];
  for (const json::Value& extension : words["extension"].items()) {
    const ExtensionRow* row = find_extension(extension.text_of("url"));
    if (row != nullptr && row->reads == Reads::ComputedText)
      loading.warn(link_id, extension.text_of("url"),
                   "Its words are computed from the record, which is not done here; the written words are shown.");
  }
}

void load_option_extensions(Loading& loading, std::string_view link_id, const json::Value& source, Option& option) {
  for_each_extension(loading, link_id, source, [&](const ExtensionRow& row, const json::Value& extension) {
    if (row.reads == Reads::Weight) read_weight(loading, link_id, extension, option);
    if (row.reads == Reads::OptionPrefix) option.prefix = value_of(extension).text();
    if (row.reads == Reads::Exclusive) option.exclusive = value_of(extension).boolean();
    if (row.reads == Reads::AllSeen) option.all_seen = value_of(extension).boolean();
  });
}

}  // namespace wardlight::forms::loading
