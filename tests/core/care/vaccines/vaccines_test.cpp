// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/vaccines/influenza.h"
#include "core/care/vaccines/pneumococcal.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kFlu = "influenza.json";
constexpr std::string_view kPneumo = "pneumococcal-adult.json";
constexpr std::string_view kDiabetic =
    R"({"id":"x","on":"2025-11-10","patient":{"born":"1980-01-02","risk":["diabetes"]},"expect":{"status":"offer"}})";
constexpr std::string_view kEverybody =
    R"({"id":"x","on":"2025-11-10","patient":{"born":"1980-01-02"},"expect":{"status":"offer"}})";
constexpr Date kToday{2025, 11, 10};

const InfluenzaPack& flu() {
  static const InfluenzaPack pack = must_load(load_influenza_pack(clinical_file(std::string(kFlu))));
  return pack;
}
const PneumococcalPack& pneumo() {
  static const PneumococcalPack pack = must_load(load_pneumococcal_pack(clinical_file(std::string(kPneumo))));
  return pack;
}
InfluenzaPack changed_flu(std::string_view from, std::string_view to, std::string_view example = kEverybody) {
  return must_load(load_influenza_pack(changed_rule(std::string(kFlu), from, to, example)));
}
PneumococcalPack changed_pneumo(std::string_view from, std::string_view to, std::string_view example = kDiabetic) {
  return must_load(load_pneumococcal_pack(changed_rule(std::string(kPneumo), from, to, example)));
}

Date day(std::string_view text) { return parse_date(text).value(); }

VaccinePatient born(std::string_view on, std::vector<VaccineDose> doses = {}) {
  VaccinePatient patient;
  patient.born = day(on);
  patient.doses = std::move(doses);
  patient.risk = std::vector<std::string>();
  patient.contraindications = std::vector<std::string>();
  return patient;
}
VaccinePatient with_risk(VaccinePatient patient, std::vector<std::string> risk) {
  patient.risk = std::move(risk);
  return patient;
}
VaccinePatient stating(VaccinePatient patient, std::vector<std::string> reasons) {
  patient.contraindications = std::move(reasons);
  return patient;
}

VaccineAnswer flu_on(const VaccinePatient& patient, Date on = kToday, const InfluenzaPack& pack = flu()) {
  return must_load(screen_influenza(pack, patient, on));
}
VaccineAnswer pneumo_on(const VaccinePatient& patient, Date on = kToday, const PneumococcalPack& pack = pneumo()) {
  return must_load(screen_pneumococcal(pack, patient, on));
}
using Names = std::vector<std::string>;

TEST_CASE("7.3: calendar years go by date, 29 February goes to 1 March, eight weeks are 56 days") {
  CHECK(after(day("2024-02-29"), {1, 0, 0}) == day("2025-03-01"));
  CHECK(after(day("2024-02-29"), {4, 0, 0}) == day("2028-02-29"));
  CHECK(after(day("2025-03-01"), {1, 0, 0}) == day("2026-03-01"));
  CHECK(after(day("2025-03-01"), {0, 0, 56}) == day("2025-04-26"));
  CHECK(after(day("2024-08-31"), {0, 6, 0}) == day("2025-03-01"));
  CHECK(after(day("2025-10-31"), {0, 1, 0}) == day("2025-12-01"));
  CHECK(after(day("2025-12-15"), {0, 1, 0}) == day("2026-01-15"));
  CHECK(completed_years(day("1960-02-29"), day("2025-02-28")) == 64);
  CHECK(completed_years(day("1960-02-29"), day("2025-03-01")) == 65);
  CHECK(completed_years(day("1975-11-10"), day("2025-11-09")) == 49);
}

TEST_CASE("7.3 flu: everyone is offered a vaccine in the window, and a dose of the season ends it") {
  CHECK(flu_on(born("1980-01-01")).status == VaccineStatus::Offer);
  const VaccineAnswer given = flu_on(born("1980-01-01", {{"140", day("2025-10-02")}}));
  CHECK(given.status == VaccineStatus::UpToDate);
  CHECK(given.why.en.find("2025-10-02") != std::string::npos);
  CHECK(given.why.es.find("2025-10-02") != std::string::npos);
  CHECK(given.products.empty());
}

