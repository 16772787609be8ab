// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/units.h"

#include "tests/sync/hub/hub_world.h"

namespace wardlight::hub {

TEST_CASE("A round signed with a key that was registered through another hub of the hospital is taken, a stranger's is still not") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const KnownForms forms;
  UnitJudge judge(world.storage(), forms);
  const auto objection_to = [&](const TestTablet::Written& round) {
    const auto push = wire::Push::from_entries({round.entry});
    return must(judge.judge(push.units()[0], *must(world.storage().find_device({"tab-1"})))).objection;
  };
  CHECK(objection_to(tablet.round()).empty());
  auto enrolled_again = world.add_tablet("tab-1");
  CHECK(objection_to(enrolled_again.round()).empty());
  CHECK_FALSE(objection_to(TestTablet("tab-1", "nurse-1", world.random).round()).empty());
  CHECK(objection_to(tablet.round()).empty());
}

}  // namespace wardlight::hub
