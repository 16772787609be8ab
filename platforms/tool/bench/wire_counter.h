// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "core/base/expected.h"

namespace wardlight::tool::bench {

// Stands between a tablet and the hub on loopback, passes every byte on and counts it, in both directions: what TCP carries,
// TLS and headers included. One connection at a time; its thread ends when it goes.
class WireCounter {
 public:
  static Expected<std::unique_ptr<WireCounter>> listen(std::uint16_t hub_port);
  ~WireCounter();
  WireCounter(const WireCounter&) = delete;
  WireCounter& operator=(const WireCounter&) = delete;

  std::uint16_t port() const { return m_port; }
  std::int64_t bytes() const { return m_bytes; }

 private:
  explicit WireCounter(std::uint16_t hub_port) : m_hub_port(hub_port) {}
  void run();
  void relay(int tablet, int hub);
  bool pass(int from, int to);

  std::uint16_t m_hub_port;
  std::uint16_t m_port = 0;
  int m_listener = -1;
  std::atomic<std::int64_t> m_bytes = 0;
  std::atomic<bool> m_stopping = false;
  std::thread m_thread;
};

// A TCP port of loopback that nobody listens on now.
Expected<std::uint16_t> find_free_port();

}  // namespace wardlight::tool::bench
