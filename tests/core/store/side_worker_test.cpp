// SPDX-License-Identifier: Apache-2.0
#include "core/store/side_worker.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <future>

namespace wardlight::store {
namespace {

TEST_CASE("Work beside the caller's is done once, and done when the caller goes on") {
  SideWorker worker;
  int done = 0;  // no lock: finish() makes it seen
  for (int i = 1; i <= 1000; ++i) {
    worker.begin([&done] { ++done; });
    worker.finish();
    REQUIRE(done == i);
  }
}

TEST_CASE("The work goes on while its caller waits for something else") {
  SideWorker worker;
  std::promise<void> begun;
  worker.begin([&] { begun.set_value(); });
  begun.get_future().wait();  // nobody but the worker's own thread can have begun it
  worker.finish();
}

TEST_CASE("Work that the thread never came to is done by the caller, and none is left when its owner goes") {
  int done = 0;
  for (int i = 0; i < 200; ++i) {
    SideWorker worker;
    worker.begin([&done] { ++done; });
    worker.finish();  // mostly before the new thread runs
  }
  CHECK(done == 200);
  SideWorker idle;
}

}  // namespace
}  // namespace wardlight::store
