// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>

#include "core/forms/questionnaire.h"
#include "platforms/tool/command.h"
#include "platforms/tool/form_file.h"

namespace wardlight::tool {
namespace {

struct Words {
  std::string file;
  bool json_only = false;
};

json::Value text_or_null(const std::string& text) { return text.empty() ? json::Value() : json::Value(text); }

// The head is read from the file itself, so that an unusable form is named too.
json::Value describe(const json::Value& resource, const forms::LoadResult& loaded) {
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  json::Value out;
  out.set("usable", loaded.usable());
  out.set("url", text_or_null(std::string(resource.text_of("url"))));
  out.set("version", text_or_null(std::string(resource.text_of("version"))));
  out.set("title", text_or_null(std::string(resource.text_of(resource.find("title") != nullptr ? "title" : "name"))));
  out.set("items", count(loaded.counts.items));
  out.set("answerable", count(loaded.counts.answerable));
  out.set("scored", count(loaded.counts.scored));
  out.set("problems", problems_json(loaded.problems));
  return out;
}

Expected<Answer> run(const Words& words) {
  WL_TRY(const std::string text, read_input(words.file));
  WL_TRY(const json::Value resource, json::parse(text));
  const forms::LoadResult loaded = forms::load_questionnaire(resource);
  if (!words.json_only) print_problems(loaded.problems);
  return Answer{describe(resource, loaded), loaded.usable() ? Exit::Done : Exit::No};
}

}  // namespace

void add_form(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<Words>();
  auto* command = app.add_subcommand("form", "Can this Questionnaire be shown and scored here? Names what is in the way");
  command->add_option("file", words->file, "FHIR R4 Questionnaire (JSON), or - for standard input")->required();
  command->add_flag("--json", words->json_only, "JSON only: no sentences for people on standard error");
  command->callback([words, &exit_code] { exit_code = finish(run(*words)); });
}

}  // namespace wardlight::tool
