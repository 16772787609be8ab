// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/support/seeded_random.h"
#include "tests/support/tablet.h"

using namespace wardlight;
using namespace wardlight::access;

namespace {

crypto::Secret pin(std::string_view digits) { return crypto::Secret(as_bytes(digits)); }

std::string permissions_with(std::string_view roles, std::string_view examples = "[]") {
  return R"({"id":"p","version":"1","as_of":"2025-01-01","source":"s","rights":"r","roles":)" + std::string(roles) +
         R"(,"examples":)" + std::string(examples) + "}";
}

std::string policy_with(std::string_view waits, int disable_at, std::string_view extra = "") {
  return R"({"id":"p","version":"1","as_of":"2025-01-01","source":"s","rights":"r",)"
         R"("auto_lock_minutes":2,"free_tries":5,"waits_seconds":)" +
         std::string(waits) + R"(,"disable_at":)" + std::to_string(disable_at) +
         R"(,"device_failures_per_hour":30,"device_failures_until_charge_nurse":50,"examples":[])" + std::string(extra) + "}";
}

}  // namespace

TEST_CASE("The content files for sign-in keep their own worked examples") {
  const auto rules = support::ward_rules();
  CHECK(rules.policy.auto_lock == minutes(2));
  CHECK(rules.pins.digits() == 6);
  CHECK(rules.permissions.version() == "1.2.0");
}

TEST_CASE("A PIN that a stranger would try first is refused, and the reason is named") {
  const auto rules = support::ward_rules().pins;
  CHECK(rules.objection_to(pin("000000")) == PinObjection::AllSame);
  CHECK(rules.objection_to(pin("012345")) == PinObjection::Run);
  CHECK(rules.objection_to(pin("987654")) == PinObjection::Run);
  CHECK(rules.objection_to(pin("919191")) == PinObjection::Repeat);
  CHECK(rules.objection_to(pin("739739")) == PinObjection::Repeat);
  CHECK(rules.objection_to(pin("310585")) == PinObjection::Date);
  CHECK(rules.objection_to(pin("850531")) == PinObjection::Date);
  CHECK(rules.objection_to(pin("199304")) == PinObjection::Date);
  CHECK(rules.objection_to(pin("147852")) == PinObjection::Common);
  CHECK(rules.objection_to(pin("48392")) == PinObjection::Length);
  CHECK(rules.objection_to(pin("4839261")) == PinObjection::Length);
  CHECK(rules.objection_to(pin("48392x")) == PinObjection::NotDigits);
  CHECK(rules.objection_to(pin("")) == PinObjection::Length);
  for (const auto& person : {support::kAna, support::kBen, support::kCarla})
    CHECK_FALSE(rules.objection_to(support::pin_of(person)));
}

TEST_CASE("PINs that are made up keep the rules and do not repeat themselves") {
  const auto rules = support::ward_rules().pins;
  support::SeededRandom random(7);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto made = rules.make_pin(random);
    CHECK_FALSE(rules.objection_to(made));
    seen.insert(to_string(made.view()));
  }
  CHECK(seen.size() > 990);
}

TEST_CASE("Whoever the table of permissions does not name may not") {
  const auto table = support::ward_rules().permissions;
  CHECK(table.allows(Role::Charge, Action::AssignPatients));
  CHECK_FALSE(table.allows(Role::Nurse, Action::AssignPatients));
  CHECK_FALSE(table.allows(Role::Aide, Action::AddPatient));
  CHECK_FALSE(table.allows(Role::Admin, Action::ReadChart));
  CHECK_FALSE(table.allows(Role::Admin, Action::RecordRound));
}

TEST_CASE("Every action and every role has a code of its own that reads back") {
  for (int i = 0; i <= static_cast<int>(Action::PrintUnit); ++i) {
    const auto action = static_cast<Action>(i);
    CHECK(action_from_code(to_code(action)) == action);
  }
  for (const Role role : {Role::Nurse, Role::Aide, Role::Charge, Role::Admin}) {
    CHECK(role_from_code(to_code(role)) == role);
    CHECK(role_from_number(static_cast<std::uint8_t>(role)) == role);
  }
  CHECK_FALSE(role_from_number(0));
  CHECK_FALSE(role_from_code("doctor"));
}

TEST_CASE("A table of permissions with a mistake is refused whole") {
  const std::string desk = R"(,"quality":[],"infection-prevention":[]})";
  const std::string all = R"({"nurse":[],"aide":[],"charge":["see-board"],"admin":[])" + desk;
  CHECK(Permissions::parse(permissions_with(all)));
  CHECK_FALSE(Permissions::parse(permissions_with(R"({"nurse":[],"aide":[],"charge":[],"admin":[]})")));
  CHECK_FALSE(Permissions::parse(permissions_with(R"({"nurse":[],"aide":[],"charge":[])" + desk)));
  CHECK_FALSE(Permissions::parse(permissions_with(R"({"nurse":["fly"],"aide":[],"charge":[],"admin":[])" + desk)));
  CHECK_FALSE(Permissions::parse(permissions_with(R"({"pilot":[],"aide":[],"charge":[],"admin":[])" + desk)));
  CHECK_FALSE(Permissions::parse(permissions_with(all, R"([{"role":"nurse","action":"see-board","allowed":true}])")));
  CHECK_FALSE(Permissions::parse("[]"));
  CHECK_FALSE(Permissions::parse("no json"));
}

TEST_CASE("A sign-in policy whose numbers are out of order is refused") {
  CHECK(parse_policy(policy_with("[30,60]", 10)));
  CHECK_FALSE(parse_policy(policy_with("[60,30]", 10)));
  CHECK_FALSE(parse_policy(policy_with("[]", 10)));
  CHECK_FALSE(parse_policy(policy_with("[30]", 5)));
  CHECK_FALSE(parse_policy(policy_with("[30]", 31)));
  CHECK_FALSE(parse_policy(policy_with("[30.5]", 10)));
  CHECK_FALSE(parse_policy(policy_with("[30]", 10, R"(,"surprise":1)")));
}
