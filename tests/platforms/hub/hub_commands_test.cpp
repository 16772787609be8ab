// SPDX-License-Identifier: Apache-2.0

#include <csignal>

#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "sync/wire/bundle.h"
#include "sync/wire/feed.h"
#include "sync/wire/staff.h"
#include "tests/platforms/hub/hub_for_test.h"

using namespace wardlight;
using namespace wardlight::hub_program;

namespace {

std::string signed_round(const wire::EnrolAnswer& answer, const std::string& signer, const crypto::SigningKeys& keys) {
  const std::string id = "01971111-2222-7333-8444-555566667777";
  const std::string bytes = R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                            R"(","questionnaire":"urn:test|1","status":"completed","author":{"reference":"Practitioner/)" +
                                signer + "\"}}";
  store::UnitEnvelope envelope{answer.device, answer.incarnation, 1, crypto::sha256(as_bytes(bytes)), {}, {signer}, {}};
  envelope.signature = crypto::sign(keys, store::chain_value(envelope));
  return store::write_entry(envelope, "QuestionnaireResponse", id, bytes);
}

}  // namespace

TEST_CASE("init makes a hub whose files are for the owner only, and refuses a folder that is not empty") {
  const HubFolderForTest folder;
  folder.init();
  for (const auto* file : {"/hub.key", "/hub.db", "/epoch"}) {
    INFO(file);
    const auto permissions = std::filesystem::status(folder.data() + file).permissions();
    CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
  }
  const auto again = folder.run({"init"});
  CHECK(again.exit_code == 2);
  CHECK(again.out.empty());
  CHECK(again.err.find("not empty") != std::string::npos);
}

TEST_CASE("A key that others on the machine may read is refused with what to do, and serves again once it is its owner's alone") {
  const HubFolderForTest folder;
  folder.init();
  for (const auto* file : {"/hub.key", "/ca/ca-key.pem", "/ca/server-key.pem"}) {
    const std::string path = folder.data() + file;
    for (const auto others : {std::filesystem::perms::others_read, std::filesystem::perms::group_read}) {
      std::filesystem::permissions(path, others, std::filesystem::perm_options::add);
      const auto refused = folder.run({"serve", "--listen", "127.0.0.1:0"});
      CHECK(refused.exit_code == 3);
      CHECK(refused.err.find(path) != std::string::npos);
      CHECK(refused.err.find("chmod 600") != std::string::npos);
      CHECK(refused.out.empty());
      std::filesystem::permissions(path, others, std::filesystem::perm_options::remove);
    }
  }
  std::filesystem::permissions(folder.data() + "/hub.key", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  CHECK(folder.run({"status", "--json"}).exit_code == 3);
  std::filesystem::permissions(folder.data() + "/hub.key", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::remove);
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  serve_and_read_base(hub);
}

TEST_CASE("Commands on a folder without a hub, with a wrong word or a wrong zone say so and exit 2") {
  const HubFolderForTest folder;
  for (const auto& words : std::vector<std::vector<std::string>>{{"status", "--json"}, {"serve"},
      {"init", "--zone", "Mars/Olympus"}, {"staff", "add", "--name", "A", "--role", "king"}}) {
    const auto result = folder.run(words);
    INFO(words[0] << " " << result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK_FALSE(result.err.empty());
  }
}

TEST_CASE("A store of zero bytes and a damaged key file are named, and nothing is made anew over them") {
  const HubFolderForTest folder;
  folder.init();
  std::filesystem::resize_file(folder.data() + "/hub.db", 0);
  std::filesystem::remove(folder.data() + "/hub.db-wal");
  const auto empty = folder.run({"status", "--json"});
  CHECK(empty.exit_code == 3);
  CHECK_FALSE(empty.err.empty());
  CHECK(std::filesystem::file_size(folder.data() + "/hub.db") == 0);
  std::filesystem::resize_file(folder.data() + "/hub.key", 10);
  CHECK(folder.run({"status", "--json"}).exit_code == 3);
}

TEST_CASE("staff add makes a PIN up, or takes the one in a file if it is a fair one") {
  const HubFolderForTest folder;
  folder.init();
  const auto made = folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"});
  CHECK(made.text_of("pin").size() == 6);
  CHECK_FALSE(made.text_of("practitioner").empty());
  const auto given = folder.answer({"staff", "add", "--name", "Ben", "--role", "aide", "--pin-file",
      folder.write("pin", "483926\n")});
  CHECK(given.find("pin") == nullptr);
  CHECK(folder.run({"staff", "add", "--name", "Cy", "--role", "nurse", "--pin-file",
      folder.write("bad", "123456\n")}).exit_code == 2);
  CHECK(folder.run({"staff", "add", "--name", "Ana", "--role", "charge"}).exit_code == 2);
}

TEST_CASE("import names one bad line among good ones, may be run twice, and says no only when all was refused") {
  const HubFolderForTest folder;
  folder.init();
  const auto mixed =
      folder.write("mixed.ndjson",
      "{\"resourceType\":\"Location\",\"id\":\"l1\"}\n{\"resourceType\":\n{\"resourceType\":\"Location\",\"id\":\"l2\"}\n");
  const auto first = folder.answer({"import", mixed});
  CHECK(first["read"].text() == "3");
  CHECK(first["new"].text() == "2");
  REQUIRE(first["refused"].items().size() == 1);
  CHECK(first["refused"][0]["line"].text() == "2");
  CHECK(first["refused"][0].text_of("file") == mixed);
  CHECK(folder.answer({"import", mixed})["same"].text() == "2");
  CHECK(folder.run({"import", folder.write("wrong.json", "MSH|^~\\&|")}).exit_code == 1);
  CHECK(folder.run({"import", folder.data() + "/none.json"}).exit_code == 2);
}

TEST_CASE("A tablet enrols with its code, pushes, reads the feed; SIGTERM ends the hub with 0 and nothing is lost") {
  const HubFolderForTest folder;
  folder.init();
  const std::string nurse(folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"}).text_of("practitioner"));
  const platform::SystemClock clock;
  platform::SystemRandom random;
  std::string base;
  {
    support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
    base = serve_and_read_base(hub);
    auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
    auto client = must(transport::make_http_client(
        {base, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
            clock));
    const auto staff = must(client->send({"GET", "/fhir/$staff", {}, {}}, kPatience));
    REQUIRE(must(wire::read_staff(must(wire::read_answer(staff.headers, staff.body)).body)).size() == 1);
    const auto keys = crypto::make_signing_keys(random);
    const wire::SignerKeys signer{{nurse}, keys.public_key, {}};
    CHECK(must(client->send({"POST", "/fhir/$signers", {}, wire::write_signers(std::span(&signer, 1))},
        kPatience)).status == 200);

    const std::vector<std::string> entries{signed_round(enrolled.answer, nurse, keys)};
    const auto pushed = must(client->send({"POST", "/fhir", {}, wire::write_push(entries)}, kPatience));
    const auto answers = must(wire::read_push_answer(must(wire::read_answer(pushed.headers, pushed.body)).body, 1));
    INFO(answers[0].reason);
    CHECK(answers[0].status == wire::UnitStatus::New);

    folder.answer({"import", folder.write("l.ndjson", "{\"resourceType\":\"Location\",\"id\":\"l1\"}\n")});
    const auto feed = must(client->send({"GET", wire::feed_target("", 100, 0), {}, {}}, kPatience));
    const auto page = must(wire::FeedPage::read(must(wire::read_answer(feed.headers, feed.body)).body));
    CHECK(page.entries().size() == 2);  // the practitioner and the location; the statement is on the next page
    CHECK(hub.stop(SIGTERM) == 0);
  }
  const auto status = folder.answer({"status", "--json"});
  CHECK(status["statements"].text() == "1");
  CHECK(status["head"].text() == "3");
  CHECK(status["durable"].text() == "0");
  REQUIRE(status["devices"].items().size() == 1);
  CHECK(status["devices"][0].text_of("name") == "Tablet 1");
  CHECK_FALSE(status["devices"][0].text_of("last_seen").empty());
  CHECK(status["devices"][0]["oldest_unsent"].is_null());
}

TEST_CASE("SIGTERM ends the hub at once although a tablet waits for news") {
  const HubFolderForTest folder;
  folder.init();
  folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"});
  const platform::SystemClock clock;
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  const auto base = serve_and_read_base(hub);
  auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
  auto client = must(transport::make_http_client(
      {base, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
          clock));
  std::string cursor;
  for (int i = 0; i < 3; ++i) {
    const auto feed = must(client->send({"GET", wire::feed_target(cursor, 100, 0), {}, {}}, kPatience));
    cursor = must(wire::FeedPage::read(must(wire::read_answer(feed.headers, feed.body)).body)).next_cursor();
  }
  kill(hub.pid(), SIGTERM);
  const auto last = client->send({"GET", wire::feed_target(cursor, 100, 55), {}, {}}, kPatience);
  CHECK((!last || last->status == 200));
  CHECK(hub.stop(SIGTERM) == 0);
}

TEST_CASE("scope says whose patients a tablet may hold, and names what it does not know") {
  const HubFolderForTest folder;
  folder.init();
  folder.answer({"import", folder.write("l.ndjson", "{\"resourceType\":\"Location\",\"id\":\"east\"}\n")});
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  const auto base = serve_and_read_base(hub);
  const auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
  const std::string device = enrolled.answer.device.value;
  const auto limited = folder.answer({"scope", "--device", device, "--ward", "east"});
  CHECK(limited.text_of("scope") == "wards-2");
  CHECK(limited["wards"][0].text() == "east");
  CHECK(folder.answer({"scope", "--device", device, "--hospital-wide"}).text_of("scope") == "hospital-3");
  CHECK(folder.run({"scope", "--device", device}).exit_code == 2);
  CHECK(folder.run({"scope", "--device", device, "--ward", "moon"}).exit_code == 2);
  CHECK(folder.run({"scope", "--device", "nobody", "--ward", "east"}).exit_code == 2);
}

TEST_CASE("device lost shuts a tablet out of what is served, status says so, and device found lets it in again") {
  const HubFolderForTest folder;
  folder.init();
  const std::string nurse(folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"}).text_of("practitioner"));
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  const auto base = serve_and_read_base(hub);
  auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
  const std::string device = enrolled.answer.device.value;
  const platform::SystemClock clock;
  auto client = must(transport::make_http_client(
      {base, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
          clock));
  const auto status_of_staff = [&] { return must(client->send({"GET", "/fhir/$staff", {}, {}}, kPatience)).status; };
  CHECK(status_of_staff() == 200);
  platform::SystemRandom random;
  const auto keys = crypto::make_signing_keys(random);
  const wire::SignerKeys signer{{nurse}, keys.public_key, {}};
  CHECK(must(client->send({"POST", "/fhir/$signers", {}, wire::write_signers(std::span(&signer, 1))}, kPatience)).status == 200);
  CHECK(folder.answer({"device", "lost", "--device", device})["lost"].boolean());
  CHECK(status_of_staff() == 403);
  const auto listed = folder.answer({"status", "--json"});
  CHECK_FALSE(listed["devices"][0].text_of("lost_at").empty());
  CHECK(listed["devices"][0]["unsent"].is_null());
  const std::vector<std::string> entries{signed_round(enrolled.answer, nurse, keys)};
  CHECK(must(client->send({"POST", "/fhir", {}, wire::write_push(entries)}, kPatience)).status == 200);
  CHECK(folder.answer({"set-aside", "--again"})["taken"].text() == "0");
  const auto found = folder.answer({"device", "found", "--device", device});
  CHECK_FALSE(found["lost"].boolean());
  CHECK(found["set_aside"].text() == "1");
  CHECK(found.text_of("note").find("--again") != std::string::npos);
  const auto again = folder.answer({"set-aside", "--again"});
  CHECK(again["taken"].text() == "1");
  CHECK(again["set_aside"].items().empty());
  CHECK(folder.answer({"status", "--json"})["statements"].text() == "1");
  CHECK(status_of_staff() == 200);
  CHECK(folder.answer({"status", "--json"})["devices"][0]["lost_at"].is_null());
  CHECK(folder.run({"device", "lost", "--device", "nobody"}).exit_code == 2);
}

TEST_CASE("set-aside lists what the record did not take, not what it says; --out writes that too, for its owner alone") {
  const HubFolderForTest folder;
  folder.init();
  CHECK(folder.answer({"set-aside"})["set_aside"].items().empty());
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  const auto base = serve_and_read_base(hub);
  auto enrolled = enrol(base, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
  const platform::SystemClock clock;
  platform::SystemRandom random;
  auto client = must(transport::make_http_client(
      {base, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
      clock));
  const std::string by_nobody = signed_round(enrolled.answer, "nobody", crypto::make_signing_keys(random));
  const std::vector<std::string> entries{by_nobody};
  CHECK(must(client->send({"POST", "/fhir", {}, wire::write_push(entries)}, kPatience)).status == 200);

  const std::string out = folder.data() + "-set-aside.ndjson";
  const auto listed = folder.answer({"set-aside", "--out", out});
  REQUIRE(listed["set_aside"].items().size() == 1);
  const auto& row = listed["set_aside"][0];
  CHECK(row.text_of("device") == enrolled.answer.device.value);
  CHECK(row.text_of("id") == "01971111-2222-7333-8444-555566667777");
  CHECK_FALSE(row.text_of("reason").empty());
  CHECK(json::write(listed).find("Practitioner") == std::string::npos);
  const auto again = folder.answer({"set-aside", "--again"});  // while the hub serves
  CHECK(again["taken"].text() == "0");
  CHECK(again["set_aside"].items().size() == 1);
  std::ifstream file(out);
  std::string line;
  REQUIRE(std::getline(file, line));
  CHECK(must(json::parse(must(json::parse(line)).text_of("text")))["author"].text_of("reference") == "Practitioner/nobody");
  CHECK((std::filesystem::status(out).permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
        std::filesystem::perms::none);
}

TEST_CASE("A hub that is called otherwise than where it listens gives that address in all it says of itself") {
  const HubFolderForTest folder;
  folder.init();
  support::RunningProgram hub(
      kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0", "--base", "https://hub.hospital.example:8443"});
  const auto ready = read_ready(hub);
  CHECK(ready.text_of("base") == "https://hub.hospital.example:8443/fhir");
  const std::string here = "https://127.0.0.1:" + std::string(ready["port"].text());
  auto enrolled = enrol(here, std::string(folder.answer({"enrol-code", "--device", "Tablet 1"}).text_of("code")));
  const platform::SystemClock clock;
  auto client = must(transport::make_http_client(
      {here, enrolled.answer.authorities, transport::DeviceIdentity{enrolled.answer.certificate, std::move(enrolled.key)}},
          clock));
  const auto get = [&](const std::string& target) {
    const auto answer = must(client->send({"GET", target, {}, {}}, kPatience));
    return must(json::parse(must(wire::read_answer(answer.headers, answer.body)).body));
  };
  CHECK(get("/fhir/metadata")["implementation"].text_of("url") == "https://hub.hospital.example:8443/fhir");
  CHECK(get("/fhir/.well-known/smart-configuration").text_of("token_endpoint") ==
        "https://hub.hospital.example:8443/fhir/auth/token");
  const auto page = get(wire::feed_target("", 100, 0));
  REQUIRE(page["link"].items().size() >= 1);
  for (const auto& link : page["link"].items())
    CHECK(link.text_of("url").starts_with("https://hub.hospital.example:8443/fhir/"));
}

TEST_CASE("A base that is no https address of a host is refused with how it is written") {
  const HubFolderForTest folder;
  folder.init();
  for (const std::string base :
       {"hub.example", "http://hub.example", "https://", "https://hub.example/", "https://hub.example/fhir", "https://a:b:1",
        "https://hub.example:", "https://hub.example:99999", "https://user@hub.example", "https://hub example"}) {
    INFO(base);
    const auto refused = folder.run({"serve", "--listen", "127.0.0.1:0", "--base", base});
    CHECK(refused.exit_code == 2);
    CHECK(refused.err.find("https://HOST") != std::string::npos);
  }
}

TEST_CASE("A port in use is one clear sentence and exit 3") {
  const HubFolderForTest folder;
  folder.init();
  support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  const auto base = serve_and_read_base(hub);
  const HubFolderForTest other;
  other.init();
  const auto second = other.run({"serve", "--listen", base.substr(8)});
  CHECK(second.exit_code == 3);
  CHECK(second.err.find("another program uses that port") != std::string::npos);
  CHECK(folder.run({"serve", "--listen", "nowhere"}).exit_code == 2);
}

TEST_CASE("A name that a tablet could not read or show is refused before it is on any list") {
  const HubFolderForTest folder;
  folder.init();
  for (const auto& name : std::vector<std::string>{"", "  ", " Ana", "a\nb", "bad\xff", std::string(101, 'x')}) {
    CHECK(folder.run({"staff", "add", "--name", name, "--role", "nurse"}).exit_code == 2);
    CHECK(folder.run({"enrol-code", "--device", name}).exit_code == 2);
  }
  CHECK(folder.run({"staff", "add", "--name", "Zoë Ñ", "--role", "nurse"}).exit_code == 0);
}

TEST_CASE("Two hubs do not serve from one folder, and the folder is free again when the first is killed") {
  const HubFolderForTest folder;
  folder.init();
  {
    support::RunningProgram hub(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
    serve_and_read_base(hub);
    const auto second = folder.run({"serve", "--listen", "127.0.0.1:0"});
    CHECK(second.exit_code == 3);
    CHECK(second.err.find("serves from this folder") != std::string::npos);
    hub.stop(SIGKILL);
  }
  support::RunningProgram again(kHub, {"serve", "--data", folder.data(), "--listen", "127.0.0.1:0"});
  serve_and_read_base(again);
  CHECK(again.stop(SIGTERM) == 0);
}

TEST_CASE("A hub does not serve from a damaged record, changes nothing of it and says what to do") {
  const HubFolderForTest folder;
  folder.init();
  const std::string path = folder.data() + "/hub.db";
  std::filesystem::remove(path + "-wal");
  const auto size = std::filesystem::file_size(path);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size) - 2'000);  // where nothing looks at once
    file << "damage";
  }
  const auto serving = folder.run({"serve", "--listen", "127.0.0.1:0"});
  CHECK(serving.exit_code == 3);
  CHECK(serving.err.find("Restore the last backup") != std::string::npos);
  CHECK(std::filesystem::file_size(path) == size);
}
