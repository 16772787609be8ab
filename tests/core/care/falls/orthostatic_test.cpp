// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/orthostatic.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const OrthostaticPack& orthostatic() {
  static const OrthostaticPack pack = must_load(load_orthostatic(clinical_file("orthostatic.json")));
  return pack;
}

BloodPressure mmhg(std::string_view text) { return must_load(read_pressure(orthostatic(), text)); }

OrthostaticResult judge(std::string_view first, std::vector<StandingReading> standing, std::string_view method = {},
                        Symptoms symptoms = Symptoms::None) {
  return judge_orthostatic(orthostatic(), *must_load(orthostatic().get_method(method)), mmhg(first), standing, symptoms);
}

TEST_CASE("6.5: 130/80 to 110/78 is positive by 20; to 112/71 negative by 18 and 9; to 125/70 positive by 10") {
  CHECK(judge("130/80", {{mmhg("110/78"), {}}}).positive == true);
  const auto close = judge("130/80", {{mmhg("112/71"), {}}});
  CHECK(close.positive == false);
  CHECK(close.systolic_drop == 18);
  CHECK(close.diastolic_drop == 9);
  CHECK(judge("130/80", {{mmhg("125/70"), {}}}).positive == true);
}

TEST_CASE("6.5: from sitting, 15 or 7 are enough, and the method stands in the result") {
  CHECK(judge("130/80", {{mmhg("115/80"), {}}}, "seated").positive == true);
  CHECK(judge("130/80", {{mmhg("130/73"), {}}}, "seated").positive == true);
  CHECK(judge("130/80", {{mmhg("116/74"), {}}}, "seated").positive == false);
  CHECK(judge("130/80", {{mmhg("116/74"), {}}}, "seated").method == "seated");
  CHECK_FALSE(orthostatic().get_method("hanging").has_value());
}

TEST_CASE("6.5: symptoms alone are positive and say stop") {
  const auto result = judge("130/80", {{mmhg("130/80"), {}}}, {}, Symptoms::Present);
  CHECK(result.positive == true);
  CHECK(result.prompts.front()->id == "ORT-stop");
}

TEST_CASE("6.5: the greatest fall within 3 minutes counts, a later one does not") {
  CHECK(judge("130/80", {{mmhg("125/78"), 1}, {mmhg("109/78"), 3}}).positive == true);
  CHECK(judge("130/80", {{mmhg("125/78"), 1}, {mmhg("109/78"), 4}}).positive == false);
}

TEST_CASE("6.5: a patient who could not stand is not negative") {
  const auto result = judge("130/80", {});
  CHECK_FALSE(result.positive.has_value());
  CHECK(result.prompts.front()->id == "ORT-sit");
  CHECK(to_json(result)["positive"].is_null());
}

TEST_CASE("A blood pressure that is no pair, upside down or nobody's is refused with how to write it") {
  for (const char* text : {"130", "130/", "/80", "130-80", "130/80/70", "13O/80", "", "-130/80", "130.5/80"})
    refuses(read_pressure(orthostatic(), text), "like 130/80");
  refuses(read_pressure(orthostatic(), "80/130"), "comes first");
  refuses(read_pressure(orthostatic(), "80/80"), "comes first");
  refuses(read_pressure(orthostatic(), "500/80"), "No patient");
  refuses(read_pressure(orthostatic(), "130/5"), "No patient");
}

TEST_CASE("Changing a fall in the orthostatic pack changes the result; its own examples guard it") {
  refuses(load_orthostatic(changed_file("orthostatic.json", "\"systolicFall\": 20", "\"systolicFall\": 18")), "ORT-V2");
  const std::string changed = changed_rule(
      "orthostatic.json", "\"systolicFall\": 20", "\"systolicFall\": 18",
      R"({"id":"local","first":"130/80","standing":[{"pressure":"112/71"}],"expect":{"positive":true}})");
  CHECK(load_orthostatic(changed).has_value());
}

}  // namespace
}  // namespace wardlight::care
