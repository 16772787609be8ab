// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/scope.h"

#include "tests/sync/hub/guest.h"

namespace wardlight::hub {
namespace {

storage::NewReference location(const std::string& id, const std::string& part_of) {
  const std::string whole = part_of.empty() ? "" : R"(,"partOf":{"reference":"Location/)" + part_of + R"("})";
  return {"Location", id, R"({"resourceType":"Location","id":")" + id + "\"" + whole + "}", {}};
}

constexpr Instant kDischarged{1'749'553'200'000};  // 2025-06-10T07:00:00-04:00

// Two wards, a patient in each; a tablet for the east, and one that wrote about both before anybody had a scope.
struct TwoWards {
  TwoWards() {
    put(location("east", ""));
    put(location("west", ""));
    put(location("east-1", "east"));
    put(location("west-1", "west"));
    for (const std::string number : {"1", "2"}) {
      put({"Patient", "pat-" + number, R"({"resourceType":"Patient","id":"pat-)" + number + R"(","name":[{"family":"F"}]})", {}});
      put({"Flag",
           "flag-" + number,
           R"({"resourceType":"Flag","id":"flag-)" + number + R"(","status":"active","subject":{"reference":"Patient/pat-)" +
               number + R"("}})",
           {}});
    }
    admit("1", "east-1");
    admit("2", "west-1");
    for (const std::string number : {"1", "2"})
      for (int i = 0; i < 3; ++i) save(everywhere, number);
    CHECK(everywhere.tablet.run_until_quiet());
  }
  void put(const storage::NewReference& reference) {
    must(world.storage().put_references(std::span(&reference, 1), world.clock.now()));
  }
  void admit(const std::string& number, const std::string& bed) {
    put({"Encounter",
         "enc-" + number,
         R"({"resourceType":"Encounter","id":"enc-)" + number +
             R"(","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/pat-)" + number +
             R"("},"period":{"start":"2025-06-10T06:00:00-04:00"},"location":[{"location":{"reference":"Location/)" + bed +
             R"("},"status":"active"}]})",
         {}});
  }
  // From the east.
  void discharge(const std::string& number) {
    put({"Encounter",
         "enc-" + number,
         R"({"resourceType":"Encounter","id":"enc-)" + number +
             R"(","status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/pat-)" + number +
             R"("},"period":{"start":"2025-06-10T06:00:00-04:00","end":"2025-06-10T07:00:00-04:00"},)"
             R"("location":[{"location":{"reference":"Location/east-1"},"status":"completed"}]})",
         {}});
  }
  void save(Guest& guest, const std::string& number) {
    const std::string id = make_uuid_v7(world.clock.now(), guest.tablet.random());
    REQUIRE(guest.tablet.store().save(guest.tablet.tablet().round(id, "enc-" + number)));
  }
  void limit(const std::set<std::string>& wards) {
    must(put_scope(world.storage(), {"tablet-1"}, wards));
    world.hub().tick();
  }
  std::size_t statements() { return east.tablet.ids().size(); }
  bool knows(const std::string& type, const std::string& id) {
    return must(east.tablet.store().find_reference(type, id)).has_value();
  }

  HubWorld world;
  Guest everywhere{world, "tablet-2", 22};
  Guest east{world, "tablet-1", 11};
};

}  // namespace

TEST_CASE("S14: a tablet of one ward gets that ward's patients and what is written about them, and nobody else's") {
  TwoWards ward;
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 3);
  CHECK(ward.knows("Patient", "pat-1"));
  CHECK(ward.knows("Flag", "flag-1"));
  CHECK(ward.knows("Location", "west"));
  for (const std::string type : {"Patient/pat-2", "Encounter/enc-2", "Flag/flag-2"}) {
    INFO(type);
    CHECK_FALSE(ward.knows(type.substr(0, type.find('/')), type.substr(type.find('/') + 1)));
  }
}

