// SPDX-License-Identifier: Apache-2.0
#include "tests/platforms/tool/tool_for_test.h"

using namespace wardlight;

namespace {

using support::ToolForTest;

std::vector<std::string> score_words(const ToolForTest& tool, const std::string& instrument, const std::string& answers,
                                     const std::vector<std::string>& more) {
  std::vector<std::string> words{"score", instrument, "--answers", tool.file("answers.json", answers)};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

json::Value scored(const std::string& instrument, const std::string& answers, const std::vector<std::string>& more = {}) {
  const ToolForTest tool;
  return tool.answer(score_words(tool, instrument, answers, more));
}

void refused(const std::string& instrument, const std::string& answers, std::string_view names,
             const std::vector<std::string>& more = {}) {
  const ToolForTest tool;
  tool.refuses(score_words(tool, instrument, answers, more), names);
}

std::string text_of(const json::Value& value) { return json::write(value); }

constexpr const char* kMorse50 =
    R"({"history":"no","secondary":"yes","aid":"cane","iv":"yes","gait":"normal","mental":"oriented"})";

TEST_CASE("score answers an array in the order given, one object a set, with the agreed members and no others") {
  const auto out = scored("morse", std::string("[") + kMorse50 + R"(,{"history":"yes"}])");
  REQUIRE(out.items().size() == 2);
  CHECK(text_of(out[std::size_t{0}]) ==
        R"({"total":50,"band":"high","complete":true,"scheme":"ahrq","pack":"fallrisk-morse@1.0.0","missing":[],)"
        R"("prompts":["FTI-1-secondary","FTI-1-aid","FTI-1-iv","FTI-high"]})");
  CHECK(text_of(out[std::size_t{1}]) ==
        R"({"total":null,"band":null,"complete":false,"scheme":"ahrq","pack":"fallrisk-morse@1.0.0",)"
        R"("missing":["secondary","aid","iv","gait","mental"],"prompts":["FTI-1-history"]})");
}

TEST_CASE("score takes one set for an array of one, an empty array for nothing, and - for standard input") {
  CHECK(scored("morse", kMorse50).items().size() == 1);
  CHECK(text_of(scored("morse", "[]")) == "[]");
  const std::string program = std::string(WARDLIGHT_BINARY) + "/bin/wardlight-tool";
  const auto piped = support::run_program(
      "/bin/sh", {"-c", std::string("printf '%s' '") + kMorse50 + "' | " + program + " score morse --answers - --scheme va"});
  CHECK(piped.exit_code == 0);
  CHECK(piped.out.find("\"band\":\"low\"") != std::string::npos);
}

TEST_CASE("score chooses the scheme or variant it is told, and names those there are for another") {
  CHECK(scored("morse", kMorse50, {"--scheme", "loinc"})[std::size_t{0}].text_of("band") == "high");
  CHECK(scored("morse", kMorse50, {"--scheme", "va"})[std::size_t{0}].text_of("band") == "low");
  const std::string immobile = R"({"fell":false,"agitated":false,"vision":false,"toileting":false,"transfer":0,"mobility":0})";
  CHECK(scored("stratify", immobile)[std::size_t{0}]["total"].text() == "0");
  CHECK(scored("stratify", immobile, {"--variant", "0-3"})[std::size_t{0}]["total"].text() == "1");
  refused("morse", kMorse50, "ahrq, loinc, va", {"--scheme", "local"});
  refused("stratify", immobile, "3-4, 0-3", {"--variant", "1-2"});
  refused("stratify", immobile, "differ", {"--variant", "3-4", "--scheme", "0-3"});
}

TEST_CASE("MFS-R2: score refuses a total from outside that no answers add up to, by the rule's name") {
  for (const char* total : {"5", "120", "39.0"}) refused("morse", std::string("{\"total\":") + total + "}", "MFS-R2");
  CHECK(scored("morse", R"({"total":45})")[std::size_t{0}].text_of("band") == "moderate");
}

TEST_CASE("MFS-R2, G-3: a total from elsewhere that cannot be is no fact, and neither is what lies in the future") {
  const ToolForTest tool;
  const auto refuses = [&](const std::string& fact, std::string_view names) {
    const std::string file = tool.file("facts.json", R"({"encounter":"e","facts":[)" + fact + "]}");
    tool.refuses({"prompts", "--facts", file, "--now", "2025-06-10T14:00:00-04:00"}, names);
  };
  refuses(R"({"kind":"morse-total","value":39.0,"at":"2025-06-10T13:00:00-04:00","source":"x"})", "MFS-R2");
  refuses(R"({"kind":"braden-total","value":24,"at":"2025-06-10T13:00:00-04:00","source":"x"})", "BRD-R1");
  refuses(R"({"kind":"morse-total","value":45,"at":"2025-06-10T15:00:00-04:00","source":"x"})", "G-3");
}

TEST_CASE("Whatever score refuses of an answer it refuses by the rule's name") {
  refused("morse", R"({"gait":"wobbly"})", "MFS-5");
  refused("stratify", R"({"transfer":4})", "STR-");
  refused("braden", R"({"friction":4})", "BRD-6");
  refused("medfall", R"({"medications":[{"name":"x","classes":["opiod"]}]})", "6.4");
  refused("sirs", R"({"temperature_c":101})", "9: ");
  refused("qsofa", R"({"respiratory_rate":"fast"})", "9: ");
  refused("braden", R"({"total":24})", "BRD-R1");
  refused("stratify", R"({"total":6})", "STR-R1");
}

TEST_CASE("score names the set and the key of what it cannot read, and prints nothing else") {
  refused("morse", std::string("[") + kMorse50 + R"(,{"aid":"stick"}])", "answers[1].aid");
  refused("morse", R"({"histroy":"yes"})", "histroy");
  refused("morse", R"(["yes"])", "answers[0]");
  refused("braden", R"({"mobility":2.5})", "answers.mobility");
  refused("stratify", R"({"fell":"yes"})", "true, false");
  refused("medfall", R"({"medications":[{"name":"x","classes":["opiod"]}]})", "medications[0].classes");
  refused("sirs", R"({"temperature_c":101})", "degrees Celsius");
  refused("qsofa", R"({"age":17,"gcs":15})", "SEP-R6");
  refused("braden", R"({"age":4})", "BRD-AGE");
  refused("morse", "{", "JSON");
  refused("morse", "7", "JSON");
  refused("apgar", "{}", "apgar");
  ToolForTest().refuses({"score", "morse", "--answers", "/nowhere/answers.json"}, "cannot be read");
}

TEST_CASE(
    "SEP-R1: score says positive with inputs missing and cannot_exclude below the threshold, with the count of what is met") {
  const auto positive = scored("sirs", R"({"temperature_c":38.4,"heart_rate":91})")[std::size_t{0}];
  CHECK(text_of(positive) == R"({"total":2,"band":"positive","complete":false,"scheme":"sep-1","pack":"sirs@1.0.0",)"
                             R"("missing":["respiratory_rate","wbc"],"prompts":["SEP-R3-confirm"]})");
  CHECK(scored("sirs",
      R"({"temperature_c":38.3,"heart_rate":90,"respiratory_rate":20,"wbc":12000})")[std::size_t{0}].text_of("band") ==
        "negative");
  CHECK(scored("qsofa", R"({"respiratory_rate":21,"systolic":null})")[std::size_t{0}].text_of("band") == "cannot_exclude");
  CHECK(scored("sirs", R"({"temperature_c":38.1,"heart_rate":95})", {"--scheme",
      "classic"})[std::size_t{0}]["total"].text() == "2");
}

TEST_CASE("6.4: score adds up medicines, and none known is not the same as none taken") {
  const auto alert = scored("medfall", R"({"medications":[{"name":"oxycodone","classes":["opioid"]},
                                           {"name":"lorazepam","classes":["benzodiazepine"]}]})")[std::size_t{0}];
  CHECK(alert["total"].text() == "6");
  CHECK(alert.text_of("band") == "alert");
  CHECK(scored("medfall", R"({"medications":[]})")[std::size_t{0}].text_of("band") == "none");
  CHECK(scored("medfall", "{}")[std::size_t{0}]["total"].is_null());
}

