// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "ui/models/shift_report.h"

// Reports on paper: PDFs in memory, from models that are words already. Patient data: whoever keeps one keeps it 0600.
namespace wardlight::print {

struct Print {
  Bytes pdf;
  int pages = 1;
  int cut = 0;  // lines that did not fit and end in "…"
};

// One page, whatever the names; with more beds than a page holds at a size that can be read, the rest follows on the next.
Expected<Print> print_shift_report(const models::ShiftReport& report);
// As many pages as the unit needs: for each patient who it is, what to mind, and a box to write in for each round.
Expected<Print> print_downtime_list(const models::DowntimeList& list);

}  // namespace wardlight::print