TEST_CASE("S14: a patient who is moved to another ward goes from the tablet, and comes back whole when moved back") {
  TwoWards ward;
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  ward.admit("1", "west-1");
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 0);
  CHECK_FALSE(ward.knows("Encounter", "enc-1"));
  CHECK_FALSE(ward.knows("Patient", "pat-1"));
  CHECK_FALSE(ward.knows("Flag", "flag-1"));

  ward.save(ward.everywhere, "1");  // meanwhile
  CHECK(ward.everywhere.tablet.run_until_quiet());
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 0);
  ward.admit("1", "east-1");
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 4);
  CHECK(ward.knows("Patient", "pat-1"));
  CHECK(ward.knows("Flag", "flag-1"));
}

TEST_CASE("A patient who is moved to a ward brings along what the hospital said: devices, the care plan, orders") {
  TwoWards ward;
  const std::array<std::string, 3> types = {"DeviceUseStatement", "CarePlan", "ServiceRequest"};
  for (const auto& type : types)
    ward.put({type,
              "of-2",
              R"({"resourceType":")" + type + R"(","id":"of-2","status":"active","subject":{"reference":"Patient/pat-2"}})",
              {}});
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  for (const auto& type : types) CHECK_FALSE(ward.knows(type, "of-2"));
  ward.admit("2", "east-1");
  CHECK(ward.east.tablet.run_until_quiet());
  for (const auto& type : types) CHECK(ward.knows(type, "of-2"));
}

TEST_CASE("A patient who is moved to a ward brings the newest of many observations, and they crowd nothing else out") {
  constexpr int kObservations = 120;
  TwoWards ward;
  const auto about_2 = [](const std::string& type, const std::string& id) {
    return storage::NewReference{
        type, id, R"({"resourceType":")" + type + R"(","id":")" + id + R"(","subject":{"reference":"Patient/pat-2"}})", {}};
  };
  ward.put(about_2("DeviceUseStatement", "line"));
  for (int i = 0; i < kObservations; ++i) ward.put(about_2("Observation", "obs-" + std::to_string(i)));
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  ward.admit("2", "east-1");
  ward.save(ward.everywhere, "1");
  CHECK(ward.everywhere.tablet.run_until_quiet());
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.knows("Encounter", "enc-2"));
  CHECK(ward.knows("DeviceUseStatement", "line"));
  CHECK(ward.knows("Observation", "obs-" + std::to_string(kObservations - 1)));
  CHECK_FALSE(ward.knows("Observation", "obs-0"));
  CHECK(ward.statements() == 7);
}

TEST_CASE("S14: a narrower scope purges what is outside it, a wider one brings it again; what was made here and is not sent stays and is taken") {
  TwoWards ward;
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 6);
  ward.save(ward.east, "2");
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 4);  // three of the ward's patient, and its own about the other
  CHECK_FALSE(ward.knows("Patient", "pat-2"));
  CHECK(ward.world.storage().counts()->statements == 7);
  CHECK(ward.world.storage().counts()->quarantined == 0);

  ward.limit({"east", "west"});
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 7);
  CHECK(ward.knows("Patient", "pat-2"));
  ward.limit({"west"});
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 4);
  CHECK_FALSE(ward.knows("Patient", "pat-1"));
}

TEST_CASE("What was written before a discharge and comes after it is taken, and every tablet of the ward hears it") {
  TwoWards ward;
  ward.limit({"east"});
  CHECK(ward.east.tablet.run_until_quiet());
  ward.save(ward.everywhere, "1");
  ward.discharge("1");
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.everywhere.tablet.run_until_quiet());
  CHECK(ward.world.storage().counts()->statements == 7);
  CHECK(ward.world.storage().counts()->quarantined == 0);
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 4);
}

TEST_CASE("S14: eight days after its end a stay goes from a ward's tablets; what still comes is taken, reopened it is back") {
  TwoWards ward;
  ward.limit({"east"});
  ward.discharge("1");
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 3);
  const auto reads = [&] { return ward.world.ask("tablet-1", "GET", "/fhir/Encounter/enc-1").status; };
  ward.world.clock.advance(kDischarged + kSeenAfterTheEnd - seconds(1) - ward.world.clock.now());
  CHECK(reads() == 200);
  ward.world.clock.advance(seconds(1));
  CHECK(reads() == 403);
  ward.east.rest();
  CHECK(ward.statements() == 0);
  CHECK_FALSE(ward.knows("Encounter", "enc-1"));
  CHECK_FALSE(ward.knows("Patient", "pat-1"));

  ward.save(ward.everywhere, "1");
  CHECK(ward.everywhere.tablet.run_until_quiet());
  CHECK(ward.world.storage().counts()->statements == 7);
  CHECK(ward.world.storage().counts()->quarantined == 0);
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 0);
  ward.admit("1", "east-1");
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.statements() == 4);
  CHECK(ward.knows("Flag", "flag-1"));
}

