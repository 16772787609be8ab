// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

constexpr const char* kFolder = WARDLIGHT_SOURCE "/tests/data/store/";

Bytes read_data(const std::string& name) {
  std::ifstream in(kFolder + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_data(const std::string& name, const Bytes& bytes) {
  std::ofstream(kFolder + name, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void lay_out(FaultDisk& disk, const Tablet& tablet, const std::string& schema) {
  disk.set_contents(tablet.path("store/wardlight.db"), read_data("schema-" + schema + ".db"));
  disk.set_contents(tablet.path("store/beacon"), read_data("schema-" + schema + ".beacon"));
}

// Each unit of the outbox by its place in the chain, and what it hangs on.
std::vector<std::string> outbox_of(const Store& store) {
  std::vector<std::string> units;
  const auto rows = store.list_outbox({}, 100);
  REQUIRE(rows);
  for (const auto& row : *rows) {
    const auto& envelope = row.statement.envelope;
    units.push_back(std::to_string(envelope.incarnation) + "/" + std::to_string(envelope.seq) + " " +
                    crypto::to_hex(chain_value(envelope)));
  }
  return units;
}

}  // namespace

// One released schema, one file, opened for ever: whatever a later version changes must still read these.
TEST_CASE("A store of each schema that was ever released opens with all that was in it") {
  const std::string schema = GENERATE("1", "2", "3", "4");
  FaultDisk disk;
  Tablet tablet(disk);
  lay_out(disk, tablet, schema);
  auto store = tablet.open();
  REQUIRE(store);
  CHECK((*store)->alarms().empty());
  CHECK((*store)->count_statements().value() == 4);
  const auto statement = (*store)->find_statement({"frozen-1"}).value();
  REQUIRE(statement.has_value());
  CHECK(crypto::verify(tablet.nurse().public_key, chain_value(statement->envelope), statement->envelope.signature));
  CHECK(crypto::sha256(as_bytes(statement->bytes)) == statement->envelope.hash);
  const auto counts = (*store)->count_outbox().value();
  CHECK(counts.pending == 1);
  CHECK(counts.accepted == 1);
  CHECK(counts.rejected == 1);
  CHECK(counts.released == 1);
  CHECK((*store)->sync_state()->cursor == "frozen-cursor");
  CHECK((*store)->find_draft({{"nurse-1"}, {"enc-1"}, "urn:test:round"}).value()->bytes == "{\"half\":true}");
  CHECK((*store)->list_audit(1, 10)->size() == 4);
  CHECK((*store)->find_reference("Patient", "pat-1").value().has_value());
  CHECK((*tablet.journal())->frames().size() == 3);  // sealed again for whatever is not released
  CHECK((*store)->save(tablet.round("after")));
  const std::vector<EncounterId> ward{{"enc-1"}};
  CHECK((*store)->list_acts(ward, {0})->size() == 5);
  CHECK((*store)->check_integrity()->empty());
}

TEST_CASE("S17: an upgrade may lose power at any moment: outbox and chain are the same after it, and saving goes on") {
  const std::string schema = GENERATE("1", "2", "3");
  FaultDisk disk;
  Tablet tablet(disk);
  lay_out(disk, tablet, schema);
  const auto image = disk.image();
  disk.restore(image, 1);
  std::vector<std::string> outbox;
  {
    const auto store = tablet.open();
    REQUIRE(store);
    outbox = outbox_of(**store);
  }
  const auto operations = disk.operations();
  REQUIRE(operations > 10);
  for (std::uint64_t point = 1; point <= operations; ++point) {
    INFO("power cut at operation " << point << " of " << operations);
    disk.restore(image, point);
    disk.cut_power_at(point);
    static_cast<void>(tablet.open());
    disk.reboot();
    auto store = tablet.open();
    REQUIRE(store);
    CHECK((*store)->alarms().empty());
    CHECK((*store)->count_statements().value() == 4);
    CHECK(outbox_of(**store) == outbox);
    CHECK((*store)->save(tablet.round("after")));
  }
}

// Run by hand, once for each released schema: writes the file that the test above reads.
TEST_CASE("Freeze the store of the newest schema", "[.freeze]") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = tablet.create();
    REQUIRE(store);
    for (const auto* id : {"frozen-1", "frozen-2", "frozen-3", "frozen-4"}) REQUIRE((*store)->save(tablet.round(id)));
    REQUIRE((*store)->hear_hub({"e1", 0, 0}));
    REQUIRE((*store)->mark_accepted(std::vector<Acceptance>{{{1, 1}, 1}, {{1, 2}, 2}}, "e1"));
    REQUIRE((*store)->mark_rejected(std::vector<Rejection>{{{1, 3}, "Not known."}}));
    REQUIRE((*store)->hear_hub({"e1", 2, 1}));
    REQUIRE((*store)->put_draft({{{"nurse-1"}, {"enc-1"}, "urn:test:round"}, tablet.clock().now(), "{\"half\":true}"}));
    REQUIRE((*store)->apply_page({"e1", "frozen-cursor", {{"Patient", "pat-1", R"({"resourceType":"Patient","id":"pat-1"})", {}, 3}}}));
  }
  const auto schema = std::to_string(tablet_migrations().back().number);
  write_data("schema-" + schema + ".db", disk.contents(tablet.path("store/wardlight.db")));
  write_data("schema-" + schema + ".beacon", disk.contents(tablet.path("store/beacon")));
}
