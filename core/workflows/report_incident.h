// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/workflows/open_form.h"
#include "core/workflows/ward.h"

// Falls, near misses and pressure injuries as events (clinical.md 6.8, 6.9, 8). Incident data: a table of its own on the tablet,
// a file and an export of its own on the hub; only an id links it to the chart, and only ReadIncidents sees it again
// (review_incident.h).
// Huddle and debrief are forms marked as incidents: open_form() with `about` set to "AdverseEvent/…".
namespace wardlight::workflows {

struct IncidentDetail {
  std::string code;  // of the falls pack: witnessed, assisted, activity, footwear …
  std::string value;
  bool operator==(const IncidentDetail&) const = default;
};
struct ReportIncident {
  StatementId id;
  EncounterId encounter;
  std::string kind;  // fall, near-miss, pressure-injury
  Instant occurred_at;
  std::string level = {};  // of injury, provisional; empty: undetermined
  std::vector<IncidentDetail> details = {};
  std::string arm = "head";  // of a fall: head unless it was seen and the head was not struck (6.9)
  std::optional<OpenForm> form = {};  // fall-event or near-miss, answered: an incident record of its own beside it
  StatementId notice;        // of the chart's own line that it happened: when, and which observations follow; nothing else
};
// The record also freezes the rounds before it: which they were, with the hash of each. A fall whose level is still open too late
// is refused with FAL-R1. Needs ReportIncident.
Expected<Outcome> report_incident(const Ward& ward, const ReportIncident& report);

}  // namespace wardlight::workflows
