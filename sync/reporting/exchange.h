// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sync/reporting/reports.h"

// Figures in the shapes that programmes take: comma-separated text with a heading, one line a day or a figure (RFC 4180).
namespace wardlight::reporting {

// A unit's month as NHSN's denominator sheet asks for it (shaped like form 57.118): each day's patients, patients with one or
// more central lines, with a urinary catheter, on a ventilator; the total below. A day without a count stays empty.
Expected<std::string> write_denominator_sheet(Reports& reports, const std::string& unit, const std::string& period);

// Every figure of the month that the programme asks for ("MBQIP", "HEN/HIIN" …; empty: all), a line for each unit and measure.
Expected<std::string> write_programme_sheet(Reports& reports, const std::string& programme, const std::string& period);

}  // namespace wardlight::reporting
