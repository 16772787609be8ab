// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/expected.h"

namespace wardlight::transport {

struct MllpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 picks a free one
  std::size_t largest_message = std::size_t{1} << 20;
  int most_connections = 32;
};

// Takes one message, without its frame, and gives the acknowledgement; nothing: the connection is closed, so that the sender
// sends it again. Called on the server's thread, one message at a time: they are taken in the order they came.
using TakeMessage = std::function<std::optional<std::string>(const std::string& message)>;

// HL7's minimal lower layer: 0x0B, the message, 0x1C 0x0D. It has neither encryption nor identity of its own: listen on an
// address that only the interface engine reaches, or behind a TLS proxy.
class MllpServer {
 public:
  virtual ~MllpServer() = default;  // stops it
  virtual std::uint16_t port() const = 0;
};

// What stands outside a frame is passed over; a message that is too large ends the connection.
// Fails with Environment: a port in use, an address that is not this machine's.
Expected<std::unique_ptr<MllpServer>> listen_mllp(MllpOptions options, TakeMessage take);

}  // namespace wardlight::transport
