// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/core/care/scales/scale_support.h"

namespace wardlight::care {
namespace {

// The published weights, written down once more: the oracle does not read the content it checks.
struct Choice {
  const char* answer;
  int points;
};
const std::vector<Choice> kYesNo25{{"no", 0}, {"yes", 25}}, kYesNo15{{"no", 0}, {"yes", 15}}, kYesNo20{{"no", 0}, {"yes", 20}};
const std::vector<Choice> kAid{{"none", 0}, {"cane", 15}, {"furniture", 30}};
const std::vector<Choice> kGait{{"normal", 0}, {"weak", 10}, {"impaired", 20}};
const std::vector<Choice> kMental{{"oriented", 0}, {"forgets", 15}};

struct MorseSet {
  json::Value plain;
  int total = 0;
};
std::vector<MorseSet> all_sets() {
  std::vector<MorseSet> all;
  for (const Choice& history : kYesNo25)
    for (const Choice& secondary : kYesNo15)
      for (const Choice& aid : kAid)
        for (const Choice& iv : kYesNo20)
          for (const Choice& gait : kGait)
            for (const Choice& mental : kMental) {
              json::Value set;
              set.set("history", history.answer).set("secondary", secondary.answer).set("aid", aid.answer);
              set.set("iv", iv.answer).set("gait", gait.answer).set("mental", mental.answer);
              all.push_back({set, history.points + secondary.points + aid.points + iv.points + gait.points + mental.points});
            }
  return all;
}

std::string ahrq_band(int total) { return total < 25 ? "low" : total <= 45 ? "moderate" : "high"; }
std::string va_band(int total) { return total < 25 ? "none" : total <= 50 ? "low" : "high"; }

TEST_CASE("MFS-R3: over all 144 answer sets every total and band is as published, and the totals sum to 9,000") {
  const Instrument& morse = instrument("morse");
  int sum = 0;
  std::map<std::string, int> ahrq, va;
  const auto sets = all_sets();
  REQUIRE(sets.size() == 144);
  for (const MorseSet& set : sets) {
    const auto result = must_load(score_plain(morse, *must_load(morse.get_scheme("ahrq")), set.plain));
    const auto veterans = must_load(score_plain(morse, *must_load(morse.get_scheme("va")), set.plain));
    INFO(json::write(set.plain));
    REQUIRE(result.total == set.total);
    REQUIRE(band_of(result) == ahrq_band(set.total));
    REQUIRE(band_of(veterans) == va_band(set.total));
    sum += *result.total;
    ++ahrq[band_of(result)];
    ++va[band_of(veterans)];
  }
  CHECK(sum == 9000);
  CHECK(ahrq == std::map<std::string, int>{{"low", 7}, {"moderate", 32}, {"high", 105}});
  CHECK(va == std::map<std::string, int>{{"none", 7}, {"low", 43}, {"high", 94}});
}

TEST_CASE("MFS-R1: the ahrq and loinc bands agree everywhere, and va differs in class from them at 50 alone, in 11 sets") {
  const Instrument& morse = instrument("morse");
  int at_fifty = 0;
  for (const MorseSet& set : all_sets()) {
    const auto ahrq = must_load(score_plain(morse, *must_load(morse.get_scheme("ahrq")), set.plain));
    const auto loinc = must_load(score_plain(morse, *must_load(morse.get_scheme("loinc")), set.plain));
    const auto va = must_load(score_plain(morse, *must_load(morse.get_scheme("va")), set.plain));
    CHECK(band_of(ahrq) == band_of(loinc));
    CHECK((set.total < 46 || set.total > 49));
    if ((band_of(ahrq) == "high") != (band_of(va) == "high")) {
      CHECK(set.total == 50);
      ++at_fifty;
    }
  }
  CHECK(at_fifty == 11);
}

TEST_CASE("MFS-R2: the reachable totals are 0, 10 to 115 in steps of 5, and 125") {
  std::set<int> expected{0, 125};
  for (int total = 10; total <= 115; total += 5) expected.insert(total);
  CHECK(reachable_totals(instrument("morse"), instrument("morse").schemes.front()) == expected);
}

TEST_CASE("MFS-R2: a total from elsewhere that no answers add up to is refused by the rule's name") {
  for (const char* total : {"5", "120", "39.0", "130", "-5", "46", "25.5", "1"})
    refuses_set("morse", std::string("{\"total\":") + total + "}", "MFS-R2");
  refuses_set("morse", "{\"total\":\"45\"}", "number");
  refuses_set("morse", "{\"total\":45,\"iv\":\"yes\"}", "not both");
  CHECK(score_text("morse", "{\"total\":45}").total == 45);
  CHECK(band_of(score_text("morse", "{\"total\":45.0}")) == "moderate");
  CHECK(band_of(score_text("morse", "{\"total\":50}", "va")) == "low");
}

TEST_CASE("MFS-R4: a patient who stays in bed has nothing for aid and gait, which is answered and not left open") {
  const auto in_bed = score_text(
      "morse", R"({"history":"no","secondary":"no","aid":"none","iv":"no","gait":"normal","mental":"oriented"})");
  CHECK(in_bed.total == 0);
  CHECK(in_bed.complete());
  const std::string form = clinical_file("morse.questionnaire.json");
  CHECK(form.find("Nothing; or stays in bed") != std::string::npos);
  CHECK(form.find("Steadily; or stays in bed") != std::string::npos);
}

TEST_CASE("MFS-R9: judgement may raise the band with a reason and never lower it") {
  const Instrument& morse = instrument("morse");
  const Scheme& scheme = morse.schemes.front();
  CHECK(check_override(morse, scheme, "low", "high", "Seizure this morning").has_value());
  CHECK(check_override(morse, scheme, "low", "low", "").has_value());
  refuses(check_override(morse, scheme, "low", "high", ""), "MFS-R9");
  refuses(check_override(morse, scheme, "high", "moderate", "Looks well"), "MFS-R9");
  refuses(check_override(morse, scheme, "low", "extreme", "x"), "MFS-R9");
  refuses(check_override(instrument("braden"), instrument("braden").schemes.front(), "none", "high", "x"), "cannot be changed");
}

TEST_CASE("G-1: a Morse set with an answer open has no total and no band, and says what is open") {
  const auto result = score_text("morse", R"({"history":"yes","iv":null})");
  CHECK_FALSE(result.total);
  CHECK(band_of(result).empty());
  CHECK(result.missing == std::vector<std::string>{"secondary", "aid", "iv", "gait", "mental"});
  CHECK(ids(result.prompts) == std::vector<std::string>{"FTI-1-history"});
}

TEST_CASE("G-5: every positive Morse factor asks for a measure, whatever the total") {
  const auto result = score_text(
      "morse", R"({"history":"no","secondary":"no","aid":"none","iv":"no","gait":"weak","mental":"forgets"})");
  CHECK(result.total == 25);
  CHECK(ids(result.prompts) == std::vector<std::string>{"FTI-1-gait", "FTI-1-mental"});
}

TEST_CASE("An answer or a key that Morse does not know is named") {
  refuses_set("morse", R"({"histroy":"yes"})", "histroy");
  refuses_set("morse", R"({"history":"maybe"})", "\"yes\", \"no\"");
  refuses_set("morse", R"({"aid":"walker"})", "furniture");
  refuses_set("morse", R"({"history":true})", "history");
  refuses_set("morse", R"(["yes"])", "object");
}

TEST_CASE("Every Morse result carries the pack that made it") {
  const auto result = score_text("morse", "{}");
  CHECK(result.pack == instrument("morse").id_and_version());
  CHECK(result.scheme == "ahrq");
}

TEST_CASE("A response to the Morse form gives the same answers as the command line's words") {
  const std::string response = R"({"resourceType":"QuestionnaireResponse",
    "questionnaire":"urn:wardlight:questionnaire:morse|1.0.0","item":[
    {"linkId":"MFS-1","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA33-6"}}]},
    {"linkId":"MFS-7","answer":[{"valueCoding":{"code":"bed"}}]},
    {"linkId":"MFS-3","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA13031-2"}}]}]})";
  const auto answers = must_load(read_response_answers(instrument("morse"), json::parse(response).value()));
  CHECK(answers == ScaleAnswers{{"history", "LA33-6"}, {"aid", "LA13031-2"}});
  refuses(read_response_answers(instrument("braden"), json::parse(response).value()), "another form");
}

}  // namespace
}  // namespace wardlight::care
