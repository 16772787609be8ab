// SPDX-License-Identifier: Apache-2.0
#include "tests/platforms/tool/tool_for_test.h"

using namespace wardlight;

namespace {

std::string event(int minute, const std::string& what, const std::string& by, const std::string& more = "") {
  const std::string at = "2025-06-10T07:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + ":00-04:00";
  return R"({"at":")" + at + R"(","do":")" + what + R"(","by":")" + by + "\"" + more + "}";
}
std::string list(const std::vector<std::string>& events) {
  std::string text = "[";
  for (const std::string& one : events) text += (text.size() > 1 ? "," : "") + one;
  return text + "]";
}

const std::string kHash = R"(,"content_hash":"h1")";
const std::string kReadBack = R"(,"actions":["Void check by ten"])";

json::Value run(const support::ToolForTest& tool, const std::vector<std::string>& events) {
  return tool.answer({"handoff", "--events", tool.file("events.json", list(events))});
}

TEST_CASE("wardlight-tool handoff gives one answer an event, in the agreed shape") {
  const support::ToolForTest tool;
  const json::Value answers =
      run(tool, {event(0, "start", "Ana"), event(1, "ready", "Ana"), event(2, "bedside", "Ana"), event(3, "give", "Ana", kHash),
                 event(4, "synthesise", "Ben", kReadBack), event(5, "accept", "Ana", kHash), event(6, "accept", "Ben", kHash)});
  REQUIRE(answers.items().size() == 7);
  CHECK(answers[0] == json::parse(R"({"state":"DRAFT"})").value());
  CHECK(answers[3].text_of("state") == "GIVEN");
  CHECK(answers[5].text_of("refused") == "HND-2");
  CHECK(answers[5].text_of("text").ends_with("."));
  CHECK(answers[6].text_of("state") == "ACCEPTED");
  CHECK(run(tool, {}).items().empty());
}

TEST_CASE("wardlight-tool handoff refuses events that cannot be read, with their number") {
  const support::ToolForTest tool;
  const auto refuses = [&](const std::vector<std::string>& events, std::string_view names) {
    tool.refuses({"handoff", "--events", tool.file("events.json", list(events))}, names);
  };
  refuses({event(0, "begin", "Ana")}, "event 1: do");
  refuses({event(0, "start", "Ana", R"(,"mood":"fine")")}, "mood");
  refuses({event(1, "start", "Ana"), event(0, "ready", "Ana")}, "event 2: at");
  refuses({event(0, "start", "")}, "by");
}

}  // namespace
