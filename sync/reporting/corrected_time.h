// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/json/value.h"
#include "core/measures/record_row.h"

namespace wardlight::reporting {

// How far the times that a tablet's clock told in this statement are to be moved: by how much that clock stood behind the hub's,
// as the statement itself says. Nothing within the tolerance, where the statement does not say or says what no clock could, and for
// what was written on paper first, whose time is the wall's. Pure.
Duration clock_correction(const json::Value& statement);

// Moves a round, whose time is the clock's, to when it was: never to later than it came, which nothing can be. Other rows stay: a
// closed slot is found by the time it begins at, and most other times are read elsewhere and typed. Pure.
void correct_time(measures::RecordRow& row, Duration by, Instant received_at);

}  // namespace wardlight::reporting