TEST_CASE("A stay that goes on after the end that was planned for it stays on the ward's tablets") {
  TwoWards ward;
  ward.limit({"east"});
  ward.put({"Encounter",
            "enc-1",
            R"({"resourceType":"Encounter","id":"enc-1","status":"in-progress","subject":{"reference":"Patient/pat-1"},)"
            R"("period":{"start":"2025-06-10T06:00:00-04:00","end":"2025-06-10T07:00:00-04:00"},)"
            R"("location":[{"location":{"reference":"Location/east-1"},"status":"active"}]})",
            {}});
  ward.world.clock.advance(kSeenAfterTheEnd + kSeenAfterTheEnd);
  CHECK(ward.world.ask("tablet-1", "GET", "/fhir/Encounter/enc-1").status == 200);
}

TEST_CASE("S14: who was first added on a tablet is seen where the hospital's own stay is, and elsewhere no longer") {
  TwoWards ward;
  ward.limit({"east"});
  const auto temporary = [&](const std::string& replaced_by) {
    ward.put({"Encounter",
              "temporary",
              R"({"resourceType":"Encounter","id":"temporary",)" + replaced_by +
                  R"("status":"in-progress","subject":{"reference":"Patient/pat-2"},)"
                  R"("location":[{"location":{"reference":"Location/east-1"},"status":"active"}]})",
              {}});
    return ward.world.ask("tablet-1", "GET", "/fhir/Patient/pat-2").status;
  };
  CHECK(temporary("") == 200);
  CHECK(temporary(R"("extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-2"}}],)") ==
        403);
}

TEST_CASE("S14: a patient merged into another is known under both names where one of them lies") {
  TwoWards ward;
  ward.limit({"east"});
  ward.put(
      {"Patient",
       "pat-1",
       R"({"resourceType":"Patient","id":"pat-1","active":false,"link":[{"other":{"reference":"Patient/pat-2"},"type":"replaced-by"}]})",
       {}});
  CHECK(ward.east.tablet.run_until_quiet());
  CHECK(ward.knows("Patient", "pat-2"));
  CHECK(must(ward.east.tablet.store().resolve(PatientId{"pat-1"})).value == "pat-2");
}

TEST_CASE("S14: a tablet of one ward reads its own ward's resources by their address, and is told nothing of what else there is") {
  TwoWards ward;
  ward.limit({"east"});
  const auto status = [&](const std::string& target) { return ward.world.ask("tablet-1", "GET", "/fhir/" + target).status; };
  for (const std::string own : {"Patient/pat-1", "Encounter/enc-1", "Flag/flag-1", "Location/west"}) {
    INFO(own);
    CHECK(status(own) == 200);
  }
  for (const std::string others :
       {"Patient/pat-2", "Encounter/enc-2", "Flag/flag-2", "Patient/nobody", "Patient", "Patient?_id=pat-2",
        "QuestionnaireResponse?patient=pat-2", "Patient/pat-2/_history", "current/Patient/pat-2"}) {
    INFO(others);
    CHECK(status(others) == 403);
  }
  ward.limit({});
  CHECK(status("Patient/pat-2") == 200);
}

TEST_CASE("A scope names a device and wards that there are") {
  TwoWards ward;
  CHECK(put_scope(ward.world.storage(), {"nobody"}, {"east"}).error().code == ErrorCode::NotFound);
  CHECK(put_scope(ward.world.storage(), {"tablet-1"}, {"moon"}).error().code == ErrorCode::InvalidContent);
  CHECK(must(put_scope(ward.world.storage(), {"tablet-1"}, {"east"})).version == "wards-2");
  CHECK(must(put_scope(ward.world.storage(), {"tablet-1"}, {})).version == "hospital-3");
}

}  // namespace wardlight::hub
