// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/json/value.h"

// What the hospital tells Wardlight about people, places and stays, whatever it was written in:
// a FHIR reader fills these today, an HL7 v2 reader can fill the same ones.
namespace wardlight::census {

// One resource that the hospital owns. `bytes` is its JSON as it came, except that references which only
// make sense inside the file it came from are made plain ("Patient/123"), and a missing id is filled in.
struct Resource {
  std::string type;
  std::string id;
  std::string bytes;
};

// Where something stood in the input. `entry` is 0 in NDJSON, 1, 2, 3 … in a Bundle.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t entry = 0;
};

// Takes what a reader finds, in the input's order.
class Sink {
 public:
  virtual ~Sink() = default;
  // An error here stops the reading: the store is ill, not the input.
  virtual Expected<void> take(Resource resource, const Place& place) = 0;
  // `what` is one sentence without patient data; reading goes on.
  virtual void refuse(const Place& place, const std::string& what) = 0;
  // The same, of something that could be read as JSON: for whoever wants to say whose it was.
  virtual void refuse_resource(const Place& place, const std::string& what, const json::Value&) { refuse(place, what); }
  virtual void progress(std::uint64_t read, std::uint64_t size) = 0;
};

struct Identifier {
  std::string system;  // may be empty: a ward writes only the number on the wristband
  std::string value;
};
// Same value, and the same system where both name one.
bool same_identifier(const Identifier& a, const Identifier& b);

struct PatientRecord {
  PatientId id;
  std::vector<Identifier> identifiers;
  bool temporary = false;  // made on a tablet; the hospital has not sent this person yet
};

// A time in a place; open ends are open.
struct Stay {
  std::string location;  // "Location/ID", or empty when only a name was given
  std::string display;
  std::optional<Instant> from;
  std::optional<Instant> to;
};

struct EncounterRecord {
  EncounterId id;
  PatientId patient;
  std::string status;
  std::vector<Identifier> identifiers;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::vector<Stay> stays;  // in the input's order
  bool temporary = false;
};

// The plain struct behind a resource; what is missing stays empty, as real servers leave much out.
PatientRecord read_patient(const json::Value& patient);
EncounterRecord read_encounter(const json::Value& encounter);

// Whether the encounter covers that moment, and the stay it names for it, the latest begun first.
bool in_progress(const EncounterRecord& encounter, Instant at);
std::optional<Stay> stay_at(const EncounterRecord& encounter, Instant at);

}  // namespace wardlight::census
