// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/wave/hand_hygiene.h"
#include "core/care/wave/isolation.h"
#include "core/care/wave/wave_pack.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const HygienePack& hygiene() {
  static const HygienePack pack = must_load(load_hygiene_pack(clinical_file("hand-hygiene.json")));
  return pack;
}
const WavePack& wave() {
  static const WavePack pack = must_load(load_wave_pack(clinical_file("wave.json")));
  return pack;
}
const IsolationPack& isolation() {
  static const IsolationPack pack = must_load(load_isolation_pack(clinical_file("isolation.json")));
  return pack;
}

void add(std::vector<HygieneOpportunity>& all, int count, const std::string& action, std::vector<std::string> moments) {
  for (int n = 0; n < count; ++n) all.push_back({HygieneSource::Observer, moments, action, "1"});
}

TEST_CASE("HH-O1: 63 of 84 opportunities are 75.00 %, whether they had 84 or 90 indications") {
  std::vector<HygieneOpportunity> seen;
  add(seen, 51, "HR", {"bef-pat"});
  add(seen, 12, "HW", {"aft-bf"});
  add(seen, 15, "missed", {"aft-psurr"});
  add(seen, 6, "missed", {"aft-pat"});
  CHECK(must_load(hygiene_figures(hygiene(), seen)).compliance == "75.00");
  for (int n = 0; n < 6; ++n) seen[static_cast<std::size_t>(n)].moments.push_back("aft-psurr");
  const HygieneFigures figures = must_load(hygiene_figures(hygiene(), seen));
  CHECK(figures.opportunities == 84);
  CHECK(figures.indications == 90);
  CHECK(figures.compliance == "75.00");
  CHECK(figures.actions.at("HR") == 51);
  CHECK(figures.actions.at("missed") == 21);
  CHECK(figures.moment_compliance.at("aft-psurr") == "28.57");
  CHECK(figures.moment_compliance.at("bef-asept") == "not calculable");
}

TEST_CASE("7.1: a self-reported tick is never counted with what observers saw") {
  std::vector<HygieneOpportunity> seen;
  add(seen, 3, "HR", {"bef-pat"});
  seen[1].source = HygieneSource::SelfReport;
  refuses(hygiene_figures(hygiene(), seen), "Self-reported");
}

TEST_CASE("7.1: an opportunity without a moment, or with a moment or an action that is none, is refused") {
  std::vector<HygieneOpportunity> seen;
  add(seen, 1, "HR", {});
  refuses(hygiene_figures(hygiene(), seen), "moments");
  seen[0].moments = {"bef-lunch"};
  refuses(hygiene_figures(hygiene(), seen), "bef-lunch");
  seen[0] = {HygieneSource::Observer, {"bef-pat"}, "gloves", "1"};
  refuses(hygiene_figures(hygiene(), seen), "gloves");
}

TEST_CASE("7.1: figures of a unit and period are comparable from 200 opportunities, and the number is the pack's") {
  std::vector<HygieneOpportunity> seen;
  add(seen, 199, "HR", {"bef-pat"});
  CHECK_FALSE(must_load(hygiene_figures(hygiene(), seen)).comparable);
  add(seen, 1, "HR", {"bef-pat"});
  CHECK(must_load(hygiene_figures(hygiene(), seen)).comparable);
  const auto stricter = must_load(load_hygiene_pack(changed_rule(
      "hand-hygiene.json", "\"comparableFrom\": 200", "\"comparableFrom\": 300",
      R"({"id":"x","opportunities":[{"count":1,"moments":["bef-pat"],"action":"HR"}],"expect":{"comparable":false}})")));
  CHECK_FALSE(must_load(hygiene_figures(stricter, seen)).comparable);
  CHECK(stricter.not_comparable.en.find("300") != std::string::npos);
  CHECK(must_load(hygiene_figures(hygiene(), {})).compliance == "not calculable");
}

TEST_CASE("7.1: an observer looks for ten to thirty minutes") {
  const Instant began;
  CHECK(judge_session(hygiene(), began, began + minutes(9)) == SessionLength::TooShort);
  CHECK(judge_session(hygiene(), began, began + minutes(10)) == SessionLength::Fits);
  CHECK(judge_session(hygiene(), began, began + minutes(30)) == SessionLength::Fits);
  CHECK(judge_session(hygiene(), began, began + minutes(31)) == SessionLength::TooLong);
}

TEST_CASE("7.1: the observer's form has the pack's moments, actions and categories") {
  const std::string form = clinical_file("hand-hygiene-observation.questionnaire.json");
  const auto asks = [&](const std::string& code) { return form.find("\"code\": \"" + code + "\"") != std::string::npos; };
  CHECK(hygiene().moments.size() == 5);
  for (const Choice& moment : hygiene().moments) CHECK(asks(moment.code));
  for (const HygieneAction& action : hygiene().actions) CHECK(asks(action.choice.code));
  for (const Choice& category : hygiene().categories) CHECK(asks(category.code));
}

TEST_CASE("7.2: a question without an answer becomes a nurse's task after four hours, and the hours are the pack's") {
  const Instant asked;
  const AskedQuestion open{asked, {}, asked + hours(8)};
  CHECK(question_task_at(wave(), open) == asked + hours(4));
  CHECK_FALSE(is_question_overdue(wave(), open, asked + hours(4)));
  CHECK(is_question_overdue(wave(), open, asked + hours(4) + minutes(1)));
  const AskedQuestion answered{asked, asked + hours(5), asked + hours(8)};
  CHECK_FALSE(question_task_at(wave(), answered));
  CHECK_FALSE(is_question_overdue(wave(), answered, asked + hours(6)));
  const auto sooner = must_load(load_wave_pack(changed_rule("wave.json", "\"answerWithinMin\": 240", "\"answerWithinMin\": 60",
      R"({"id":"x","now":"2025-06-10T13:00:00Z","questions":[],"expect":{"overdue":0}})")));
  CHECK(is_question_overdue(sooner, open, asked + minutes(61)));
}

