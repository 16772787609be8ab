// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/peer.h"

using namespace wardlight;
using support::json_of;
using support::PeerServer;

namespace {

json::Value probe(const PeerServer& server, int exit_code) {
  const auto run = support::run_program(support::program("wardlight-tool"), {"probe", server.base(), "--json"});
  INFO(run.err);
  CHECK(run.exit_code == exit_code);
  return json_of(run.out);
}

bool is_ok(const json::Value& report, std::string_view name) {
  for (const auto& finding : report["findings"].items())
    if (finding.text_of("name") == name) return finding["ok"].boolean();
  FAIL("no finding " << name);
  return false;
}

}  // namespace

TEST_CASE("The probe says of the independent server what is safe there and what is not (D10)") {
  const PeerServer server;
  const auto report = probe(server, 0);
  CHECK(report["tier"].text() == "2");
  for (const auto* good :
       {"fhir-r4", "keeps-our-ids", "put-twice-is-one", "carries-documents", "batch-isolates", "batch-of-50", "if-match",
        "conditional-create", "search-last-updated", "sorted-by-time", "paging-complete", "transaction-atomic", "validates"})
    CHECK(is_ok(report, good));
  for (const auto* lacking : {"keeps-bytes", "keeps-decimals", "create-only-put", "history-type", "history-system"})
    CHECK_FALSE(is_ok(report, lacking));
}

TEST_CASE("The probe finds what the same server does wrong when nobody mended it") {
  const PeerServer server({"MODE=plain"});
  const auto report = probe(server, 0);
  CHECK_FALSE(is_ok(report, "says-created"));
  CHECK_FALSE(is_ok(report, "deletion-seen"));
}

TEST_CASE("No round may go through a server that refuses our ids, and the probe says so") {
  const PeerServer server({"UPSERT=0"});
  const auto report = probe(server, 1);
  CHECK(report["tier"].text() == "3");
  CHECK_FALSE(is_ok(report, "keeps-our-ids"));
  CHECK(is_ok(report, "conditional-create"));
}

TEST_CASE("A whole shift goes through the independent server: no round is lost, none is there twice, all tablets hold the same") {
  const PeerServer server;
  const auto run = support::run_program(support::program("wardlight-sim"),
                                        {"shift", "--seed", "3", "--offline", "0.4", "--through", server.base()});
  INFO(run.err);
  CHECK(run.exit_code == 0);
  const auto report = json_of(run.out);
  CHECK(report["lost"].text() == "0");
  CHECK(report["duplicates"].text() == "0");
  CHECK(report["unsent_at_end"].text() == "0");
  CHECK(report["replicas_equal"].boolean());
  CHECK(report["rounds_saved"].text() == report["rounds_on_hub"].text());
  CHECK(std::stoi(report["rounds_saved"].text()) > 250);
}
