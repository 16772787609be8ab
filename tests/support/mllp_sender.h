// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "sync/transport/mllp/mllp_frames.h"

// An interface engine at the other end of a loopback socket.
namespace wardlight::support {

class MllpSender {
 public:
  explicit MllpSender(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    REQUIRE(connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
  }
  ~MllpSender() { close(m_socket); }
  MllpSender(const MllpSender&) = delete;
  MllpSender& operator=(const MllpSender&) = delete;

  void send_bytes(const std::string& bytes) const {
    REQUIRE(write(m_socket, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  // The next answer; empty when the other side closed.
  std::string read_answer() {
    std::array<char, 256> buffer;
    while (true) {
      if (auto answer = m_frames.next()) return *answer;
      const auto count = read(m_socket, buffer.data(), buffer.size());
      if (count <= 0) return {};
      m_frames.feed({buffer.data(), static_cast<std::size_t>(count)});
    }
  }
  // Sends one message and reads what is said to it.
  std::string ask(const std::string& message) {
    send_bytes(transport::write_mllp_frame(message));
    return read_answer();
  }

 private:
  int m_socket;
  transport::MllpFrames m_frames{1 << 16};  // two answers may come in one piece
};

}  // namespace wardlight::support
