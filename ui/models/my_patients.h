// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/ward.h"

namespace wardlight::models {

// Drafts opens the page of half-done forms; the others say which patients are listed.
enum class PatientFilter { Mine, Pressing, Drafts, Everyone };

struct FilterTile {
  PatientFilter filter = PatientFilter::Mine;
  std::string number;  // "–" while loading; "?" instead of a zero that might comfort when it is not known
  std::string label;
  Tone tone = Tone::Neutral;
  bool selected = false;
};

struct PatientCard {
  PatientHead head;
  DueMark due;
  std::string last_round;
  std::string draft;    // "Draft, 13:58"; empty for none
  std::string waiting;  // "1 round saved here, not yet on the hub"; empty for none
  std::string gap;      // "No contact for 1 h 20 min"; empty when there is no alert
  std::string nurse;    // whose patient, when not mine
  Control round;        // start or go on
  bool resumes = false;
};

struct NextRow {
  EncounterId encounter;
  std::string bed;
  std::string name;
  std::string time;
  std::string word;
  Tone tone = Tone::Neutral;
};

// Whose round is due. Built when the store's tick moves or a minute passes.
struct MyPatients {
  std::string title;
  std::vector<FilterTile> tiles;
  std::vector<PatientCard> cards;  // the most pressing first
  std::string next_title;
  std::string next_count;
  std::vector<NextRow> next;
  Control start_next;  // the first row's round
  SyncLine sync;
  std::string banner;  // empty when what is shown can be relied on
  Notice notice;       // shown in place of the cards when there are none
};

struct MyPatientsInput {
  const WardInput& ward;
  PatientFilter filter = PatientFilter::Mine;
  std::string search;  // what was typed or scanned: name, bed or record number
};

MyPatients build_my_patients(const MyPatientsInput& input, const Moment& moment, const Texts& texts);

// Whether name, bed or record number holds each word of `search`, whatever the case and the accents.
bool matches(const PatientInput& patient, std::string_view search);

}  // namespace wardlight::models