TEST_CASE("7.3 flu: every flu code counts, other vaccines and 'no vaccine given' do not") {
  for (const char* cvx : {"140", "141", "135", "153", "320", "155", "168", "111", "149", "150", "158", "161", "166", "171",
      "185", "186",
                          "197", "205", "88", "151"}) {
    INFO(cvx);
    CHECK(flu_on(born("1980-01-01", {{cvx, day("2025-10-02")}})).status == VaccineStatus::UpToDate);
  }
  CHECK(flu_on(born("1980-01-01", {{"998", day("2025-10-02")}})).status == VaccineStatus::Offer);
  const VaccineAnswer other = flu_on(born("1980-01-01", {{"208", day("2025-10-02")}}));
  CHECK(other.status == VaccineStatus::Offer);
  CHECK(other.unknown_codes == Names{"208"});
  CHECK(other.why.en.find("208") != std::string::npos);
}

TEST_CASE("7.3 flu: the season begins on 1 July, the window on 1 September, and it closes on 30 June") {
  CHECK(season_of(flu(), day("2025-06-30")) == day("2024-07-01"));
  CHECK(season_of(flu(), day("2025-07-01")) == day("2025-07-01"));
  const VaccinePatient june = born("1980-01-01", {{"140", day("2025-06-30")}});
  CHECK(flu_on(june, day("2025-06-30")).status == VaccineStatus::UpToDate);
  CHECK(flu_on(june, day("2025-07-01")).status == VaccineStatus::NotInWindow);
  CHECK(flu_on(june, day("2025-07-01")).due_on == day("2025-09-01"));
  CHECK(flu_on(june, day("2025-08-31")).status == VaccineStatus::NotInWindow);
  CHECK(flu_on(june, day("2025-09-01")).status == VaccineStatus::Offer);
  CHECK(flu_on(june, day("2026-01-01")).status == VaccineStatus::Offer);
  CHECK(flu_on(june, day("2026-06-30")).status == VaccineStatus::Offer);
}

TEST_CASE("7.3 flu: severe reaction is never, illness waits, egg allergy alone is no bar, a refusal stands last") {
  CHECK(flu_on(stating(born("1980-01-01"), {"anaphylaxis"})).status == VaccineStatus::NotIndicated);
  CHECK(flu_on(stating(born("1980-01-01"), {"Fever", "Severe allergic reaction"})).status == VaccineStatus::NotIndicated);
  CHECK(flu_on(stating(born("1980-01-01"), {"fever"})).status == VaccineStatus::Defer);
  CHECK(flu_on(stating(born("1980-01-01"), {"gbs"})).status == VaccineStatus::Defer);
  CHECK(flu_on(stating(born("1980-01-01"), {"egg-allergy"})).status == VaccineStatus::Offer);
  VaccinePatient declined = born("1980-01-01");
  declined.declined = true;
  CHECK(flu_on(declined).status == VaccineStatus::Declined);
  CHECK(flu_on(stating(declined, {"fever"})).status == VaccineStatus::Defer);
}

TEST_CASE("7.3 flu: from 65 years three products are preferred; after a transplant two more may be chosen") {
  CHECK(flu_on(born("1960-11-10")).products == Names{"high-dose", "recombinant", "adjuvanted"});
  CHECK(flu_on(born("1960-11-11")).products == Names{"standard-dose", "cell-based", "recombinant"});
  CHECK(flu_on(with_risk(born("1980-01-01"), {"solid organ transplant"})).products.size() == 5);
  CHECK(flu_on(with_risk(born("1960-01-01"), {"transplant"})).products.size() == 3);
  CHECK(flu_on(with_risk(born("1980-01-01"), {"diabetes"})).products.size() == 3);
}

TEST_CASE("7.3 flu: six months of age is the pack's limit, to the day") {
  CHECK(flu_on(born("2025-05-10")).status == VaccineStatus::Offer);
  refuses(screen_influenza(flu(), born("2025-05-11"), kToday), "six months");
}

TEST_CASE("7.3 flu: season, window and off switch are the pack's") {
  const InfluenzaPack later = changed_flu("\"seasonStarts\": \"07-01\"", "\"seasonStarts\": \"09-01\"");
  CHECK(flu_on(born("1980-01-01", {{"140", day("2025-08-20")}}), kToday, later).status == VaccineStatus::Offer);
  const InfluenzaPack shorter = changed_flu("\"to\": \"06-30\"", "\"to\": \"03-31\"");
  CHECK(flu_on(born("1980-01-01"), day("2026-04-01"), shorter).status == VaccineStatus::NotInWindow);
  const auto off = load_influenza_pack(changed_file(std::string(kFlu), "\"enabled\": true", "\"enabled\": false"));
  refuses(screen_influenza(must_load(off), born("1980-01-01"), kToday), "switched");
}

