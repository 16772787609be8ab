// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_prompts.h"

#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

std::vector<std::string> raised(std::vector<AnsweredCode> answers, ChartedBy by = ChartedBy::Anybody, int refusals = 0) {
  std::vector<std::string> ids;
  for (const PromptRule& rule : raise_prompts(rounding_pack(), answers, by, refusals)) ids.push_back(rule.id);
  return ids;
}

TEST_CASE("RND-02 an aide who hears of any pain tells the nurse, a nurse is reminded from four on") {
  CHECK(raised({{"RND-02", "1"}}, ChartedBy::Aide) == std::vector<std::string>{"RND-02-told-by-aide"});
  CHECK(raised({{"RND-02", "4"}}, ChartedBy::Aide).size() == 2);
  CHECK(raised({{"RND-02", "3"}}).empty());
  CHECK(raised({{"RND-02", "4"}}) == std::vector<std::string>{"RND-02-four-or-more"});
}

TEST_CASE("4.4-N breathing that was not seen is the first thing said") {
  CHECK(raised({{"RND-N6", "problem"}, {"RND-N1", "not-seen"}}) ==
        std::vector<std::string>{"RND-N1-not-seen", "RND-N6-line-problem"});
}

TEST_CASE("Two refusals in a row ask for a nurse's talk, one does not") {
  CHECK(raised({}, ChartedBy::Anybody, 1).empty());
  CHECK(raised({}, ChartedBy::Anybody, 2) == std::vector<std::string>{"RND-refused-twice"});
}

TEST_CASE("Every prompt has words in both languages and a source, and asks about an item of the checklist") {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/hourly-round.questionnaire.json", std::ios::binary);
  const std::string form{std::istreambuf_iterator<char>(file), {}};
  CHECK(rounding_pack().prompts.size() == 8);
  for (const PromptRule& rule : rounding_pack().prompts) {
    INFO(rule.id);
    CHECK_FALSE(rule.text_es.empty());
    CHECK_FALSE(rule.source.empty());
    for (const std::string& code : rule.codes) CHECK(form.find("\"code\": \"" + code + "\"") != std::string::npos);
    if (!rule.link_id.empty()) CHECK(form.find("\"linkId\": \"" + rule.link_id + "\"") != std::string::npos);
  }
}

}  // namespace
}  // namespace wardlight::care
