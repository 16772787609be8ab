// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/vaccines/vaccine_pack.h"

// The yearly flu vaccine (clinical.md 7.3), read from assets/clinical/influenza.json. Pure; any thread.
namespace wardlight::care {

struct MonthDay {
  unsigned month = 1;
  unsigned day = 1;
};

// Which products for whom; the first that fits holds.
struct FluProducts {
  int from_years = 0;
  int to_years = 0;               // the last year of age; 0: no end
  std::vector<std::string> risk;  // any of these; empty: everyone
  std::vector<std::string> products;
  Words words;
};

struct InfluenzaPack : VaccinePack {
  MonthDay season_starts;
  MonthDay window_from, window_to;  // both days in it; may go over the new year
  std::vector<FluProducts> products;
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<InfluenzaPack> load_influenza_pack(std::string_view text);

// The first day of the season that `on` lies in.
Date season_of(const InfluenzaPack& pack, Date on);

// A dose of the season, then the prompt window, contraindications, reasons to wait, a refusal; else the offer.
// Fails with InvalidContent as check_patient does.
Expected<VaccineAnswer> screen_influenza(const InfluenzaPack& pack, const VaccinePatient& patient, Date on);

}  // namespace wardlight::care
