// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "core/store/unit.h"
#include "sync/census/census.h"
#include "sync/storage/search.h"
#include "sync/wire/staff.h"

namespace wardlight::storage {

// ---- units: what tablets push ----

struct NewUnit {
  store::UnitEnvelope envelope;
  crypto::Hash chain{};  // store::chain_value(envelope)
  std::string_view type;
  std::string_view id;
  std::string_view bytes;
  std::string_view supersedes;  // the statement it corrects; empty for none
  const json::Value* resource = nullptr;  // the bytes, read; null where nobody has read them yet
};

// A unit that cannot be taken, with why. It is kept, a person is told, nobody waits for it.
struct RefusedUnit {
  std::string_view type;  // as far as they could be read
  std::string_view id;
  std::string_view bytes;
  std::string_view reason;
  std::optional<store::UnitEnvelope> envelope;  // if it could be read
  // Unless its signature was in doubt, its place in the chain is known from now on, and its neighbours can be judged.
  bool origin_is_doubtful = false;
};

// Why such a unit is set aside; that never changes.
inline constexpr std::string_view kOtherBytesReason = "A statement with this id and other bytes is already here.";
inline constexpr std::string_view kForkReason = "The device's chain has another unit at this place: it was cloned or put back.";

enum class AppendState : std::uint8_t {
  New,
  Known,       // the same id with the same bytes
  OtherBytes,  // the same id with other bytes: kept in quarantine, the device is flagged
  Fork,        // the chain says something else at this place: kept in quarantine, the device is flagged
};
struct AppendResult {
  AppendState state = AppendState::New;
  std::uint64_t position = 0;  // of New and Known
};

struct Delivery {
  DeviceId device;  // who brought it
  Instant received_at;
  std::vector<NewUnit> units;
  std::vector<RefusedUnit> refused;
};

// ---- the feed ----

enum class EntryKind : std::uint8_t { Statement = 1, Reference = 2 };

struct FeedRow {
  std::uint64_t position = 0;
  EntryKind kind = EntryKind::Statement;
  std::optional<store::UnitEnvelope> envelope;  // statements have one
  std::string type;
  std::string id;
  Bytes bytes;
  std::uint64_t version = 1;
  Instant received_at;
};

// Positions after `after`, up to and with `up_to`, at most `limit` rows, oldest first.
struct FeedRange {
  std::uint64_t after = 0;
  std::uint64_t up_to = 0;
  std::size_t limit = 100;
};

struct FeedState {
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t durable = 0;  // covered by a verified backup; 0 while there is none
};

// ---- what the hospital owns ----

struct NewReference {
  std::string type;
  std::string id;
  std::string bytes;
  std::vector<census::Identifier> identifiers;
  // Only over this version, 0 for none: when another one stands there, nothing of the whole call is written (Conflict,
  // "version").
  std::optional<std::uint64_t> only_over = {};
  // Only while no resource of the type has this identifier, in the same manner (Conflict, "identifier").
  std::optional<census::Identifier> only_without = {};
};
enum class ReferenceState : std::uint8_t { New, Same };
inline Error version_conflict() { return {ErrorCode::Conflict, "Another version stands there; read it again first.", "version"}; }
inline Error identifier_conflict() {
  return {ErrorCode::Conflict, "A resource with this identifier is there already; read it again first.", "identifier"};
}

// A message of the hospital's admission system, kept as it came: the census follows from all of them together.
struct CensusMessage {
  std::string id;     // the sender's own, of which there is one
  std::string bytes;
  std::vector<std::string> subjects;  // what it is about: "Encounter/…", "Patient/…"; at least one
  Instant received_at;
};
enum class MessageState : std::uint8_t { New, Known, OtherBytes };

// ---- people and tablets ----

struct Device {
  DeviceId id;
  std::string name;
  std::uint64_t incarnation = 1;
  std::string certificate_serial;
  Instant enrolled_at;
  std::optional<Instant> last_seen;
  std::optional<Instant> oldest_unsent;  // as the tablet last said; nothing: it named none
  std::string flag;                      // why a person must look at it; empty when all is well
  std::optional<std::uint64_t> unsent = {};  // how many, as the tablet last said; nothing: it did not say
  std::optional<Instant> lost_at = {};       // since when it is marked lost; nothing: it is not
};

// What a tablet says of itself with every request.
struct Contact {
  Instant seen;
  std::optional<Instant> oldest_unsent;
  std::optional<std::uint64_t> unsent;
};

struct StaffRow {
  PractitionerId practitioner;
  std::string name;
  std::string role;
  crypto::Salt salt{};
  crypto::Secret stretched{32};
  std::uint64_t pin_version = 1;
};

struct EnrolmentCode {
  std::string name;           // wire::code_name
  crypto::Secret key{32};     // wire::enrolment_key; the code itself is nowhere
  std::string device_name;
  Instant expires;
  int tries_left = 5;
  bool used = false;
};

struct QuarantineRow {
  std::uint64_t number = 0;
  DeviceId device;
  std::string type;
  std::string id;
  std::string reason;
  Bytes bytes;
  Instant received_at;
  std::optional<store::UnitEnvelope> envelope;  // with it, the unit can be offered to the record again
};

struct Counts {
  std::uint64_t statements = 0;
  std::uint64_t quarantined = 0;
};

// All that a hub keeps. Every function is safe on any thread and in several processes on one store at a time.
// What a function reports as done is on disk, synced, before it returns. A failed write whose outcome is unknown
// is an error; the same call may be made again, since everything is written at most once.
// Errors: DiskFull, Conflict (another writer took too long), Corrupt, Environment; NotFound where said.
class HubStorage {
 public:
  virtual ~HubStorage() = default;

