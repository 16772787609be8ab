// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace wardlight::wire {

// Base64 in the alphabet that stands in a URL as it is, without padding (RFC 4648 §5).
std::string to_base64_url(ByteView bytes);
std::optional<Bytes> from_base64_url(std::string_view text);

// The value of `name` in a query, percent-decoding done; empty when it is not there.
std::string query_value(std::string_view query, std::string_view name);

}  // namespace wardlight::wire
