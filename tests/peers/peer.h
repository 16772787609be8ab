// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "core/json/value.h"
#include "tests/support/program.h"

// The strangers of tests/peers: an independent FHIR server and validators, run by node 20.
namespace wardlight::support {

inline std::string peers_folder() { return std::string(WARDLIGHT_BINARY) + "/../peers"; }

// The node to run them with. Skips the test where they cannot be had, and says so.
inline std::string node_or_skip() {
  const auto setup = run_program(std::string(WARDLIGHT_SOURCE) + "/tests/peers/setup", {peers_folder()});
  if (setup.exit_code == 77) SKIP(setup.err);
  INFO(setup.err);
  REQUIRE(setup.exit_code == 0);
  return setup.out.substr(0, setup.out.find('\n'));
}

inline json::Value json_of(const std::string& text) {
  const auto value = json::parse(text);
  INFO(text);
  REQUIRE(value);
  return *value;
}

// The independent server on a port of its own, empty; `settings` are NAME=VALUE of server.mjs.
class PeerServer {
 public:
  explicit PeerServer(std::vector<std::string> settings = {}) {
    const std::string node = node_or_skip();
    settings.insert(settings.end(), {node, peers_folder() + "/server.mjs"});
    m_program = std::make_unique<RunningProgram>("/usr/bin/env", settings);
    m_base = json_of(m_program->read_line()).text_of("base");
  }
  ~PeerServer() { m_program->stop(SIGTERM); }
  const std::string& base() const { return m_base; }

 private:
  std::unique_ptr<RunningProgram> m_program;
  std::string m_base;
};

inline std::string program(const std::string& name) { return std::string(WARDLIGHT_BINARY) + "/bin/" + name; }

}  // namespace wardlight::support
