// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"

namespace wardlight::wire {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// The value of the first header of that name, whatever its case; empty when there is none.
std::string_view find_header(const HeaderList& headers, std::string_view name);

inline constexpr std::string_view kFhirJson = "application/fhir+json";

// What every answer of a hub carries beside its body. An answer without them did not come from a hub.
struct HubHeaders {
  std::string epoch;
  std::uint64_t head = 0;     // the newest position
  std::uint64_t durable = 0;  // positions up to here are in a verified backup
  std::string scope;          // version of what this device may see
  std::string forms;          // the oldest form still accepted
  Instant date;               // to the second
  std::optional<Duration> retry_after;
  std::optional<std::uint64_t> incarnation = {};  // this device's chain has forked: go on in this one
};

void write_hub_headers(const HubHeaders& hub, HeaderList& headers);

// Offline when one is missing or malformed.
Expected<HubHeaders> read_hub_headers(const HeaderList& headers);

// "Sat, 21 Nov 2026 20:52:53 GMT"
std::string format_http_date(Instant instant);
std::optional<Instant> parse_http_date(std::string_view text);

// The body as text: inflated when Content-Encoding says gzip or br. InvalidContent for another coding or past the caps.
Expected<std::string> read_body(const HeaderList& headers, std::string_view body);

// An answer that can be believed: the hub's headers and a JSON body, inflated.
struct HubAnswer {
  HubHeaders hub;
  std::string body;
};
// Offline for anything else: a captive portal's page, a proxy's error, a cut body.
Expected<HubAnswer> read_answer(const HeaderList& headers, std::string_view body);

}  // namespace wardlight::wire
