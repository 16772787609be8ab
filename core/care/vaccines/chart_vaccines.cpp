// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/chart_vaccines.h"

#include <algorithm>

#include "core/base/fold.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kFormUrl = "urn:wardlight:questionnaire:vaccine-screen";
constexpr std::string_view kVaccine = "VAC-1", kStated = "VAC-2", kRisk = "VAC-3", kSays = "VAC-4";
constexpr std::string_view kNone = "none", kDeclines = "declines";
constexpr std::string_view kFinished[] = {"completed", "amended"};

std::optional<std::vector<std::string>> codes_at(const json::Value& response, std::string_view link_id) {
  for (const json::Value& item : response["item"].items()) {
    if (item.text_of("linkId") != link_id) continue;
    std::vector<std::string> codes;
    for (const json::Value& answer : item["answer"].items()) codes.emplace_back(answer["valueCoding"].text_of("code"));
    std::erase(codes, kNone);
    return codes;
  }
  return std::nullopt;
}

const VaccineForm* newest_form(const VaccineChart& chart, std::string_view vaccine, Instant now) {
  const VaccineForm* newest = nullptr;
  for (const VaccineForm& form : chart.forms)
    if (form.vaccine == vaccine && form.at <= now && (newest == nullptr || newest->at <= form.at)) newest = &form;
  return newest;
}

bool means(const RiskCondition& risk, const std::string& folded_condition) {
  return std::ranges::any_of(risk.words,
                             [&](const std::string& word) { return folded_condition.find(fold(word)) != std::string::npos; });
}

std::optional<std::vector<std::string>> recorded_risk(const VaccinePack& pack, const std::vector<Fact>& facts, Instant now) {
  if (!latest_fact(facts, "problem-list", now)) return std::nullopt;
  std::vector<std::string> risks;
  for (const Fact& condition : facts_of(facts, "condition", now))
    for (const RiskCondition& risk : pack.risks)
      if (means(risk, fold(condition.value.text()))) risks.push_back(risk.code);
  return risks;
}

std::vector<VaccineDose> recorded_doses(const std::vector<Fact>& facts, const Zone& zone, Date born, Instant now) {
  std::vector<VaccineDose> doses;
  for (const Fact& given : facts_of(facts, "immunization", now)) {
    // Without a day it was given some time: it counts, and every wait is over.
    const Date on = given.at == Instant{} ? born : zone.local(given.at).date;
    if (on >= born) doses.push_back({std::string(given.value.text_of("cvx")), on});
  }
  return doses;
}

void add_screened(Expected<VaccineAnswer> answer, std::string_view vaccine, std::vector<ChartVaccine>& all) {
  if (answer) all.push_back({std::string(vaccine), *std::move(answer)});
}

}  // namespace

std::optional<VaccineForm> read_vaccine_form(const json::Value& response) {
  const std::string_view form = response.text_of("questionnaire");
  const auto at = parse_time(response.text_of("authored"));
  const bool finished = std::ranges::find(kFinished, response.text_of("status")) != std::end(kFinished);
  if (form.substr(0, form.find('|')) != kFormUrl || !finished || !at) return std::nullopt;
  const auto vaccine = codes_at(response, kVaccine);
  if (!vaccine || vaccine->empty()) return std::nullopt;
  const auto says = codes_at(response, kSays).value_or(std::vector<std::string>());
  return VaccineForm{at->instant, vaccine->front(), codes_at(response, kStated).value_or(std::vector<std::string>()),
                     codes_at(response, kRisk), std::ranges::find(says, kDeclines) != says.end()};
}

VaccinePatient vaccine_patient(const VaccinePack& pack, std::string_view vaccine, const VaccineChart& chart, const Zone& zone,
                               Instant now) {
  VaccinePatient patient;
  patient.born = chart.born;
  patient.doses = recorded_doses(chart.facts, zone, chart.born, now);
  patient.risk = recorded_risk(pack, chart.facts, now);
  const VaccineForm* form = newest_form(chart, vaccine, now);
  if (form == nullptr) return patient;
  patient.contraindications = form->stated;
  patient.declined = form->declined;
  if (!form->risk) return patient;
  if (!patient.risk) patient.risk = std::vector<std::string>();
  patient.risk->insert(patient.risk->end(), form->risk->begin(), form->risk->end());
  return patient;
}

std::vector<ChartVaccine> screen_chart_vaccines(const InfluenzaPack& influenza, const PneumococcalPack& pneumococcal,
                                                const VaccineChart& chart, const Zone& zone, Instant now) {
  const Date today = zone.local(now).date;
  std::vector<ChartVaccine> all;
  add_screened(screen_influenza(influenza, vaccine_patient(influenza, kInfluenza, chart, zone, now), today), kInfluenza, all);
  add_screened(screen_pneumococcal(pneumococcal, vaccine_patient(pneumococcal, kPneumococcal, chart, zone, now), today),
               kPneumococcal, all);
  return all;
}

std::vector<Fact> vaccine_facts(const std::vector<ChartVaccine>& screened, const Zone& zone, Instant now) {
  const Instant today = zone.to_instant(zone.local(now).date, 0);
  std::vector<Fact> facts;
  for (const ChartVaccine& one : screened)
    facts.push_back({"vaccine-" + one.vaccine, json::Value(to_code(one.answer.status)), today, one.answer.pack});
  return facts;
}

}  // namespace wardlight::care
