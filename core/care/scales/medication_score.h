// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// The medication fall risk score: points for each medicine by its class. Which classes there are and what they weigh is
// content (assets/clinical/medication-falls.json). Pure; plain values; any thread.
namespace wardlight::care {

struct MedicineClass {
  std::string code;
  std::vector<std::string> also;  // other names it comes under
  Words name;
  int points = 0;  // 0: known, and does not count
};

struct MedicationScheme {
  std::string id;
  int alert_at = 0;
};

struct MedicationPack : PackHead {
  std::vector<MedicineClass> classes;
  std::vector<MedicationScheme> schemes;  // the first is the default
  std::string alert_band;
  std::string quiet_band;
  std::vector<Advice> on_alert;

  const MedicineClass* find_class(std::string_view name) const;
  // The default when `id` is empty. Fails with BadUsage naming the schemes there are.
  Expected<const MedicationScheme*> get_scheme(std::string_view id) const;
};

// Fails with InvalidContent: unknown key, missing source, a class that stands twice, a broken example.
Expected<MedicationPack> load_medication_pack(std::string_view text);

// One medicine's classes, by any of their names. Nothing: not known.
using MedicineClasses = std::optional<std::vector<std::string>>;

struct MedicationResult {
  std::optional<int> total;  // only when the classes of every medicine are known (G-1)
  std::string band;          // empty without a total
  std::string scheme;
  std::string pack;
  std::vector<std::string> missing;
  std::vector<const Advice*> prompts;
};
// A medicine in two classes counts once, at its higher level; a class nobody knows makes that medicine unknown.
// `medicines` is nothing when nobody knows what is taken. The result points into the pack.
MedicationResult score_medicines(const MedicationPack& pack, const MedicationScheme& scheme,
                                 const std::optional<std::vector<MedicineClasses>>& medicines);

// {"medications":[{"name":…,"classes":[…]},…]}. Fails with InvalidContent naming the key or class that is not known.
Expected<MedicationResult> score_medications_plain(const MedicationPack& pack, const MedicationScheme& scheme,
                                                   const json::Value& set);
json::Value to_json(const MedicationResult& result);

}  // namespace wardlight::care
