// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/facts/fact.h"
#include "core/care/vaccines/influenza.h"
#include "core/care/vaccines/pneumococcal.h"

// The vaccine screens over what the chart already knows: nothing is retyped (issue 3 no. 0). Doses are Immunizations, risk
// comes from recorded conditions and from the form vaccine-screen, whose newest answers say what stands against a dose.
// Pure; any thread; cannot fail.
namespace wardlight::care {

inline constexpr std::string_view kInfluenza = "influenza";  // as the form names them
inline constexpr std::string_view kPneumococcal = "pneumococcal";

// One filled-in form vaccine-screen.
struct VaccineForm {
  Instant at;
  std::string vaccine;
  std::vector<std::string> stated;               // reasons against a dose now
  std::optional<std::vector<std::string>> risk;  // absent: not asked
  bool declined = false;
};
// Nothing when this is no such form, or is not finished.
std::optional<VaccineForm> read_vaccine_form(const json::Value& response);

// What is known of one patient: facts (immunization, condition, problem-list) and the forms, in any order.
struct VaccineChart {
  Date born;
  std::vector<Fact> facts;
  std::vector<VaccineForm> forms;
};

// No condition recorded and nothing asked leaves risk "not recorded"; nothing asked leaves contraindications so.
VaccinePatient vaccine_patient(const VaccinePack& pack, std::string_view vaccine, const VaccineChart& chart, const Zone& zone,
                               Instant now);

struct ChartVaccine {
  std::string vaccine;
  VaccineAnswer answer;
};
// Those that can be screened today: not one whose pack is switched off or not for this age.
std::vector<ChartVaccine> screen_chart_vaccines(const InfluenzaPack& influenza, const PneumococcalPack& pneumococcal,
                                                const VaccineChart& chart, const Zone& zone, Instant now);

// The same as facts for the prompts: "vaccine-influenza" with the status, as of the beginning of the local day.
std::vector<Fact> vaccine_facts(const std::vector<ChartVaccine>& screened, const Zone& zone, Instant now);

}  // namespace wardlight::care
