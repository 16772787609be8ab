// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/shift/completion.h"
#include "core/workflows/read_unit_work.h"

// What a shift of a unit came to, and what was signed about it.
namespace wardlight::workflows {

// What the hub last said of another tablet; the platform brings it.
struct TabletNews {
  DeviceId device;
  std::string name;
  std::optional<Instant> seen;
  std::optional<Instant> oldest_unsent;
  std::optional<int> unsent;
};
using OtherTablets = std::optional<std::vector<TabletNews>>;  // absent: the hub did not tell

// One signature under a shift, as its statement tells it.
struct ShiftClosing {
  StatementId id;
  PractitionerId by;
  std::string by_name;
  Instant at;
  std::string state;  // complete, open, not-known
  care::ShiftFigures figures;
  struct Open {
    std::string kind;
    int count = 0;
    std::string where;
    std::string why;
  };
  std::vector<Open> open;
  std::string note;
  std::string hash;   // of what was shown
  bool holds = true;  // no later signature took its place
  store::Delivery delivery = store::Delivery::OnHub;
};

// ChangedSince: something arrived after the signature; the differences are in `changes`. ClosedTwice: two people signed and
// neither saw the other's; signing again settles it.
enum class ClosingState { NotClosed, Closed, ChangedSince, ClosedTwice };

// Two patients of one bed, or one patient's two stays.
struct DoubleBinding {
  EncounterId encounter, other;
  std::string bed, other_bed;
  std::string name, other_name;
  std::optional<StatementId> task;  // somebody is putting it right
};

// A statement of this tablet that the hub would not take.
struct SetAside {
  StatementId statement;
  EncounterId encounter;
  std::string bed;
  Instant at;
  std::string problem;
  std::optional<StatementId> task;
};

struct ShiftView {
  Instant read_at;
  LocationId unit;
  std::string unit_name;
  care::ShiftFacts facts;
  care::ShiftPicture picture;
  std::string hash;                    // of the picture as it is now: what a closing signs
  bool may_close_yet = false;          // it is late enough in the shift
  ClosingState closing = ClosingState::NotClosed;
  std::vector<ShiftClosing> closings;  // oldest first; more than one: it was amended
  std::vector<care::FigureChange> changes;  // since the newest that holds
  // What the charge nurse settles from here.
  std::vector<HandoffView> conflicts;
  std::vector<WorkTask> escalated, undelivered;
  std::vector<DoubleBinding> bindings;
  std::vector<SetAside> set_aside;
  const ShiftClosing* newest() const;  // that holds; nullptr: none
};

// Any shift, also one that is over: rounds and handoffs are those of its time, what stands open is as it is now.
// Needs SeeBoard.
Expected<ShiftView> read_shift(const Ward& ward, const LocationId& unit, const care::Shift& shift, const OtherTablets& others);

// What all closings of one shift of one unit share, whoever made them on whatever tablet: their thread.
StatementId closing_thread(const LocationId& unit, const care::Shift& shift);
// Oldest first. Needs only an open session: a closing names no patient.
Expected<std::vector<ShiftClosing>> list_closings(const Ward& ward, const LocationId& unit, const care::Shift& shift);

}  // namespace wardlight::workflows