TEST_CASE("7.3: every answer says as of when the rules are, and says so when they are out of date") {
  CHECK(flu_on(born("1980-01-01")).why.en.find("2025-11-01") != std::string::npos);
  CHECK_FALSE(flu_on(born("1980-01-01")).outdated);
  const VaccineAnswer next_year = flu_on(born("1980-01-01"), day("2026-11-22"));
  CHECK(next_year.outdated);
  CHECK(next_year.why.en.find("2026-06-30") != std::string::npos);
  CHECK(pneumo_on(born("1950-01-01"), day("2024-10-01")).outdated);
}

TEST_CASE("7.3 pneumococcal, today 2025-11-10: the vectors of the table") {
  const VaccineAnswer none = pneumo_on(born("1973-01-02"));
  CHECK(none.status == VaccineStatus::Offer);
  CHECK(none.products == Names{"PCV20", "PCV21", "PCV15"});
  CHECK(pneumo_on(with_risk(born("1980-01-02"), {"diabetes"})).status == VaccineStatus::Offer);
  CHECK(pneumo_on(born("1980-01-02")).status == VaccineStatus::NotIndicated);
  VaccinePatient begun = born("1955-01-02", {{"215", day("2025-03-01")}});
  const VaccineAnswer waiting = pneumo_on(begun);
  CHECK(waiting.status == VaccineStatus::Due);
  CHECK(waiting.due_on == day("2026-03-01"));
  CHECK(waiting.products == Names{"PPSV23"});
  begun.immunocompromised = true;
  CHECK(pneumo_on(begun).status == VaccineStatus::Due);
  CHECK(pneumo_on(begun).due_on == day("2025-04-26"));
  CHECK(pneumo_on(born("1959-01-02", {{"216", day("2022-05-01")}})).status == VaccineStatus::UpToDate);
  const VaccineAnswer pcv13 = pneumo_on(born("1965-01-02", {{"133", day("2016-05-01")}}));
  CHECK(pcv13.status == VaccineStatus::Offer);
  CHECK(pcv13.products == Names{"PCV20", "PCV21"});
}

TEST_CASE("7.3 pneumococcal: PCV20, PCV21, or PCV15 with PPSV23, is complete at every age") {
  CHECK(pneumo_on(born("1980-01-02", {{"216", day("2022-05-01")}})).status == VaccineStatus::UpToDate);
  CHECK(pneumo_on(born("1955-01-02", {{"327", day("2025-05-01")}, {"33", day("2010-01-01")}})).status == VaccineStatus::UpToDate);
  CHECK(pneumo_on(born("1955-01-02", {{"215", day("2023-05-01")}, {"33", day("2024-06-01")}})).status == VaccineStatus::UpToDate);
  CHECK(pneumo_on(born("1955-01-02", {{"33", day("2020-05-01")}, {"215", day("2024-06-01")}})).status == VaccineStatus::UpToDate);
}

TEST_CASE("7.3 pneumococcal: PPSV23 alone or PCV13 alone waits one year, then a conjugate vaccine is offered") {
  const VaccinePatient ppsv = born("1965-01-02", {{"33", day("2024-11-10")}});
  CHECK(pneumo_on(ppsv).status == VaccineStatus::Offer);
  CHECK(pneumo_on(ppsv).products == Names{"PCV20", "PCV21", "PCV15"});
  CHECK(pneumo_on(ppsv, day("2025-11-09")).status == VaccineStatus::Due);
  CHECK(pneumo_on(ppsv, day("2025-11-09")).due_on == kToday);
  CHECK(pneumo_on(born("1965-01-02", {{"133", day("2025-02-01")}})).due_on == day("2026-02-01"));
}

TEST_CASE("7.3 pneumococcal: PCV13 and PPSV23 before 65 is routine after five years, at 65 or later a shared decision") {
  const auto both = [](std::string_view birth) { return born(birth, {{"133", day("2018-05-01")}, {"33", day("2020-11-10")}}); };
  CHECK(pneumo_on(both("1956-01-02")).status == VaccineStatus::Offer);
  CHECK(pneumo_on(both("1956-01-02"), day("2025-11-09")).status == VaccineStatus::Due);
  CHECK(pneumo_on(both("1955-11-10")).status == VaccineStatus::SharedDecision);
  CHECK(pneumo_on(both("1955-11-11")).status == VaccineStatus::Offer);
  const VaccineAnswer early = pneumo_on(both("1953-01-02"), day("2025-11-09"));
  CHECK(early.status == VaccineStatus::SharedDecision);
  CHECK(early.due_on == kToday);
  CHECK_FALSE(pneumo_on(both("1953-01-02")).due_on);
}

