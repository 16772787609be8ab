// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/audit/log_head.h"
#include "core/base/expected.h"
#include "core/store/store.h"

namespace wardlight::audit {

// The chain value of an entry, reckoned apart from the store that wrote it.
crypto::Hash chain_value(const crypto::Hash& previous, ByteView entry);

struct Verification {
  std::uint64_t entries = 0;
  std::vector<std::string> findings;  // a sentence each, with the entry's number; empty means sound
  bool is_sound() const { return findings.empty(); }
};

using ReadRows = std::function<Expected<std::vector<store::Store::AuditRow>>(std::uint64_t from_seq, std::size_t count)>;
// The key that a practitioner signs with on this tablet; none when the tablet does not know them.
using FindSignKey = std::function<std::optional<crypto::SignPublicKey>(const PractitionerId&)>;

// Reads the whole log. Finds every entry that was edited, dropped, put in, moved or made up, and, with a head, a log
// that was cut at or before where the head was signed, or swapped for another. What came after the last head and was
// cut with all that leans on it cannot be seen here: that is what heads at the hub are for.
// Stops at the first break of the chain: what follows it proves nothing.
Expected<Verification> verify_log(const ReadRows& read, const std::optional<LogHead>& head, const FindSignKey& find_key);
Expected<Verification> verify_log(const store::Store& store, const std::optional<LogHead>& head, const FindSignKey& find_key);

}  // namespace wardlight::audit
