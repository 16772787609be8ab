// SPDX-License-Identifier: Apache-2.0
#include "core/care/presence.h"

#include <algorithm>

namespace wardlight::care {
namespace {

struct Span {
  Instant from;
  Instant to;
};

Duration length(Span span) { return span.from < span.to ? span.to - span.from : Duration{}; }

Span clip(Span span, Instant from, Instant to) { return {std::max(span.from, from), std::min(span.to, to)}; }

// The part of `inside` that the away times cover, each moment once.
Duration covered(const std::vector<Away>& away, Span inside) {
  std::vector<Span> spans;
  for (const Away& one : away) {
    const Span part = clip({one.from, one.to.value_or(inside.to)}, inside.from, inside.to);
    if (part.from < part.to) spans.push_back(part);
  }
  std::ranges::sort(spans, {}, &Span::from);
  Duration sum;
  Instant reached = inside.from;
  for (const Span& span : spans) {
    sum = sum + length({std::max(span.from, reached), span.to});
    reached = std::max(reached, span.to);
  }
  return sum;
}

Span admitted(const Presence& presence, Instant from, Instant to) {
  return clip({presence.arrived.value_or(from), presence.departed.value_or(to)}, from, to);
}

}  // namespace

Duration time_on_unit(const Presence& presence, Instant from, Instant to) {
  const Span inside = admitted(presence, from, to);
  if (!(inside.from < inside.to)) return {};
  return {length(inside).milliseconds - covered(presence.off_unit, inside).milliseconds};
}

bool is_on_unit(const Presence& presence, Instant at) {
  return time_on_unit(presence, at, at + milliseconds(1)) > Duration{};
}

AbsenceCause main_absence(const Presence& presence, Instant from, Instant to) {
  const Duration before = presence.arrived ? length(clip({from, *presence.arrived}, from, to)) : Duration{};
  const Duration after = presence.departed ? length(clip({*presence.departed, to}, from, to)) : Duration{};
  const Span inside = admitted(presence, from, to);
  const Duration off = inside.from < inside.to ? covered(presence.off_unit, inside) : Duration{};
  const Duration most = std::max({before, after, off});
  if (most == Duration{}) return AbsenceCause::None;
  if (most == before) return AbsenceCause::NotYetAdmitted;
  return most == after ? AbsenceCause::Discharged : AbsenceCause::OffUnit;
}

Duration longest_gap(const Presence& presence, std::span<const Instant> contacts, Instant from, Instant to) {
  std::vector<Instant> marks(contacts.begin(), contacts.end());
  std::erase_if(marks, [&](Instant at) { return at < from || at > to; });
  marks.push_back(from);
  marks.push_back(std::max(from, to));
  std::ranges::sort(marks);
  Duration longest;
  for (std::size_t i = 1; i < marks.size(); ++i) longest = std::max(longest, time_on_unit(presence, marks[i - 1], marks[i]));
  return longest;
}

}  // namespace wardlight::care
