// SPDX-License-Identifier: Apache-2.0
#include "tests/platforms/tool/tool_for_test.h"

namespace wardlight {
namespace {

const std::string kZone = "America/New_York";

std::string encounter(const std::string& id, const std::string& start, const std::string& unit = "5e") {
  return R"({"resourceType":"Encounter","id":")" + id +
         R"(","status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/p"},"location":[)" +
         R"({"location":{"reference":"Location/)" + unit + R"("},"period":{"start":")" + start +
         R"(","end":"2025-03-05T10:00:00Z"}}]})" + "\n";
}
std::string location(const std::string& id, const std::string& name) {
  return R"({"resourceType":"Location","id":")" + id + R"(","name":")" + name + "\"}\n";
}

}  // namespace

TEST_CASE("A folder where a file is expected is bad usage, named in a sentence") {
  const support::ToolForTest tool;
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"rounds", "--day", "2025-06-10", "--zone", "UTC", "--events", "/tmp"},
                                             {"form", "/tmp"},
                                             {"score", "morse", "--answers", "/tmp"},
                                             {"measures", "--in", "/tmp", "--period", "2025-03", "--unit", "5E"},
                                             {"census", "--in", "/tmp", "--zone", kZone, "--month", "2025-03"}})
    tool.refuses(words, "/tmp");
}

TEST_CASE("A file that an editor marked as UTF-8 is read like any other") {
  const support::ToolForTest tool;
  const auto plain = R"({"history":"yes","secondary":"no","aid":"none","iv":"no","gait":"normal","mental":"oriented"})";
  CHECK(tool.answer({"score", "morse", "--answers", tool.file("a", std::string("\xEF\xBB\xBF") + plain)})[0]["total"].text() ==
        "25");
}

TEST_CASE("wardlight-tool rate takes any integers") {
  const support::ToolForTest tool;
  const auto rate = [&](const std::string& n, const std::string& d, const std::string& x) {
    return tool.run({"rate", "--n", n, "--d", d, "--x", x, "--places", "2"}).out;
  };
  CHECK(rate("2", "640", "1000") == "3.13\n");
  CHECK(rate("-2", "640", "1000") == "-3.13\n");
  CHECK(rate("3000000000000", "7", "1") == "428571428571.43\n");
  CHECK(rate("9223372036854775807", "3", "1000") == "3074457345618258602333.33\n");
}

TEST_CASE("wardlight-tool census names an encounter whose dates do not exist, also on a unit that has no other") {
  const support::ToolForTest tool;
  const std::string input =
      tool.file("in.ndjson", location("5e", "5E") + location("6e", "6E") + encounter("good", "2025-03-03T10:00:00Z") +
                                 encounter("bad", "2025-02-30T10:00:00Z", "6e"));
  const auto run = tool.run({"census", "--in", input, "--zone", kZone, "--month", "2025-03", "--unit", "6E"});
  CHECK(run.exit_code == 0);
  const auto month = json::parse(run.out).value();
  CHECK(month["patient_days"].text() == "0");
  CHECK(month["missing_days"].items().size() == 31);
  REQUIRE(month["issues"].items().size() == 1);
  CHECK(month["issues"][0].text_of("encounter") == "Encounter/bad");
  const auto other = tool.run({"census", "--in", input, "--zone", kZone, "--month", "2025-03", "--unit", "5E"});
  CHECK(json::parse(other.out).value()["issues"].items().empty());
}

TEST_CASE("wardlight-tool census marks a unit that bears two names in its input") {
  const support::ToolForTest tool;
  const std::string input =
      tool.file("in.ndjson", location("5e", "5E") + encounter("good", "2025-03-03T10:00:00Z") + location("5e", "5 East"));
  const auto month = tool.answer({"census", "--in", input, "--zone", kZone, "--month", "2025-03", "--unit", "5 East"});
  REQUIRE(month["issues"].items().size() == 1);
  CHECK(month["issues"][0]["encounter"].is_null());
  CHECK(month["issues"][0].text_of("text").find("\"5E\"") != std::string::npos);
}

TEST_CASE("wardlight-tool answer takes an option that is chosen twice once, and says so") {
  const support::ToolForTest tool;
  const std::string form = tool.file(
      "form.json",
      R"({"resourceType":"Questionnaire","url":"urn:t","version":"1","status":"active","item":[)"
      R"({"linkId":"h","text":"Which","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"y"}},{"valueCoding":{"code":"n"}}]}]})");
  const auto answered = tool.answer({"answer", "--form", form, "--answers", tool.file("a.json", R"({"h":["y","y","n"]})")});
  CHECK(answered["response"]["item"][0]["answer"].items().size() == 2);
  REQUIRE(answered["problems"].items().size() == 1);
  CHECK(answered["problems"][0].text_of("linkId") == "h");
  const auto checked =
      tool.answer({"check", "--form", form, "--response", tool.file("r.json", json::write(answered["response"]))});
  CHECK(checked["valid"].boolean());
}

}  // namespace wardlight
