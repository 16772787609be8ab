// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/corrected_time.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "core/base/clock_tolerance.h"

namespace wardlight::reporting {
namespace {

constexpr std::string_view kClock = "urn:wardlight:clock";  // BOOT/milliseconds/the hub's clock minus the tablet's
constexpr std::string_view kEntry = "urn:wardlight:entry";
constexpr std::string_view kFromPaper = "paper";
constexpr Duration kFarthest = hours(100 * 366 * 24);  // a tablet without a battery stands at 1970

std::string_view text_in(const json::Value& statement, std::string_view url, std::string_view member) {
  for (const json::Value& extension : statement["extension"].items())
    if (extension.text_of("url") == url) return extension.text_of(member);
  return {};
}

}  // namespace

Duration clock_correction(const json::Value& statement) {
  std::string_view word = text_in(statement, kClock, "valueString");
  const auto last = word.rfind('/');
  if (last == std::string_view::npos || word.find('/') == last) return {};
  if (text_in(statement, kEntry, "valueCode") == kFromPaper) return {};
  word.remove_prefix(last + 1);
  std::int64_t behind = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), behind);
  if (read.ec != std::errc() || read.ptr != word.data() + word.size()) return {};
  const bool is_right = behind <= kClockTolerance.milliseconds && behind >= -kClockTolerance.milliseconds;
  const bool is_nonsense = behind > kFarthest.milliseconds || behind < -kFarthest.milliseconds;
  return is_right || is_nonsense ? Duration{} : Duration{behind};
}

void correct_time(measures::RecordRow& row, Duration by, Instant received_at) {
  if (row.kind == measures::kRoundRow) row.at = std::min(row.at + by, std::max(row.at, received_at));
}

}  // namespace wardlight::reporting
