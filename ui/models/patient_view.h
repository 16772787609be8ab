// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

struct PatientViewInput {
  const PatientInput& patient;
  bool contact_isolation = false;      // then the tablet is not handed over: a printed card instead
  std::vector<std::string> wave = {};       // the card, a line a letter
  std::vector<std::string> fall_plan = {};  // tonight's, in the patient's language
  std::string matters = {};                 // what the patient said matters
  std::vector<std::string> questions = {};  // ready to ask
  std::string help_number = {};
  std::string card = {};                    // the one that is open; empty: all of them
  bool help_asked = false;             // the first of the two taps was given
  std::optional<Instant> help_pressed_at = {};
};

struct ViewCard {
  std::string id = {};
  Mark mark = Mark::None;
  Tone tone = Tone::Primary;
  std::string title = {};
  std::vector<std::string> lines = {};
};

// The tablet turned round: large plain words for one patient and family, in their language. Nothing here leads to anybody else,
// and leaving it takes the nurse's PIN.
struct PatientView {
  std::string greeting = {};
  Notice not_offered = {};          // the tablet stays with the nurse
  std::vector<ViewCard> cards = {};
  std::optional<ViewCard> open = {};
  Tap back = {};
  Tap help = {};                    // the first tap, and the second
  std::string help_words = {};
  bool alarm = false;          // help was called: the number in the largest type
  std::string alarm_title = {};
  std::string alarm_text = {};
  Tap cancel_help = {};             // between the two taps
  bool asking = false;
  Tap language = {};
  Tap leave = {};
};

PatientView build_patient_view(const PatientViewInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
