// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "sync/census/fhir_reader.h"
#include "sync/hub/importer.h"
#include "sync/hub/reconcile.h"
#include "tests/support/memory_file.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

constexpr const char* kTag = R"("meta":{"tag":[{"code":"temporary"}]},)";

ImportSummary import(HubWorld& world, const std::string& text, const std::string& name = "census.ndjson") {
  support::MemoryFile file(text);
  Importer importer(world.storage(), world.clock, [](std::uint64_t, std::uint64_t) {});
  must(census::read_fhir(file, name, importer));
  must(importer.finish());
  return importer.summary();
}

struct Temporaries {
  std::string patient;
  std::string encounter;
  std::string patient_bytes;
};

Temporaries push_temporaries(HubWorld& world, TestTablet& tablet, const std::string& number) {
  Temporaries made{tablet.new_id(), tablet.new_id(), {}};
  made.patient_bytes = R"({"resourceType":"Patient","id":")" + made.patient + R"(",)" + kTag + R"("identifier":[{"value":")" +
      number + "\"}]}";
  const auto patient = tablet.write("Patient", made.patient, made.patient_bytes);
  const auto encounter = tablet.write("Encounter", made.encounter,
                                      R"({"resourceType":"Encounter","id":")" + made.encounter + R"(",)" + kTag +
                                          R"("status":"in-progress","subject":{"reference":"Patient/)" + made.patient +
                                          R"("},"period":{"start":"2025-06-10T07:00:00-04:00"}})");
  const auto answers = world.push(tablet.device(), {patient.entry, encounter.entry});
  REQUIRE(answers[0].status == wire::UnitStatus::New);
  REQUIRE(answers[1].status == wire::UnitStatus::New);
  return made;
}

const std::string kReal =
    R"({"resourceType":"Patient","id":"p77","identifier":[{"system":"urn:mrn","value":"4711"}]})"
    "\n"
    R"({"resourceType":"Encounter","id":"old","status":"finished","subject":{"reference":"Patient/p77"},"period":{"start":"2024-01-01T00:00:00Z","end":"2024-01-05T00:00:00Z"}})"
    "\n"
    R"({"resourceType":"Encounter","id":"e77","status":"in-progress","subject":{"reference":"Patient/p77"},"period":{"start":"2025-06-10T06:30:00-04:00"}})"
    "\n";

std::string replaced_by(HubWorld& world, const std::string& type, const std::string& id) {
  const auto row = must(world.storage().find_resource(type, id));
  REQUIRE(row);
  const auto value = must(json::parse(as_text(row->bytes)));
  return std::string(value["extension"][0]["valueReference"].text_of("reference"));
}

}  // namespace

TEST_CASE("When the hospital sends the real patient, the temporary one is named as replaced in the feed, once") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto made = push_temporaries(world, tablet, "4711");
  import(world, kReal);
  const auto first = must(reconcile_temporaries(world.storage(), world.clock.now()));
  CHECK(first.patients == 1);
  CHECK(first.encounters == 1);
  CHECK(replaced_by(world, "Patient", made.patient) == "Patient/p77");
  CHECK(replaced_by(world, "Encounter", made.encounter) == "Encounter/e77");
  const auto again = must(reconcile_temporaries(world.storage(), world.clock.now()));
  CHECK(again.patients + again.encounters == 0);
  const auto statements = must(world.storage().list_statements("Patient"));
  REQUIRE(statements.size() == 1);
  CHECK(as_text(statements[0].bytes) == made.patient_bytes);
}

TEST_CASE("When the real patient was there before, the match is made as the temporary one arrives") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  import(world, kReal);
  const auto made = push_temporaries(world, tablet, "4711");
  CHECK(replaced_by(world, "Patient", made.patient) == "Patient/p77");
  CHECK(replaced_by(world, "Encounter", made.encounter) == "Encounter/e77");
}

TEST_CASE("No identifier in common is no match, and two possible matches are left to a person") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  push_temporaries(world, tablet, "9999");
  push_temporaries(world, tablet, "4711");
  import(world, kReal + R"({"resourceType":"Patient","id":"p78","identifier":[{"system":"urn:other","value":"4711"}]})" "\n");
  world.stop();
  world.start();
  const auto result = must(reconcile_temporaries(world.storage(), world.clock.now()));
  CHECK(result.patients == 0);
  CHECK(result.unsure == 1);
}

TEST_CASE("An import counts new, same and refused, keeps bytes, and changed data is a new version in the feed") {
  HubWorld world;
  const std::string text = kReal + "{\n";
  const auto first = import(world, text);
  CHECK(first.read == 4);
  CHECK(first.added == 3);
  REQUIRE(first.refused.size() == 1);
  CHECK(first.refused[0].line == 4);
  const auto second = import(world, text);
  CHECK(second.added == 0);
  CHECK(second.same == 3);
  const auto head = must(world.storage().state()).head;
  std::string moved = kReal;
  moved.replace(moved.find("06:30"), 5, "06:31");
  CHECK(import(world, moved).added == 1);
  CHECK(must(world.storage().state()).head == head + 1);
}

TEST_CASE("A real hospital's census imported twice is the same census") {
  HubWorld world;
  world.add_tablet("tab-1");
  std::string all;
  for (const auto* name : {"Encounter.ndjson", "Location.ndjson", "Patient.ndjson"}) {
    std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/tests/data/census/" + name, std::ios::binary);
    all += std::string(std::istreambuf_iterator<char>(file), {});
  }
  const auto first = import(world, all);
  CHECK(first.refused.empty());
  CHECK(first.by_type.at("Patient") == 6);
  std::vector<std::string> once;
  world.read_all("tab-1", once);
  const auto second = import(world, all);
  CHECK(second.same == first.added);
  std::vector<std::string> twice;
  world.read_all("tab-1", twice);
  CHECK(twice == once);
  CHECK(twice.size() == first.added);
}
