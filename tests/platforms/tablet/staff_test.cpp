// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <mutex>

#include "sync/client/background_sync.h"
#include "sync/client/enrol.h"
#include "tests/platforms/demo_site.h"

using namespace wardlight;

namespace {

struct StaffSite : test::DemoSite {
  void hire(const std::string& id, const std::string& pin) {
    storage::StaffRow row{{id}, "Zoe Late", "nurse", {}, crypto::Secret(0), 1};
    random.fill(row.salt);
    row.stretched = must(crypto::stretch(crypto::Secret(as_bytes(pin)), row.salt, test::kCheap));
    must(hospital->storage().put_staff(row));
  }
  std::shared_ptr<access::Session> sign_in(access::AccessControl& door) {
    const auto& person = hospital->staff().front();
    return must(door.sign_in(person.practitioner, crypto::Secret(as_bytes(person.pin))));
  }
};

}  // namespace

TEST_CASE("A nurse who was hired after the tablet was enrolled signs in on it once somebody else was in at a contact") {
  StaffSite site;
  auto tablet = must(site.enrol("tablet"));
  auto door = must(access::AccessControl::open(tablet->parts(), {}));
  site.hire("zoe", "483926");
  const auto hub = must(sync::connect_to_hub(site.disk, tablet->folder(), tablet->device(), site.clock));
  CHECK(sync::refresh_staff(*hub, *door).error().code == ErrorCode::Locked);
  site.sign_in(*door);
  must(sync::refresh_staff(*hub, *door));
  door->lock();
  const auto zoe = must(door->sign_in({"zoe"}, crypto::Secret(as_bytes("483926"))));
  const auto known = must(site.hospital->storage().list_sign_keys(tablet->device().device, {"zoe"}));
  REQUIRE(known.size() == 1);
  CHECK(known[0] == zoe->sign_key());
}

TEST_CASE("The sync thread runs an errand at the first contact, again when it failed") {
  StaffSite site;
  auto tablet = must(site.enrol("tablet"));
  auto door = must(access::AccessControl::open(tablet->parts(), {}));
  auto store = must(tablet->open_store(*site.sign_in(*door)));
  std::mutex mutex;
  std::condition_variable done;
  int runs = 0;
  sync::SyncOptions at_once;
  at_once.first_contact_within = milliseconds(1);
  sync::BackgroundSync background(must(sync::connect_to_hub(site.disk, tablet->folder(), tablet->device(), site.clock)),
                                  tablet->journal(), site.clock, site.random, at_once);
  background.unlock(must(store->connect()));
  background.run_errand([&](transport::HttpClient&) -> Expected<void> {
    const std::lock_guard lock(mutex);
    done.notify_all();
    if (++runs < 2) return Error{ErrorCode::Conflict, "Come again.", "test"};
    return {};
  });
  const auto has_run = [&](int times) {
    std::unique_lock lock(mutex);
    return done.wait_for(lock, std::chrono::milliseconds(500), [&] { return runs >= times; });
  };
  for (int tries = 0; tries < 200 && !has_run(2); ++tries)
    background.wake();  // ends the wait for news, so that there is a contact
  CHECK(runs == 2);
  background.lock();
  background.run_errand({});
  CHECK(runs == 2);
}

TEST_CASE("An enrolment that lost power after its store was made is made again in the same folder") {
  StaffSite site;
  auto tablet = must(site.enrol("tablet"));
  must(site.disk.remove(tablet->folder().slots() + "/current"));  // the mark is what is written last
  tablet.reset();
  tablet = must(site.enrol("tablet"));
  auto door = must(access::AccessControl::open(tablet->parts(), {}));
  CHECK(must(tablet->open_store(*site.sign_in(*door)))->alarms().empty());
}