TEST_CASE("6.5: orthostatic judges the fall of two pressures") {
  const ToolForTest tool;
  const auto judged = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "orthostatic");
    return tool.run(words);
  };
  const auto not_judged = [&](std::vector<std::string> words, std::string_view names) {
    words.insert(words.begin(), "orthostatic");
    tool.refuses(words, names);
  };
  CHECK(judged({"--lying", "130/80", "--standing", "112/71"}).out ==
        "{\"positive\":false,\"drop\":[18,9],\"method\":\"stand\",\"pack\":\"orthostatic@1.0.0\",\"prompts\":[]}\n");
  CHECK(judged({"--lying", "130/80", "--standing", "110/78"}).out.find("\"positive\":true,\"drop\":[20,2]") != std::string::npos);
  CHECK(judged({"--lying", "130/80", "--standing", "130/80", "--symptoms"}).out.find("\"positive\":true") != std::string::npos);
  CHECK(judged({"--lying", "130/80", "--standing", "116/74", "--method",
      "seated"}).out.find("\"positive\":false") != std::string::npos);
  CHECK(judged({"--lying", "110/70", "--standing", "120/75"}).out.find("\"drop\":[-10,-5]") != std::string::npos);
  not_judged({"--lying", "80/130", "--standing", "112/71"}, "--lying");
  not_judged({"--lying", "130/80", "--standing", "112"}, "--standing");
  not_judged({"--lying", "130/80"}, "standing");
  not_judged({"--lying", "130/80", "--standing", "112/71", "--method", "hanging"}, "stand, seated");
}

