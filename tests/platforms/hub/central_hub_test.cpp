// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <csignal>
#include <optional>

#include "tests/platforms/hub/hub_for_test.h"
#include "tests/support/postgres_server.h"

using namespace wardlight;
using namespace wardlight::hub_program;

namespace {

constexpr int kPatienceSteps = 600;  // times 100 ms; other programs' time is not ours to turn

void need_server() {
  if (!support::PostgresServer::is_installed()) SKIP("PostgreSQL 15 is not installed; platforms/linux/setup installs it.");
}

std::string report_of(const std::string& measures) {
  const auto tool = std::string(WARDLIGHT_BINARY) + "/bin/wardlight-tool";
  const auto made = support::run_program(tool, {"measures", "--in", measures, "--period", "2025-03", "--unit", "5 East"});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  return made.out;
}

// Central as people start it; asked again on the same address, it goes on where it stopped.
class CentralForTest {
 public:
  CentralForTest() {
    folder.always = {"--postgres", server.uri("postgres")};
    folder.answer({"init", "--role", "central", "--name", "Network", "--zone", "America/New_York"});
    start("127.0.0.1:0");
  }
  void start(const std::string& listen) {
    std::vector<std::string> serving{"serve", "--role", "central", "--data", folder.data(), "--listen", listen};
    serving.insert(serving.end(), folder.always.begin(), folder.always.end());
    m_program.emplace(kHub, serving);
    base = serve_and_read_base(*m_program);
  }
  std::string address() const {
    const std::string_view rest = std::string_view(base).substr(std::string_view("https://").size());
    return std::string(rest.substr(0, rest.find('/')));
  }
  int stop() { return m_program->stop(SIGTERM); }

  support::PostgresServer server;
  HubFolderForTest folder;
  std::string base;

 private:
  std::optional<support::RunningProgram> m_program;
};

// What the hub's own command says of its network, once it says so.
template <class IsThere>
json::Value wait_for_network(HubFolderForTest& hospital, IsThere is_there) {
  json::Value seen;
  for (int i = 0; i < kPatienceSteps; ++i) {
    seen = hospital.answer({"network"});
    if (is_there(seen)) break;
    poll(nullptr, 0, 100);
  }
  return seen;
}

TEST_CASE("A hub joins a network with a code, its month's reports reach central, and figures come back") {
  need_server();
  CentralForTest central;
  const std::string base = central.base;

  HubFolderForTest hospital;
  hospital.init();
  const std::string code(central.folder.answer({"enrol-code", "--device", "st-marys"}).text_of("code"));
  const auto joined =
      hospital.answer({"join", "--central", base, "--code-file", hospital.write("code", code), "--name", "st-marys"});
  CHECK(joined.text_of("network") == "Network");
  const auto again = hospital.run({"join", "--central", base, "--code-file", hospital.write("code", code), "--name", "st-marys"});
  CHECK(again.exit_code != 0);  // a code is good once

  const std::string events = hospital.write(
      "events.json",
      R"({"denominators":{"patient_days":2210,"urinary_days":640},"events":[{"kind":"fall","injury":"minor"},{"kind":"cauti"}]})");
  hospital.answer({"offer", "--in", hospital.write("reports.json", report_of(events))});
  support::RunningProgram hub(kHub, {"serve", "--data", hospital.data(), "--listen", "127.0.0.1:0", "--central", base});
  serve_and_read_base(hub);
  const auto taken = wait_for_network(hospital, [](const json::Value& seen) { return seen["accepted"].text() == "1"; });
  CHECK(taken["accepted"].text() == "1");
  CHECK(taken["rejected"].text() == "0");
  // Figures are handed back when central starts and every hour; this hour is not waited for.
  REQUIRE(central.stop() == 0);
  central.start(central.address());
  const auto back =
      wait_for_network(hospital, [](const json::Value& seen) { return !seen["figures"]["measures"].items().empty(); });
  bool falls = false;
  for (const json::Value& measure : back["figures"]["measures"].items())
    falls |=
        measure.text_of("id") == "FALL-T" && measure["points"][std::size_t{0}]["n"].text() == "1" && measure["peers"].is_null();
  CHECK(falls);
  CHECK(back["figures"].text_of("network") == "Network");
  CHECK(hub.stop(SIGTERM) == 0);
  CHECK(central.stop() == 0);
  CHECK(central.server.sql(
            "postgres",
            "SELECT f.n || ' of ' || f.d FROM wardlight.central_fact f JOIN wardlight.central_measure m ON m.number = "
            "f.measure WHERE m.id = 'FALL-T'") == "1 of 2210");
}

TEST_CASE("Central's folder is no hospital's: without PostgreSQL, or in the other role, nothing is served") {
  need_server();
  HubFolderForTest folder;
  CHECK(folder.run({"init", "--role", "central"}).exit_code == 2);
  folder.init();
  const auto wrong = folder.run({"serve", "--role", "central", "--listen", "127.0.0.1:0"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("other role") != std::string::npos);
}

}  // namespace
