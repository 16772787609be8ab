// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/json/value.h"

namespace wardlight::measures {

// One thing the record says that measures may count, as a hub projects it from a statement or from what the hospital owns.
// What code, detail and about are follows from the kind: assets/clinical/reporting.json, and below.
struct RecordRow {
  std::string kind;
  std::string source;     // "QuestionnaireResponse/ID"
  std::string encounter;  // ids; empty: none was given
  std::string patient;
  Instant at;
  std::optional<Instant> until;
  std::string code;
  std::string detail;
  std::string about;      // the thread it belongs to: a device, a handoff, a fall
  friend bool operator==(const RecordRow&, const RecordRow&) = default;
};

// Kinds that are read by code and not by the pack's readers.
inline constexpr std::string_view kVisitRow =
    "visit";  // an Encounter: code its class, detail what was said of the discharge and about what of the admission, a line each
inline constexpr std::string_view kStayRow = "stay";    // one of its locations: code "Location/ID", detail its display
inline constexpr std::string_view kRoundRow =
    "round";  // code the kind of round, detail "partial" when the glance was not complete
inline constexpr std::string_view kAliasRow = "alias";  // an Encounter made on a tablet: code the id of the hospital's own for it
inline constexpr std::string_view kPartial = "partial";

}  // namespace wardlight::measures
