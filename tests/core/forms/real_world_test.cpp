// SPDX-License-Identifier: Apache-2.0
#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

LoadResult load_data(const std::string& name) { return load(read_file("tests/data/forms/" + name + ".questionnaire.json")); }

Questionnaire form_data(const std::string& name) {
  LoadResult loaded = load_data(name);
  INFO(all_problems(loaded));
  REQUIRE(loaded.form);
  return std::move(*loaded.form);
}

std::string judged(const Questionnaire& form, const FormSession& session) {
  return all_issues(judge_response(form, json_of(json::write(session.build_response(completed())))));
}

}  // namespace

TEST_CASE("A form of a form builder loads: its total is read from its variables and leaves the last question out") {
  const Questionnaire form = form_data("builder-sleep-screen");
  CHECK(form.scored.size() == 5);
  CHECK(form.find("/9010-7")->total_of.size() == 5);
  CHECK(form.find("/9001-1")->control == Control::RadioButton);
  CHECK(form.find("/9001-1")->options[2].prefix == "2");
  CHECK(form.find("/9001-1-help")->control == Control::Help);
  FormSession session = answered(form, R"({"/9001-1":"F3","/9002-1":"F2","/9003-1":"F1","/9004-1":"F0"})");
  CHECK_FALSE(session.score()->total);
  CHECK(session.score()->missing == std::vector<std::string>{"/9005-1"});
  REQUIRE(session.set({"/9005-1", {}}, form.find("/9005-1")->options[3].value));
  CHECK(session.score()->total->text() == "9");
  CHECK(session.answers({"/9010-7", {}})[0].text == "9");
  CHECK(judged(form, session).find("error") == std::string::npos);
}

TEST_CASE("An SDC form loads: only what is left out without harm is warned of") {
  const LoadResult loaded = load_data("sdc-wound-check");
  INFO(all_problems(loaded));
  REQUIRE(loaded.form);
  std::vector<std::string> warned;
  for (const Problem& problem : loaded.problems) warned.push_back(problem.link_id);
  CHECK(warned == std::vector<std::string>{"pid", "link"});
  const Questionnaire& form = *loaded.form;
  CHECK(form.title.in("es") == "Control de heridas");
  CHECK(form.find("redness")->options[1].display.in("es") == "Algo");
  FormSession session = answered(
      form,
      R"({"day":"2025-06-10","wound":[{"side":"7771000","length":4.5,"fluid":{"value":"0.20","unit":"L"}},{"length":0}],"redness":"some","swelling":"some","badge":"AB123"})");
  CHECK(session.score()->total->text() == "3.0");
  CHECK(session.enabled({"plan", {}}));
  REQUIRE(session.missing().size() == 1);
  CHECK(session.missing()[0].field.link_id == "plan");
  REQUIRE(session.set({"plan", {}}, Answer::of(ValueKind::String, "call the wound nurse")));
  CHECK(session.complete());
  CHECK(judged(form, session) == "");
  REQUIRE(session.set({"swelling", {}}, form.find("swelling")->options[0].value));
  CHECK_FALSE(session.enabled({"plan", {}}));
}

TEST_CASE("A form as servers keep it loads, with options of every type and initial values") {
  const Questionnaire form = form_data("server-intake");
  FormSession session(form);
  CHECK(session.answers({"1", {}})[0].boolean);
  CHECK_FALSE(session.enabled({"1.1", {}}));
  REQUIRE(session.set({"1", {}}, Answer::of(false)));
  REQUIRE(session.set({"1.1", {}}, Answer::of(ValueKind::String, "A rail")));
  REQUIRE(session.set({"2", {}}, Answer::of(ValueKind::Integer, "2")));
  REQUIRE(session.toggle({"3", {}}, form.find("3")->options[0].value));
  CHECK(session.enabled({"4", {}}));
  CHECK(judged(form, session) == "");
  CHECK(session.build_response(completed()).text_of("questionnaire") == "Questionnaire/7f3c");
}

TEST_CASE("Repeats inside repeats and questions below answers keep their places") {
  const Questionnaire form = form_data("nested-admission");
  FormSession session =
      answered(form, R"({"A.1.1.a":true,"A.1.1.b":["abc","def"],"n1":true,"n2":true,"n3":false,"n4":true,"n5":true,
    "B":[{"B.drug":"one","B.time":[{"B.at":"08:00:00","B.taken":true},{"B.at":"20:00:00","B.taken":false,"B.why":"asleep"}],"B.watch":"bleeding"},
         {"B.drug":"two","B.time":[{"B.at":"12:00:00","B.taken":true}]}],
    "C":[{"answer":"kin","item":{"C.tel":"1","C.from":"08:00:00"}},{"answer":"friend","item":{"C.tel":"2"}}],"D.any":"x"})");
  CHECK(session.complete());
  CHECK(judged(form, session) == "");
  CHECK(session.answers({"B.why", {0, 1}})[0].text == "asleep");
  CHECK(session.enabled({"B.watch", {0}}));
  CHECK_FALSE(session.enabled({"B.watch", {1}}));
  CHECK(session.answers({"C.tel", {1}})[0].text == "2");
  REQUIRE(session.clear({"D.any", {}}));
  REQUIRE(session.missing().size() == 1);
  CHECK(session.missing()[0].field.link_id == "D");
  REQUIRE(session.clear({"C.tel", {1}}));
  CHECK(session.missing()[0].field == Field{"C.tel", {1}});
}
