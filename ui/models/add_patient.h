// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/ward.h"

namespace wardlight::models {

// What is known of a patient whom the hospital has not sent yet.
struct NewPatient {
  std::string family;
  std::string given;
  std::string birth_date;     // as typed: YYYY-MM-DD
  std::string sex;            // FHIR's code, empty until chosen
  std::string bed;
  std::string record_number;  // from the wristband, if there is one
};

enum class NewPatientField { Family, Given, BirthDate, RecordNumber, Bed, Sex };

struct AddPatientInput {
  const WardInput& ward;
  NewPatient typed;
};

struct FieldLine {
  NewPatientField field = NewPatientField::Family;
  std::string label;
  std::string hint;
  std::string value;
  std::string problem;  // what is wrong with what was typed; empty while nothing is
};

struct SexChoice {
  std::string code;
  std::string label;
  bool selected = false;
};

struct AddPatient {
  std::string title;
  std::string explanation;
  std::vector<FieldLine> fields;
  std::string sex_label;
  std::vector<SexChoice> sexes;
  std::string alert;  // somebody on the unit has a name like this, or lies in this bed
  Control save;
  std::string back_label;
};

AddPatient build_add_patient(const AddPatientInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
