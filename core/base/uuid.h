// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/random.h"

namespace wardlight {

// A UUIDv7 (RFC 9562) in lower-case text: time-ordered for the store's sake, but only an id;
// nothing sorts clinical acts by it.
std::string make_uuid_v7(Instant now, RandomSource& random);

// A UUIDv5 (RFC 9562): the same name in the same namespace always gives the same id. `name_space` is a UUID; if it is
// not, the nil UUID stands in its place.
std::string make_uuid_v5(std::string_view name_space, std::string_view name);

bool is_uuid(std::string_view text);

}  // namespace wardlight
