// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/core/store/tablet.h"
#include "tests/support/plain_database.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

constexpr std::string_view kMarker = "XyzzyMarkerOfAPatient";

// Counts the writes that hold the marker, whatever file they go to.
struct Watch {
  explicit Watch(FaultDisk& disk) {
    disk.on_write = [this](const std::string&, ByteView bytes) {
      ++writes;
      if (as_text(bytes).find(kMarker) != std::string_view::npos) ++found;
    };
  }
  int writes = 0;
  int found = 0;
};

std::string marked(std::string_view before) { return std::string(before) + std::string(kMarker); }

// Every text that can reach the store, with the marker in it.
void use_every_field(Tablet& tablet) {
  auto store = tablet.create();
  REQUIRE(store);
  auto round = tablet.round(marked("r1-"), marked("enc-"), marked("kind-"));
  round.signer = {marked("nurse-")};
  round.audit.push_back(to_bytes(marked("looked at ")));
  const DraftKey draft{{marked("nurse-")}, {marked("enc-")}, marked("form-")};
  REQUIRE((*store)->put_draft({draft, tablet.clock().now(), marked("half a word ")}));
  REQUIRE((*store)->save(round));
  REQUIRE((*store)->append_audit({to_bytes(marked("searched "))}));
  REQUIRE((*store)->mark_rejected(std::vector<Rejection>{{{1, 1}, "The hub does not know this form."}}));
  UnitEnvelope envelope;
  envelope.device = {marked("tablet-")};
  envelope.signer = {marked("nurse-")};
  const std::string patient = R"({"resourceType":"Patient","id":"p","name":[{"family":")" + marked("Family") + R"(","given":[")" +
                              marked("Given") + R"("]}],"identifier":[{"value":")" + marked("MRN") + R"("}]})";
  REQUIRE((*store)->apply_page({"epoch", "cursor",
                                {{"Patient", "p", patient, {}, 1},
                                 {"QuestionnaireResponse", marked("r2-"), tablet.round_bytes(marked("r2-"), marked("enc-"), "full", ""), envelope, 2}}}));
  for (int i = 0; i < 300; ++i) REQUIRE((*store)->save(tablet.round(marked("many-" + std::to_string(i) + "-"), marked("enc-"))));
  REQUIRE((*store)->rebuild_projections());
  const std::vector<EncounterId> ward{{marked("enc-")}};
  CHECK((*store)->list_acts(ward, {0})->size() == 302);
  REQUIRE((*store)->maintain());
  CHECK((*store)->check_integrity()->empty());
}

// More rows than SQLite sorts in a page cache of ten pages.
constexpr std::string_view kBigSort = "SELECT group_concat(word) FROM (SELECT word FROM heap ORDER BY noise)";
std::string fill_heap() {
  return "CREATE TABLE heap (word TEXT, noise BLOB); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
         " INSERT INTO heap SELECT '" + std::string(kMarker) + "' || i, randomblob(400) FROM n;";
}

int markers_of_big_sort(std::string_view temp_store) {
  FaultDisk disk;
  Watch watch(disk);
  support::SeededRandom random(3);
  auto guards = kGuards;
  for (auto& guard : guards)
    if (guard.pragma == "temp_store") guard.value = temp_store;
  auto db = Database::open({.path = "/a.db", .open_as = OpenAs::CreateIfMissing, .vfs = disk.vfs_name(), .guards = {guards, guards}},
                           crypto::Secret::random(kKeySize, random));
  REQUIRE(db);
  REQUIRE((*db)->script(fill_heap()));
  REQUIRE((*db)->script("PRAGMA cache_size = 10"));
  REQUIRE((*db)->run(kBigSort));
  REQUIRE((*db)->script("CREATE INDEX heap_noise ON heap (noise, word)"));
  REQUIRE((*db)->script("VACUUM"));
  REQUIRE(watch.writes > 100);
  return watch.found;
}

}  // namespace

TEST_CASE("A marker in every text field reaches the disk in no byte but ciphertext") {
  FaultDisk disk;
  Watch watch(disk);
  Tablet tablet(disk);
  use_every_field(tablet);
  CHECK(watch.writes > 1000);
  CHECK(watch.found == 0);
  for (const auto& path : disk.paths()) CHECK(as_text(disk.contents(path)).find(kMarker) == std::string_view::npos);
}

TEST_CASE("The same marker in an unencrypted database is found, in its file, its log and its temporary files") {
  FaultDisk disk;
  Watch watch(disk);
  REQUIRE(support::run_on_plain_database(disk, "/plain.db", "PRAGMA journal_mode = wal;" + fill_heap()));
  CHECK(watch.found > 0);
  const int before_sort = watch.found;
  REQUIRE(support::run_on_plain_database(disk, "/plain.db", "PRAGMA temp_store = 1; PRAGMA cache_size = 10;" + std::string(kBigSort)));
  CHECK(watch.found > before_sort);
}

TEST_CASE("A big sort, a new index and VACUUM spill nothing; with the guard on temporary files taken off they do") {
  CHECK(markers_of_big_sort("2") == 0);
  CHECK(markers_of_big_sort("1") > 0);
}
