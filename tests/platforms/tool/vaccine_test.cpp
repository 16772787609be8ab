// SPDX-License-Identifier: Apache-2.0
#include "tests/platforms/tool/tool_for_test.h"

using namespace wardlight;

namespace {

json::Value screen(const support::ToolForTest& tool, const std::string& vaccine, const std::string& patient) {
  return tool.answer({"vaccine", vaccine, "--on", "2025-11-10", "--patient", tool.file("patient.json", patient)});
}

void refuses(const support::ToolForTest& tool, const std::string& patient, std::string_view names,
    const std::string& on = "2025-11-10") {
  tool.refuses({"vaccine", "pneumococcal", "--on", on, "--patient", tool.file("patient.json", patient)}, names);
}

TEST_CASE("wardlight-tool vaccine answers in the agreed shape") {
  const support::ToolForTest tool;
  const json::Value due = screen(tool, "pneumococcal",
                                 R"({"born":"1955-01-02","risk":[],"immunocompromised":true,
                                     "doses":[{"cvx":"215","on":"2025-03-01"}],"contraindications":[],"declined":false})");
  CHECK(due.members().size() == 5);
  CHECK(due.text_of("status") == "due");
  CHECK(due["products"] == json::Value::array({"PPSV23"}));
  CHECK(due.text_of("due_on") == "2025-04-26");
  CHECK(due.text_of("pack") == "pneumococcal-adult@1.0.0");
  CHECK(due.text_of("why").find("2025-11-01") != std::string_view::npos);
  const json::Value flu = screen(tool, "flu", R"({"born":"1955-01-02"})");
  CHECK(flu.text_of("status") == "offer");
  CHECK(flu["due_on"].is_null());
}

TEST_CASE("wardlight-tool vaccine keeps a code it does not know and says so") {
  const support::ToolForTest tool;
  const json::Value answer = screen(tool, "flu", R"({"born":"1955-01-02","doses":[{"cvx":"208","on":"2025-10-01"}]})");
  CHECK(answer.text_of("status") == "offer");
  CHECK(answer.text_of("why").find("208") != std::string_view::npos);
}

TEST_CASE("wardlight-tool vaccine refuses bad input with a sentence and exit 2") {
  const support::ToolForTest tool;
  refuses(tool, R"({"born":"1955-01-02","lot":"X"})", "lot");
  refuses(tool, R"({"born":"1955-02-30"})", "born");
  refuses(tool, R"({"born":"2010-01-02"})", "7.3: This pack is for patients of 19 years");
  refuses(tool, R"({"born":"1955-01-02","doses":[{"cvx":"33","on":"2025-11-11"}]})", "G-3: a dose lies in the future");
  refuses(tool, R"({"born":"1955-01-02","doses":[{"cvx":"33","on":"1950-11-11"}]})",
          "7.3: a dose lies before the patient's birth");
  refuses(tool, R"({"born":"1955-01-02","risk":["bad luck"]})", "7.3: ");
  refuses(tool, R"({"born":"2026-01-02"})", "G-3: ");
  refuses(tool, R"({"born":"1955-01-02"})", "--on", "2025-11-31");
  refuses(tool, R"({"born":)", "");
  tool.refuses({"vaccine", "measles", "--on", "2025-11-10", "--patient", tool.file("p", "{}")}, "measles");
  tool.refuses({"vaccine", "flu", "--on", "2025-11-10", "--patient", "/nowhere/patient.json"}, "patient.json");
}

TEST_CASE("wardlight-tool vaccine with a pack that is switched off says so") {
  const support::ToolForTest tool;
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/influenza.json", std::ios::binary);
  std::string pack{std::istreambuf_iterator<char>(file), {}};
  const auto place = pack.find("\"enabled\": true");
  REQUIRE(place != std::string::npos);
  pack.replace(place, std::string("\"enabled\": true").size(), "\"enabled\": false");
  tool.refuses({"vaccine", "flu", "--on", "2025-11-10", "--pack", tool.file("off.json", pack), "--patient",
                tool.file("patient.json", R"({"born":"1955-01-02"})")},
               "switched");
}

}  // namespace
