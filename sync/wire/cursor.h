// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/crypto/crypto.h"

namespace wardlight::wire {

// Where a tablet is in the feed. Only the hub reads it; `place` is the hub's own note of where it is within
// a first load (empty once that is over).
struct Cursor {
  std::string epoch;
  std::uint64_t position = 0;
  std::string scope;
  std::string place;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

// Text that can stand in a URL as it is, with the hub's HMAC over it.
std::string write_cursor(const Cursor& cursor, const crypto::Secret& key);

// NotFound when it is not this hub's or was changed: the tablet starts over (410).
Expected<Cursor> read_cursor(std::string_view text, const crypto::Secret& key);

}  // namespace wardlight::wire
