// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "core/store/unit.h"

// The push of wire.md: units in a batch Bundle, up; one answer for each, down.
namespace wardlight::wire {

inline constexpr std::size_t kMostUnits = 50;
inline constexpr std::size_t kMostPushBytes = std::size_t{256} << 10;  // before compression

// How many of these entry texts, from the first, fit one push; at least 1 when there is any.
std::size_t count_for_push(std::span<const std::string> entries);

// A batch Bundle of entry texts made by store::write_entry.
std::string write_push(std::span<const std::string> entries);

// One entry as it came. The views and `resource` live as long as the Push it stands in.
struct PushedUnit {
  store::UnitEnvelope envelope;
  std::string type;
  std::string id;
  std::string_view bytes;                  // the resource, exactly
  const json::Value* resource = nullptr;   // the same, read
  std::optional<Error> problem;            // why this one cannot be taken; the rest may then be empty or wrong
};

// The text of one entry that came by itself, or bytes in its stead, with why they can be none.
struct EntryText {
  EntryText(std::string text_, std::optional<Error> problem_ = {})  // NOLINT(google-explicit-constructor)
      : text(std::move(text_)), problem(std::move(problem_)) {}
  std::string text;
  std::optional<Error> problem;
};

// A Bundle that was read; its text is kept once and the units point into it.
class Push {
 public:
  // InvalidContent when it is no batch Bundle or holds more than kMostUnits. A bad entry is a PushedUnit with a problem,
  // and its neighbours are as good as ever.
  static Expected<Push> read(std::string text);

  // The same from single entry texts, as sealed boxes open to.
  static Push from_entries(std::vector<EntryText> entries);

  const std::vector<PushedUnit>& units() const { return m_units; }

 private:
  struct Source {
    std::string text;
    json::Value root;
  };
  std::vector<std::unique_ptr<Source>> m_sources;
  std::vector<PushedUnit> m_units;
};

// Does the envelope's hash fit the bytes?
bool fits(const store::UnitEnvelope& envelope, std::string_view bytes);
// Is the signature the signer's, over the envelope's chain value?
bool signed_by(const store::UnitEnvelope& envelope, const crypto::SignPublicKey& signer);

enum class UnitStatus : int { New = 201, Known = 200, Conflict = 409, Refused = 422 };

struct UnitAnswer {
  UnitStatus status = UnitStatus::Refused;
  std::uint64_t position = 0;  // of New and Known
  std::string reason;          // of the others: a sentence without patient data
};

std::string write_push_answer(std::span<const UnitAnswer> answers);
// Offline when it is not a batch-response with `expected` entries of these shapes: then nothing in it can be believed.
Expected<std::vector<UnitAnswer>> read_push_answer(std::string_view text, std::size_t expected);

// An OperationOutcome with one issue; `code` is FHIR's issue type.
std::string write_outcome(std::string_view code, std::string_view sentence);
// The first issue's sentence; empty when the text is no OperationOutcome.
std::string read_outcome(std::string_view text);

}  // namespace wardlight::wire