TEST_CASE("7.2: answered within the shift is a share of what was asked") {
  const Instant start;
  const std::vector<AskedQuestion> asked{{start, start + hours(1), start + hours(8)},
                                         {start, start + hours(8), start + hours(8)},
                                         {start, start + hours(9), start + hours(8)},
                                         {start, {}, start + hours(8)}};
  CHECK(question_figures(asked).answered_in_shift_percent == "50.00");
  CHECK(question_figures({}).answered_in_shift_percent == "not calculable");
}

TEST_CASE("7.2: three questions to choose from in each of eight categories, in both languages") {
  CHECK(wave().categories.size() == 8);
  for (const QuestionCategory& category : wave().categories) {
    INFO(category.choice.code);
    CHECK(category.stock.size() == 3);
    for (const Words& question : category.stock) CHECK(question.es.starts_with("¿"));
  }
  CHECK(wave().find_category("medicine") != nullptr);
  CHECK(wave().find_category("weather") == nullptr);
}

TEST_CASE("7: the card has the four letters in both languages") {
  CHECK(wave().card.size() == 4);
  for (const WaveTopic& topic : wave().card) CHECK(topic.words.en != topic.words.es);
  refuses(load_wave_pack(changed_file("wave.json", "\"letter\": \"E\"", "\"letter\": \"D\"")), "letters");
}

IsolationNeeds needs_of(std::vector<std::string> codes, bool soap = false) {
  return isolation_needs(isolation(), Recorded::Yes, codes, soap);
}

TEST_CASE("A tablet is not handed to a patient in contact isolation: a printed card instead") {
  for (const std::string code : {"contact", "contact-enteric", "contact-droplet", "contact-airborne"}) {
    INFO(code);
    CHECK(needs_of({code}).tablet == TabletToPatient::PrintedCardInstead);
    CHECK(needs_of({code}).wipe_tablet);
  }
  CHECK(needs_of({"none"}).tablet == TabletToPatient::MayBeHandedOver);
  CHECK(needs_of({"droplet"}).tablet == TabletToPatient::MayBeHandedOver);
}

TEST_CASE("C. difficile or norovirus asks for soap and water, also while it is only suspected") {
  CHECK(needs_of({"contact-enteric"}).hands == HandCleaning::SoapAndWater);
  CHECK(needs_of({"contact"}).hands == HandCleaning::RubOrWash);
  const IsolationNeeds suspected = needs_of({"none"}, true);
  CHECK(suspected.hands == HandCleaning::SoapAndWater);
  CHECK(suspected.tablet == TabletToPatient::PrintedCardInstead);
  CHECK(suspected.advice.front()->id == "soap-and-water");
}

TEST_CASE("Isolations that are ordered together add up, each piece of equipment once") {
  const IsolationNeeds needs = needs_of({"contact", "contact-airborne"});
  std::vector<std::string> codes;
  for (const Choice* piece : needs.equipment) codes.push_back(piece->code);
  CHECK(codes == std::vector<std::string>{"gown", "gloves", "respirator", "eye"});
}

TEST_CASE("Isolation that is not recorded, or that the ward does not know, asks and is treated as the strictest for the tablet") {
  const IsolationNeeds unknown = isolation_needs(isolation(), Recorded::No, {}, false);
  CHECK(unknown.advice.front()->id == "isolation-not-recorded");
  CHECK(unknown.tablet == TabletToPatient::PrintedCardInstead);
  const IsolationNeeds foreign = needs_of({"strict", "purple"});
  CHECK(std::ranges::count_if(foreign.advice, [](const Advice* one) { return one->id == "isolation-unknown"; }) == 1);
  CHECK(foreign.wipe_tablet);
}

TEST_CASE("A WAVE pack with a broken example, an unknown key or no source does not load") {
  refuses(load_hygiene_pack(changed_file("hand-hygiene.json", "\"75.00\"", "\"70.00\"")), "HH-O1");
  refuses(load_hygiene_pack(changed_file("hand-hygiene.json", "\"positive\": false", "\"positive\": true")), "HH-O1");
  refuses(load_hygiene_pack(changed_file("hand-hygiene.json", "\"comparableFrom\": 200",
      "\"comparableFrom\": 200, \"luck\": 1")), "luck");
  refuses(load_wave_pack(changed_file("wave.json", "\"answerWithinMin\": 240", "\"answerWithinMin\": 400")), "ASK");
  refuses(load_wave_pack(changed_file("wave.json", "\"code\": \"test\"", "\"cod\": \"test\"")), "cod");
  refuses(load_isolation_pack(changed_file("isolation.json", "\"handTablet\": false", "\"handTablet\": true")), "ISO");
  refuses(load_isolation_pack(changed_file("isolation.json", "[\"gown\", \"gloves\"]", "[\"gown\", \"cape\"]")), "cape");
  refuses(load_isolation_pack(changed_file("isolation.json", "\"source\": \"cdc-iso\"", "\"source\": \"hearsay\"")), "source");
}

}  // namespace
}  // namespace wardlight::care
