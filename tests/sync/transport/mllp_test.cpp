// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "sync/transport/mllp/mllp_frames.h"
#include "sync/transport/mllp/mllp_server.h"

using namespace wardlight;
using namespace wardlight::transport;

namespace {

class Sender {
 public:
  explicit Sender(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    REQUIRE(connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
  }
  ~Sender() { close(m_socket); }
  void send_bytes(const std::string& bytes) const { REQUIRE(write(m_socket, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())); }
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

 private:
  int m_socket;
  MllpFrames m_frames{1 << 16};  // two answers may come in one piece
};

}  // namespace

TEST_CASE("Messages are cut out of the stream wherever it is torn") {
  const std::string stream = "noise" + write_mllp_frame("one") + "\r\n" + write_mllp_frame("two\x1cx");
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    MllpFrames frames(100);
    CHECK(frames.feed(stream.substr(0, cut)));
    CHECK(frames.feed(stream.substr(cut)));
    CHECK(frames.next() == "one");
    CHECK(frames.next() == "two\x1cx");
    CHECK_FALSE(frames.next());
  }
  MllpFrames frames(10);
  CHECK_FALSE(frames.feed(write_mllp_frame("longer than ten")));
}

TEST_CASE("A sender gets an answer to each message in order, and a closed line when one could not be kept") {
  auto server = listen_mllp({}, [](const std::string& message) -> std::optional<std::string> {
    if (message == "ill") return std::nullopt;
    return "ack " + message;
  });
  REQUIRE(server);
  Sender sender((*server)->port());
  sender.send_bytes(write_mllp_frame("a") + write_mllp_frame("b"));
  CHECK(sender.read_answer() == "ack a");
  CHECK(sender.read_answer() == "ack b");
  sender.send_bytes(write_mllp_frame("ill"));
  CHECK(sender.read_answer().empty());
  Sender another((*server)->port());
  another.send_bytes(write_mllp_frame("c"));
  CHECK(another.read_answer() == "ack c");
  CHECK_FALSE(listen_mllp({"127.0.0.1", (*server)->port()}, [](const std::string&) { return std::nullopt; }));
}
