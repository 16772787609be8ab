// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/care/rounding_day.h"
#include "core/care/rounding_pack.h"
#include "core/json/value.h"

namespace wardlight::care {

// The round that a filled-in checklist tells of; nothing when it is another form, was taken back or has no time. A kind that the
// pack does not know is contact, but only an attempt. Pure; any thread.
std::optional<Round> read_round(const RoundingPack& pack, const json::Value& response);

}  // namespace wardlight::care
