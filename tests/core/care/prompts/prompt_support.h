// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>

#include "core/care/prompts/prompt_json.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {

// Reads the content files, with some of them replaced.
inline ReadContent content(std::map<std::string, std::string> replaced = {}) {
  return [replaced](const std::string& name) -> Expected<std::string> {
    const auto found = replaced.find(name);
    return found != replaced.end() ? found->second : clinical_file(name);
  };
}

inline const PromptBook& prompt_book() {
  static const PromptBook book = must_load(load_prompt_book(content()));
  return book;
}

inline Zone prompt_zone() { return Zone::find("America/New_York").value(); }
inline Instant prompt_now() { return parse_time("2025-06-10T10:00:00-04:00").value().instant; }

inline Fact fact(std::string kind, json::Value value, int minutes_ago, std::string source = "Observation/1") {
  return {std::move(kind), std::move(value), prompt_now() - minutes(minutes_ago), std::move(source)};
}

inline const Prompt* find_prompt(const std::vector<Prompt>& prompts, std::string_view id) {
  const auto found = std::ranges::find(prompts, id, &Prompt::id);
  return found == prompts.end() ? nullptr : &*found;
}

inline std::vector<Prompt> raised(const std::vector<Fact>& facts) {
  return prompts_for(prompt_book(), facts, prompt_now(), prompt_zone());
}

}  // namespace wardlight::care
