// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/desk_tablet.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "core/forms/plain_answers.h"
#include "tests/platforms/demo_site.h"
#include "ui/shell/bedside_content.h"

using namespace wardlight;

namespace {

constexpr int kMostWaits = 600;

// The machine's, unless somebody sets it.
class SettableClock final : public Clock {
 public:
  Instant now() const override { return m_machine.now() + Duration{m_set_by}; }
  std::int64_t monotonic_milliseconds() const override { return m_machine.monotonic_milliseconds(); }
  std::string boot_id() const override { return m_machine.boot_id(); }
  void set_by(Duration by) { m_set_by = by.milliseconds; }

 private:
  platform::SystemClock m_machine;
  std::atomic<std::int64_t> m_set_by{0};
};

// An enrolled tablet with its app's ward and its sync thread, without a window.
struct Desk {
  Desk() {
    shell::Settings settings;
    settings.unit = {"5-east"};
    const platform::TabletWorld world{site.disk, clock, site.random, site.rules, site.content, test::kCheap};
    const std::string code = must(site.hospital->make_enrolment_code("desk"));
    auto data = must(platform::TabletData::enrol(site.folder + "/desk", world, site.hospital->base(), code, "desk"));
    tablet = must(desktop::DeskTablet::start(std::move(data), world, bedside, settings, [this] { woke(); }));
  }
  void woke() {
    const std::lock_guard lock(mutex);
    ++wakes;
    changed.notify_all();
  }
  // Until it is so: looks again whenever the tablet has something to show.
  template <class Holds>
  bool wait_for(Holds holds) {
    for (int i = 0; i < kMostWaits; ++i) {
      tablet->ward().collect();
      if (holds()) return true;
      std::unique_lock lock(mutex);
      changed.wait_for(lock, std::chrono::milliseconds(100));
    }
    return false;
  }
  const demo::DemoPerson& sign_in() {
    const auto& person = site.hospital->staff().front();  // the charge nurse
    tablet->ward().begin_sign_in(person.practitioner, person.pin);
    REQUIRE(wait_for([&] { return tablet->ward().is_signed_in(); }));
    REQUIRE(wait_for([&] { return !tablet->ward().ward().patients.empty(); }));
    return person;
  }

  SettableClock clock;
  test::DemoSite site;
  shell::BedsideContent bedside = must(shell::load_bedside_content(site.disk, site.assets));
  models::Texts texts = must(models::Texts::load(as_text(must(read_file(site.disk, site.assets + "/text/en.json")))));
  std::mutex mutex;
  std::condition_variable changed;
  int wakes = 0;
  std::unique_ptr<desktop::DeskTablet> tablet;
};

}  // namespace

TEST_CASE(
    "An enrolled tablet on a real store shows the bedside, the unit's work, the calls after discharge and the number for help") {
  Desk desk;
  desk.sign_in();
  shell::TabletWard& ward = desk.tablet->ward();
  REQUIRE(desk.wait_for([&] {
    const auto work = ward.unit_work(desk.texts);
    return work && work->calls && work->calls->size() == 3 && work->tiles.size() == ward.ward().patients.size();
  }));
  CHECK(ward.choices(desk.texts).help_number == "5555");
  const auto patients = ward.ward().patients;
  const auto page = must(ward.bedside(patients.front().encounter, desk.texts));
  CHECK_FALSE(page.prompts.empty());
  CHECK(page.prompts.size() <= 12);  // what nobody recorded is one line a source
  CHECK(page.vaccines.size() == 2);
  CHECK_FALSE(must(ward.own_figures(desk.texts)).empty());
  CHECK(ward.care_figures(desk.texts).has_value());
}

TEST_CASE(
    "The unit's work is read beside the screen: before the first picture nothing is claimed, what is done shows in the next, a "
    "lock closes it") {
  Desk desk;
  desk.sign_in();
  shell::TabletWard& ward = desk.tablet->ward();
  ward.show_unit({"5-east"}, "5 East");  // from here on it is read anew
  const auto first = must(ward.unit_work(desk.texts));
  CHECK((first.known.reading ? first.tiles.empty() && !first.calls : !first.tiles.empty()));
  REQUIRE(desk.wait_for([&] { const auto work = ward.unit_work(desk.texts); return work && !work->known.reading; }));
  const std::size_t before = must(ward.unit_work(desk.texts)).tasks.size();
  const EncounterId encounter = ward.ward().patients.front().encounter;
  REQUIRE(must(ward.carry_out(workflows::RaiseTask{ward.new_statement_id(), encounter, "service", "A blanket"})).saved);
  CHECK(desk.wait_for([&] { const auto work = ward.unit_work(desk.texts); return work && work->tasks.size() == before + 1; }));
  ward.lock();
  CHECK_FALSE(ward.is_signed_in());
}

