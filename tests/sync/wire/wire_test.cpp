// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "sync/wire/bundle.h"
#include "sync/wire/brotli.h"
#include "sync/wire/cursor.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/feed.h"
#include "sync/wire/gzip.h"
#include "sync/wire/headers.h"
#include "sync/wire/quoted.h"
#include "sync/wire/sealed.h"
#include "sync/wire/staff.h"
#include "sync/wire/tablets.h"
#include "tests/support/seeded_random.h"

namespace wardlight {
namespace {

constexpr std::string_view kId = "0190a3c4-5d10-7a2b-8c3d-4e5f60718293";

std::string task(std::string_view id, std::size_t padding = 0) {
  return R"({"resourceType":"Task","id":")" + std::string(id) + R"(","note":")" + std::string(padding, 'x') + "\"}";
}

std::string entry(std::string_view id, const std::string& bytes, std::uint64_t seq = 1) {
  store::UnitEnvelope envelope;
  envelope.device.value = "d";
  envelope.seq = seq;
  envelope.hash = crypto::sha256(as_bytes(bytes));
  envelope.signer.value = "p";
  return store::write_entry(envelope, "Task", id, bytes);
}

std::string push_of(const std::vector<std::string>& entries) { return wire::write_push(entries); }

TEST_CASE("a bad entry does not spoil its neighbours, and is named") {
  const std::string other = "0190a3c4-5d10-7a2b-8c3d-4e5f60718294";
  std::string wrong_hash = entry(kId, task(kId));
  wrong_hash.replace(wrong_hash.find("\"note\":\""), 8, "\"note\":\"!");
  const auto push = wire::Push::read(push_of({wrong_hash, entry(other, task(other), 2), R"({"resource":{}})", "17"}));
  REQUIRE(push);
  REQUIRE(push->units().size() == 4);
  CHECK(push->units()[0].problem->text == "The statement's bytes do not fit their hash.");
  CHECK(push->units()[0].id == kId);
  CHECK_FALSE(push->units()[1].problem);
  CHECK(push->units()[2].problem);
  CHECK(push->units()[3].problem);
}

TEST_CASE("an entry that says who it is twice is not believed") {
  std::string twice = entry(kId, task(kId));
  const auto unit = twice.find(R"({"url":"urn:wardlight:unit")");
  const std::string extension = twice.substr(unit, twice.size() - unit - 2);
  twice.insert(unit, extension + ",");
  const auto push = wire::Push::read(push_of({twice}));
  REQUIRE(push);
  CHECK(push->units()[0].problem);
}

TEST_CASE("a push is filled up to fifty units or 256 kB, whichever comes first, and never to nothing") {
  const std::vector<std::string> small(80, entry(kId, task(kId)));
  CHECK(wire::count_for_push(small) == 50);
  const std::vector<std::string> large(80, entry(kId, task(kId, 20'000)));
  const auto count = wire::count_for_push(large);
  CHECK(count == 12);
  CHECK(wire::write_push(std::span(large).first(count)).size() <= wire::kMostPushBytes);
  const std::vector<std::string> huge(2, entry(kId, task(kId, 300'000)));
  CHECK(wire::count_for_push(huge) == 1);
  CHECK(wire::count_for_push({}) == 0);
}

TEST_CASE("too many units, or something else than a batch, is refused whole") {
  CHECK_FALSE(wire::Push::read(push_of(std::vector<std::string>(51, entry(kId, task(kId))))));
  CHECK_FALSE(wire::Push::read(R"({"resourceType":"Bundle","type":"transaction","entry":[]})"));
  CHECK_FALSE(wire::Push::read("[]"));
  CHECK_FALSE(wire::Push::read("{"));
  CHECK(wire::Push::read(R"({"resourceType":"Bundle","type":"batch"})")->units().empty());
}

TEST_CASE("an answer comes back as it was given") {
  const std::vector<wire::UnitAnswer> answers = {{wire::UnitStatus::New, 7, {}},
                                                 {wire::UnitStatus::Known, 3, {}},
                                                 {wire::UnitStatus::Conflict, 0, "The chain forks here."},
                                                 {wire::UnitStatus::Refused, 0, "It has no \"status\"."}};
  const auto text = wire::write_push_answer(answers);
  const auto read = wire::read_push_answer(text, 4);
  REQUIRE(read);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK((*read)[i].status == answers[i].status);
    CHECK((*read)[i].position == answers[i].position);
    CHECK((*read)[i].reason == answers[i].reason);
  }
  CHECK(
      text.find(
          R"({"response":{"status":"201","etag":"W/\"1\""},"extension":[{"url":"urn:wardlight:position","valuePositiveInt":7}]})") !=
      std::string::npos);
  CHECK(wire::read_push_answer(text, 3).error().code == ErrorCode::Offline);
  CHECK_FALSE(wire::read_push_answer("<html>", 4));
  CHECK_FALSE(
      wire::read_push_answer(R"({"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"201"}}]})", 1));
  CHECK(wire::read_outcome(wire::write_outcome("too-long", "Send less.")) == "Send less.");
}

TEST_CASE("a feed page gives back statements, the hospital's own and what is gone, to the byte") {
  const std::string bytes = "{ \"resourceType\":\"Task\", \"id\":\"" + std::string(kId) + "\", \"n\": 36.50 }";
  const std::string patient = R"({"resourceType":"Patient","id":"p.1","x":[1, 2]})";
  store::UnitEnvelope envelope;
  envelope.device.value = "d";
  envelope.hash = crypto::sha256(as_bytes(bytes));
  envelope.signer.value = "p";
  const std::vector<wire::FeedUnit> units = {{envelope, "Task", kId, bytes, 11, 1, {1'700'000'000'123}},
                                             {std::nullopt, "Patient", "p.1", patient, 12, 3, {1'700'000'001'000}},
                                             {std::nullopt, "Patient", "p.2", "", 13, 2, {1'700'000'002'000}}};
  const auto text = wire::write_feed_page("https://hub:8443/fhir", "abc_-1", units);
  const auto page = wire::FeedPage::read(text);
  REQUIRE(page);
  CHECK(page->next_cursor() == "abc_-1");
  REQUIRE(page->entries().size() == 3);
  const auto& first = page->entries()[0];
  CHECK(first.bytes == bytes);
  CHECK(first.position == 11);
  CHECK(first.received_at == Instant{1'700'000'000'123});
  CHECK(store::chain_value(*first.envelope) == store::chain_value(envelope));
  CHECK(page->entries()[1].bytes == patient);
  CHECK(page->entries()[1].version == 3);
  CHECK_FALSE(page->entries()[1].envelope);
  CHECK(page->entries()[2].resource == nullptr);
  CHECK(page->entries()[2].id == "p.2");

  std::string bent = text;
  bent.replace(bent.find("36.50"), 5, "36.51");
  CHECK(wire::FeedPage::read(bent).error().code == ErrorCode::Offline);
  CHECK(wire::FeedPage::read(wire::write_feed_page("https://h/fhir", "c", {}))->entries().empty());
  CHECK_FALSE(wire::FeedPage::read(R"({"resourceType":"Bundle","type":"history"})"));
}

TEST_CASE("what is asked of the feed stays within bounds") {
  const auto target = wire::feed_target("abc", 100, 55);
  CHECK(target == "/fhir/_history?_cursor=abc&_count=100&_wait=55");
  const auto question = wire::read_feed_question("_cursor=abc&_count=5000&_wait=900");
  CHECK(question->cursor == "abc");
  CHECK(question->count == 100);
  CHECK(question->wait_seconds == 55);
  CHECK(wire::read_feed_question("")->cursor.empty());
  CHECK_FALSE(wire::read_feed_question("_count=many"));
}

TEST_CASE("a cursor survives the journey, and any change to it is noticed") {
  support::SeededRandom random;
  const auto key = crypto::Secret::random(32, random);
  const wire::Cursor cursor{"epoch-1", 123'456'789, "all@1", "2026-03-02/17"};
  const auto text = wire::write_cursor(cursor, key);
  CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
  CHECK(*wire::read_cursor(text, key) == cursor);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::string bent = text;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(wire::read_cursor(bent, key));
  }
  CHECK(wire::read_cursor(text, crypto::Secret::random(32, random)).error().code == ErrorCode::NotFound);
  CHECK_FALSE(wire::read_cursor("", key));
}

