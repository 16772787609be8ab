// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/add_patient.h"
#include "ui/models/assign.h"
#include "ui/models/chrome.h"
#include "ui/models/sign_in.h"
#include "ui/models/sync_status.h"

using namespace wardlight;
using namespace wardlight::models;

namespace {

SignInInput door() {
  SignInInput input;
  input.staff = {{{"me"}, "Amara Okafor", Role::Nurse, true, 2, false}, {{"b"}, "Ben Diaz", Role::Aide, false, 0, true}};
  input.sync = fixture::fresh();
  input.chosen = PractitionerId{"me"};
  return input;
}

SignIn sign_in(const SignInInput& input) { return build_sign_in(input, fixture::moment(), fixture::texts("en")); }

SyncStatusModel sync_status(const SyncStatus& sync) { return build_sync_status(sync, fixture::moment(), fixture::texts("en")); }

}  // namespace

TEST_CASE("Names have first letters, also when they are no ASCII") {
  CHECK(initials("Amara Okafor") == "AO");
  CHECK(initials("Íñigo  Ñíguez López") == "ÍÑ");
  CHECK(initials("") == "");
}

TEST_CASE("A wrong PIN says how many tries are left, a wait stops the keys, a block names who helps") {
  auto input = door();
  CHECK(sign_in(input).pad->keys_enabled);
  input.pin.wrong = true, input.pin.tries_left = 1;
  CHECK(sign_in(input).pad->message.text == "That PIN is not right. One try left.");
  input.pin.wait_until = fixture::moment().now + milliseconds(27'200);
  CHECK(sign_in(input).pad->message.text == "Too many tries. Wait 28 s.");
  CHECK_FALSE(sign_in(input).pad->keys_enabled);
  input.pin.wait_until = fixture::moment().now;
  CHECK(sign_in(input).pad->keys_enabled);
  input.chosen = PractitionerId{"b"};
  CHECK(sign_in(input).pad->message.text == "This sign-in is blocked. Ask the charge nurse.");
  CHECK_FALSE(sign_in(input).pad->keys_enabled);
}

TEST_CASE("Who was lately on the tablet comes first, with the drafts that wait") {
  const auto model = sign_in(door());
  REQUIRE(model.groups.size() == 2);
  CHECK(model.groups[0].tiles[0].badge.text == "2 drafts");
  CHECK(model.groups[1].tiles[0].badge.text == "Blocked");
}

TEST_CASE("A tablet without staff or still opening says so and shows no pad") {
  auto input = door();
  input.loading = true;
  CHECK(sign_in(input).notice.busy);
  CHECK_FALSE(sign_in(input).pad);
  input.loading = false, input.staff.clear();
  CHECK(sign_in(input).notice.title == "Nobody can sign in here yet");
}

TEST_CASE("Everything is called sent only when the hub has just answered and nothing is waiting") {
  SyncStatus sync = fixture::fresh();
  CHECK(sync_status(sync).verdict.tone == Tone::Ok);
  sync.unsent = 1;
  CHECK(sync_status(sync).verdict.tone != Tone::Ok);
  sync = fixture::stale();
  CHECK(sync_status(sync).verdict.tone != Tone::Ok);
  sync.online = true;
  CHECK(sync_status(sync).verdict.tone != Tone::Ok);
  sync = fixture::fresh();
  sync.rejected = {{{"s"}, "Round", "1A", "Amara", fixture::moment().now, "The form is retired."}};
  CHECK(sync_status(sync).verdict.tone == Tone::Bad);
  CHECK(sync_status(sync).rejected.at(0).title == "Round · Bed 1A · 14:12");
  sync = fixture::fresh();
  sync.loading = true;
  CHECK(sync_status(sync).figures.empty());
}

TEST_CASE("The chip counts what is saved here and not yet sent") {
  SyncStatus sync = fixture::stale();
  sync.unsent = 3;
  CHECK(build_sync_line(sync, fixture::moment(), fixture::texts("en")).chip.text == "Offline · 3 saved here");
  CHECK(build_sync_line(sync, fixture::moment(), fixture::texts("es")).chip.text == "Sin red · 3 guardadas");
}

TEST_CASE("A clock that is more than two minutes out is told of by how much, in both languages, and nothing is covered") {
  SyncStatus sync = fixture::fresh();
  const auto line = [&](const char* language) { return build_sync_line(sync, fixture::moment(), fixture::texts(language)); };
  for (const Duration little : {Duration{}, minutes(2), minutes(-2)}) {
    sync.hub_ahead = little;
    CHECK(line("en").sentence.empty());
    CHECK_FALSE(line("en").clock_wrong);
  }
  sync.hub_ahead = minutes(7);
  CHECK(line("en").chip.text == "Clock wrong");
  CHECK(line("en").sentence.starts_with("This tablet's clock is 7 min slow. Go on charting"));
  CHECK(line("es").sentence.starts_with("El reloj de esta tableta va 7 min atrasado. Siga registrando"));
  CHECK(sync_status(sync).verdict.text.find("just now. This tablet's clock is 7 min slow.") != std::string::npos);
  CHECK(sync_status(sync).verdict.tone == Tone::Ok);  // of where the rounds are
  sync.hub_ahead = minutes(-130);
  CHECK(line("en").sentence.starts_with("This tablet's clock is 2 h 10 min fast."));
  sync.online = false, sync.unsent = 3;
  CHECK(line("en").chip.text == "Offline · 3 saved here");
}

TEST_CASE("A clock that stands before the program was made, or before the hub was last heard, is said to be wrong without the hub") {
  SyncStatus sync = fixture::stale();
  const Moment moment = fixture::moment();
  const auto warning = [&] { return clock_warning(sync, moment.now, fixture::texts("en")); };
  sync.built_at = moment.now;
  CHECK(warning().empty());
  sync.built_at = moment.now + minutes(1);
  CHECK(warning().starts_with("This tablet's clock stands in the past."));
  sync.built_at = {};
  sync.last_contact = moment.now + hours(1);  // heard before the restart that lost the time
  sync.hub_ahead = seconds(1);
  CHECK(warning().starts_with("This tablet's clock stands in the past."));
  sync.last_contact.reset();
  CHECK(warning().empty());
}

TEST_CASE("Only the charge nurse has the page that assigns") {
  ChromeInput input;
  input.role = Role::Nurse;
  CHECK(build_chrome(input, fixture::moment(), fixture::texts("en")).tabs.size() == 5);
  input.role = Role::Charge;
  CHECK(build_chrome(input, fixture::moment(), fixture::texts("en")).tabs.size() == 6);
  const auto ward = fixture::ward();
  CHECK(build_assign({ward, std::nullopt, {}}, fixture::moment(), fixture::texts("en")).notice.title ==
        "Assigning is for the charge nurse");
}

TEST_CASE("Tapped beds count for the nurse they will go to before they are saved") {
  auto ward = fixture::ward();
  ward.role = Role::Charge;
  ward.nurses.push_back({{"b"}, "Ben", Role::Nurse});
  auto model = build_assign({ward, PractitionerId{"b"}, {}}, fixture::moment(), fixture::texts("en"));
  CHECK_FALSE(model.save.enabled);
  model = build_assign({ward, PractitionerId{"b"}, {{EncounterId{"enc-1"}, PractitionerId{"b"}}}}, fixture::moment(),
                       fixture::texts("en"));
  CHECK(model.nurses[0].patients == "0 patients");
  CHECK(model.nurses[1].patients == "1 patient");
  CHECK(model.patients[0].change == "→ Ben");
  CHECK(model.save.label == "Save 1 change");
}

TEST_CASE("A patient is added with two identifiers, an existing day of birth and a bed") {
  auto ward = fixture::ward();
  ward.role = Role::Charge;
  NewPatient typed{"Fernando", "", "1980-02-30", "female", "9C", ""};
  const auto build = [&] { return build_add_patient({ward, typed}, fixture::moment(), fixture::texts("en")); };
  CHECK(build().save.reason == "This day does not exist: write it as YYYY-MM-DD");
  CHECK(build().alert == "Same family name already here: Fernando, Priya, bed 1A. Is it the same person?");
  typed.birth_date = "2099-01-01";
  CHECK_FALSE(build().save.enabled);
  typed.birth_date.clear();
  CHECK(build().save.reason.find("two identifiers") != std::string::npos);
  typed.record_number = "12";
  CHECK(build().save.enabled);
  ward.role = Role::Nurse;
  CHECK(build().save.reason == "Only the charge nurse can do this");
}
