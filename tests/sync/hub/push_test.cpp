// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/gzip.h"
#include "sync/wire/quoted.h"
#include "sync/wire/sealed.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;
using wire::UnitStatus;

TEST_CASE("A pushed round is kept byte for byte and answered 201 with its position, then 200") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  const auto first = world.push("tab-1", {round.entry});
  CHECK(first[0].status == UnitStatus::New);
  CHECK(first[0].position == 1);
  const auto again = world.push("tab-1", {round.entry});
  CHECK(again[0].status == UnitStatus::Known);
  CHECK(again[0].position == 1);
  const auto read = world.ask("tab-1", "GET", "/fhir/QuestionnaireResponse/" + round.id);
  CHECK(read.status == 200);
  CHECK(read.body == round.bytes);
  CHECK(wire::find_header(read.headers, "ETag") == "W/\"1\"");
}

TEST_CASE("What may be kept by nobody says so, but for the answer to a delivery, which no cache keeps anyway") {
  HubWorld world;
  world.add_tablet("tab-1");
  const auto says_so = [&](const std::string& device, const std::string& method, const std::string& target) {
    return transport::find_header(world.ask(device, method, target, "{}").headers, "Cache-Control") == "no-store";
  };
  CHECK_FALSE(says_so("tab-1", "POST", "/fhir"));
  CHECK_FALSE(says_so("tab-1", "POST", "/fhir/$deliver-sealed"));
  CHECK(says_so("tab-1", "GET", "/fhir/_history"));
  CHECK(says_so("tab-1", "GET", "/fhir/$staff"));
  CHECK(says_so("tab-1", "POST", "/fhir/$digest"));
  CHECK(says_so("", "POST", "/fhir/auth/token"));
}

TEST_CASE("An answer that got lost costs nothing: the hub was stopped right after and still knows the unit") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  world.stop();
  world.start();
  CHECK(world.push("tab-1", {round.entry})[0].status == UnitStatus::Known);
}

TEST_CASE("A unit whose names no database could keep is refused alone: its neighbours are taken and nobody tries for ever") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto good = tablet.round();
  const auto corrects = [&](const std::string& earlier) {
    return tablet.round("true", R"("extension":[{"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/)" +
                                    earlier + R"("}}],)");
  };
  const auto zero = corrects(R"(a\u0000b)");
  const auto endless = corrects(std::string(4000, 'a'));
  TestTablet odd("tab-1", std::string(600, 'n'), world.random);
  const auto signer = odd.round();
  const auto after = tablet.round();
  const auto answers = world.push("tab-1", {good.entry, zero.entry, endless.entry, signer.entry, after.entry});
  CHECK(answers[0].status == UnitStatus::New);
  CHECK(answers[1].status == UnitStatus::Refused);
  CHECK(answers[2].status == UnitStatus::Refused);
  CHECK(answers[3].status == UnitStatus::Refused);
  CHECK(answers[3].reason.find("signer") != std::string::npos);
  CHECK(answers[4].status == UnitStatus::New);
}

TEST_CASE("One bad unit among good ones is refused with its reason, the others are taken") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto good = tablet.round();
  const auto bad = tablet.round("\"yes\"");
  const auto after = tablet.round();
  const auto answers = world.push("tab-1", {good.entry, bad.entry, after.entry});
  CHECK(answers[0].status == UnitStatus::New);
  CHECK(answers[1].status == UnitStatus::Refused);
  CHECK(answers[1].reason.find("Item 1") == 0);
  CHECK(answers[2].status == UnitStatus::New);
  CHECK(answers[2].position == 2);
  REQUIRE(must(world.storage().list_quarantine()).size() == 1);
  CHECK(as_text(must(world.storage().list_quarantine())[0].bytes) == bad.bytes);
  CHECK(world.push("tab-1", {bad.entry})[0].status == UnitStatus::Refused);
  CHECK(must(world.storage().list_quarantine()).size() == 1);
}

namespace {

using As = wire::QuotedUnit::As;
wire::UnitAnswer push_quoted(HubWorld& world, const wire::QuotedUnit& unit) {
  const auto reply = world.ask("tab-1", "POST", "/fhir/$deliver-quoted", wire::write_quoted(unit));
  REQUIRE(reply.status == 200);
  return must(wire::read_push_answer(reply.body, 1))[0];
}

}  // namespace

