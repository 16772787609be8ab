// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/charting.h"
#include "ui/models/form.h"
#include "ui/models/patient_head.h"
#include "ui/models/ward.h"

namespace wardlight::models {

// What a patient's own plan or devices add to an item of the round.
struct RoundExtra {
  std::string link_id;
  std::string words;
};

struct RoundFormInput {
  const WardInput& ward;
  const PatientInput& patient;  // as pinned when the form was opened
  const forms::FormSession& session;
  const care::RoundingPack& pack;
  std::optional<Instant> done_at;         // absent: now
  bool saving = false;
  std::optional<std::string> failure;     // the last save failed: one plain sentence
  std::optional<std::string> correcting;  // the reason, when this replaces an earlier round; empty while not given
  bool moved = false;                     // the census moved the patient since the form was opened
  std::vector<RoundExtra> extras = {};
  bool from_paper = false;                // done while there was no tablet
};

// One tap that answers what was seen of a sleeper and saves.
struct AllSeen {
  FormField group;
  std::string label;  // the form's own words
  Control save;
};

// When it was done: now, or earlier for a late entry.
struct DoneTime {
  std::string label;  // "Done now", "Done 13:20"
  std::string time;
  Badge badge;        // late entry; empty text for none
  bool now = true;
};

struct DoneStep {
  Instant at;
  std::string label;  // "−15 min"
  bool enabled = true;
};

struct DoneTimeDialog {
  std::string title;
  std::string time;
  std::string ago;
  Badge badge;
  std::vector<DoneStep> earlier;
  std::vector<DoneStep> later;
  std::string now_label;
  std::string close_label;
};

// A form over one patient, drawn from its Questionnaire. Nothing is answered before a thumb answers it.
struct RoundForm {
  PatientHead head;
  DueMark due;
  std::string title;
  std::string back_label;
  std::string back_note;               // a draft is kept
  std::optional<FormRow> kind;         // the question that decides the rest, drawn on its own
  std::vector<std::optional<RoundKind>> kind_marks;  // what each of its options means
  std::string kind_title;              // over it while it is not answered
  std::string last_round;
  std::vector<FormRow> rows;
  std::optional<AllSeen> all_seen;
  std::optional<ScoreLine> score;
  std::string progress;                // "5 of 14 answered"
  std::string missing;                 // "Still to answer: Pain and 3 more"; empty when nothing is
  DoneTime done;
  DoneTimeDialog done_dialog;
  Control save;
  Notice failure;                      // nothing was saved, or the patient moved
  Notice paper;                        // it is entered from paper; empty: it is not
};

RoundForm build_round_form(const RoundFormInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
