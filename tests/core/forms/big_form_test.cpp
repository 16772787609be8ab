// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include "tests/core/forms/forms_testing.h"
#include "tests/core/forms/random_answers.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

std::string number(int n) { return std::to_string(n); }

// Five hundred questions in groups of ten, each asked when the one before it was answered with yes.
std::string big_form() {
  std::string items;
  for (int group = 0; group < 50; ++group) {
    items +=
        (group == 0 ? "" : ",") + std::string(R"({"linkId":"g)") + number(group) + R"(","text":"Group","type":"group","item":[)";
    for (int n = group * 10; n < group * 10 + 10; ++n) {
      items += (n % 10 == 0 ? "" : ",") + std::string(R"({"linkId":"q)") + number(n) +
               R"(","text":"Question","type":"choice","required":true,)";
      if (n > 0)
        items +=
            R"("enableWhen":[{"question":"q)" + number(n - 1) + R"(","operator":"=","answerCoding":{"system":"s","code":"y"}}],)";
      items +=
          R"("answerOption":[{"valueCoding":{"system":"s","code":"y","display":"Yes"}},{"valueCoding":{"system":"s","code":"n","display":"No"}}]})";
    }
    items += "]}";
  }
  return form_text(items);
}

double processor_seconds(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("A form of five hundred questions in one long chain stays quick to load, draw and judge") {
  const std::string text = big_form();
  const double parsing = processor_seconds([&] { REQUIRE(json::parse(text)); });
  std::optional<Questionnaire> form;
  const double loading = processor_seconds([&] { form = load(text).form; });
  REQUIRE(form);
  FormSession session(*form);
  for (int n = 0; n < 500; ++n) REQUIRE(session.set({"q" + number(n), {}}, form->find("q" + number(n))->options[0].value));
  CHECK(session.complete());
  std::vector<Row> rows;
  const double drawing = processor_seconds([&] { rows = session.rows(); });
  CHECK(rows.size() == 550);
  const json::Value response = session.build_response(completed());
  const double judging = processor_seconds([&] { CHECK(judge_response(*form, response).empty()); });
  REQUIRE(session.set({"q0", {}}, form->find("q0")->options[1].value));
  CHECK(session.rows().size() == 51);
  INFO("parsing " << parsing << " s, loading " << loading << " s, rows " << drawing << " s, judging " << judging << " s");
  CHECK(loading < 0.5);
  CHECK(drawing < 0.25);
  CHECK(judging < 0.25);
}
