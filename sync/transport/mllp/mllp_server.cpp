// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/mllp/mllp_server.h"

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "sync/transport/mllp/mllp_frames.h"

namespace wardlight::transport {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

class AsioMllpServer final : public MllpServer {
 public:
  AsioMllpServer(MllpOptions options, TakeMessage take)
      : m_options(std::move(options)), m_take(std::move(take)), m_acceptor(m_io) {}
  ~AsioMllpServer() override {
    m_io.stop();
    if (m_thread.joinable()) m_thread.join();
  }

  Expected<void> start() {
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(m_options.address, failure);
    const tcp::endpoint endpoint(address, m_options.port);
    if (!failure) m_acceptor.open(endpoint.protocol(), failure);
    if (!failure) m_acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure) m_acceptor.bind(endpoint, failure);
    if (!failure) m_acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure) return Error{ErrorCode::Environment,
        "The hub cannot listen for HL7 messages there: another program uses that port, or the address is not this machine's.",
        m_options.address};
    asio::co_spawn(m_io, accept(), asio::detached);
    m_thread = std::thread([this] { m_io.run(); });
    return {};
  }

  std::uint16_t port() const override { return m_acceptor.local_endpoint().port(); }

 private:
  asio::awaitable<void> accept() {
    while (true) {
      auto [failure, socket] = co_await m_acceptor.async_accept(kAwait);
      if (failure == asio::error::operation_aborted) co_return;
      if (failure || m_connections >= m_options.most_connections) continue;
      asio::co_spawn(m_io, serve(std::move(socket)), asio::detached);
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    ++m_connections;
    MllpFrames frames(m_options.largest_message);
    std::array<char, 16384> buffer;
    bool good = true;
    while (good) {
      const auto [failure, count] = co_await socket.async_read_some(asio::buffer(buffer), kAwait);
      if (failure) break;
      good = frames.feed({buffer.data(), count});
      while (auto message = good ? frames.next() : std::nullopt) {
        const auto answer = m_take(*message);
        if (!answer) good = false;
        if (!good) break;
        const std::string framed = write_mllp_frame(*answer);
        const auto [unsent, sent] = co_await asio::async_write(socket, asio::buffer(framed), kAwait);
        if (unsent) good = false;
      }
    }
    --m_connections;
  }

  const MllpOptions m_options;
  const TakeMessage m_take;
  asio::io_context m_io{1};
  tcp::acceptor m_acceptor;
  int m_connections = 0;
  std::thread m_thread;
};

}  // namespace

Expected<std::unique_ptr<MllpServer>> listen_mllp(MllpOptions options, TakeMessage take) {
  auto server = std::make_unique<AsioMllpServer>(std::move(options), std::move(take));
  WL_CHECK(server->start());
  return std::unique_ptr<MllpServer>(std::move(server));
}

}  // namespace wardlight::transport