TEST_CASE("the hub's headers come back; without one of them it was not the hub") {
  wire::HubHeaders hub{"e1", 42, 40, "all@1", "rounds@1", {1'795'294'373'000}, seconds(7)};
  wire::HeaderList headers;
  wire::write_hub_headers(hub, headers);
  CHECK(wire::find_header(headers, "date") == "Sat, 21 Nov 2026 20:52:53 GMT");
  const auto read = wire::read_hub_headers(headers);
  REQUIRE(read);
  CHECK(read->head == 42);
  CHECK(read->durable == 40);
  CHECK(read->date == hub.date);
  CHECK(read->retry_after == seconds(7));
  for (std::size_t i = 0; i < 6; ++i) {
    auto fewer = headers;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(wire::read_hub_headers(fewer).error().code == ErrorCode::Offline);
  }
  CHECK(wire::format_http_date({0}) == "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST_CASE("a captive portal's page is no answer") {
  wire::HeaderList headers = {{"Content-Type", "text/html"}};
  CHECK(wire::read_answer(headers, "<html>Sign in</html>").error().code == ErrorCode::Offline);
  wire::write_hub_headers({"e", 1, 1, "s", "f", {0}, {}}, headers);
  CHECK_FALSE(wire::read_answer(headers, "{}"));
  headers[0].second = "application/fhir+json; charset=utf-8";
  CHECK(wire::read_answer(headers, "{}")->body == "{}");
  CHECK_FALSE(wire::read_answer(headers, "<html>"));
  CHECK_FALSE(wire::read_answer(headers, ""));
  headers.emplace_back("Content-Encoding", "gzip");
  CHECK(wire::read_answer(headers, wire::gzip("{ }"))->body == "{ }");
  CHECK_FALSE(wire::read_answer(headers, wire::gzip("{ }").substr(0, 12)));
}

using Pack = std::string (*)(std::string_view);
using Unpack = Expected<std::string> (*)(std::string_view);

// A text that hardly repeats itself; what it was packed to is cut, lengthened, left out, and made of a bomb.
std::string check_coding(Pack pack, Unpack unpack) {
  support::SeededRandom random;
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += static_cast<char>('a' + random.below(20));
  const auto packed = pack(text);
  CHECK(*unpack(packed) == text);
  CHECK(*unpack(pack("")) == "");
  CHECK_FALSE(unpack(packed.substr(0, packed.size() / 2)));
  CHECK_FALSE(unpack(packed + "x"));
  CHECK_FALSE(unpack(""));
  CHECK_FALSE(unpack(pack(std::string(1 << 20, 'a'))));  // 1000 : 1
  return text;
}

TEST_CASE("gzip: what goes in comes out, bombs and stumps do not") {
  check_coding(wire::gzip, wire::gunzip);
  CHECK_FALSE(wire::gunzip("not gzip at all"));
  support::SeededRandom random;
  std::string noise;
  for (int i = 0; i < (9 << 20); ++i) noise += static_cast<char>(random.below(256));
  CHECK_FALSE(wire::gunzip(wire::gzip(noise)));  // 9 MB
}

TEST_CASE("Brotli: what goes in comes out, bombs and stumps do not, and one act takes less than with gzip") {
  const auto text = check_coding(wire::brotli, wire::unbrotli);
  CHECK_FALSE(wire::unbrotli(wire::gzip(text)));
  const auto act = entry(kId, task(kId));
  CHECK(wire::brotli(act).size() < wire::gzip(act).size());
  CHECK(*wire::read_body({{"content-encoding", "br"}}, wire::brotli(act)) == act);
}

TEST_CASE("sealed frames come back in order; a cut one spoils the delivery") {
  std::string body;
  wire::append_frame(body, as_bytes("one"));
  wire::append_frame(body, as_bytes(""));
  wire::append_frame(body, as_bytes("three"));
  const auto boxes = wire::read_frames(body);
  REQUIRE(boxes);
  REQUIRE(boxes->size() == 3);
  CHECK(as_text((*boxes)[2]) == "three");
  CHECK_FALSE(wire::read_frames(std::string_view(body).substr(0, body.size() - 1)));
  CHECK_FALSE(wire::read_frames("\x01"));
  std::string many;
  for (int i = 0; i < 51; ++i) wire::append_frame(many, as_bytes("x"));
  CHECK_FALSE(wire::read_frames(many));
}

TEST_CASE("a sealed entry opens to the same unit as a pushed one") {
  const auto push = wire::Push::from_entries({entry(kId, task(kId)), std::string("no json")});
  REQUIRE(push.units().size() == 2);
  CHECK_FALSE(push.units()[0].problem);
  CHECK(push.units()[0].bytes == task(kId));
  CHECK(push.units()[1].problem);
}

TEST_CASE("a place in a chain beyond what FHIR can count is refused, not counted up to") {
  std::string text = entry(kId, task(kId));
  const auto at = text.find(R"("valuePositiveInt":)", text.find(R"("seq")")) + 19;
  text.replace(at, 1, "18446744073709551614");
  CHECK(wire::Push::from_entries({text}).units()[0].problem);
}

TEST_CASE("a quoted unit comes back byte for byte, be it text, a box or neither") {
  using wire::QuotedUnit;
  for (const auto as : {QuotedUnit::As::Entry, QuotedUnit::As::SealedBox}) {
    const auto read = wire::read_quoted(wire::write_quoted({as, std::string("\x00\xff{", 3)}));
    REQUIRE(read);
    CHECK(read->as == as);
    CHECK(read->bytes == std::string("\x00\xff{", 3));
  }
  for (const auto* bad : {"", "[]", "{}", R"({"entry":1})", R"({"entry":"%"})", R"({"sealed":"a"})"}) {
    INFO(bad);
    CHECK_FALSE(wire::read_quoted(bad));
  }
}

TEST_CASE("an enrolment code proves both sides and is forgiving only of reading mistakes") {
  support::SeededRandom random;
  const auto code = wire::make_enrolment_code(random);
  CHECK(code.size() == 19);
  const auto key = wire::enrolment_key(code);
  REQUIRE(key);
  std::string typed = code;
  for (char& c : typed) c = c == 'O' ? '0' : c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  CHECK(wire::code_name(*wire::enrolment_key(typed)) == wire::code_name(*key));
  CHECK_FALSE(wire::enrolment_key("AAAA-BBBB"));
  CHECK_FALSE(wire::enrolment_key("AAAA-BBBB-CCCC-DDD!"));

  crypto::Hash hub_key{};
  wire::EnrolRequest request{wire::code_name(*key), "CSR", "Cart 7", {}};
  request.proof = wire::prove_request(*key, hub_key, request);
  CHECK(wire::write_enrol_request(request).find(code) == std::string::npos);
  const auto heard = wire::read_enrol_request(wire::write_enrol_request(request));
  REQUIRE(heard);
  CHECK(wire::prove_request(*key, hub_key, *heard) == heard->proof);
  auto other_csr = *heard;
  other_csr.csr = "CSR of somebody between";
  CHECK(wire::prove_request(*key, hub_key, other_csr) != heard->proof);
  crypto::Hash other_hub{};
  other_hub[0] = 1;
  CHECK(wire::prove_request(*key, other_hub, *heard) != heard->proof);

  wire::EnrolAnswer answer;
  answer.device.value = "dev";
  answer.certificate = "CERT";
  answer.authorities = {"CA"};
  answer.zone = "America/New_York";
  answer.hospital = "5 East";
  answer.proof = wire::prove_answer(*key, hub_key, request, answer);
  const auto told = wire::read_enrol_answer(wire::write_enrol_answer(answer));
  REQUIRE(told);
  CHECK(wire::prove_answer(*key, hub_key, request, *told) == told->proof);
  auto other_ca = *told;
  other_ca.authorities = {"CA of somebody between"};
  CHECK(wire::prove_answer(*key, hub_key, request, other_ca) != told->proof);
}

TEST_CASE("staff and signers come back as they were sent") {
  support::SeededRandom random;
  std::vector<wire::StaffMember> staff(1);
  staff[0].practitioner.value = "rivera";
  staff[0].name = "Ana \"Nuri\" Rivera";
  staff[0].role = "nurse";
  staff[0].salt.fill(3);
  staff[0].stretched = crypto::Secret::random(32, random);
  const auto read = wire::read_staff(wire::write_staff(staff));
  REQUIRE(read);
  REQUIRE(read->size() == 1);
  CHECK((*read)[0].name == staff[0].name);
  CHECK((*read)[0].salt == staff[0].salt);
  CHECK(crypto::equal((*read)[0].stretched.view(), staff[0].stretched.view()));
  CHECK_FALSE(wire::read_staff(R"([{"practitioner":"x"}])"));
  CHECK_FALSE(wire::read_staff("{}"));

  std::vector<wire::SignerKeys> signers(2);
  signers[0].practitioner.value = "a";
  signers[1].practitioner.value = "b";
  signers[1].sign_key.fill(9);
  const auto keys = wire::read_signers(wire::write_signers(signers));
  REQUIRE(keys);
  CHECK((*keys)[1].sign_key == signers[1].sign_key);
}

TEST_CASE("The list of tablets says how many acts each still holds and since when; what a tablet did not say is not known, which is not none") {
  const std::vector<wire::TabletNews> told{{{"a"}, "5 East 1", Instant{90'000}, Instant{30'000}, 7},
                                           {{"b"}, "5 East 2", Instant{90'000}, {}, 0},
                                           {{"c"}, "5 East 3", {}, {}, {}}};
  const auto heard = wire::read_tablets(wire::write_tablets(told));
  REQUIRE(heard);
  REQUIRE(heard->size() == 3);
  CHECK((*heard)[0].unsent == 7);
  CHECK((*heard)[0].oldest_unsent == Instant{30'000});
  CHECK((*heard)[1].unsent == 0);
  CHECK_FALSE((*heard)[2].unsent.has_value());
  CHECK_FALSE(wire::read_tablets(R"({"tablets":[{"device":"d","unsent":-1}]})")->front().unsent.has_value());
}

}  // namespace
}  // namespace wardlight
