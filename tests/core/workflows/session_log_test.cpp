// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/session_log.h"

#include <catch2/catch_test_macros.hpp>

#include "core/audit/verify_log.h"
#include "core/workflows/open_chart.h"
#include "tests/core/workflows/test_ward.h"

using namespace wardlight;
using namespace wardlight::workflows;

namespace {

const std::string kHeadPath = "/tablet/audit-head-1";

audit::Verification verify(TestWard& t, const crypto::SignPublicKey& key) {
  const auto head = must(audit::read_head(t.disk, kHeadPath));
  return must(audit::verify_log(*t.store, head, [&](const PractitionerId&) { return std::optional(key); }));
}

}  // namespace

TEST_CASE("A session's log says who came, what they saw and that they went, and is sealed with their key") {
  TestWard t;
  must(log_sign_in(t.ward()));
  must(open_chart(t.ward(), kSun));
  must(log_lock(t.ward(), t.disk, kHeadPath));
  const auto log = t.audit_log();
  REQUIRE(log.size() == 3);
  CHECK(log[0].act == audit::Act::SignedIn);
  CHECK(log[1].act == audit::Act::ChartOpened);
  CHECK(log[1].subject == "Encounter/" + kSun.value);
  CHECK(log[2].act == audit::Act::Locked);
  CHECK(log[2].who == kNurse.practitioner);
  CHECK(verify(t, t.session->sign_key()).is_sound());
  CHECK_FALSE(verify(t, crypto::make_signing_keys(t.random).public_key).is_sound());
}

TEST_CASE("The next person's seal stands for the log of the one before as well") {
  TestWard t;
  must(log_sign_in(t.ward()));
  must(log_lock(t.ward(), t.disk, kHeadPath));
  t.sign_in(kCharge);
  t.reopen();
  must(log_sign_in(t.ward()));
  must(log_lock(t.ward(), t.disk, kHeadPath));
  const auto verified = verify(t, t.session->sign_key());
  CHECK(verified.is_sound());
  CHECK(verified.entries == 4);
}
