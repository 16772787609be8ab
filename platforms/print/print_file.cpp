// SPDX-License-Identifier: Apache-2.0
#include "platforms/print/print_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <utility>

#include "ui/models/printer.h"

namespace wardlight::platform {
namespace {

constexpr mode_t kOwnerAlone = S_IRUSR | S_IWUSR;

Error cannot_write(const std::string& path) {
  return {ErrorCode::Environment, "The page cannot be written there; check the folder and that there is room.", path};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : m_number(number) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (m_number >= 0) ::close(m_number);
  }
  int number() const { return m_number; }
  int close() { return ::close(std::exchange(m_number, -1)); }

 private:
  int m_number;
};

bool write_all(int to, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

// Without a shell, without a file: the program reads the pages from its standard input.
bool send_to_printer(const std::string& name, ByteView pdf) {
  std::array<int, 2> pipe_ends{};
  if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return false;
  Descriptor out(pipe_ends[0]);
  Descriptor in(pipe_ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    ::dup2(out.number(), STDIN_FILENO);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execlp("lp", "lp", "-t", name.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  out.close();  // or a printer that stops reading would leave us waiting for ourselves
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const bool sent = write_all(in.number(), pdf);
  in.close();
  std::signal(SIGPIPE, before);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return sent && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Expected<void> write_private_file(const std::string& path, ByteView bytes) {
  ::unlink(path.c_str());  // never into a file that others may have open or may read
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerAlone));
  if (file.number() < 0) return cannot_write(path);
  if (!write_all(file.number(), bytes) || ::fsync(file.number()) != 0 || file.close() != 0) {
    ::unlink(path.c_str());
    return cannot_write(path);
  }
  return {};
}

Expected<Printed> print_pdf(const std::string& folder, const std::string& name, ByteView pdf) {
  Printed printed;
  printed.on_printer = send_to_printer(name, pdf);
  if (!folder.empty()) {
    const std::string path = folder + "/" + name;
    WL_CHECK(write_private_file(path, pdf));
    printed.file = path;
  }
  if (!printed.on_printer && printed.file.empty())
    return models::no_printer();
  return printed;
}

}  // namespace wardlight::platform
