// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/care/falls/post_fall.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct PostFallWords {
  std::string at;
  std::string arm;
  std::string zone;
};

Expected<Answer> run_postfall(const PostFallWords& words) {
  const auto arm = care::post_fall_arm_from_code(words.arm);
  if (!arm) return Error{ErrorCode::BadUsage, "The arm is head (head struck, or nobody saw it) or none.", "--arm"};
  auto at = parse_time(words.at);
  if (!at) return Error{ErrorCode::BadUsage, at.error().text, "--at"};
  WL_TRY(const Zone zone, Zone::find(words.zone));
  WL_TRY(const std::string text, read_clinical("post-fall.json"));
  WL_TRY(const care::PostFallPack pack, care::load_post_fall(text));
  auto due = json::Value::array();
  for (const Instant time : care::observation_times(pack, *arm, at->instant, zone)) due.push(zone.format(time));
  return Answer{std::move(due), Exit::Done};
}

}  // namespace

void add_postfall(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<PostFallWords>();
  CLI::App* command = app.add_subcommand("postfall", "When observations are due after a fall");
  command->add_option("--at", words->at, "When the patient fell, with offset")->required();
  command->add_option("--arm", words->arm, "head: head struck, or nobody saw it; none: seen, and no head strike")->required();
  command->add_option("--zone", words->zone, "The hospital's IANA time zone")->required();
  command->callback([words, &exit_code] { exit_code = finish(run_postfall(*words)); });
}

}  // namespace wardlight::tool
