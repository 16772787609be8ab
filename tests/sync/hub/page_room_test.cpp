// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/page_room.h"

#include <algorithm>

#include "tests/sync/hub/guest.h"

namespace wardlight::hub {
namespace {

constexpr std::size_t kPhoto = 100'000;
constexpr std::size_t kScan = 3'000'000;  // more than a page, and less than what travels alone

// Letters that no compression makes much smaller, as of a photograph.
std::string filler(std::size_t bytes) {
  std::string text(bytes, 'a');
  std::uint32_t state = 7;
  for (char& letter : text) {
    state = state * 1'664'525 + 1'013'904'223;
    letter = static_cast<char>('a' + (state >> 24) % 26);
  }
  return text;
}

void put(HubWorld& world, const std::string& type, const std::string& id, std::size_t bytes, const std::string& rest = {}) {
  const storage::NewReference reference{
      type, id, R"({"resourceType":")" + type + R"(","id":")" + id + R"(","x":")" + filler(bytes) + "\"" + rest + "}", {}};
  must(world.storage().put_references(std::span(&reference, 1), world.clock.now()));
}
void put_stay(HubWorld& world, const std::string& bed) {
  put(world, "Encounter", "enc-1", 10,
      R"(,"status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/p1"},"period":{"start":)"
      R"("2025-06-10T06:00:00-04:00"},"location":[{"location":{"reference":"Location/)" + bed + R"("},"status":"active"}])");
}
void push_notes(HubWorld& world, TestTablet& tablet, int count, std::size_t bytes, std::vector<std::string>& ids) {
  for (int i = 0; i < count; ++i) {
    ids.push_back(tablet.new_id());
    const auto note = tablet.write("Communication", ids.back(),
                                   R"({"resourceType":"Communication","id":")" + ids.back() +
                                        R"(","status":"completed","subject":{"reference":"Patient/p1"},"encounter":)"
                                        R"({"reference":"Encounter/enc-1"},"sent":"2025-06-10T08:00:00-04:00","x":")" +
                                        filler(bytes) + "\"}");
    REQUIRE(world.push(tablet.device(), {note.entry})[0].status == wire::UnitStatus::New);
  }
}

void check_bound(const wire::FeedPage& page) {
  std::size_t bytes = 0;
  for (const auto& entry : page.entries()) bytes += entry.bytes.size();
  CHECK((bytes <= kPageBytes || page.entries().size() == 1));
}
// Everything from there on.
std::vector<std::string> read_on(HubWorld& world, const std::string& device, std::string& cursor, int count = 100) {
  std::vector<std::string> ids;
  while (true) {
    const auto page = world.page(device, cursor, count);
    check_bound(page);
    for (const auto& entry : page.entries()) ids.push_back(entry.id);
    if (page.entries().empty() && page.next_cursor() == cursor) return ids;
    cursor = page.next_cursor();
  }
}

}  // namespace

TEST_CASE("A first load of large resources gives all of them, once and in order, and no page is more than a tablet takes") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  std::vector<std::string> references;
  for (int i = 0; i < 25; ++i) {
    references.push_back("p" + std::to_string(100 + i));
    put(world, "Patient", references.back(), i == 13 ? kScan : kPhoto);
  }
  std::vector<std::string> first_day;
  std::vector<std::string> second_day;
  push_notes(world, tablet, 7, 2 * kPhoto, first_day);
  world.clock.advance(hours(24));
  push_notes(world, tablet, 6, 2 * kPhoto, second_day);
  auto expected = references;
  expected.insert(expected.end(), second_day.begin(), second_day.end());
  expected.insert(expected.end(), first_day.begin(), first_day.end());
  for (const int count : {1, 3, 11, 100}) {
    CAPTURE(count);
    std::string cursor;
    CHECK(read_on(world, "tab-1", cursor, count) == expected);
  }
}

TEST_CASE("What is large and comes later is followed in pages that a tablet takes") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  std::string cursor;
  read_on(world, "tab-1", cursor);
  std::vector<std::string> expected;
  for (int i = 0; i < 4; ++i) {
    for (int photo = 0; photo < 8; ++photo) {
      expected.push_back("p" + std::to_string(10 * i + photo));
      put(world, "Patient", expected.back(), kPhoto);
    }
    push_notes(world, tablet, 2, 2 * kPhoto, expected);
    expected.push_back("scan-" + std::to_string(i));
    put(world, "Patient", expected.back(), kScan);
  }
  CHECK(read_on(world, "tab-1", cursor) == expected);
}

TEST_CASE("A patient who is moved to a ward with much about her comes whole, in pages that a tablet takes") {
  HubWorld world;
  world.add_tablet("tab-1");
  put(world, "Location", "east", 1);
  put(world, "Location", "west", 1);
  put(world, "Patient", "p1", kScan);
  put(world, "Patient", "p2", kPhoto);
  std::vector<std::string> expected{"p1"};
  for (int i = 0; i < 30; ++i) {
    const std::string id = "plan-" + std::to_string(100 + i);
    put(world, "CarePlan", id, kPhoto, R"(,"subject":{"reference":"Patient/p1"})");
    expected.push_back(id);
  }
  put_stay(world, "west");
  must(put_scope(world.storage(), {"tab-1"}, {"east"}));
  world.hub().tick();
  std::string cursor;
  for (const auto& id : read_on(world, "tab-1", cursor)) CHECK((id == "east" || id == "west"));
  put(world, "Location", "west", 2);
  put_stay(world, "east");
  put(world, "Location", "east", 2);
  auto ids = read_on(world, "tab-1", cursor);
  expected.insert(expected.begin(), "west");
  expected.insert(expected.end(), {"enc-1", "east"});
  std::sort(ids.begin() + 2, ids.end() - 2);  // the plans came newest first
  CHECK(ids == expected);
}

TEST_CASE("A repair of large statements goes on until the tablet has all of them, in pages that it takes") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  put_stay(world, "east");
  std::vector<std::string> expected;
  push_notes(world, tablet, 12, 2 * kPhoto, expected);
  std::vector<std::string> have;
  for (bool more = true; more;) {
    const auto reply = world.ask("tab-1", "POST", "/fhir/$repair", wire::write_repair_wish({{"enc-1"}, have}));
    REQUIRE(reply.status == 200);
    const auto answer = must(wire::read_repair_answer(reply.body));
    const auto page = must(wire::FeedPage::read(answer.page));
    REQUIRE_FALSE(page.entries().empty());
    check_bound(page);
    for (const auto& entry : page.entries()) have.push_back(entry.id);
    more = answer.more;
  }
  CHECK(have == expected);
}

TEST_CASE("A tablet that lost many large statements has them all again after it compared") {
  HubWorld world;
  auto writer = world.add_tablet("tab-1");
  Guest guest(world, "tablet-2", 22);
  put_stay(world, "east");
  std::vector<std::string> ids;
  std::vector<std::string> kept;
  push_notes(world, writer, 20, 2 * kPhoto, ids);
  push_notes(world, writer, 1, 10, kept);
  CHECK(guest.tablet.run_until_quiet());
  REQUIRE(guest.tablet.ids().size() == ids.size() + kept.size());
  auto database = must(store::Database::open(
      {.path = guest.tablet.tablet().path("store/wardlight.db"), .vfs = guest.tablet.disk().vfs_name()},
      guest.tablet.tablet().key()));
  for (const auto& id : ids) must(database->run("DELETE FROM statement WHERE id = ?", id));
  guest.rest();
  CHECK(guest.tablet.ids().size() == ids.size() + kept.size());
}

}  // namespace wardlight::hub
