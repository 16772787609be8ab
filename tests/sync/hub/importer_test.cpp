// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/importer.h"

#include "sync/census/fhir_reader.h"
#include "sync/hub/page_room.h"
#include "tests/support/memory_file.h"
#include "tests/sync/hub/hub_world.h"

namespace wardlight::hub {

TEST_CASE("An import names a resource that no tablet could read, leaves it out and takes its neighbours") {
  HubWorld world;
  const auto line = [](const std::string& id, std::size_t bytes) {
    return R"({"resourceType":"Location","id":")" + id + R"(","name":")" + std::string(bytes, 'a') + "\"}\n";
  };
  support::MemoryFile file(line("l1", 1) + line("l2", kLargestResource) + line("l3", 1'000'000));
  Importer importer(world.storage(), world.clock, [](std::uint64_t, std::uint64_t) {});
  must(census::read_fhir(file, "census.ndjson", importer));
  must(importer.finish());
  CHECK(importer.summary().added == 2);
  REQUIRE(importer.summary().refused.size() == 1);
  CHECK(importer.summary().refused[0].line == 2);
  CHECK(importer.summary().refused[0].what == kTooLarge);
  CHECK(must(world.storage().list_references("Location")).size() == 2);
}

}  // namespace wardlight::hub
