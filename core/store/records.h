// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "core/store/unit.h"

// What goes into and comes out of a tablet's store: plain data.
namespace wardlight::store {

// ---- Saving

enum class Urgency { Usual, Urgent };  // urgent ones are sent first

struct NewStatement {
  StatementId id;
  std::string type;   // the FHIR resource type
  std::string bytes;  // the resource exactly as it will travel
  Urgency urgency = Urgency::Usual;
};

// One half-done form of one nurse.
struct DraftKey {
  PractitionerId practitioner;
  EncounterId encounter;
  std::string questionnaire;
};
struct Draft {
  DraftKey key;
  Instant changed_at;
  std::string bytes;
};

using SignChain = std::function<Expected<crypto::Signature>(const crypto::Hash& chain_value)>;

struct SaveRequest {
  std::vector<NewStatement> statements;  // all land, or none
  PractitionerId signer;
  SignChain sign;              // by the signer's key, over each unit's chain value
  std::vector<Bytes> audit;    // entries for the audit log, in the same transaction
  std::optional<DraftKey> finishes;
};

// Owed: the record is safe in the store, but its sealed copy or the beacon could not be written just now
// (they are made good at the next save or unlock). Say so beside "Saved".
enum class SecondCopy { Written, Owed };

struct UnitName {
  std::uint64_t incarnation = 0;
  std::uint64_t seq = 0;
  auto operator<=>(const UnitName&) const = default;
};
struct SavedUnit {
  StatementId id;
  UnitName unit;
  crypto::Hash chain{};
};
struct Receipt {
  std::vector<SavedUnit> units;
  SecondCopy second_copy = SecondCopy::Written;
};

// ---- Statements

struct StoredStatement {
  StatementId id;
  std::string type;
  UnitEnvelope envelope;
  std::string bytes;
  std::string entry() const { return write_entry(envelope, type, id.value, bytes); }
};

// ---- Outbox

// Pending → Sent → Accepted → Released; Rejected stays in sight and is never deleted.
enum class OutboxState { Pending = 0, Sent = 1, Rejected = 2, Accepted = 3, Released = 4 };

struct OutboxRow {
  UnitName unit;
  OutboxState state = OutboxState::Pending;
  Urgency urgency = Urgency::Usual;
  Instant recorded_at;
  std::string problem;  // why it was rejected
  StoredStatement statement;
};
struct OutboxCounts {
  std::int64_t pending = 0;  // with those under way
  std::int64_t rejected = 0;
  std::int64_t accepted = 0;
  std::int64_t released = 0;
  std::optional<Instant> oldest_unsent;
};

struct Acceptance {
  UnitName unit;
  std::uint64_t position = 0;
};
struct Rejection {
  UnitName unit;
  std::string problem;  // a sentence without patient data
};

// What each answer of the hub says about itself.
struct HubWord {
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t durable = 0;
  std::optional<Duration> clock_offset = {};  // its clock minus ours; absent: it did not tell the time, what it told before stays
};

// ---- Feed

struct FeedItem {
  std::string type;
  std::string id;
  std::string bytes;                     // empty: the hospital took it away
  std::optional<UnitEnvelope> envelope;  // a statement; without one it is the hospital's own
  std::uint64_t position = 0;
};
struct FeedPage {
  std::string epoch;
  std::string cursor;  // where to go on
  std::vector<FeedItem> items;
};
struct PageOutcome {
  std::int64_t fresh = 0;        // statements that were not here
  std::int64_t known = 0;
  std::int64_t conflicting = 0;  // same id, other bytes: ours were kept
  std::int64_t references = 0;
};
struct SyncState {
  std::string cursor;  // empty: start over
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t durable = 0;
  std::optional<Instant> last_contact;
  std::optional<Duration> clock_offset;  // the hub's clock minus ours, as last heard, less what ours was set by since; absent: never
};

// ---- Reference data

struct ReferenceItem {
  std::string type;
  std::string id;
  std::string bytes;
};

// ---- What the ward sees

enum class Standing { Current, Superseded };
enum class Glance { Incomplete, Complete };
enum class Delivery { OnHub, SavedHere, Rejected };  // of what was made on this tablet; all else came from the hub

// Something that was done for a patient, read from one statement.
struct Act {
  EncounterId encounter;  // as it is known now; the statement may name the temporary one
  StatementId id;
  std::string act;   // ProjectionRules' name (round, slot-closing, off-unit …), else the questionnaire or resource type
  std::string kind;  // of a round full, asleep …; of a slot closing its reason
  PractitionerId author;
  Instant occurred_at;
  Instant recorded_at;
  Glance glance = Glance::Complete;
  std::optional<Instant> starts_at;  // the slot that was closed; when an off-unit time began
  std::optional<Instant> ends_at;
  Standing standing = Standing::Current;
  Delivery delivery = Delivery::OnHub;
  std::optional<StatementId> corrects;  // the earlier one that this one replaces
  friend bool operator==(const Act&, const Act&) = default;
};

// Something known of a patient, read by the rules' reader from one resource that holds now.
struct FactRow {
  EncounterId encounter;  // that was asked for
  std::string kind;
  std::string value;  // JSON
  Instant at;
  std::string source;
  friend bool operator==(const FactRow&, const FactRow&) = default;
};

// A device, task or communication, or a statement that belongs to a thread.
struct Record {
  EncounterId encounter;  // that was asked for; empty: about the unit
  std::string type;
  std::string id;
  StatementId thread;  // the first of those that belong together
  Instant at;
  bool from_reference = false;
  PractitionerId signer;
  DeviceId device;  // that it was made on
  Standing standing = Standing::Current;
  Delivery delivery = Delivery::OnHub;
  std::string bytes;
  // What the bytes say, read the first time that somebody asks, for all copies; nullptr: they cannot be read. One thread.
  const json::Value* resource() const;
  mutable std::shared_ptr<const std::optional<json::Value>> read = {};
};
bool operator==(const Record& a, const Record& b);

struct Identifier {
  std::string label;  // "MRN"; the type's code or text, else the system
  std::string value;
};
struct Stay {
  LocationId unit;
  std::string unit_name;
  LocationId bed;
  std::string bed_name;  // empty: no bed given
  std::optional<Instant> from;
  std::optional<Instant> to;
};
enum class Origin { Hospital, Temporary };

struct CensusEntry {
  EncounterId encounter;
  PatientId patient;
  std::string name;  // as a label shows it: FAMILY, Given
  std::string family;
  std::string given;
  std::string birth_date;  // empty: not given
  std::string gender;
  std::vector<Identifier> identifiers;
  std::string status;
  std::optional<Instant> arrived;
  std::optional<Instant> departed;
  Origin origin = Origin::Hospital;
  Stay now;                 // where the patient is; without a unit when nothing says so
  std::vector<Stay> stays;  // all, in the order the hospital gave them
  std::vector<Stay> away;   // times when the patient was off the unit and the bed was kept (location.status reserved)
  // Absent means "not recorded", which is not "none": that is empty.
  std::optional<std::string> allergies;
  std::optional<std::string> code_status;
  std::optional<std::string> isolation;
};

struct Assignment {
  EncounterId encounter;
  PractitionerId practitioner;
  std::string role;
  Instant since;
};

struct PersonName {
  PractitionerId practitioner;
  std::string name;
};

// ---- Opening

// Something that was not as it was left. Never a reason to stop charting.
enum class AlarmKind {
  LostCommits,     // the file holds less than was acknowledged: kept aside, a new chain was begun, the feed starts over
  StoreReplaced,   // the file cannot be opened: kept aside, an empty one was begun
  BeaconMissing,
  BeaconDamaged,
  BeaconBehind,
  DiskLow,         // the ballast is in use
};
struct Alarm {
  AlarmKind kind;
  std::string text;  // one sentence for the charge nurse
};

}  // namespace wardlight::store
