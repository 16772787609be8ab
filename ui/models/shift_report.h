// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/shift.h"

namespace wardlight::models {

// The shift on one sheet of paper for the huddle: words and numbers as they will stand there.
struct ShiftReport {
  struct Figure {
    std::string number, label;
  };
  struct Open {
    std::string what, count, where, why;
    bool now = false;
  };
  struct Bed {
    std::string bed, name, nurse, done, open;
    std::vector<BoardCell> cells;
  };
  struct Nurse {
    std::string name, patients, rounds, handoffs, open;
  };
  std::string title, subtitle, verdict, signature;
  std::vector<std::string> amended;  // what arrived after the signature
  std::vector<Figure> figures;
  std::string open_title;
  std::vector<Open> open;
  std::string fine;
  std::string bed_head, nurse_head, done_head, open_head;
  std::vector<std::string> hours;
  std::vector<Bed> beds;
  std::string nurses_title, patients_head, rounds_head, handoffs_head;
  std::vector<Nurse> nurses;
  std::string legend, foot;
};
ShiftReport build_shift_report(const ShiftInput& input, const std::string& printed_by, const Moment& moment, const Texts& texts);

// The list for paper.
struct DowntimeInput {
  struct Patient {
    std::string bed, name, record_number, birth_date, nurse;
    std::string allergies, code_status, isolation;  // "not recorded" when nothing came
    std::string fall_band;                          // empty: not known
    bool harm = false;
    int devices = 0;
    std::string mobility;
    std::vector<Instant> due;
    std::vector<std::string> tasks;
  };
  std::string unit, made_by;
  Instant made_at;
  std::vector<Patient> patients;
  std::vector<std::string> unit_tasks;
};
struct DowntimeList {
  struct Patient {
    std::string bed, name, identifiers, cautions, risks, tasks;
    std::vector<std::string> due;  // "15:00": one box to write in for each
  };
  std::string title, subtitle, how_to;
  std::string bed_head, risks_head, rounds_head;
  std::vector<Patient> patients;
  std::string unit_tasks;
  std::string foot;
};
DowntimeList build_downtime_list(const DowntimeInput& input, const Moment& moment, const Texts& texts);

// The page from which it is printed, with where the last one went.
struct PrintedInput {
  std::string where;      // a folder's file; empty: none
  bool on_printer = false;
  std::string failure;
};
Sheet build_downtime_page(const DowntimeInput& input, const std::optional<PrintedInput>& printed, const Moment& moment,
                          const Texts& texts);
std::string printed_words(const PrintedInput& printed, const Texts& texts);

}  // namespace wardlight::models