TEST_CASE("7.3 pneumococcal: risk conditions count from 19 years, and some shorten the wait to eight weeks") {
  for (const RiskCondition& risk : pneumo().risks) {
    INFO(risk.code);
    CHECK(pneumo_on(with_risk(born("2000-01-02"), {risk.code})).status == VaccineStatus::Offer);
    const auto begun = with_risk(born("2000-01-02", {{"215", day("2025-03-01")}}), {risk.code});
    CHECK(pneumo_on(begun).due_on == day(risk.short_interval ? "2025-04-26" : "2026-03-01"));
  }
  VaccinePatient weak = born("2000-01-02");
  weak.immunocompromised = true;
  CHECK(pneumo_on(weak).status == VaccineStatus::Offer);
  CHECK(pneumo_on(with_risk(born("2000-01-02"), {"Chronic Kidney Disease"})).status == VaccineStatus::Offer);
}

TEST_CASE("7.3 pneumococcal: risk that is not recorded asks; it is never 'not indicated'") {
  VaccinePatient unknown = born("1980-01-02");
  unknown.risk.reset();
  CHECK(pneumo_on(unknown).status == VaccineStatus::Defer);
  CHECK(pneumo_on(unknown).why.en.find("not recorded") != std::string::npos);
  unknown.born = day("1960-01-02");
  CHECK(pneumo_on(unknown).status == VaccineStatus::Offer);
}

TEST_CASE("7.3 pneumococcal: contraindication, illness and refusal stand against what would be given now") {
  CHECK(pneumo_on(stating(born("1960-01-02"), {"severe-allergic-reaction"})).status == VaccineStatus::NotIndicated);
  CHECK(pneumo_on(stating(born("1960-01-02"), {"fever"})).status == VaccineStatus::Defer);
  VaccinePatient declined = born("1960-01-02");
  declined.declined = true;
  CHECK(pneumo_on(declined).status == VaccineStatus::Declined);
  declined.doses = {{"216", day("2022-05-01")}};
  CHECK(pneumo_on(declined).status == VaccineStatus::UpToDate);
  CHECK(pneumo_on(stating(born("1960-01-02", {{"215", day("2025-09-01")}}), {"severe-allergic-reaction"})).status ==
        VaccineStatus::NotIndicated);
}

TEST_CASE("7.3 pneumococcal: an early or unnamed vaccine does not complete, a code that is none of them is named") {
  for (const char* cvx : {"100", "177", "152", "109"}) {
    INFO(cvx);
    const VaccineAnswer answer = pneumo_on(born("1960-01-02", {{cvx, day("2015-05-01")}}));
    CHECK(answer.status == VaccineStatus::Offer);
    CHECK(answer.why.en.find("record") != std::string::npos);
  }
  CHECK(pneumo_on(born("1960-01-02", {{"208", day("2024-05-01")}})).unknown_codes == Names{"208"});
}

TEST_CASE("7.3 pneumococcal: age line, waits and off switch are the pack's") {
  const PneumococcalPack before = changed_pneumo("\"routineFromYears\": 50", "\"routineFromYears\": 65");
  CHECK(pneumo_on(born("1973-01-02"), kToday, before).status == VaccineStatus::NotIndicated);
  const PneumococcalPack longer = changed_pneumo("\"days\": 56", "\"days\": 84");
  VaccinePatient weak = born("1955-01-02", {{"215", day("2025-03-01")}});
  weak.immunocompromised = true;
  CHECK(pneumo_on(weak, kToday, longer).due_on == day("2025-05-24"));
  const auto off = load_pneumococcal_pack(changed_file(std::string(kPneumo), "\"enabled\": true", "\"enabled\": false"));
  refuses(screen_pneumococcal(must_load(off), born("1950-01-01"), kToday), "switched");
}

