// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/wire_counter.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace wardlight::tool::bench {
namespace {

constexpr int kPatience = 100;  // milliseconds, until it is looked whether to stop

Error no_socket() {
  return {ErrorCode::Environment, "The bench cannot listen on loopback; run it where sockets are allowed.", "bench"};
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

Expected<std::uint16_t> bind_to_loopback(int socket) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    return no_socket();
  return ntohs(address.sin_port);
}

bool is_readable(int socket) {
  pollfd one{socket, POLLIN, 0};
  return ::poll(&one, 1, kPatience) > 0;
}

}  // namespace

Expected<std::uint16_t> find_free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const auto port = bind_to_loopback(socket);
  if (socket >= 0) ::close(socket);
  return port;
}

Expected<std::unique_ptr<WireCounter>> WireCounter::listen(std::uint16_t hub_port) {
  std::unique_ptr<WireCounter> counter(new WireCounter(hub_port));
  counter->m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
  WL_TRY(counter->m_port, bind_to_loopback(counter->m_listener));
  if (::listen(counter->m_listener, 4) != 0) return no_socket();
  counter->m_thread = std::thread([self = counter.get()] { self->run(); });
  return counter;
}

WireCounter::~WireCounter() {
  m_stopping = true;
  if (m_thread.joinable()) m_thread.join();
  if (m_listener >= 0) ::close(m_listener);
}

void WireCounter::run() {
  while (!m_stopping) {
    if (!is_readable(m_listener)) continue;
    const int tablet = ::accept(m_listener, nullptr, nullptr);
    const int hub = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(m_hub_port);
    const int yes = 1;
    for (const int one : {tablet, hub}) ::setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (::connect(hub, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) relay(tablet, hub);
    ::close(tablet);
    ::close(hub);
  }
}

void WireCounter::relay(int tablet, int hub) {
  while (!m_stopping) {
    std::array<pollfd, 2> both{{{tablet, POLLIN, 0}, {hub, POLLIN, 0}}};
    if (::poll(both.data(), both.size(), kPatience) <= 0) continue;
    if (both[0].revents != 0 && !pass(tablet, hub)) return;
    if (both[1].revents != 0 && !pass(hub, tablet)) return;
  }
}

bool WireCounter::pass(int from, int to) {
  std::array<char, 16384> piece{};
  const ssize_t got = ::recv(from, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  m_bytes += got;
  for (ssize_t sent = 0; sent < got;) {
    const ssize_t more = ::send(to, piece.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
    if (more <= 0) return false;
    sent += more;
  }
  return true;
}

}  // namespace wardlight::tool::bench