TEST_CASE("FAL-O1: postfall lists nine sets of observations in the hospital's own time") {
  const ToolForTest tool;
  const auto due = [&](const std::string& at, const std::string& arm, const std::string& zone) {
    return tool.run({"postfall", "--at", at, "--arm", arm, "--zone", zone});
  };
  const auto not_due = [&](const std::string& at, const std::string& arm, const std::string& zone, std::string_view names) {
    tool.refuses({"postfall", "--at", at, "--arm", arm, "--zone", zone}, names);
  };
  const auto listed = due("2025-06-10T02:10:00-04:00", "head", "America/New_York");
  CHECK(listed.exit_code == 0);
  CHECK(listed.out == R"(["2025-06-10T03:10:00-04:00","2025-06-10T04:10:00-04:00","2025-06-10T05:10:00-04:00",)"
                      R"("2025-06-10T06:10:00-04:00","2025-06-10T10:10:00-04:00","2025-06-10T14:10:00-04:00",)"
                      R"("2025-06-10T18:10:00-04:00","2025-06-10T22:10:00-04:00","2025-06-11T02:10:00-04:00"])"
                      "\n");
  CHECK(due("2025-06-10T06:10:00Z", "head", "America/New_York").out == listed.out);
  CHECK(due("2025-06-10T02:10:00-04:00", "none", "America/New_York").out ==
        "[\"2025-06-10T07:00:00-04:00\",\"2025-06-10T19:00:00-04:00\"]\n");
  not_due("2025-06-10T02:10:00", "head", "America/New_York", "--at");
  not_due("2025-06-31T02:10:00-04:00", "head", "America/New_York", "--at");
  not_due("2025-06-10T02:10:00-04:00", "knee", "America/New_York", "--arm");
  not_due("2025-06-10T02:10:00-04:00", "head", "America/Nowhere", "");
}

}  // namespace
