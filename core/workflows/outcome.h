// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/strong_id.h"
#include "core/care/charting.h"
#include "core/store/records.h"

namespace wardlight::workflows {

// Why something was not saved, for the nurse to put right.
enum class ObjectionKind {
  FormProblem,        // `link_id` says where
  PatientGone,        // discharged, or the stay is not known any more
  PatientMoved,       // another bed or unit than when the form opened: open it again
  PatientChanged,     // the stay belongs to somebody else now: open it again
  InFuture,           // G-3
  TooOld,
  AsleepNotAllowed,   // 4.3
  SlotUnknown,
  ReasonUnknown,
  OrderMissing,
  TimesWrong,
  NotTheAuthor,
  AlreadyCorrected,
  NameMissing,
  NothingToDo,
  RuleRefused,       // `rule` names it
  SignerNotConfirmed,  // the PIN was not given again for this signature
};

struct Objection {
  ObjectionKind kind = ObjectionKind::FormProblem;
  std::string link_id;
  std::string text;  // one plain sentence, without patient data
  std::string rule = {};     // clinical.md's name, when a rule of it refused
  std::string text_es = {};  // beside a text of the pack's own words; every other text stands in the language files
};

struct Saved {
  StatementId id;
  Instant occurred_at;
  Instant recorded_at;
  care::ChartingTime charting = care::ChartingTime::Prompt;
  store::SecondCopy second_copy = store::SecondCopy::Written;  // Owed: say so beside "Saved"
  std::vector<care::PromptRule> prompts = {};  // what must happen now, with the rule and its source: show it after saving
};

// Either it was saved, on the disk and for good, or there is at least one objection and nothing was written.
struct Outcome {
  std::optional<Saved> saved;
  std::vector<Objection> objections;
};

}  // namespace wardlight::workflows
