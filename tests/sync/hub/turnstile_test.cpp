// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/turnstile.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <thread>

namespace wardlight::hub {
namespace {

// Somebody is inside; what others do while that lasts is said by `meanwhile`. Who was served, in order; "-NAME" was turned away.
struct Door {
  explicit Door(std::size_t at_once, std::size_t in_line) : turnstile(at_once, in_line) {}
  void enter(const std::string& name, std::optional<std::int64_t> oldest = {}, bool urgent = false) {
    turnstile.enter({urgent, oldest ? std::optional(Instant{*oldest}) : std::nullopt, [this, name] { seen += name; },
                     [this, name] { seen += "-" + name; }});
  }
  void enter_and(const std::function<void()>& meanwhile) {
    turnstile.enter({false, {}, [&] { meanwhile(); }, [] {}});
  }

  Turnstile turnstile;
  std::string seen;
};

}  // namespace

TEST_CASE("Whoever finds the door free is served at once") {
  Door door(1, 4);
  door.enter("a");
  door.enter("b");
  CHECK(door.seen == "ab");
}

TEST_CASE("In line urgent ones go first, then the oldest unsent, then who came first") {
  Door door(1, 10);
  door.enter_and([&] {
    door.enter("x");
    door.enter("c", 300);
    door.enter("y");
    door.enter("b", 200);
    door.enter("B", 200);
    door.enter("d", 900);
    door.enter("u", 500, true);
    door.enter("t", 100, true);
    CHECK(door.seen.empty());
  });
  CHECK(door.seen == "tubBcdxy");
}

TEST_CASE("A full line turns away the last in this order, not the last to come") {
  Door door(1, 2);
  door.enter_and([&] {
    door.enter("n", 900);
    door.enter("o", 100);
    door.enter("u", 950, true);
    CHECK(door.seen == "-n");
    door.enter("m", 800);
  });
  CHECK(door.seen == "-n-muo");
}

TEST_CASE("A door for nobody and a line of none turns everybody away") {
  Door door(0, 0);
  door.enter("a");
  CHECK(door.seen == "-a");
}

TEST_CASE("With many threads no more are inside than may be, and everybody who is not turned away is served once") {
  Turnstile turnstile(3, 1'000);
  std::atomic<int> inside{0};
  std::atomic<int> served{0};
  std::atomic<bool> too_many{false};
  const auto serve = [&] {
    if (++inside > 3) too_many = true;
    std::this_thread::yield();
    --inside;
    ++served;
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int j = 0; j < 100; ++j) turnstile.enter({j % 7 == 0, Instant{j}, serve, [] {}});
      });
  }
  CHECK(served == 800);
  CHECK_FALSE(too_many);
}

}  // namespace wardlight::hub
