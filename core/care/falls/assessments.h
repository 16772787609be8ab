// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"
#include "core/care/facts/fact.h"

// Who assesses what, when, and what calls for it again (assets/clinical/assessments.json). Pure; plain values; any thread.
namespace wardlight::care {

// Something that calls for an assessment: "admission", "transfer", "change", "fall" … as the pack names them.
struct CareEvent {
  std::string trigger;
  std::string detector;  // which of the pack's detectors saw it
  Instant at;
  Fact basis;
};

// How a fact becomes an event.
struct Detector {
  std::string id;
  std::string trigger;
  Words words;
  std::string kind;
  std::vector<json::Value> is;         // only with one of these values
  std::optional<Decimal> at_least;     // only from this value on
  std::optional<Decimal> drops_by;     // only when so much lower than a reading of the `window` before
  Duration window;
};

struct AssessmentRule {
  std::string instrument;
  std::string form;  // the name of its questionnaire
  Words words;
  std::vector<std::string> who;  // roles that may finalise it
  struct After {
    std::string trigger;
    Duration within;
  };
  std::vector<After> after;
  Duration every;  // zero: not at regular intervals
};

struct AssessmentPack : PackHead {
  Duration overdue_after;  // later than due
  int night_from = 0, night_to = 0;
  std::string carry_instrument;
  std::string carry_item;
  Duration carry_at_most;
  std::vector<std::string> carry_barred_by;  // triggers after which nothing is carried forward
  std::vector<AssessmentRule> rules;
  std::vector<Detector> detectors;

  const AssessmentRule* find_rule(std::string_view instrument) const;
};

// Fails with InvalidContent: unknown key, missing source, a trigger nobody detects, a broken example.
Expected<AssessmentPack> load_assessments(std::string_view text);

// Every event in the facts that are not after `now`, oldest first.
std::vector<CareEvent> detect_events(const AssessmentPack& pack, const std::vector<Fact>& facts, Instant now);

struct DueAssessment {
  Instant due;
  Instant overdue;
  std::string trigger;  // "interval" for the regular one
  std::optional<CareEvent> because;
};
// What is asked for next: the earliest due among the events after the last assessment and the interval since it. Nothing:
// nothing calls for one. An event before the last assessment is answered by it.
std::optional<DueAssessment> next_assessment(const AssessmentPack& pack, const AssessmentRule& rule,
                                             const std::vector<CareEvent>& events, std::optional<Instant> last);

enum class DueState { Upcoming, Due, Overdue };
DueState judge_due(const DueAssessment& due, Instant now);

// May the item that needs the patient awake be carried forward, marked "not observed again"? Only by night, from an
// observation young enough, and never after an event that bars it.
bool may_carry_forward(const AssessmentPack& pack, Instant observed, const std::vector<CareEvent>& events, Instant now,
                       const Zone& zone);

}  // namespace wardlight::care