  // One transaction: units in order, then the refused ones. One result for each unit. Positions are given in commit
  // order, without gaps: no reader ever sees an entry appear below one it has seen.
  virtual Expected<std::vector<AppendResult>> append(const Delivery& delivery) = 0;
  // One transaction. Same bytes as the resource's current ones: nothing happens. Others: a new version in the feed.
  virtual Expected<std::vector<ReferenceState>> put_references(std::span<const NewReference> references, Instant received_at) = 0;

  virtual Expected<FeedState> state() = 0;
  // The store or a cursor was found to come from another history: everybody reads again from the start.
  virtual Expected<void> start_new_epoch() = 0;
  virtual Expected<void> set_durable(std::uint64_t position) = 0;

  // Everything, in position order; of a reference resource only its current version.
  virtual Expected<std::vector<FeedRow>> read_feed(FeedRange range) = 0;
  // The current references alone, or the statements alone.
  virtual Expected<std::vector<FeedRow>> read_references(FeedRange range) = 0;
  virtual Expected<std::vector<FeedRow>> read_statements(FeedRange range) = 0;
  // The positions of the newest day (UTC, by arrival) that begins at or below `position`; nothing when there is none.
  struct DayRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  virtual Expected<std::optional<DayRange>> find_day(std::uint64_t position) = 0;

  // The resource as it is now, the hospital's word before a tablet's; nothing when unknown.
  virtual Expected<std::optional<FeedRow>> find_resource(std::string_view type, std::string_view id) = 0;
  virtual Expected<std::vector<FeedRow>> list_statements(std::string_view type) = 0;
  virtual Expected<std::vector<FeedRow>> list_references(std::string_view type) = 0;
  // The statements that correct this one, oldest first.
  virtual Expected<std::vector<FeedRow>> list_corrections(std::string_view statement_id) = 0;
  // Every version of what the hospital owns, newest first; of a statement its one.
  virtual Expected<std::vector<FeedRow>> list_versions(std::string_view type, std::string_view id) = 0;

  // Searches see the feed up to here.
  virtual Expected<std::uint64_t> searchable_up_to() = 0;
  // Makes the positions after `after`, up to and with `up_to`, searchable; nothing happens when others did so meanwhile.
  virtual Expected<void> put_search_rows(std::uint64_t after, std::uint64_t up_to, std::span<const SearchRow> rows) = 0;
  // The positions of what fits, in the order wished for.
  virtual Expected<std::vector<std::uint64_t>> search(const SearchWish& wish) = 0;
  // Ids of reference resources of that type with that identifier.
  virtual Expected<std::vector<std::string>> find_references(std::string_view type, const census::Identifier& identifier) = 0;

  // Keeps it unless its id is known; OtherBytes says that it was known with another content, which stands.
  virtual Expected<MessageState> put_census_message(const CensusMessage& message) = 0;
  // Everything that was said about that subject, in no order of time.
  virtual Expected<std::vector<std::string>> list_census_messages(std::string_view subject) = 0;

  // Adds or replaces, but for what only note_contact() and mark_lost() change.
  virtual Expected<void> put_device(const Device& device) = 0;
  virtual Expected<std::optional<Device>> find_device(const DeviceId& id) = 0;
  virtual Expected<std::vector<Device>> list_devices() = 0;
  // The highest incarnation in which units of that device came; a tablet begins one by itself after damage. 0: none came.
  virtual Expected<std::uint64_t> highest_incarnation(const DeviceId& id) = 0;
  virtual Expected<void> note_contact(const DeviceId& id, const Contact& contact) = 0;
  // Nothing: it was found.
  virtual Expected<void> mark_lost(const DeviceId& id, std::optional<Instant> since) = 0;

  virtual Expected<void> put_staff(const StaffRow& staff) = 0;  // adds or replaces
  virtual Expected<std::vector<StaffRow>> list_staff() = 0;
  virtual Expected<void> put_signers(const DeviceId& device, std::span<const wire::SignerKeys> signers, Instant now) = 0;
  // Every key that device ever registered for that person: old statements must stay good.
  virtual Expected<std::vector<crypto::SignPublicKey>> list_sign_keys(const DeviceId& device, const PractitionerId& signer) = 0;

  virtual Expected<void> put_enrolment_code(const EnrolmentCode& code) = 0;  // adds or replaces
  // Spends one try, then gives the code as it was before: guessing costs tries also when the answer is lost.
  virtual Expected<std::optional<EnrolmentCode>> try_enrolment_code(std::string_view name) = 0;
  // Marks the code used and adds the device, both or none. Conflict when the code was used meanwhile.
  virtual Expected<void> use_enrolment_code(std::string_view name, const Device& device) = 0;

  virtual Expected<std::vector<QuarantineRow>> list_quarantine() = 0;  // what is not released
  // It came into the record after all: nobody is shown it any more, and what it says is kept there alone.
  virtual Expected<void> release_quarantine(std::uint64_t number, Instant now) = 0;
  virtual Expected<Counts> counts() = 0;

  virtual Expected<std::string> setting(std::string_view name) = 0;  // NotFound
  virtual Expected<void> put_setting(std::string_view name, std::string_view value) = 0;
};

}  // namespace wardlight::storage