TEST_CASE("A quoted unit is taken like any other, as an entry or as the box a locked tablet made of it") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto first = tablet.round();
  const auto second = tablet.round();
  CHECK(push_quoted(world, {As::Entry, first.entry}).status == UnitStatus::New);
  CHECK(push_quoted(world, {As::Entry, first.entry}).status == UnitStatus::Known);
  const auto box = crypto::seal(world.keys().ingest.public_key, as_bytes(second.entry));
  CHECK(push_quoted(world, {As::SealedBox, to_string(box)}).status == UnitStatus::New);
  CHECK(world.ask("tab-1", "POST", "/fhir/$deliver-quoted", "{}").status == 400);
}

TEST_CASE("What the hub cannot read at all is kept as it came when it comes quoted, and so is a box for another key") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  std::string broken = tablet.round().entry;
  broken.insert(broken.find("completed"), "\x01\xff");
  const std::vector<std::string> alone{broken};
  CHECK(world.ask("tab-1", "POST", "/fhir", wire::write_push(alone)).status == 400);
  CHECK(must(world.storage().list_quarantine()).empty());
  CHECK(push_quoted(world, {As::Entry, broken}).status == UnitStatus::Refused);

  const auto box = crypto::seal(crypto::make_box_keys(world.random).public_key, as_bytes(tablet.round().entry));
  std::string frame;
  wire::append_frame(frame, box);
  CHECK(world.ask("tab-1", "POST", "/fhir/$deliver-sealed", frame).status == 200);
  CHECK(push_quoted(world, {As::SealedBox, to_string(box)}).status == UnitStatus::Refused);

  const auto kept = must(world.storage().list_quarantine());
  REQUIRE(kept.size() == 2);
  CHECK(as_text(kept[0].bytes) == broken);
  CHECK(as_text(kept[1].bytes) == as_text(box));
  CHECK(kept[1].reason.find("another key") != std::string::npos);
}

TEST_CASE("A form the hub does not know is no reason to refuse") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto id = tablet.new_id();
  const auto other = tablet.write(
      "QuestionnaireResponse", id,
      R"({"resourceType":"QuestionnaireResponse","id":")" + id +
          R"(","questionnaire":"urn:elsewhere|9","status":"completed","author":{"reference":"Practitioner/nurse-1"}})");
  CHECK(world.push("tab-1", {other.entry})[0].status == UnitStatus::New);
}

TEST_CASE("Changed bytes, a stranger's signature, another author, another device and a wrong type are refused") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.add_tablet("tab-2");
  TestTablet stranger("tab-1", "nurse-1", world.random);
  auto changed = tablet.round().entry;
  changed.replace(changed.find("valueBoolean\":true") + 14, 4, "false");
  CHECK(world.push("tab-1", {changed})[0].status == UnitStatus::Refused);
  CHECK(world.push("tab-1", {stranger.round().entry})[0].status == UnitStatus::Refused);
  const auto id = tablet.new_id();
  const auto other_author =
      tablet.write("QuestionnaireResponse", id,
                   R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                       R"(","questionnaire":"urn:x","status":"completed","author":{"reference":"Practitioner/nurse-2"}})");
  CHECK(world.push("tab-1", {other_author.entry})[0].status == UnitStatus::Refused);
  CHECK(world.push("tab-2", {tablet.round().entry})[0].status == UnitStatus::Refused);
  const auto patient = tablet.new_id();
  CHECK(world.push("tab-1", {tablet.write("Patient", patient,
      R"({"resourceType":"Patient","id":")" + patient + "\"}").entry})[0].status ==
        UnitStatus::Refused);
  CHECK(must(world.storage().state()).head == 0);
}

TEST_CASE("A cloned tablet is noticed: 409 for the second branch, its bytes kept, the device flagged") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.push("tab-1", {tablet.round().entry});
  auto clone = tablet;
  world.push("tab-1", {tablet.round().entry});
  CHECK(world.push("tab-1", {clone.round("false").entry})[0].status == UnitStatus::Conflict);
  CHECK(must(world.storage().list_quarantine()).size() == 1);
  CHECK_FALSE(must(world.storage().find_device({"tab-1"}))->flag.empty());
}

TEST_CASE("The same id with other bytes is 409 and the first bytes stand") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto first = tablet.round();
  world.push("tab-1", {first.entry});
  std::string bytes = first.bytes;
  bytes.replace(bytes.find("true"), 4, "false");
  const auto second = tablet.write("QuestionnaireResponse", first.id, bytes);
  CHECK(world.push("tab-1", {second.entry})[0].status == UnitStatus::Conflict);
  CHECK(world.ask("tab-1", "GET", "/fhir/QuestionnaireResponse/" + first.id).body == first.bytes);
}

