// SPDX-License-Identifier: Apache-2.0
#include "platforms/postgres/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <utility>

namespace wardlight::support {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  return {ends[0], ends[1]};
}

// In the child: never returns.
[[noreturn]] void become(const std::string& program, const std::vector<std::string>& arguments, int out, int err) {
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  if (err >= 0) dup2(err, STDERR_FILENO);
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  execv(program.c_str(), words.data());
  _exit(127);
}

int exit_code_of(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProgramResult run_program(const std::string& program, const std::vector<std::string>& arguments) {
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  const pid_t pid = fork();
  if (pid == 0) become(program, arguments, out.write, err.write);
  close(out.write);
  close(err.write);
  ProgramResult result;
  std::array<pollfd, 2> ends{{{out.read, POLLIN, 0}, {err.read, POLLIN, 0}}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    poll(ends.data(), ends.size(), -1);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      std::array<char, 4096> buffer;
      const auto count = read(ends[i].fd, buffer.data(), buffer.size());
      if (count > 0) (i == 0 ? result.out : result.err).append(buffer.data(), static_cast<std::size_t>(count));
      else close(std::exchange(ends[i].fd, -1));
    }
  }
  result.exit_code = exit_code_of(pid);
  return result;
}

RunningProgram::RunningProgram(const std::string& program, const std::vector<std::string>& arguments) {
  const Pipe out = make_pipe();
  m_pid = fork();
  if (m_pid == 0) become(program, arguments, out.write, -1);
  close(out.write);
  m_out = out.read;
}

RunningProgram::~RunningProgram() {
  if (m_pid > 0) stop(SIGKILL);
  close(m_out);
}

std::string RunningProgram::read_line() {
  std::string line;
  for (char c = 0; read(m_out, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

int RunningProgram::stop(int signal) {
  kill(m_pid, signal);
  const int code = exit_code_of(m_pid);
  m_pid = -1;
  return code;
}

}  // namespace wardlight::support
