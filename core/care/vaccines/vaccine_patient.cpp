// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/vaccine_patient.h"

#include <algorithm>

namespace wardlight::care {
namespace {

Error patient_error(std::string text, std::string_view key) {
  return {ErrorCode::InvalidContent, std::move(text), "patient: " + std::string(key)};
}

Expected<Date> read_day(const json::Value& object, std::string_view key) {
  const auto day = parse_date(object.text_of(key));
  if (!day) return patient_error("A day that exists is needed here, written like 2025-11-10.", key);
  return *day;
}

Expected<bool> read_yes_or_no(const json::Value& object, std::string_view key) {
  const json::Value& value = object[key];
  if (!value.is_null() && !value.is_boolean()) return patient_error("This is true or false.", key);
  return value.boolean();
}

Expected<std::optional<std::vector<std::string>>> read_words_of(const json::Value& object, std::string_view key) {
  const json::Value& list = object[key];
  if (list.is_null()) return std::optional<std::vector<std::string>>();
  if (!list.is_array()) return patient_error("This is a list of words, perhaps empty.", key);
  std::vector<std::string> words;
  for (const json::Value& word : list.items()) {
    if (!word.is_string() || word.text().empty()) return patient_error("Each of these is a word.", key);
    words.push_back(word.text());
  }
  return std::optional(std::move(words));
}

bool is_cvx_code(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && text.size() <= 3 && std::ranges::all_of(text, digit);
}

Expected<VaccineDose> read_dose(const json::Value& source) {
  if (!source.is_object()) return patient_error("A dose is an object with \"cvx\" and \"on\".", "doses");
  WL_CHECK(json::refuse_unknown_members(source, {"cvx", "on"}, "patient: doses"));
  if (!is_cvx_code(source.text_of("cvx")))
    return patient_error("A CVX code is one to three digits in quotes, like \"216\".", "doses.cvx");
  WL_TRY(const Date on, read_day(source, "on"));
  return VaccineDose{std::string(source.text_of("cvx")), on};
}

}  // namespace

Expected<VaccinePatient> read_vaccine_patient(const json::Value& source) {
  if (!source.is_object()) return patient_error("A patient is a JSON object.", "patient");
  WL_CHECK(json::refuse_unknown_members(source, {"born", "risk", "immunocompromised", "doses", "contraindications", "declined"},
                                        "patient"));
  VaccinePatient patient;
  WL_TRY(patient.born, read_day(source, "born"));
  WL_TRY(patient.risk, read_words_of(source, "risk"));
  WL_TRY(patient.immunocompromised, read_yes_or_no(source, "immunocompromised"));
  WL_TRY(patient.contraindications, read_words_of(source, "contraindications"));
  WL_TRY(patient.declined, read_yes_or_no(source, "declined"));
  const json::Value& doses = source["doses"];
  if (!doses.is_null() && !doses.is_array()) return patient_error("Doses are a list, perhaps empty.", "doses");
  for (const json::Value& one : doses.items()) {
    WL_TRY(VaccineDose dose, read_dose(one));
    patient.doses.push_back(std::move(dose));
  }
  return patient;
}

}  // namespace wardlight::care
