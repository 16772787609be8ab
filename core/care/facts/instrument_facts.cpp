// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/instrument_facts.h"

#include <charconv>

#include "core/care/facts/fact_paths.h"
#include "core/care/scales/plain_scale.h"

namespace wardlight::care {
namespace {

using Values = std::vector<std::pair<std::string, json::Value>>;

std::string form_of(const json::Value& response) {
  const std::string_view form = response.text_of("questionnaire");
  return std::string(form.substr(0, form.find('|')));
}

// A scale is banded only by the very edition of the pack that judged it; a response that names none is taken as today's.
bool is_judged_by(const json::Value& response, const std::string& pack) {
  const auto packs = facts::find_path(response, "extension(urn:wardlight:pack).valueString");
  return packs.empty() || packs.front()->text() == pack;
}

const ScaleAnswer* find_answer(const ScaleItem& item, const ScaleAnswers& answers) {
  const auto given = answers.find(item.key);
  return given == answers.end() ? nullptr : item.find_code(given->second);
}

// Without every answer there is neither total nor band (G-1).
void read_scale(const InstrumentFacts& known, const json::Value& response, Values& values) {
  const auto answers = read_response_answers(known.instrument, response);
  if (!answers) return;
  for (const ScaleItem& item : known.instrument.items)
    if (const ScaleAnswer* answer = find_answer(item, *answers)) values.emplace_back(known.item_prefix + item.key, answer->plain);
  const ScaleResult result = score(known.instrument, known.instrument.schemes.front(), *answers);
  if (!result.complete()) return;
  values.emplace_back(known.total_kind, *result.total);
  if (!is_judged_by(response, result.pack)) return;
  std::string band = result.band->band;
  if (!known.override_link_id.empty())
    for (const json::Value* chosen : facts::find_answers(response, known.override_link_id)) band = chosen->text_of("code");
  values.emplace_back(known.band_kind, band);
}

// One medicine of the form: the classes that were ticked; none ticked is not known.
MedicineClasses classes_of(const json::Value& medicine, const MedicationScoreFacts& form) {
  std::vector<std::string> classes;
  for (const json::Value* chosen : facts::find_answers(medicine, form.class_link_id))
    classes.emplace_back(chosen->text_of("code"));
  return classes.empty() ? std::nullopt : MedicineClasses(classes);
}

void read_medicines(const MedicationScoreFacts& form, const json::Value& response, Values& values) {
  std::vector<MedicineClasses> medicines;
  for (const json::Value& item : response["item"].items())
    if (item.text_of("linkId") == form.medicine_link_id) medicines.push_back(classes_of(item, form));
  for (const json::Value* more : facts::find_answers(response, form.more_link_id))
    if (more->text_of("code") != form.no_more) medicines.emplace_back();
  const MedicationResult result = score_medicines(form.pack, form.pack.schemes.front(), medicines);
  if (result.total) values.emplace_back(form.band_kind, result.band);
}

std::optional<int> whole_answer(const json::Value& group, const std::string& link_id) {
  for (const json::Value* answer : facts::find_answers(group, link_id)) {
    int number = 0;
    const std::string& digits = answer->text();
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (bad == std::errc{} && end == digits.data() + digits.size()) return number;
  }
  return std::nullopt;
}

std::optional<BloodPressure> pressure_of(const json::Value& response, const OrthostaticFacts::Reading& reading) {
  const auto systolic = whole_answer(response, reading.systolic), diastolic = whole_answer(response, reading.diastolic);
  if (!systolic || !diastolic) return std::nullopt;
  return BloodPressure{*systolic, *diastolic};
}

bool says_yes(const json::Value& response, const std::string& link_id) {
  const auto answers = facts::find_answers(response, link_id);
  return !answers.empty() && answers.front()->boolean();
}

void read_pressures(const OrthostaticFacts& form, const json::Value& response, Values& values) {
  const auto first = pressure_of(response, form.first);
  if (!first) return;
  std::vector<StandingReading> standing;
  for (const OrthostaticFacts::Reading& reading : form.standing)
    if (const auto pressure = pressure_of(response, reading)) standing.push_back({*pressure, reading.minute});
  std::string method;
  for (const json::Value* chosen : facts::find_answers(response, form.method_link_id)) method = chosen->text_of("code");
  const auto known = form.pack.get_method(method);
  if (!known) return;
  const Symptoms symptoms = says_yes(response, form.symptoms_link_id) ? Symptoms::Present : Symptoms::None;
  const OrthostaticResult result = judge_orthostatic(form.pack, **known, *first, standing, symptoms);
  values.emplace_back(form.result_kind, !result.positive ? "unable" : *result.positive ? "positive" : "negative");
}

}  // namespace

std::vector<std::pair<std::string, json::Value>> read_instrument_values(const FactRules& rules, const json::Value& response) {
  Values values;
  const std::string form = form_of(response);
  for (const InstrumentFacts& known : rules.instruments)
    if (form == known.instrument.form_url) read_scale(known, response, values);
  if (form == rules.medication_score.form_url) read_medicines(rules.medication_score, response, values);
  if (form == rules.orthostatic.form_url) read_pressures(rules.orthostatic, response, values);
  return values;
}

}  // namespace wardlight::care
