// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "core/access/attempts.h"
#include "core/access/slot.h"

// A slot or a page of the attempt counter: what parses is written again to the same bytes. The page's MAC is made for
// the input, so that the reader behind it is reached.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wardlight;
  const ByteView input(data, size);
  if (const auto slot = access::parse_slot(input); slot && !std::ranges::equal(access::write_slot(*slot), input)) std::abort();

  static const crypto::Secret key(32);
  Bytes page(input.begin(), input.end());
  append(page, crypto::hmac_sha256(key, page));
  const auto parsed = access::parse_attempt_page(page, key);
  if (parsed && access::write_attempt_page(parsed->state, parsed->turn, key).size() > page.size()) std::abort();
  return 0;
}
