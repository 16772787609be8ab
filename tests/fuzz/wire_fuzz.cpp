// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sync/wire/brotli.h"
#include "sync/wire/bundle.h"
#include "sync/wire/cursor.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/feed.h"
#include "sync/wire/gzip.h"
#include "sync/wire/headers.h"
#include "sync/wire/sealed.h"
#include "sync/wire/staff.h"
#include "sync/wire/unpack.h"

using namespace wardlight;

namespace {

// What a push is believed to hold must come out again byte for byte.
void check_push(const std::string& text) {
  const auto push = wire::Push::read(text);
  if (!push) return;
  for (const auto& unit : push->units()) {
    if (unit.problem) continue;
    const auto entry = store::write_entry(unit.envelope, unit.type, unit.id, unit.bytes);
    const auto again = wire::Push::from_entries({entry});
    if (again.units()[0].problem || again.units()[0].bytes != unit.bytes) std::abort();
  }
}

void check_page(const std::string& text) {
  const auto page = wire::FeedPage::read(text);
  if (!page) return;
  for (const auto& entry : page->entries())
    if (entry.envelope && !wire::fits(*entry.envelope, entry.bytes)) std::abort();
}

}  // namespace

// The first byte says who reads the rest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (static_cast<char>(data[0])) {
    case 'p': check_push(text); break;
    case 'f': check_page(text); break;
    case 'a': (void)wire::read_push_answer(text, 2); break;
    case 'z':
      if (const auto inflated = wire::gunzip(text); inflated && inflated->size() > wire::kMostInflated) std::abort();
      break;
    case 'b':
      if (const auto inflated = wire::unbrotli(text); inflated && inflated->size() > wire::kMostInflated) std::abort();
      break;
    case 's': (void)wire::read_frames(text); break;
    case 'e': (void)wire::read_enrol_request(text), (void)wire::read_enrol_answer(text); break;
    case 't': (void)wire::read_staff(text), (void)wire::read_signers(text); break;
    case 'd': (void)wire::parse_http_date(text); break;
    case 'q': (void)wire::read_feed_question(text); break;
    default: {
      const crypto::Secret key(as_bytes("a key that nobody outside knows."));
      if (wire::read_cursor(text, key)) std::abort();  // nothing that was not signed is believed
    }
  }
  return 0;
}
