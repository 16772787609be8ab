// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/client/plain/server_probe.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::tool {
namespace {

struct ProbeWords {
  std::string url;
  std::string token_file;
  std::string authority;
  bool json = false;
};

Expected<std::string> first_line(const std::string& path) {
  if (path.empty()) return std::string();
  WL_TRY(const std::string text, read_input(path));
  return text.substr(0, text.find_first_of("\r\n"));
}

// For a person; the JSON is for programs.
void say(const sync::ProbeReport& report) {
  const auto mark = [](const sync::Finding& one) {
    if (one.ok) return "  ok      ";
    return one.weight == sync::Weight::Needed ? "  MISSING " : one.weight == sync::Weight::Careful ? "  careful " : "  no      ";
  };
  for (const auto& one : report.findings)
    std::cerr << mark(one) << one.name << std::string(one.name.size() < 26 ? 26 - one.name.size() : 1, ' ') << one.seen << "\n"
              << (one.ok ? "" : "            " + one.then + "\n");
  switch (report.tier) {
    case 2: std::cerr << "Tier 2: tablets may work with this server.\n"; break;
    case 3: std::cerr << "Tier 3: it gives its own ids or lacks something else above; not for a ward.\n"; break;
    default: std::cerr << "No tier: no round may go through this server.\n";
  }
}

Expected<Answer> probe(const ProbeWords& words) {
  const platform::SystemClock clock;
  platform::SystemRandom random;
  WL_TRY(const auto address, sync::read_plain_address(words.url));
  WL_TRY(const std::string token, first_line(words.token_file));
  std::vector<std::string> authorities;
  if (!words.authority.empty()) {
    WL_TRY(auto pem, read_input(words.authority));
    authorities.push_back(std::move(pem));
  }
  WL_TRY(const auto http, transport::make_server_client({address.origin, std::move(authorities), std::nullopt}, clock));
  sync::PlainServer server(*http, address, token);
  auto report = sync::probe_server(server, random);
  if (!report && report.error().code == ErrorCode::Offline) return Error{ErrorCode::Environment, report.error().text, words.url};
  if (!report) return report.error();
  if (!words.json) say(*report);
  return Answer{to_json(*report), report->tier == 2 ? Exit::Done : Exit::No};
}

}  // namespace

void add_probe(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<ProbeWords>();
  auto* command =
      app.add_subcommand("probe", "What a FHIR server of somebody else's really does, and whether tablets may work with it");
  command->add_option("url", words->url, "Its base address; it is written to, so never a server in use")->required();
  command->add_option("--token-file", words->token_file, "A file that holds a bearer token");
  command->add_option("--authority", words->authority,
                      "The PEM of the authority that vouches for it, instead of the machine's own");
  command->add_flag("--json", words->json, "JSON alone, without the findings in words on stderr");
  command->callback([words, &exit_code] { exit_code = finish(probe(*words)); });
}

}  // namespace wardlight::tool
