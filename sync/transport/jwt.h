// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::transport {

// The claims of a signed token (compact JWS, RFC 7515) whose signature one of the keys of `jwks` (RFC 7517) made. Only the
// algorithms of SMART Backend Services are believed: RS384 with at least 2048 bits, ES384 on P-384; a header's kid picks the
// key. NotAllowed, in one sentence for every reason. What the claims say is not judged here. Any thread.
Expected<json::Value> verify_token(std::string_view token, const json::Value& jwks);

}  // namespace wardlight::transport
