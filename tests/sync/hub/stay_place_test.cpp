// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/stay_place.h"

#include <catch2/catch_test_macros.hpp>

namespace wardlight::hub {

TEST_CASE("The place within what comes with a stay is written and read back, and nonsense or another place is none") {
  const auto read = read_stay_place(write_stay_place({41, 7}));
  REQUIRE(read);
  CHECK(read->position == 41);
  CHECK(read->given == 7);
  for (const auto* text : {"", "c", "c1", "c.2", "c1.", "c1.2x", "c-1.2", "r0.41.7", "s1.2.3"}) CHECK_FALSE(read_stay_place(text));
}

}  // namespace wardlight::hub
