// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sync/storage/hub_storage.h"

// What central takes from a hospital's report beside its bytes: plain rows, whose meaning the storage does not know.
namespace wardlight::storage {

// Months since January 2000.
using Period = std::int16_t;

struct ReportFact {
  std::string unit;       // empty: the whole hospital
  std::string unit_name;  // what people call it; empty: as its id
  std::string measure;
  Period period = 0;
  std::uint16_t version = 1;
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int32_t x = 1;
  std::uint8_t status = 0;
  std::string imported;  // a value that came as it is
};

// Something that is not counted, or counted and marked; for the hospital's own eyes.
struct ReportIssue {
  Period period = 0;
  std::string unit;
  std::string measure;
  std::string text;
};

struct ReportContent {
  std::vector<ReportFact> facts;
  std::vector<ReportIssue> issues;
};
// Pure, on any thread.
using ReadReports = std::function<ReportContent(const NewUnit&)>;

}  // namespace wardlight::storage
