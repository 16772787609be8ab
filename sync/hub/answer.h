// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/expected.h"

namespace wardlight::hub {

// What an endpoint answers, before the hub's headers are put on it.
struct Answer {
  int status = 200;
  std::string body;
  std::string etag;                        // W/"1", where one resource is answered
  std::optional<Instant> last_modified;
  std::optional<Duration> retry_after;
  std::optional<std::uint64_t> incarnation = {};  // for a device whose chain has forked
  std::string location = {};                      // of what was made or changed
};

// A refusal as an OperationOutcome; `code` is FHIR's issue type.
Answer refusal(int status, std::string_view code, std::string_view sentence);

// What a failure of the store means for who asked: 507 for a full disk, 503 for anything that may pass.
Answer storage_failure(const Error& error);

}  // namespace wardlight::hub
