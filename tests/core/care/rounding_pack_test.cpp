// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_pack.h"

#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

std::string with(std::string_view from, std::string_view to) {
  std::string text = rounding_pack_text();
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

void refuses(const std::string& text, std::string_view names) {
  const auto loaded = load_rounding_pack(text);
  REQUIRE_FALSE(loaded.has_value());
  const std::string said = loaded.error().where + ": " + loaded.error().text;
  INFO(said);
  CHECK(said.find(names) != std::string::npos);
  CHECK(loaded.error().code == ErrorCode::InvalidContent);
}

TEST_CASE("The rounding pack loads and its worked examples come out") {
  const RoundingPack& pack = rounding_pack();
  CHECK(pack.id_and_version() == "rounding-4p@1.0.0");
  CHECK(pack.starts.size() == 20);
  CHECK(pack.kinds.size() == 4);
  CHECK(pack.find_reason("staff-emergency")->effect == ReasonEffect::MissedWithReason);
}

TEST_CASE("Numbers without a published source are carried as to be confirmed by the hospital") {
  const auto& open = rounding_pack().to_confirm;
  const auto early = std::ranges::find(open, "earlyMin", &ToConfirm::key);
  REQUIRE(early != open.end());
  CHECK(early->mark == "D");
  CHECK_FALSE(early->note.empty());
  CHECK(std::ranges::find(open, "starts", &ToConfirm::key) == open.end());
}

TEST_CASE("A pack whose worked example does not come out is not loaded") {
  refuses(with("\"compliance\": \"83.33\"", "\"compliance\": \"83.34\""), "RND-O1");
  refuses(with("\"lateMin\": 15", "\"lateMin\": 0"), "RND-O1");
  refuses(with("\"compliance\": \"92.11\"", "\"compliance\": \"91.67\""), "92.11");
}

TEST_CASE("A pack with an unknown key is refused by name") {
  refuses(with("\"lateMin\": 15", "\"lateMin\": 15, \"graceMin\": 5"), "graceMin");
  refuses(with("\"day\": 75", "\"day\": 75, \"dusk\": 80"), "dusk");
}

TEST_CASE("A pack that leaves a number out is refused by name") {
  refuses(with("\"maxSlotMin\": 120,", ""), "maxSlotMin");
  refuses(with("\"night\": 135", "\"night\": 135.5"), "night");
}

TEST_CASE("A pack whose starts overlap is refused") {
  refuses(with("\"04:00\",", "\"02:00\","), "overlap");
  refuses(with("\"04:00\",", "\"01:00\","), "out of order");
  refuses(with("\"22:00\"", "\"24:00\""), "HH:MM");
}

TEST_CASE("A number without source is refused by name") {
  refuses(with("[\"earlyMin\", \"lateMin\"]", "[\"earlyMin\"]"), "lateMin");
  refuses(with("\"source\": \"pocket-card\"", "\"source\": \"hearsay\""), "source");
}

TEST_CASE("A reason that stands twice and an effect nobody knows are refused") {
  refuses(with("\"discharged\"", "\"off-unit\""), "twice");
  refuses(with("\"excluded-when-away\"", "\"forgiven\""), "effect");
}

TEST_CASE("What the pack says about the checklist is in the checklist") {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/hourly-round.questionnaire.json", std::ios::binary);
  const std::string form{std::istreambuf_iterator<char>(file), {}};
  const ChecklistMeaning& meaning = rounding_pack().checklist;
  const auto holds = [&](std::string_view key, const std::string& value) {
    INFO(key << " " << value);
    CHECK(form.find("\"" + std::string(key) + "\": \"" + value + "\"") != std::string::npos);
  };
  holds("url", meaning.url);
  holds("linkId", meaning.kind_link_id);
  for (const auto& kind : meaning.kinds) holds("code", kind.code);
  for (const auto& code : meaning.unseen) holds("code", code);
  for (const auto& link : meaning.glance) holds("linkId", link);
  for (const auto& link : meaning.asleep_glance) holds("linkId", link);
}

TEST_CASE("A pack that is no JSON object is refused with a sentence") {
  refuses("[]", "object");
  refuses("{\"pack\":", "rule pack");
}

}  // namespace
}  // namespace wardlight::care
