// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/corrected_time.h"

#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

constexpr const char* kSlowByThreeHours = "boot-1/4000/10800437";
constexpr Duration kThreeHours{10'800'437};

std::string clock_says(const std::string& word) {
  return R"({"url":"urn:wardlight:clock","valueString":")" + word + R"("})";
}
std::string extensions(const std::string& list) { return R"("extension":[)" + list + "],"; }
std::string supersedes(const std::string& id) {
  return R"({"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/)" + id + R"("}})";
}

json::Value saying(const std::string& word) {
  return must(json::parse(R"({"resourceType":"QuestionnaireResponse",)" + extensions(clock_says(word)) + R"("id":"r"})"));
}

Instant at(const std::string& time) { return must(parse_time("2025-03-01T" + time + "-05:00")).instant; }

// One stay; what is said of it reaches the hub at half past one.
struct OneStay {
  OneStay() {
    world.go_to("2025-03-01T07:00:00-05:00");
    world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
    world.go_to("2025-03-01T13:30:00-05:00");
  }
  void round(const std::string& id, const std::string& time, const std::string& more) {
    world.round(id, "e1", "2025-03-01T" + time + "-05:00", extensions(more));
  }
  Instant counted_at(const std::string& id) {
    must(world.reports->bring_up_to_date());
    const auto rows = must(world.file->rows_of("QuestionnaireResponse/" + id));
    REQUIRE(rows.size() == 1);
    return rows[0].at;
  }
  RecordWorld world;
};

Instant counted_at(const std::string& more) {
  OneStay stay;
  stay.round("r1", "10:00:00", more);
  return stay.counted_at("r1");
}

}  // namespace

TEST_CASE("A round counts when it was done by the hub's clock, where the tablet says that its own was wrong") {
  CHECK(counted_at(clock_says(kSlowByThreeHours)) == at("10:00:00") + kThreeHours);
  CHECK(counted_at(clock_says("boot-1/4000/-7200000")) == at("08:00:00"));
  CHECK(counted_at(clock_says("boot-1/4000/120000")) == at("10:00:00"));  // as good as right
  CHECK(counted_at(clock_says("boot-1/4000/120001")) == at("10:00:00") + Duration{120'001});
  CHECK(counted_at(clock_says("boot-1/4000")) == at("10:00:00"));  // it never heard a hub
}

TEST_CASE("A round is never moved to later than it came") {
  CHECK(counted_at(clock_says("boot-1/4000/36000000")) == at("13:30:00"));
}

TEST_CASE("A round that was written on paper first keeps the time that was read off the wall") {
  CHECK(counted_at(clock_says(kSlowByThreeHours) + R"(,{"url":"urn:wardlight:entry","valueCode":"paper"})") == at("10:00:00"));
}

TEST_CASE("A correction that keeps the time is moved as what it corrects was, whatever the clock says by then") {
  OneStay stay;
  stay.round("r1", "10:00:00", clock_says(kSlowByThreeHours));
  stay.round("r2", "10:00:00", clock_says("boot-2/9000/0") + "," + supersedes("r1"));
  stay.round("r3", "10:00:00", clock_says("boot-2/9900/0") + "," + supersedes("r2"));
  CHECK(stay.counted_at("r3") == at("10:00:00") + kThreeHours);
  stay.round("r4", "09:00:00", clock_says("boot-2/9990/0") + "," + supersedes("r3"));
  CHECK(stay.counted_at("r4") == at("09:00:00"));
}

TEST_CASE("A closed slot, which is found by the time it begins at, is not moved") {
  OneStay stay;
  stay.world.say("QuestionnaireResponse", "c1",
                 RecordWorld::form("slot-reason", "e1", "2025-03-01T10:30:00-05:00",
                                   R"({"linkId":"SLR-02","answer":[{"valueDateTime":"2025-03-01T10:00:00-05:00"}]},)" +
                                       RecordWorld::choice("SLR-01", "asleep"),
                                   extensions(clock_says(kSlowByThreeHours))));
  CHECK(stay.counted_at("c1") == at("10:00:00"));
}

TEST_CASE("What no clock could say moves nothing") {
  for (const std::string word : {"", "/", "//", "boot-1/4000/", "boot-1/4000/soon", "boot-1/4000/36000000x", "boot-1/36000000",
                                 "boot-1/4000/99999999999999999999", "boot-1/4000/9223372036854775807",
                                 "boot-1/4000/-9223372036854775808"}) {
    INFO(word);
    CHECK(clock_correction(saying(word)) == Duration{});
  }
  CHECK(clock_correction(saying(kSlowByThreeHours)) == kThreeHours);
  CHECK(clock_correction(json::Value::object()) == Duration{});
}

}  // namespace wardlight::reporting
