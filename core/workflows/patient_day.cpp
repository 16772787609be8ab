// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/patient_day.h"

namespace wardlight::workflows {
namespace {

care::Round read_round(const store::Act& act) {
  const auto kind = care::round_kind_from_code(act.kind);
  care::Round round{act.occurred_at, kind.value_or(care::RoundKind::InRoomCare)};
  const bool complete = kind && act.glance == store::Glance::Complete;
  round.glance = complete ? care::Completeness::Complete : care::Completeness::Partial;
  return round;
}

}  // namespace

ReadDay read_patient_day(const store::CensusEntry& stay, std::span<const store::Act> acts) {
  ReadDay read;
  read.day.presence.arrived = stay.arrived;
  read.day.presence.departed = stay.departed;
  for (const store::Stay& away : stay.away) read.day.presence.off_unit.push_back({*away.from, away.to});
  for (const store::Act& act : acts) {
    if (act.standing != store::Standing::Current) continue;
    if (act.act == kRoundAct) {
      read.day.rounds.push_back(read_round(act));
      read.rounds.push_back(&act);
    } else if (act.act == kClosingAct && act.starts_at) {
      read.day.closings.push_back({*act.starts_at, act.kind});
    } else if (act.act == kAwayAct && act.starts_at) {
      read.day.presence.off_unit.push_back({*act.starts_at, act.ends_at});
    }
  }
  return read;
}

std::vector<care::UnitStay> unit_stays(const store::CensusEntry& stay) {
  std::vector<care::UnitStay> stays;
  for (const store::Stay& one : stay.stays)
    if (!one.unit.empty()) stays.push_back({one.unit.value, one.from.value_or(Instant{}), one.to});
  return stays;
}

}  // namespace wardlight::workflows
