// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/scales/plain_scale.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {

inline const Instrument& instrument(const std::string& name) {
  static std::map<std::string, Instrument> loaded;
  const auto found = loaded.find(name);
  if (found != loaded.end()) return found->second;
  auto fresh = must_load(load_instrument(clinical_file(name + ".json"), clinical_file(name + ".questionnaire.json")));
  return loaded.emplace(name, std::move(fresh)).first->second;
}

inline ScaleResult score_text(const std::string& name, std::string_view set, std::string_view scheme = {}) {
  const Instrument& one = instrument(name);
  return must_load(score_plain(one, *must_load(one.get_scheme(scheme)), json::parse(set).value()));
}

inline void refuses_set(const std::string& name, std::string_view set, std::string_view names) {
  const Instrument& one = instrument(name);
  refuses(score_plain(one, one.schemes.front(), json::parse(set).value()), names);
}

inline std::vector<std::string> ids(const std::vector<const Advice*>& prompts) {
  std::vector<std::string> all;
  for (const Advice* advice : prompts) all.push_back(advice->id);
  return all;
}

inline std::string band_of(const ScaleResult& result) { return result.band == nullptr ? "" : result.band->band; }

}  // namespace wardlight::care
