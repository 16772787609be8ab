// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/forms/questionnaire.h"

// What the files of the loader share; not for use outside core/forms.
namespace wardlight::forms::loading {

struct Calculation {
  std::size_t item = kNoItem;
  std::string expression;
};

struct Variable {
  std::size_t item = kNoItem;  // where it is defined; kNoItem: the whole form
  std::string expression;
};

// enableWhen as written: its question is looked up when all items are known.
struct PendingCondition {
  std::size_t item = 0;
  const json::Value* source = nullptr;
};

struct Loading {
  const json::Value& resource;
  Questionnaire form;
  std::vector<Problem> problems;
  std::vector<PendingCondition> conditions;
  std::vector<Calculation> calculations;
  std::multimap<std::string, Variable> variables;

  void error(std::string_view link_id, std::string_view feature, std::string text) {
    problems.push_back({Severity::Error, std::string(link_id), std::string(feature), std::move(text)});
  }
  void warn(std::string_view link_id, std::string_view feature, std::string text) {
    problems.push_back({Severity::Warning, std::string(link_id), std::string(feature), std::move(text)});
  }
  bool has_errors() const;
};

// Text `name` of `object` with the translations beside it in `_name`. A member that is no text is a problem.
LocalText read_local_text(Loading& loading, std::string_view link_id, const json::Value& object, const std::string& name);
bool read_flag(Loading& loading, std::string_view link_id, const json::Value& object, std::string_view name);
// The string member, with a problem when it is there but is not a text or is empty.
std::string read_text(Loading& loading, std::string_view link_id, const json::Value& object, std::string_view name);

void load_items(Loading& loading, const json::Value& list, std::size_t parent);

// Extensions: each address is honoured, harmless, worth a warning, or refused.
void load_form_extensions(Loading& loading);
void load_item_extensions(Loading& loading, std::size_t item, const json::Value& source);
// Of an option, its coding or a value set's concept: weight, prefix, exclusive, all-seen.
void load_option_extensions(Loading& loading, std::string_view link_id, const json::Value& source, Option& option);
void add_translations(LocalText& text, const json::Value& sibling);
// Refuses what may change the meaning unseen: modifierExtension, null, empty objects.
void check_whole_resource(Loading& loading);

void load_options(Loading& loading, std::size_t item, const json::Value& source);
std::vector<Option> load_value_set(Loading& loading, std::string_view link_id, std::string_view address);
void load_initial(Loading& loading, std::size_t item, const json::Value& source);

void check_item(Loading& loading, std::size_t item);

void load_conditions(Loading& loading);
void refuse_cycles(Loading& loading);
// Finds what is scored and recognises totals that are plain sums of weights.
void load_totals(Loading& loading);

}  // namespace wardlight::forms::loading
