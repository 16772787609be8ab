// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "core/forms/plain_answers.h"
#include "core/store/database.h"
#include "core/workflows/keep_draft.h"
#include "core/workflows/read_ward.h"
#include "core/workflows/record_round.h"
#include "core/workflows/statement_parts.h"
#include "platforms/linux/posix_disk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_disk.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/tablet.h"

namespace wardlight::workflows {

inline const access::Person kNurse{{"ana"}, "Ana Ruiz", access::Role::Nurse};
inline const access::Person kOtherNurse{{"ben"}, "Ben Okafor", access::Role::Nurse};
inline const access::Person kAide{{"dia"}, "Dia Singh", access::Role::Aide};
inline const access::Person kCharge{{"carla"}, "Carla Nguyen", access::Role::Charge};
inline const access::Person kAdmin{{"adam"}, "Adam Meyer", access::Role::Admin};

inline const WardContent& test_content() {
  static const WardContent content = [] {
    platform::PosixDisk disk;
    return must(load_ward_content(disk, std::string(WARDLIGHT_SOURCE) + "/assets"));
  }();
  return content;
}

// What was saved; the test fails with the first objection when somebody objected.
inline Saved accepted(Expected<Outcome> outcome) {
  const Outcome out = must(std::move(outcome));
  for (const Objection& one : out.objections) FAIL(one.rule << " " << one.link_id << ": " << one.text);
  return *out.saved;
}

// A unit of four beds on a disk of the test's own; it is 14:20 in New York on the tenth of June 2025.
// Patients: Kim Sun in A, Kim Soo in B (alike), Okafor Grace in C, nobody in D. They came at six in the morning.
class TestWard {
 public:
  explicit TestWard(std::string device = "tablet-1")
      : random(device == "tablet-1" ? 11 : 12),
        m_device(std::move(device)),
        m_key(crypto::Secret::random(store::kKeySize, random)),
        m_hub(crypto::make_box_keys(random)) {
    clock.set_wall(at(14, 20));
    auto journal = must(store::SealedJournal::open(disk, "/tablet/journal", m_hub.public_key));
    store = must(store::Store::create(disk, clock, std::move(journal), options(), m_key));
    put_unit();
    sign_in(kNurse);
  }

  Instant at(int hour, int minute = 0) const { return zone.to_instant({2025, 6, 10}, hour * 60 + minute); }
  void set_time(int hour, int minute = 0) { clock.set_wall(at(hour, minute)); }

  void sign_in(const access::Person& person) {
    access::SlotKeys keys{crypto::make_box_keys(random), crypto::make_signing_keys(random), m_key.clone()};
    session = std::make_unique<access::Session>(person, std::move(keys), support::ward_rules().permissions, clock.now());
  }
  // For one signature, beside whoever is signed in.
  std::unique_ptr<access::Session> pin_of(const access::Person& person) {
    access::SlotKeys keys{crypto::make_box_keys(random), crypto::make_signing_keys(random),
                          crypto::Secret::random(store::kKeySize, random)};
    return std::make_unique<access::Session>(person, std::move(keys), support::ward_rules().permissions, clock.now(), 0,
                                             access::Purpose::Signature);
  }
  // As after a lock or a crash: everything is read from the disk again.
  void reopen() {
    store.reset();
    auto journal = must(store::SealedJournal::open(disk, "/tablet/journal", m_hub.public_key));
    store = must(store::Store::open(disk, clock, std::move(journal), options(), m_key));
  }

  Ward ward() { return {*store, *session, test_content(), zone, clock, random}; }

