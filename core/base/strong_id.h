// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <string>

namespace wardlight {

// A FHIR logical id that cannot be taken for the id of another kind of thing.
template <class Tag>
struct StrongId {
  std::string value;
  bool empty() const { return value.empty(); }
  auto operator<=>(const StrongId&) const = default;
};

using StatementId = StrongId<struct StatementTag>;
using PatientId = StrongId<struct PatientTag>;
using EncounterId = StrongId<struct EncounterTag>;
using LocationId = StrongId<struct LocationTag>;
using PractitionerId = StrongId<struct PractitionerTag>;
using DeviceId = StrongId<struct DeviceTag>;

}  // namespace wardlight

template <class Tag>
struct std::hash<wardlight::StrongId<Tag>> {
  std::size_t operator()(const wardlight::StrongId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
