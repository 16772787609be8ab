// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/mllp/mllp_server.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/transport/mllp/mllp_frames.h"
#include "tests/support/mllp_sender.h"

using namespace wardlight;
using namespace wardlight::transport;
using support::MllpSender;

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
  MllpSender sender((*server)->port());
  sender.send_bytes(write_mllp_frame("a") + write_mllp_frame("b"));
  CHECK(sender.read_answer() == "ack a");
  CHECK(sender.read_answer() == "ack b");
  sender.send_bytes(write_mllp_frame("ill"));
  CHECK(sender.read_answer().empty());
  MllpSender another((*server)->port());
  another.send_bytes(write_mllp_frame("c"));
  CHECK(another.read_answer() == "ack c");
  CHECK_FALSE(listen_mllp({"127.0.0.1", (*server)->port()}, [](const std::string&) { return std::nullopt; }));
}
