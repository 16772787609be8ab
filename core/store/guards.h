// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace wardlight::store {

// One setting that every connection sets and then reads back (security.md, ST1).
struct Guard {
  std::string_view pragma;
  std::string_view value;
};

// Why each: Debian's build spills temporary tables in plain text (temp_store); pages of zeros are believed when
// auto_vacuum is on; NORMAL loses acknowledged commits at a power cut (synchronous); the rest narrows what a
// damaged or doctored file can do.
inline constexpr std::array<Guard, 9> kGuards{{
    {"auto_vacuum", "0"},
    {"temp_store", "2"},
    {"journal_mode", "wal"},
    {"synchronous", "2"},
    {"trusted_schema", "0"},
    {"cell_size_check", "1"},
    {"foreign_keys", "1"},
    {"secure_delete", "1"},
    {"mmap_size", "0"},
}};

// The oldest SQLCipher that is believed.
inline constexpr int kCipherMajor = 4;
inline constexpr int kCipherMinor = 6;

// Which guards a connection sets, and which it requires. Nothing but tests gives other lists than kGuards, to show that
// each guard is looked at, and what happens without one.
struct GuardLists {
  std::span<const Guard> set = kGuards;
  std::span<const Guard> require = kGuards;
};

}  // namespace wardlight::store
