// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/care/rounding_pack.h"
#include "core/care/rounding_slots.h"

// What a simulated shift will bring, decided before it begins from the seed alone: the same seed gives the same shift.
namespace wardlight::sim {

struct ShiftOptions {
  std::uint64_t seed = 1;
  std::size_t beds = 28;
  std::size_t tablets = 6;
  std::size_t nurses = 6;
  int hours = 12;
  int offline_percent = 40;  // of each tablet's time
  std::string through;       // a FHIR server that is no hub: rounds go through it; empty: through the hub
};

struct Stretch {
  Instant from;
  Instant to;
};

// One tablet's times without network: stretches of 5 to 90 minutes, seeded, adding up to the wanted share.
std::vector<Stretch> plan_offline(std::mt19937_64& chance, Stretch shift, int percent);
bool is_within(std::span<const Stretch> stretches, Instant at);
Duration total(std::span<const Stretch> stretches);

enum class Entry { AtOnce, Later };         // Later: noted on paper first, entered within the hour with its true time
enum class Correction { None, Amended };    // Amended: the nurse finds a slip afterwards

struct PlannedRound {
  Instant done_at;
  Instant entered_at;
  std::size_t nurse = 0;
  std::size_t tablet = 0;
  std::size_t patient = 0;
  care::RoundKind kind = care::RoundKind::Full;
  Correction correction = Correction::None;
};

// What the nurses do, in the order they enter it.
std::vector<PlannedRound> plan_rounds(std::mt19937_64& chance, const ShiftOptions& options, std::span<const care::Slot> slots,
                                      const Zone& zone);

}  // namespace wardlight::sim
