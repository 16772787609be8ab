// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/decimal.h"
#include "core/time/time.h"

// Whatever reads as a time or a decimal must be written and read again to the same value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wardlight;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto time = parse_time(text)) {
    const auto again = parse_time(format_time(time->instant, time->offset_minutes));
    if (!again || again->instant != time->instant) std::abort();
  }
  if (const auto number = Decimal::parse(text)) {
    const auto again = Decimal::parse(number->text());
    if (!again || compare(*again, *number) != 0) std::abort();
  }
  (void)is_fhir_date_time(text);
  (void)is_fhir_time(text);
  return 0;
}
