// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/care/prompts/prompt_json.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct PromptsWords {
  std::string facts;
  std::string now;
  std::string zone;
  std::string language = "en";
  bool kinds = false;
};

// The zone that was named, else one of the same whole hours as --now was written with.
Expected<Zone> zone_of(const PromptsWords& words, const OffsetTime& now) {
  if (!words.zone.empty()) return Zone::find(words.zone);
  if (now.offset_minutes % 60 != 0)
    return Error{ErrorCode::BadUsage, "This offset is of no whole hours; name the hospital's zone.", "--zone"};
  const int west = -now.offset_minutes / 60;  // the zone names count the hours west of Greenwich
  return Zone::find(west == 0 ? "Etc/GMT" : "Etc/GMT" + std::string(west > 0 ? "+" : "-") + std::to_string(std::abs(west)));
}

Expected<Answer> run_prompts(const PromptsWords& words) {
  WL_TRY(const care::PromptBook book, care::load_prompt_book([](const std::string& name) { return read_clinical(name); }));
  if (words.kinds) return Answer{care::kinds_to_json(book.facts, words.language), Exit::Done};
  if (words.facts.empty() || words.now.empty())
    return Error{ErrorCode::BadUsage, "Name the facts and the time, or ask for --kinds.", "--facts, --now"};
  const auto now = parse_time(words.now);
  if (!now) return Error{ErrorCode::BadUsage, "Write the time with its offset, like 2025-06-10T14:00:00-04:00.", "--now"};
  WL_TRY(const Zone zone, zone_of(words, *now));
  WL_TRY(const std::string text, read_input(words.facts));
  WL_TRY(const json::Value input, json::parse(text));
  WL_TRY(const std::vector<care::Fact> facts, care::read_facts_json(book.facts, input, now->instant, zone));
  return Answer{care::prompts_to_json(care::prompts_for(book, facts, now->instant, zone), zone, words.language), Exit::Done};
}

}  // namespace

void add_prompts(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<PromptsWords>();
  CLI::App* command = app.add_subcommand("prompts", "What the facts about a patient ask to be done");
  command->add_option("--facts", words->facts, "The facts as JSON; - is standard input");
  command->add_option("--now", words->now, "The time it is, RFC 3339 with offset");
  command->add_option("--zone", words->zone, "The hospital's IANA time zone; without it the offset of --now counts");
  command->add_option("--lang", words->language, "The language of the words")->check(CLI::IsMember({"en", "es"}));
  command->add_flag("--kinds", words->kinds, "List the kinds of facts and what they mean");
  command->callback([words, &exit_code] { exit_code = finish(run_prompts(*words)); });
}

}  // namespace wardlight::tool
