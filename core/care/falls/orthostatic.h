// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// Orthostatic blood pressure: how far it falls on standing up, and what follows (assets/clinical/orthostatic.json).
// Pure; plain values; any thread.
namespace wardlight::care {

struct BloodPressure {
  int systolic = 0;
  int diastolic = 0;
};

// How it was measured: from lying to standing, or from sitting to standing with smaller falls.
struct OrthostaticMethod {
  std::string id;
  Words name;
  int systolic_fall = 0;
  int diastolic_fall = 0;
};

struct OrthostaticPack : PackHead {
  std::vector<OrthostaticMethod> methods;  // the first is the default
  Duration rest;                           // lying or sitting still before the first reading
  std::vector<int> standing_minutes;       // when to read while standing
  int within_minutes = 0;                  // later readings say nothing
  int least = 0, most = 0;                 // mmHg: outside this a reading is a slip
  std::vector<Advice> on_positive;
  std::vector<Advice> on_symptoms;
  std::vector<Advice> on_unable;

  // The default when `id` is empty. Fails with BadUsage naming the methods there are.
  Expected<const OrthostaticMethod*> get_method(std::string_view id) const;
};

// Fails with InvalidContent: unknown key, missing source, a broken example.
Expected<OrthostaticPack> load_orthostatic(std::string_view text);

// "130/80". Fails with InvalidContent: no such pair, a diastolic that is not below the systolic, or a value nobody has.
Expected<BloodPressure> read_pressure(const OrthostaticPack& pack, std::string_view text);

struct StandingReading {
  BloodPressure pressure;
  std::optional<int> minute;  // after standing up; not known: in time
};
enum class Symptoms { None, Present };
struct OrthostaticResult {
  std::optional<bool> positive;  // nothing: the patient could not stand, so it cannot be excluded
  int systolic_drop = 0;         // the greatest; negative when it rose
  int diastolic_drop = 0;
  std::string method;
  std::string pack;
  std::vector<const Advice*> prompts;
};
// No reading in time means that the patient could not stand. The result points into the pack.
OrthostaticResult judge_orthostatic(const OrthostaticPack& pack, const OrthostaticMethod& method, const BloodPressure& first,
                                    const std::vector<StandingReading>& standing, Symptoms symptoms);

// {"positive","drop":[systolic,diastolic],"method","pack","prompts"}
json::Value to_json(const OrthostaticResult& result);

}  // namespace wardlight::care