TEST_CASE("What the bedside's pages do on an enrolled tablet is saved and reaches the hub; a wrong PIN signs nothing") {
  Desk desk;
  const auto& person = desk.sign_in();
  shell::TabletWard& ward = desk.tablet->ward();
  const EncounterId encounter = ward.ward().patients.front().encounter;
  const auto asked =
      must(ward.carry_out(workflows::AskQuestion{ward.new_statement_id(), encounter, "medicine", "What is it for?", "nurse"}));
  REQUIRE(asked.saved);
  CHECK(must(ward.bedside(encounter, desk.texts)).questions.size() == 1);
  auto form = must(ward.open_form(encounter, "safe-handling"));
  CHECK_FALSE(must(ward.record_form(form)).saved);  // nothing answered
  CHECK(desk.wait_for([&] { return ward.sync_status().unsent == 0; }));
  ward.begin_sign({person.practitioner, {}}, "0000000");
  bool wrong = false;
  CHECK(desk.wait_for([&] { return wrong = wrong || ward.sign_progress().pin.wrong; }));
}

TEST_CASE(
    "How a patient moves and with which lift aid stands in the round, in the handoff and on the list for a day without network") {
  Desk desk;
  desk.sign_in();
  shell::TabletWard& ward = desk.tablet->ward();
  const auto patient = ward.ward().patients.front();
  const auto is_moving = [](const models::RoundExtra& one) { return one.words.starts_with("Moves:"); };
  CHECK(std::ranges::none_of(must(ward.bedside(patient.encounter, desk.texts)).round_extras, is_moving));
  auto form = must(ward.open_form(patient.encounter, "safe-handling"));
  must(forms::give_plain_answers(form.form,
                                 must(json::parse(R"({"SPH-1":"lift","SPH-2":"floor-lift","SPH-3":"yes","SPH-4":"yes"})"))));
  REQUIRE(must(ward.record_form(form)).saved);
  const auto page = must(ward.bedside(patient.encounter, desk.texts));
  const auto extra = std::ranges::find_if(page.round_extras, is_moving);
  REQUIRE(extra != page.round_extras.end());
  CHECK(extra->link_id == "RND-04");
  CHECK(extra->words.find(page.moving.level) != std::string::npos);
  CHECK(extra->words.find(page.moving.aid) != std::string::npos);
  CHECK(page.moving.aid != "floor-lift");  // in words, not as a code
  CHECK(std::ranges::any_of(page.rows,
                            [&](const auto& row) { return row.value.words.find(page.moving.aid) != std::string::npos; }));
  const auto list = must(ward.downtime(desk.texts));
  const auto listed = std::ranges::find(list.patients, patient.bed, &models::DowntimeInput::Patient::bed);
  REQUIRE(listed != list.patients.end());
  CHECK(listed->mobility.find(page.moving.aid) != std::string::npos);
}

TEST_CASE("A clock that is set while no hub is heard is known to be out by as much, and set right nobody is warned") {
  Desk desk;
  desk.sign_in();
  shell::TabletWard& ward = desk.tablet->ward();
  const auto warning = [&] {
    const auto status = ward.sync_status();
    return models::clock_warning(status, desk.clock.now(), desk.texts);
  };
  REQUIRE(desk.wait_for([&] { return ward.sync_status().online; }));
  desk.site.hospital.reset();
  REQUIRE(desk.wait_for([&] { return !ward.sync_status().online; }));
  desk.clock.set_by(hours(3));
  const auto ahead = ward.sync_status().hub_ahead;
  REQUIRE(ahead);
  CHECK(*ahead < minutes(-179));
  CHECK(*ahead > minutes(-181));
  CHECK_FALSE(warning().empty());
  desk.clock.set_by(hours(-3));
  CHECK_FALSE(warning().empty());
  desk.clock.set_by({});
  CHECK(warning().empty());
}

TEST_CASE("At the first contact of a session the tablet tells the hub who signs on it") {
  Desk desk;
  const auto& person = desk.sign_in();
  const DeviceId device = must(desk.site.hospital->storage().list_devices()).front().id;
  CHECK(desk.wait_for([&] {
    const auto keys = desk.site.hospital->storage().list_sign_keys(device, person.practitioner);
    return keys && !keys->empty();
  }));
}
