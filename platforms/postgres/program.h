// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace wardlight::support {

struct ProgramResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

// Runs the program at this path to its end, standard input empty.
ProgramResult run_program(const std::string& program, const std::vector<std::string>& arguments);

// A program that goes on running. Killed when it goes, if it still runs.
class RunningProgram {
 public:
  RunningProgram(const std::string& program, const std::vector<std::string>& arguments);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  std::string read_line();  // of standard output; empty when the program ended
  pid_t pid() const { return m_pid; }
  int stop(int signal);     // sends it and waits; the exit code

 private:
  pid_t m_pid = -1;
  int m_out = -1;
};

}  // namespace wardlight::support
