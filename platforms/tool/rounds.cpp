// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/care/rounding_events.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct RoundsWords {
  std::string day;
  std::string zone;
  std::string events;
  std::string pack;
};

Expected<care::RoundingPack> read_pack(const std::string& path) {
  WL_TRY(const std::string text, read_clinical("rounding.json", path));
  return care::load_rounding_pack(text);
}

Expected<Answer> run_rounds(const RoundsWords& words) {
  const auto day = parse_date(words.day);
  if (!day) return Error{ErrorCode::BadUsage, "This day does not exist; write it like 2025-06-10.", "--day"};
  WL_TRY(const Zone zone, Zone::find(words.zone));
  WL_TRY(const care::RoundingPack pack, read_pack(words.pack));
  WL_TRY(const std::string text, read_input(words.events));
  WL_TRY(const json::Value events, json::parse(text));
  const std::vector<care::Slot> slots = care::slots_of_day(pack, zone, *day);
  WL_TRY(const care::DayEvents read, care::read_day_events(pack, zone, slots, events));
  return Answer{care::report_day(pack, zone, slots, read), Exit::Done};
}

}  // namespace

void add_rounds(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<RoundsWords>();
  CLI::App* command = app.add_subcommand("rounds", "Judge one patient's day of hourly rounds");
  command->add_option("--day", words->day, "The local day, YYYY-MM-DD")->required();
  command->add_option("--zone", words->zone, "The hospital's IANA time zone")->required();
  command->add_option("--events", words->events, "What happened, as JSON; - is standard input")->required();
  command->add_option("--pack", words->pack, "Another rounding pack than the one that comes with the program");
  command->callback([words, &exit_code] { exit_code = finish(run_rounds(*words)); });
}

}  // namespace wardlight::tool
