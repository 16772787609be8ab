// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/timeline_row.h"

namespace wardlight::workflows {

TimelineRow row_of(const WardFrame& frame, const store::Act& act) {
  TimelineRow row;
  row.statement = act.id;
  row.act = act.act;
  row.kind = act.kind;
  row.occurred_at = act.occurred_at;
  row.recorded_at = act.recorded_at;
  row.author = act.author;
  row.by = frame.name_of(act.author);
  row.mine = act.author == frame.ward.session.person().practitioner;
  row.correction = act.corrects.has_value();
  row.delivery = act.delivery;
  row.starts_at = act.starts_at;
  row.ends_at = act.ends_at;
  return row;
}

}  // namespace wardlight::workflows
