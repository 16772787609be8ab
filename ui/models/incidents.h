// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/models/with_reason.h"

namespace wardlight::models {

struct InjurySaidInput {
  std::string level = {};  // words
  bool confirmed = false;
  Instant at = {};
  std::string by = {};
  std::string why = {};
};

struct IncidentInput {
  std::string first = {}, newest = {};  // versions of the report
  std::string kind = {};                // fall, near-miss, pressure-injury
  std::string name = {}, bed = {};      // empty: not known here any more
  Instant occurred_at = {}, recorded_at = {};
  std::string by = {};
  std::string level = {}, level_words = {};
  bool confirmed = false;
  std::optional<Instant> confirm_by = {};  // of a fall
  bool overdue = false;
  std::string counts_for = {};          // the unit
  std::vector<std::pair<std::string, std::string>> told = {};  // question and answer
  std::vector<InjurySaidInput> said = {};                      // oldest first
  std::vector<Instant> rounds = {};                            // frozen with it
  struct Again {
    std::string report = {};  // its first version
    Instant at = {};
    std::string by = {};
  };
  std::vector<Again> told_again = {};
  std::vector<Again> may_be_same = {};
};

struct IncidentsInput {
  std::vector<IncidentInput> reports = {};  // newest event first
  std::vector<CodeWords> levels = {};
  std::vector<CodeWords> other_units = {};
  bool may_review = false;
};

ReasonFirst incidents_reason(const Texts& texts);
// The reports of this tablet: what waits for its level first. What is one event is one line.
Sheet build_incidents(const IncidentsInput& input, const Moment& moment, const Texts& texts);
// One of them, by its first version. answers: "level", "sure" (provisional, confirmed), "where" (own-staff, elsewhere or a unit;
// empty: on the unit), "words".
Sheet build_incident(const IncidentsInput& input, const std::string& first, const SheetAnswers& answers,
                     const std::optional<std::string>& refusal, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
