// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/json/value.h"

// Whatever parses must be written and read again to the same tree.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = wardlight::json::parse(text);
  if (!value) return 0;
  const auto again = wardlight::json::parse(wardlight::json::write(*value));
  if (!again || !(*again == *value)) std::abort();
  if (value->source_end() > size || value->source_begin() >= value->source_end()) std::abort();
  return 0;
}
