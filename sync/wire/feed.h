// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/store/unit.h"

// The feed of wire.md: a history Bundle with the next cursor in its link.
namespace wardlight::wire {

inline constexpr int kPageUnits = 100;
inline constexpr int kLongestWaitSeconds = 55;

// One entry for the hub to write. Statements carry their envelope; what the hospital owns has none.
struct FeedUnit {
  std::optional<store::UnitEnvelope> envelope;
  std::string_view type;
  std::string_view id;
  std::string_view bytes;     // the resource as it came; empty when it is gone (then the entry says DELETE)
  std::uint64_t position = 0;
  std::uint64_t version = 1;  // for the etag: statements have only one
  Instant received_at;
};

// `base` is "https://HOST:PORT/fhir". `cursor` continues after the last unit.
std::string write_feed_page(std::string_view base, std::string_view cursor, std::span<const FeedUnit> units);

// One entry as the tablet reads it; views live as long as the page.
struct FeedEntry {
  std::optional<store::UnitEnvelope> envelope;
  std::string type;
  std::string id;
  std::string_view bytes;
  const json::Value* resource = nullptr;  // nullptr when it is gone
  std::uint64_t position = 0;
  std::uint64_t version = 1;
  Instant received_at;
};

class FeedPage {
 public:
  // Offline when it is not such a Bundle: nothing of it may be applied. A statement whose bytes do not fit their hash
  // fails the whole page too: the way was bad, the hub still has it.
  static Expected<FeedPage> read(std::string text);

  const std::vector<FeedEntry>& entries() const { return m_entries; }
  const std::string& next_cursor() const { return m_next_cursor; }

 private:
  struct Source {
    std::string text;
    json::Value root;
  };
  std::unique_ptr<Source> m_source;
  std::vector<FeedEntry> m_entries;
  std::string m_next_cursor;
};

// "/fhir/_history?_cursor=…&_count=…&_wait=…"; an empty cursor asks for the first page.
std::string feed_target(std::string_view cursor, int count, int wait_seconds);

struct FeedQuestion {
  std::string cursor;  // empty for the first page
  int count = kPageUnits;
  int wait_seconds = 0;
};
// From the part after '?'; numbers out of bounds are brought within them. InvalidContent for a malformed one.
Expected<FeedQuestion> read_feed_question(std::string_view query);

}  // namespace wardlight::wire
