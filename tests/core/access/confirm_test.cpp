// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "core/access/access_control.h"
#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;
using support::kAna;
using support::kBen;
using support::pin_of;

TEST_CASE("HND-2: a second person's PIN gives a signature of their own and ends nobody's session") {
  TemporaryTablet t;
  AccessControl& door = t.tablet.door();
  const auto ana = door.sign_in(kAna.practitioner, pin_of(kAna)).value();
  auto confirmed = door.confirm(kBen.practitioner, pin_of(kBen));
  REQUIRE(confirmed);
  Session& ben = **confirmed;
  CHECK(ben.purpose() == Purpose::Signature);
  CHECK(ben.person().practitioner == kBen.practitioner);
  CHECK(crypto::verify(ben.sign_key(), as_bytes("handoff"), ben.sign(as_bytes("handoff")).value()));
  CHECK(ben.sign_key() != ana->sign_key());
  CHECK(door.session() == ana);
  CHECK(ana->is_open());
  CHECK(ana->purpose() == Purpose::Shift);
}

TEST_CASE("A wrong PIN for a signature counts as a try, and at a locked tablet nobody is confirmed") {
  TemporaryTablet t;
  AccessControl& door = t.tablet.door();
  CHECK(door.confirm(kBen.practitioner, pin_of(kBen)).error().code == ErrorCode::Locked);
  const auto ana = door.sign_in(kAna.practitioner, pin_of(kAna)).value();
  for (int i = 0; i < 5; ++i) CHECK_FALSE(door.confirm(kBen.practitioner, pin_of(kAna)));
  CHECK(door.wait_before_next_try(kBen.practitioner).value() > Duration{});
  CHECK(ana->is_open());
}
