// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/envelope_text.h"

#include "core/json/value.h"
#include "sync/wire/entry.h"

namespace wardlight::storage {

std::string write_envelope_text(const std::optional<store::UnitEnvelope>& envelope) {
  return envelope ? store::write_unit_extension(*envelope) : std::string();
}

std::optional<store::UnitEnvelope> read_envelope_text(std::string_view text) {
  const auto extension = json::parse(text);
  if (!extension) return std::nullopt;
  auto envelope = wire::read_unit_extension(*extension);
  return envelope ? std::optional(*std::move(envelope)) : std::nullopt;
}

}  // namespace wardlight::storage
