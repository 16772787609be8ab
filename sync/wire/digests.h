// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/store/digests.h"

// POST {base}/$digest and $repair, by which a tablet and its hub find out that they do not hold the same. JSON both ways.
namespace wardlight::wire {

inline constexpr std::size_t kDigestsAtOnce = 30;

// $digest asks: a tablet's digests. It answers those that the hub sees otherwise, as the hub sees them, and the stays that
// this device may not see any more.
struct Digests {
  std::vector<store::EncounterDigest> digests;
  std::vector<std::string> outside = {};
};
std::string write_digests(const Digests& digests);
// InvalidContent when malformed or more than kDigestsAtOnce.
Expected<Digests> read_digests(std::string_view text);

// $repair asks: what a tablet has about one encounter.
struct RepairWish {
  EncounterId encounter;
  std::vector<std::string> have;
};
std::string write_repair_wish(const RepairWish& wish);
Expected<RepairWish> read_repair_wish(std::string_view text);

// It answers which of those the hub does not have, at most a page of what the tablet does not have, and whether there is more.
struct RepairAnswer {
  std::vector<std::string> unknown;
  std::string page;  // a feed page's text
  bool more = false;
};
std::string write_repair_answer(const RepairAnswer& answer);
Expected<RepairAnswer> read_repair_answer(std::string_view text);

}  // namespace wardlight::wire
