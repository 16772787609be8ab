// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/store/unit.h"

namespace wardlight::storage {

// An envelope as the quarantine keeps it, as the entry's own extension; empty for none, or for one that cannot be read.
std::string write_envelope_text(const std::optional<store::UnitEnvelope>& envelope);
std::optional<store::UnitEnvelope> read_envelope_text(std::string_view text);

}  // namespace wardlight::storage