TEST_CASE("A locked tablet's sealed boxes are opened and judged like any push") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  std::string body;
  wire::append_frame(body, crypto::seal(world.keys().ingest.public_key, as_bytes(round.entry)));
  wire::append_frame(body, crypto::seal({1, 2, 3}, as_bytes(round.entry)));
  const auto reply = world.ask("tab-1", "POST", "/fhir/$deliver-sealed", body);
  REQUIRE(reply.status == 200);
  const auto answers = must(wire::read_push_answer(reply.body, 2));
  CHECK(answers[0].status == UnitStatus::New);
  CHECK(answers[1].status == UnitStatus::Refused);
  CHECK(world.push("tab-1", {round.entry})[0].status == UnitStatus::Known);
}

TEST_CASE("A gzip push is taken; what is not gzip, not JSON, not a batch or too much is refused whole with a sentence") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const std::string push = wire::write_push(std::vector{tablet.round().entry});
  CHECK(world.ask("tab-1", "POST", "/fhir", wire::gzip(push), {{"Content-Encoding", "gzip"}}).status == 200);
  const auto status_of = [&](std::string body, wire::HeaderList headers = {}) {
    const auto reply = world.ask("tab-1", "POST", "/fhir", std::move(body), std::move(headers));
    CHECK_FALSE(wire::read_outcome(reply.body).empty());
    return reply.status;
  };
  CHECK(status_of(push, {{"Content-Encoding", "gzip"}}) == 400);
  CHECK(status_of("{") == 400);
  CHECK(status_of(R"({"resourceType":"Bundle","type":"transaction"})") == 400);
  std::vector<std::string> many;
  for (int i = 0; i < 51; ++i) many.push_back(tablet.round().entry);
  CHECK(status_of(wire::write_push(many)) == 413);
  std::vector<std::string> large;
  for (int i = 0; i < 3; ++i) large.push_back(tablet.round("true", R"("x":")" + std::string(100'000, 'a') + "\",").entry);
  CHECK(status_of(wire::write_push(large)) == 413);
}

TEST_CASE("A nearly full disk is 507 and nothing is taken; tablets hear it in a sentence") {
  HubWorld world;
  world.options.free_bytes = [] { return Expected<std::uint64_t>(std::uint64_t{10}); };
  world.stop();
  world.start();
  auto tablet = world.add_tablet("tab-1");
  const auto reply = world.ask("tab-1", "POST", "/fhir", wire::write_push(std::vector{tablet.round().entry}));
  CHECK(reply.status == 507);
  CHECK(must(world.storage().state()).head == 0);
}

TEST_CASE("Too many pushes at once are 429 with a time to come back") {
  HubWorld world;
  world.options.most_pushes_at_once = 0;
  world.options.most_pushes_in_line = 0;
  world.stop();
  world.start();
  auto tablet = world.add_tablet("tab-1");
  const auto reply = world.ask("tab-1", "POST", "/fhir", wire::write_push(std::vector{tablet.round().entry}));
  CHECK(reply.status == 429);
  CHECK_FALSE(wire::find_header(reply.headers, "Retry-After").empty());
}

TEST_CASE("Who shows no certificate, an unknown one or an out-of-date one may not read") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  CHECK(world.ask("", "GET", "/fhir/_history").status == 401);
  CHECK(world.ask("tab-9", "GET", "/fhir/_history").status == 403);
  const auto expired = [&](const std::string& method, const std::string& target, std::string body) {
    int status = 0;
    world.hub().handle({{method, target, {}, std::move(body)}, std::nullopt, world.identity_of("tab-1")},
                       [&](const transport::HttpResponse& response) { status = response.status; });
    return status;
  };
  CHECK(expired("GET", "/fhir/_history", "") == 403);
  CHECK(expired("GET", "/fhir/$staff", "") == 403);
  CHECK(expired("POST", "/fhir", wire::write_push(std::vector{tablet.round().entry})) == 200);
}

TEST_CASE("A device that was enrolled again may deliver with its old certificate, not read") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  auto device = *must(world.storage().find_device({"tab-1"}));
  device.incarnation = 2;
  must(world.storage().put_device(device));
  CHECK(world.push("tab-1", {tablet.round().entry})[0].status == UnitStatus::New);
  CHECK(world.ask("tab-1", "GET", "/fhir/_history").status == 403);
}
