// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/json/value.h"
#include "core/store/unit.h"
#include "platforms/linux/paths.h"
#include "sync/transport/http/http_client.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/headers.h"
#include "tests/support/must.h"
#include "tests/support/program.h"

// The hub's program as an administrator and a tablet meet it: by its command line and by the wire.
namespace wardlight::hub_program {

inline constexpr Duration kPatience = seconds(20);

inline const std::string kHub = std::string(WARDLIGHT_BINARY) + "/bin/wardlight-hub";

// A folder for one test, with a hub in it when asked for.
class HubFolderForTest {
 public:
  HubFolderForTest() : m_root(must(platform::make_temporary_folder("hub-commands"))) {}
  ~HubFolderForTest() { std::filesystem::remove_all(m_root); }

  std::vector<std::string> always;  // words after every command's own

  std::string data() const { return m_root + "/hub"; }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(m_root + "/" + name, std::ios::binary) << text;
    return m_root + "/" + name;
  }
  support::ProgramResult run(std::vector<std::string> words) const {
    const auto at = words[0] == "staff" || words[0] == "device" ? 2 : 1;
    words.insert(words.begin() + at, {"--data", data()});
    words.insert(words.end(), always.begin(), always.end());
    return support::run_program(kHub, words);
  }
  json::Value answer(const std::vector<std::string>& words) const {
    const auto result = run(words);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return must(json::parse(result.out));
  }
  void init() const { answer({"init", "--name", "Test hospital"}); }

 private:
  std::string m_root;
};

// What a tablet does at enrolment, by the wire alone.
struct Enrolled {
  wire::EnrolAnswer answer;
  transport::PrivateKey key;
};

inline Enrolled enrol(const std::string& base, const std::string& code) {
  auto client = must(transport::make_enrolment_client(base));
  const auto hub_key = must(client->peer_key());
  Enrolled enrolled{{}, must(transport::make_private_key())};
  const auto key = must(wire::enrolment_key(code));
  wire::EnrolRequest request{wire::code_name(key), must(transport::make_certificate_request(enrolled.key, "Tablet 1")),
      "Tablet 1", {}};
  request.proof = wire::prove_request(key, hub_key, request);
  const auto response = must(client->send({"POST", "/fhir/$enrol", {}, wire::write_enrol_request(request)}, kPatience));
  INFO(response.body);
  REQUIRE(response.status == 200);
  enrolled.answer = must(wire::read_enrol_answer(must(wire::read_answer(response.headers, response.body)).body));
  REQUIRE(wire::prove_answer(key, hub_key, request, enrolled.answer) == enrolled.answer.proof);
  return enrolled;
}

// What a hub that serves says of itself.
inline json::Value read_ready(support::RunningProgram& hub) {
  auto ready = must(json::parse(hub.read_line()));
  CHECK(ready["ready"].boolean());
  CHECK(ready["pid"].text() == std::to_string(hub.pid()));
  return ready;
}
inline std::string base_of(const json::Value& ready) {
  const std::string base(ready.text_of("base"));
  REQUIRE(base.ends_with("/fhir"));
  return base.substr(0, base.size() - 5);
}
inline std::string serve_and_read_base(support::RunningProgram& hub) { return base_of(read_ready(hub)); }

}  // namespace wardlight::hub_program
