// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/device_care.h"
#include "sync/wire/enrolment.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

struct Enrolling {
  std::string code;
  crypto::Secret key;
  wire::EnrolRequest request;
};

Enrolling begin(HubWorld& world, const std::string& name, const crypto::Hash& hub_key) {
  Enrolling enrolling{wire::make_enrolment_code(world.random), crypto::Secret(32), {}};
  enrolling.key = must(wire::enrolment_key(enrolling.code));
  must(world.storage().put_enrolment_code(
      {wire::code_name(enrolling.key), enrolling.key.clone(), name, world.clock.now() + kCodeLife, kCodeTries, false}));
  enrolling.request.code = wire::code_name(enrolling.key);
  enrolling.request.csr = must(transport::make_certificate_request(must(transport::make_private_key()), name));
  enrolling.request.name = name;
  enrolling.request.proof = wire::prove_request(enrolling.key, hub_key, enrolling.request);
  return enrolling;
}

HubWorld::Reply send(HubWorld& world, const Enrolling& enrolling) {
  return world.ask("", "POST", "/fhir/$enrol", wire::write_enrol_request(enrolling.request));
}

}  // namespace

TEST_CASE("A tablet with a good code gets an id, a certificate of this hub and proof that it is this hub") {
  HubWorld world;
  const auto enrolling = begin(world, "Tablet 1", world.keys().tls_key);
  const auto reply = send(world, enrolling);
  REQUIRE(reply.status == 200);
  const auto answer = must(wire::read_enrol_answer(reply.body));
  CHECK(answer.incarnation == 1);
  CHECK(answer.zone == "America/New_York");
  CHECK(answer.ingest_key == world.keys().ingest.public_key);
  CHECK(wire::prove_answer(enrolling.key, world.keys().tls_key, enrolling.request, answer) == answer.proof);
  const auto identity = must(transport::read_certificate(answer.certificate));
  CHECK(identity.device == answer.device);
  REQUIRE(must(world.storage().find_device(answer.device)));
  CHECK(must(world.storage().find_device(answer.device))->certificate_serial == identity.serial);
}

TEST_CASE("A code works once, and the same tablet enrolled again keeps its id and gets the next incarnation") {
  HubWorld world;
  const auto first = begin(world, "Tablet 1", world.keys().tls_key);
  const auto answer = must(wire::read_enrol_answer(send(world, first).body));
  CHECK(send(world, first).status == 403);
  const auto again = must(wire::read_enrol_answer(send(world, begin(world, "Tablet 1", world.keys().tls_key)).body));
  CHECK(again.device == answer.device);
  CHECK(again.incarnation == 2);
}

TEST_CASE("Nobody enrols under the name of a tablet that is marked lost until it is found") {
  HubWorld world;
  const auto answer = must(wire::read_enrol_answer(send(world, begin(world, "Tablet 1", world.keys().tls_key)).body));
  must(world.storage().mark_lost(answer.device, world.clock.now()));
  const auto again = begin(world, "Tablet 1", world.keys().tls_key);
  const auto refused = send(world, again);
  CHECK(refused.status == 403);
  CHECK(wire::read_outcome(refused.body).find("marked lost") != std::string::npos);
  must(world.storage().mark_lost(answer.device, {}));
  CHECK(send(world, again).status == 200);
}

TEST_CASE("A code that is out of date, unknown, proved against another hub or tried too often is refused alike") {
  HubWorld world;
  const auto in_the_middle = begin(world, "Tablet 1", {7});
  const auto refused = send(world, in_the_middle);
  CHECK(refused.status == 403);
  for (int i = 0; i < kCodeTries; ++i) send(world, in_the_middle);
  Enrolling right = begin(world, "Tablet 1", world.keys().tls_key);
  auto spent = in_the_middle.request;
  spent.proof = wire::prove_request(in_the_middle.key, world.keys().tls_key, spent);
  CHECK(world.ask("", "POST", "/fhir/$enrol", wire::write_enrol_request(spent)).body == refused.body);
  world.clock.advance(kCodeLife);
  CHECK(send(world, right).body == refused.body);
  right.request.code = "0000000000000000";
  CHECK(send(world, right).body == refused.body);
  CHECK(must(world.storage().list_devices()).empty());
}

TEST_CASE("The staff list is given to enrolled tablets, and the keys they made are taken for people on it only") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto staff = must(wire::read_staff(world.ask("tab-1", "GET", "/fhir/$staff").body));
  REQUIRE(staff.size() == 1);
  CHECK(staff[0].name == "Ana");
  CHECK(world.ask("", "GET", "/fhir/$staff").status == 401);

  TestTablet tablet("tab-2", "nurse-1", world.random);
  must(world.storage().put_device({{"tab-2"}, "Tablet 2", 1, "02", world.clock.now(), {}, {}, ""}));
  CHECK(world.push("tab-2", {tablet.round().entry})[0].status == wire::UnitStatus::Refused);
  const auto keys = tablet.keys();
  CHECK(world.ask("tab-2", "POST", "/fhir/$signers", wire::write_signers(std::span(&keys, 1))).status == 200);
  CHECK(world.push("tab-2", {tablet.round().entry})[0].status == wire::UnitStatus::New);
  wire::SignerKeys nobody = keys;
  nobody.practitioner.value = "nobody";
  CHECK(world.ask("tab-2", "POST", "/fhir/$signers", wire::write_signers(std::span(&nobody, 1))).status == 422);
}

TEST_CASE("A tablet renews its certificate over a new key and stays the device that it is") {
  HubWorld world;
  const auto tablet = world.add_tablet("t1");
  const auto key = must(transport::make_private_key());
  const auto csr = must(transport::make_certificate_request(key, "t1"));
  const auto reply = world.ask("t1", "POST", "/fhir/$renew", wire::write_renew_request(csr));
  REQUIRE(reply.status == 200);
  const auto answer = must(wire::read_renew_answer(reply.body));
  const auto identity = must(transport::read_certificate(answer.certificate));
  CHECK(identity.device.value == "t1");
  CHECK(identity.incarnation == 1);
  CHECK(transport::is_key_of(key, answer.certificate));
  CHECK_FALSE(transport::is_key_of(must(transport::make_private_key()), answer.certificate));
  CHECK(must(world.storage().find_device({"t1"}))->certificate_serial == identity.serial);
  CHECK(world.ask("t1", "POST", "/fhir/$renew", wire::write_renew_request("no request")).status == 422);
  CHECK(world.ask("t1", "POST", "/fhir/$renew", "[").status == 400);
}

TEST_CASE("A store that a tablet kept aside is in the hub's quarantine once, and its device is flagged") {
  HubWorld world;
  const auto tablet = world.add_tablet("t1");
  const std::string told = wire::write_kept_aside({"2025-06-10T12-00-00", {{"wardlight.db", 4096}, {"wardlight.db-wal", 0}}});
  CHECK(world.ask("t1", "POST", "/fhir/$quarantine", told).status == 200);
  CHECK(world.ask("t1", "POST", "/fhir/$quarantine", told).status == 200);
  const auto rows = must(world.storage().list_quarantine());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].device.value == "t1");
  CHECK(rows[0].id == "2025-06-10T12-00-00");
  CHECK_FALSE(must(world.storage().find_device({"t1"}))->flag.empty());
  CHECK(world.ask("t1", "POST", "/fhir/$quarantine", "{}").status == 400);
}
