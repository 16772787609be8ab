// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "core/json/value.h"
#include "platforms/linux/paths.h"
#include "tests/support/program.h"

namespace wardlight::support {

// wardlight-tool as a user starts it, with input in a file of its own.
class ToolForTest {
 public:
  ToolForTest() : m_folder(platform::make_temporary_folder("tool").value()) {}
  ~ToolForTest() { std::filesystem::remove_all(m_folder); }
  ToolForTest(const ToolForTest&) = delete;
  ToolForTest& operator=(const ToolForTest&) = delete;

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(m_folder + "/" + name, std::ios::binary) << text;
    return m_folder + "/" + name;
  }
  ProgramResult run(const std::vector<std::string>& words) const {
    return run_program(std::string(WARDLIGHT_BINARY) + "/bin/wardlight-tool", words);
  }
  // The JSON of a command that did its job; nothing else is on standard output.
  json::Value answer(const std::vector<std::string>& words) const {
    const ProgramResult result = run(words);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    CHECK(result.err.empty());
    return json::parse(result.out).value();
  }
  // Bad input: exit 2, a sentence on standard error that names what is wrong, and nothing on standard output.
  void refuses(const std::vector<std::string>& words, std::string_view names) const {
    const ProgramResult result = run(words);
    INFO(result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.find(names) != std::string::npos);
  }

 private:
  std::string m_folder;
};

}  // namespace wardlight::support