  void put(const std::string& type, const std::string& id, const std::string& members) {
    const store::ReferenceItem item{type, id, R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}"};
    must(store->put_references({&item, 1}));
  }
  void put_patient(const std::string& id, const std::string& family, const std::string& given, const std::string& bed,
                   const std::string& status = "in-progress") {
    put("Patient", "pat-" + id,
        R"("identifier":[{"type":{"coding":[{"code":"MR"}]},"value":"100-)" + id + R"("}],"name":[{"family":")" + family +
            R"(","given":[")" + given + R"("]}],"gender":"female","birthDate":"1950-01-02")");
    put("Encounter", "enc-" + id,
        R"("status":")" + status + R"(","subject":{"reference":"Patient/pat-)" + id +
            R"("},"period":{"start":"2025-06-10T06:00:00-04:00"},"location":[{"location":{"reference":"Location/)" + bed +
            R"("},"status":"active","period":{"start":"2025-06-10T06:00:00-04:00"}}])");
  }

  // A round that is answered and not saved.
  OpenRound answered(const EncounterId& encounter, std::string_view answers) {
    OpenRound round = must(open_round(ward(), encounter));
    answer(round, answers);
    return round;
  }
  static void answer(OpenRound& round, std::string_view answers) {
    const auto problems = must(forms::give_plain_answers(round.form, must(json::parse(answers))));
    for (const auto& problem : problems) FAIL(problem.link_id << ": " << problem.text);
  }
  Saved save(const OpenRound& round) {
    return accepted(record_round(ward(), round));
  }
  // As save(), and a second passes, as it does between two acts of a person.
  Saved saved(Expected<Outcome> outcome) {
    const Saved one = accepted(std::move(outcome));
    clock.advance(seconds(1));
    return one;
  }
  StatementId id() { return new_statement_id(ward()); }
  Saved do_round(const EncounterId& encounter, int hour, int minute, std::string_view answers) {
    set_time(hour, minute);
    return save(answered(encounter, answers));
  }

  WardPatient patient(const EncounterId& encounter) {
    const WardView view = must(read_ward(ward(), {"unit-1"}));
    for (const WardPatient& one : view.patients)
      if (one.encounter == encounter) return one;
    FAIL("not on the unit: " << encounter.value);
    return {};
  }
  std::vector<audit::Entry> audit_log() {
    std::vector<audit::Entry> entries;
    for (const auto& row : must(store->list_audit(1, 1000))) entries.push_back(must(audit::parse_entry(row.entry)));
    return entries;
  }

  support::FaultDisk disk;
  support::FakeClock clock;
  support::SeededRandom random;
  Zone zone = Zone::find("America/New_York").value();
  std::unique_ptr<store::Store> store;
  std::unique_ptr<access::Session> session;

 private:
  store::StoreOptions options() const {
    store::StoreOptions options;
    options.paths = store::StorePaths::in("/tablet");
    options.device = {m_device};
    options.rules = projection_rules(test_content());
    options.ballast_bytes = 16 << 10;
    options.vfs = disk.vfs_name();
    return options;
  }
  void put_unit() {
    put("Location", "unit-1", R"("name":"5 East","physicalType":{"coding":[{"code":"wa"}]})");
    for (const std::string bed : {"A", "B", "C", "D"})
      put("Location", "bed-" + bed,
          R"("name":")" + bed + R"(","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/unit-1"})");
    put_patient("1", "Kim", "Sun", "bed-A");
    put_patient("2", "Kim", "Soo", "bed-B");
    put_patient("3", "Okafor", "Grace", "bed-C");
    for (const access::Person& person : {kNurse, kOtherNurse, kAide, kCharge})
      put("Practitioner", person.practitioner.value, R"("name":[{"text":")" + person.name + R"("}])");
  }

  std::string m_device;
  crypto::Secret m_key;
  crypto::BoxKeys m_hub;
};

inline const EncounterId kSun{"enc-1"};
inline const EncounterId kSoo{"enc-2"};
inline const EncounterId kGrace{"enc-3"};

inline constexpr std::string_view kAsleep = R"({"RND-01":"asleep","RND-N1":"seen","RND-N2":"safe","RND-N3":"yes","RND-N4":"yes",
  "RND-N5":"as-ordered","RND-N6":"ok","RND-N7":"no","RND-07":"all","RND-10":"yes","RND-13":true,"RND-15":"asleep"})";
inline constexpr std::string_view kFull = R"({"RND-01":"yes","RND-02":"2","RND-03":"helped","RND-04":"turned","RND-05":"given",
  "RND-06":"yes","RND-07":"all","RND-08":"yes","RND-10":"yes","RND-11":"not-ordered","RND-12":"none","RND-13":true,"RND-14":"none",
  "RND-15":"yes"})";
inline constexpr std::string_view kRefused =
    R"({"RND-01":"refused","RND-06":"yes","RND-08":"yes","RND-10":"yes","RND-11":"not-ordered","RND-13":true})";
inline constexpr std::string_view kInRoom =
    R"({"RND-01":"in-room-care","RND-06":"not-checked","RND-08":"yes","RND-10":"yes","RND-11":"not-ordered","RND-13":true})";

inline bool objects(const Outcome& outcome, ObjectionKind kind) {
  return !outcome.saved && std::ranges::any_of(outcome.objections, [&](const Objection& one) { return one.kind == kind; });
}

}  // namespace wardlight::workflows
