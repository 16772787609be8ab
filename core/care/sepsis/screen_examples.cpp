// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/screen_examples.h"

#include "core/care/sepsis/screen.h"

namespace wardlight::care {
namespace {

Expected<json::Value> run_timed(const ScreenPack& pack, const ScreenScheme& scheme, const json::Value& example) {
  WL_TRY(const OffsetTime now, parse_time(example.text_of("now")));
  json::Value plain = json::Value::object();
  for (const json::Member& member : example["timed"].members()) plain.set(member.name, member.value["value"]);
  WL_TRY(ScreenValues values, read_screen_values(pack, plain));
  for (auto& [key, value] : values) {
    WL_TRY(const OffsetTime at, parse_time(example["timed"][key].text_of("at")));
    value.at = at.instant;
  }
  return to_json(judge_screen(pack, scheme, values, now.instant));
}

Expected<json::Value> run(const ScreenPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "values", "now", "timed", "scheme", "expect"}, "example"));
  WL_TRY(const ScreenScheme* scheme, pack.get_scheme(example.text_of("scheme")));
  if (example.find("timed") != nullptr) return run_timed(pack, *scheme, example);
  const auto values = read_screen_values(pack, example["values"]);
  if (values) return to_json(judge_screen(pack, *scheme, *values, Instant{}));
  json::Value refused;
  refused.set("refused", values.error().where);
  return refused;
}

}  // namespace

Expected<void> run_screen_examples(const ScreenPack& pack, const json::Value& root) {
  return check_examples(pack, root, [&](const json::Value& example) { return run(pack, example); });
}

}  // namespace wardlight::care
