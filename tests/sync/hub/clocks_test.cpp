// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/sync/hub/guest.h"

namespace wardlight::hub {
namespace {

struct Record {
  std::vector<std::string> feed;  // tablet and place in its chain, in the hub's order
  std::vector<std::size_t> held;  // by each tablet
};

void set_wrong(Guest& guest, Duration ahead) {
  auto& clock = guest.tablet.tablet().clock();
  clock.set_wall(clock.now() + ahead);
}

// Two tablets that round in turn, each with a clock of its own.
Record round_with_clocks(Duration first_ahead, Duration second_ahead) {
  HubWorld world;
  Guest first{world, "tablet-1", 11};
  Guest second{world, "tablet-2", 22};
  set_wrong(first, first_ahead);
  set_wrong(second, second_ahead);
  for (int i = 0; i < 3; ++i)
    for (Guest* guest : {&first, &second}) {
      guest->tablet.save_round();
      CHECK(guest->tablet.run_until_quiet());
    }
  CHECK(first.tablet.run_until_quiet());
  Record record;
  for (const auto& row : must(world.storage().read_statements({0, must(world.storage().state()).head, 100})))
    record.feed.push_back(row.envelope->device.value + "/" + std::to_string(row.envelope->seq));
  for (Guest* guest : {&first, &second}) record.held.push_back(guest->tablet.ids().size());
  return record;
}

}  // namespace

TEST_CASE("S11: whatever the tablets' clocks say, the hub takes the same statements in the same order and everybody gets them") {
  const Record right = round_with_clocks({}, {});
  REQUIRE(right.feed.size() == 6);
  CHECK(right.held == std::vector<std::size_t>{6, 6});
  const auto wrong = {std::pair(hours(-3), hours(5)), std::pair(hours(5), hours(-3)), std::pair(hours(-24 * 365), minutes(7))};
  for (const auto& [first, second] : wrong) {
    const Record record = round_with_clocks(first, second);
    CHECK(record.feed == right.feed);
    CHECK(record.held == right.held);
  }
}

}  // namespace wardlight::hub
