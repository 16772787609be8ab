// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/patient_view.h"
#include "ui/models/shift_report.h"

namespace wardlight::models {

// What a patient gets on paper where the tablet is not handed over (contact isolation): the same words as on the patient's own
// side of the tablet, large, and what to wear in the room. In the tablet's language.
struct PaperCard {
  std::string greeting;
  std::string place;              // bed, and when it was printed
  std::string help;               // how to get help, with the number
  std::string isolation;          // empty: none is recorded
  std::vector<std::string> wear;  // and hands
  std::vector<ViewCard> parts;
  std::string foot;               // the card stays in the room
};

PaperCard build_patient_card(const PatientViewInput& input, const std::optional<IsolationInput>& isolation, const Moment& moment,
                               const Texts& texts);

// What will be printed, and where it went.
Sheet build_card_page(const PatientInput& patient, const PaperCard& card, const std::optional<PrintedInput>& printed,
                      const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
