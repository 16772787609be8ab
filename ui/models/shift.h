// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/shift/completion.h"
#include "ui/models/bedside.h"
#include "ui/models/unit_board.h"
#include "ui/models/work.h"

namespace wardlight::models {

enum class ShiftStanding { NotClosed, Closed, ChangedSince, ClosedTwice };

struct ClosingInput {
  std::string by = {};
  Instant at = {};
  std::string state = {};  // complete, open, not-known
  bool holds = true;
  std::string note = {};
  struct Open {
    std::string what = {};
    int count = 0;
    std::string where = {};
    std::string why = {};
  };
  std::vector<Open> open = {};
};

struct ConflictInput {
  EncounterId encounter = {};
  std::string bed = {}, from = {}, to = {};
};

// Two patients in one bed, or one patient twice.
struct BindingInput {
  EncounterId encounter = {}, other = {};
  std::string bed = {}, name = {}, other_bed = {}, other_name = {};
  bool handed_on = false;
};

struct SetAsideInput {
  std::string statement = {};
  std::string bed = {};
  Instant at = {};
  std::string problem = {};
  bool handed_on = false;
};

// Another shift that can be looked at: its name is what OpenShift takes as id.
struct OtherShiftInput {
  std::string name = {};
  std::string shift_name = {};
  care::Shift shift = {};
  bool closed = false;
  bool shown = false;
};

struct ShiftInput {
  std::string unit = {};
  care::ShiftFacts facts = {};
  care::ShiftPicture picture = {};
  std::string hash = {};  // of what is shown: what a closing signs
  std::vector<care::OpenRule> rules = {};
  std::vector<CodeWords> reasons = {};  // why something is still open
  std::string shift_name = {};          // "Day"
  bool may_close_yet = false;
  bool charge = false;
  ShiftStanding standing = ShiftStanding::NotClosed;
  std::vector<ClosingInput> closings = {};  // oldest first
  std::vector<care::FigureChange> changes = {};
  std::vector<ConflictInput> conflicts = {};
  std::vector<TaskInput> tasks = {};  // escalated to the charge nurse
  std::vector<BindingInput> bindings = {};
  std::vector<SetAsideInput> set_aside = {};
  std::vector<OtherShiftInput> others = {};  // newest first
};

enum class ShiftPart { Open, Beds, Nurses, Closings };

// The shift's page: what is wrong first, what is fine in one folded line, then the unit bed by hour, nurses by name, signatures.
// answers: "fine" when the fold is open; "binding.<stay>" and "aside.<statement>" for the words that go with handing on.
Sheet build_shift(const ShiftInput& input, ShiftPart part, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

// What the charge nurse signs: each open thing with its reason. answers: "why.<kind>", "note".
Sheet build_close_shift(const ShiftInput& input, const SheetAnswers& answers, const std::optional<std::string>& refusal,
                        const Moment& moment, const Texts& texts);
// The reasons chosen, by kind.
std::map<care::OpenKind, std::string> reasons_given(const ShiftInput& input, const SheetAnswers& answers);

// "Day, 10 Jun, 07:00 to 19:00".
std::string shift_words(const std::string& name, const care::Shift& shift, const Moment& moment, const Texts& texts);
std::string shift_words(const ShiftInput& input, const Moment& moment, const Texts& texts);
std::string verdict_words(const ShiftInput& input, const Texts& texts);
std::string figure_words(const std::string& figure, const Texts& texts);
std::string open_words(const ShiftInput& input, care::OpenKind kind, const Texts& texts);
std::vector<BoardCell> shift_cells(const care::ShiftPatient& patient, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
