// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace wardlight {

// A length of time in milliseconds.
struct Duration {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Duration&) const = default;
};
constexpr Duration milliseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }
constexpr std::int64_t whole_minutes(Duration d) { return d.milliseconds / 60'000; }

// A point in time: milliseconds of UTC since 1970. Time is data, never order.
struct Instant {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Instant&) const = default;
};
constexpr Instant operator+(Instant t, Duration d) { return {t.milliseconds + d.milliseconds}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.milliseconds - d.milliseconds}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.milliseconds - b.milliseconds}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.milliseconds + b.milliseconds}; }

// Where time comes from; nothing below platforms/ reads the machine's clock itself.
// Safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  // Milliseconds since this boot; never goes back, whatever is done to the wall clock.
  virtual std::int64_t monotonic_milliseconds() const = 0;
  virtual std::string boot_id() const = 0;
};

}  // namespace wardlight