TEST_CASE("A patient who cannot be screened is refused with a sentence") {
  refuses(screen_pneumococcal(pneumo(), born("2006-11-11"), kToday), "19 years");
  CHECK(pneumo_on(with_risk(born("2006-11-10"), {"hiv"})).status == VaccineStatus::Offer);
  refuses(screen_pneumococcal(pneumo(), born("2025-12-01"), kToday), "born after");
  refuses(screen_pneumococcal(pneumo(), born("1960-01-02", {{"33", day("2025-11-11")}}), kToday), "future");
  refuses(screen_pneumococcal(pneumo(), born("1960-01-02", {{"33", day("1960-01-01")}}), kToday), "birth");
  refuses(screen_pneumococcal(pneumo(), stating(born("1960-01-02"), {"bad luck"}), kToday), "contraindications");
  refuses(screen_pneumococcal(pneumo(), with_risk(born("1960-01-02"), {"bad luck"}), kToday), "risk");
}

TEST_CASE("Input that is no patient is refused with its key") {
  const auto read = [](std::string_view text) { return read_vaccine_patient(json::parse(text).value()); };
  refuses(read(R"({"born":"1973-02-30"})"), "born");
  refuses(read(R"({"risk":[]})"), "born");
  refuses(read(R"({"born":"1973-01-02","shoe_size":9})"), "shoe_size");
  refuses(read(R"({"born":"1973-01-02","risk":"diabetes"})"), "risk");
  refuses(read(R"({"born":"1973-01-02","declined":"no"})"), "declined");
  refuses(read(R"({"born":"1973-01-02","doses":[{"cvx":216,"on":"2022-05-01"}]})"), "cvx");
  refuses(read(R"({"born":"1973-01-02","doses":[{"cvx":"PCV20","on":"2022-05-01"}]})"), "cvx");
  refuses(read(R"({"born":"1973-01-02","doses":[{"cvx":"216","on":"2022-05-01","lot":"X"}]})"), "lot");
  refuses(read(R"({"born":"1973-01-02","doses":{"cvx":"216"}})"), "doses");
  refuses(read(R"([])"), "patient");
}

TEST_CASE("A pack of vaccines with a broken example, an unknown key, no source or a gap does not load") {
  const auto load = [](std::string_view from, std::string_view to) {
    return load_pneumococcal_pack(changed_file(std::string(kPneumo), from, to));
  };
  refuses(load("\"routineFromYears\": 50", "\"routineFromYears\": 60"), "PNEU");
  refuses(load("\"2025-04-26\"", "\"2025-04-25\""), "2025-04-26");
  refuses(load("\"riskFromYears\": 19", "\"riskFromYears\": 19, \"luckFromYears\": 7"), "luckFromYears");
  refuses(load("\"source\": \"cvx\"", "\"source\": \"hearsay\""), "source");
  refuses(load("\"keys\": [\"history\"]", "\"keys\": [\"leastAge\"]"), "leastAge");
  refuses(load("\"any\": [\"pcv20\", \"pcv21\"]", "\"any\": [\"pcv20\", \"pcv99\"]"), "pcv99");
  refuses(load("\"id\": \"none known\"", "\"id\": \"none known\", \"all\": [\"pcv15\"]"), "every history");
  refuses(load("\"years\": 19", "\"years\": 19, \"days\": 1"), "leastAge");
  refuses(load_influenza_pack(changed_file(std::string(kFlu), "\"07-01\"", "\"02-29\"")), "seasonStarts");
  refuses(load_influenza_pack(changed_file(std::string(kFlu), "\"fromYears\": 0", "\"fromYears\": 1")), "everyone");
  refuses(load_influenza_pack(changed_file(std::string(kFlu), "\"notAsked\"", "\"notAskd\"")), "notAsked");
}

TEST_CASE("What the vaccine form asks is what the packs know") {
  const std::string form = clinical_file("vaccine-screen.questionnaire.json");
  const auto asks = [&](const std::string& code) { return form.find("\"code\": \"" + code + "\"") != std::string::npos; };
  for (const StatedReason& reason : flu().reasons) CHECK(asks(reason.code));
  for (const StatedReason& reason : pneumo().reasons) CHECK(asks(reason.code));
  for (const char* code : {"smoking", "alcohol-use-disorder", "cochlear-implant", "asplenia", "immunosuppression"}) {
    CHECK(asks(code));
    CHECK(std::ranges::find(pneumo().risks, code, &RiskCondition::code) != pneumo().risks.end());
  }
}

}  // namespace
}  // namespace wardlight::care
