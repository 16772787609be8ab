// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "platforms/linux/paths.h"
#include "sync/storage/incidents/incident_file.h"
#include "tests/sync/hub/hub_world.h"

namespace wardlight::hub {
namespace {

struct IncidentFolder {
  IncidentFolder()
      : root(must(platform::make_temporary_folder("incidents"))), key(crypto::Secret::random(store::kKeySize, random)) {}
  ~IncidentFolder() { std::filesystem::remove_all(root); }
  std::unique_ptr<storage::IncidentFile> open() {
    return must(storage::IncidentFile::open(root + "/incidents.db", store::OpenAs::CreateIfMissing, key));
  }
  support::SeededRandom random{5};
  std::string root;
  crypto::Secret key;
};

TestTablet::Written report(TestTablet& tablet) {
  const std::string id = tablet.new_id();
  return tablet.write(
      "AdverseEvent", id,
      R"({"resourceType":"AdverseEvent","id":")" + id +
          R"(","actuality":"actual","subject":{"reference":"Patient/p1"},"recorder":{"reference":"Practitioner/)" +
          tablet.signer() + R"("}})");
}

std::string tagged() { return R"("meta":{"tag":[{"system":"urn:wardlight:codes:tag","code":"incident"}]},)"; }

}  // namespace

TEST_CASE("Incidents go into a file of their own: accepted and durable, in no feed and no reading of the record") {
  IncidentFolder folder;
  const auto incidents = folder.open();
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.stop();
  world.options.incidents = incidents.get();
  world.start();
  const auto fall = report(tablet);
  const auto huddle = tablet.round("true", tagged());
  const auto round = tablet.round();
  const auto answers = world.push("tab-1", {fall.entry, huddle.entry, round.entry});
  REQUIRE(answers.size() == 3);
  for (const auto& answer : answers) {
    CHECK(answer.status == wire::UnitStatus::New);
    CHECK(answer.position >= 1);
  }
  CHECK(world.push("tab-1", {fall.entry, huddle.entry})[0].status == wire::UnitStatus::Known);
  std::vector<std::string> ids;
  world.read_all("tab-1", ids);
  CHECK(std::ranges::find(ids, round.id) != ids.end());
  CHECK(std::ranges::find(ids, fall.id) == ids.end());
  CHECK(std::ranges::find(ids, huddle.id) == ids.end());
  CHECK(world.ask("tab-1", "GET", "/fhir/AdverseEvent/" + fall.id).status == 404);
  const auto rows = must(incidents->list());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].bytes == fall.bytes);
  CHECK(rows[1].bytes == huddle.bytes);
}

TEST_CASE("A hub without a file for incidents takes none into its record instead") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto fall = report(tablet);
  CHECK(world.push("tab-1", {fall.entry})[0].status == wire::UnitStatus::Refused);
  CHECK(world.ask("tab-1", "GET", "/fhir/AdverseEvent/" + fall.id).status == 404);
}

TEST_CASE("Another content under a known incident's id is kept beside the first and told as a conflict") {
  IncidentFolder folder;
  const auto file = folder.open();
  TestTablet tablet("tablet-1", "ana", folder.random);
  const std::string one = R"({"resourceType":"AdverseEvent","id":"a"})";
  const std::string two = R"({"resourceType":"AdverseEvent","id":"a","date":"2025-06-10"})";
  const auto unit = [&](const std::string& bytes) {
    store::UnitEnvelope envelope{{"tablet-1"}, 1, 1, crypto::sha256(as_bytes(bytes)), {}, {"ana"}, {}};
    return storage::NewUnit{envelope, {}, "AdverseEvent", "a", bytes, {}};
  };
  const storage::NewUnit first = unit(one);
  const storage::NewUnit other = unit(two);
  CHECK(must(file->append({&first, 1}, {1}))[0].state == storage::AppendState::New);
  CHECK(must(file->append({&first, 1}, {2}))[0].state == storage::AppendState::Known);
  CHECK(must(file->append({&other, 1}, {3}))[0].state == storage::AppendState::OtherBytes);
  CHECK(must(folder.open()->list()).size() == 2);
}

}  // namespace wardlight::hub
