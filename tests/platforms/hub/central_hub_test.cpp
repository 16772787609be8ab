// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <csignal>

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

TEST_CASE("A hub joins a network with a code, its month's reports reach central, and figures come back") {
  need_server();
  support::PostgresServer server;
  HubFolderForTest central;
  central.always = {"--postgres", server.uri("postgres")};
  central.answer({"init", "--role", "central", "--name", "Network", "--zone", "America/New_York"});
  std::vector<std::string> serving{"serve", "--role", "central", "--data", central.data(), "--listen", "127.0.0.1:0"};
  serving.insert(serving.end(), central.always.begin(), central.always.end());
  support::RunningProgram central_hub(kHub, serving);
  const std::string base = serve_and_read_base(central_hub);

  HubFolderForTest hospital;
  hospital.init();
  const std::string code(central.answer({"enrol-code", "--device", "st-marys"}).text_of("code"));
  const auto joined = hospital.answer({"join", "--central", base, "--code-file", hospital.write("code", code), "--name", "st-marys"});
  CHECK(joined.text_of("network") == "Network");
  const auto again = hospital.run({"join", "--central", base, "--code-file", hospital.write("code", code), "--name", "st-marys"});
  CHECK(again.exit_code != 0);  // a code is good once

  const std::string events = hospital.write(
      "events.json", R"({"denominators":{"patient_days":2210,"urinary_days":640},"events":[{"kind":"fall","injury":"minor"},{"kind":"cauti"}]})");
  hospital.answer({"offer", "--in", hospital.write("reports.json", report_of(events))});
  support::RunningProgram hub(kHub, {"serve", "--data", hospital.data(), "--listen", "127.0.0.1:0", "--central", base});
  serve_and_read_base(hub);
  json::Value seen;
  for (int i = 0; i < kPatienceSteps && seen["accepted"].text() != "1"; ++i) {
    poll(nullptr, 0, 100);
    seen = hospital.answer({"network"});
  }
  CHECK(seen["accepted"].text() == "1");
  CHECK(seen["rejected"].text() == "0");
  CHECK(hub.stop(SIGTERM) == 0);
  CHECK(central_hub.stop(SIGTERM) == 0);
  CHECK(server.sql("postgres", "SELECT f.n || ' of ' || f.d FROM wardlight.central_fact f JOIN wardlight.central_measure m ON m.number = "
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
