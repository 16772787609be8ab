// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "core/care/vaccines/interval.h"
#include "core/care/vaccines/vaccine_patient.h"
#include "core/care/words.h"

// What the packs of vaccines have in common (clinical.md 7.3): dated, with an off switch, and only ever a screen.
// A screen says what to offer under the hospital's standing order; it orders nothing. Plain values; any thread.
namespace wardlight::care {

enum class VaccineStatus { Offer, UpToDate, NotIndicated, NotInWindow, Defer, Declined, Due, SharedDecision };
std::string_view to_code(VaccineStatus status);
std::optional<VaccineStatus> vaccine_status_from_code(std::string_view code);

struct VaccineCode {
  std::string cvx;
  std::string name;
  std::string group;  // what the rules call it; empty: known, and never counted
};

// A word that stands for a condition, and other words for the same.
struct Condition {
  std::string code;
  std::vector<std::string> also;
};
struct RiskCondition : Condition {
  bool short_interval = false;     // the shorter wait holds
  std::vector<std::string> words;  // in the text of a recorded condition, they mean this one
};
enum class Bearing { Contraindicated, Defer, NoBar };
struct StatedReason : Condition {
  Bearing bearing = Bearing::Contraindicated;
  Words words;
};

struct VaccinePack {
  PackHead head;
  bool enabled = true;
  Date covers_from, covers_to;  // the time that the rules were written for
  Interval least_age;
  std::vector<VaccineCode> codes;
  std::vector<RiskCondition> risks;
  std::vector<StatedReason> reasons;
  std::map<std::string, Words, std::less<>> texts;

  const VaccineCode* find_code(std::string_view cvx) const;
  const Words& text(std::string_view id) const;  // one that loading made sure of
};

struct VaccineAnswer {
  VaccineStatus status = VaccineStatus::Offer;
  std::vector<std::string> products;
  std::optional<Date> due_on;
  Words why;
  std::string pack;                        // id@version
  std::vector<std::string> unknown_codes;  // CVX codes that the pack does not know: kept, named, not counted
  bool outdated = false;                   // the day lies outside the time that the rules were written for
};
json::Value to_json(const VaccineAnswer& answer);  // the shape of `wardlight-tool vaccine`

// Reads enabled, covers, leastAge, vaccines, risk, stated and texts; `needed` are the texts the rules will ask for.
void read_vaccine_pack(PackReader& in, VaccinePack& pack, std::initializer_list<std::string_view> needed);

// Fails with InvalidContent and a sentence: the pack is switched off, the patient is under its age or not born yet, a dose lies
// in the future or before birth, a word for a reason that the pack does not know.
Expected<void> check_patient(const VaccinePack& pack, const VaccinePatient& patient, Date on);

// The doses that the rules count, by group; the latest last.
std::vector<Date> doses_of(const VaccinePack& pack, const VaccinePatient& patient, std::string_view group);

// What stands against giving it: the first contraindication, else the first reason to wait; nullptr: nothing.
const StatedReason* find_bar(const VaccinePack& pack, const VaccinePatient& patient);

bool names(const Condition& condition, std::string_view word);

// The answer with what is always said: codes not counted, contraindications not asked, rules as of, outdated.
VaccineAnswer make_answer(const VaccinePack& pack, const VaccinePatient& patient, Date on, VaccineStatus status, Words why);
// The bar or the refusal as an answer; nothing when neither stands.
std::optional<VaccineAnswer> answer_of_bar(const VaccinePack& pack, const VaccinePatient& patient, Date on);

// {"id","on","patient","expect"}: what an example of a pack asks, read.
struct VaccineExample {
  VaccinePatient patient;
  Date on;
};
Expected<VaccineExample> read_vaccine_example(const json::Value& example);

}  // namespace wardlight::care
