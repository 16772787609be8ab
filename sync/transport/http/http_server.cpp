// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/http/http_server.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "sync/transport/http/server_tls.h"

namespace wardlight::transport {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::string_body>;
using Failure = boost::system::error_code;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kBuffer = std::size_t{128} << 10;
constexpr unsigned kHttp11 = 11;
constexpr unsigned kLargestHeader = 16U << 10;
constexpr auto kHandshakePatience = std::chrono::seconds(10);
constexpr auto kFarewellPatience = std::chrono::milliseconds(250);
constexpr auto kSwallowPatience = std::chrono::seconds(2);
constexpr auto kStopPatience = std::chrono::seconds(10);
constexpr int kUnreadable = 400;
constexpr int kTooLarge = 413;
constexpr int kTooLongHeader = 431;
constexpr int kTooSlow = 503;

std::chrono::milliseconds to_chrono(Duration duration) { return std::chrono::milliseconds(duration.milliseconds); }

// Where the handler's answer to one request arrives. `wake` is empty once nobody waits any more.
struct Pending {
  std::mutex mutex;
  std::optional<HttpResponse> answer;
  std::function<void()> wake;

  void put(HttpResponse response) {
    const std::lock_guard lock(mutex);
    if (answer) return;
    answer = std::move(response);
    if (wake) wake();
  }
  bool is_there() {
    const std::lock_guard lock(mutex);
    return answer.has_value();
  }
};

struct Session {
  explicit Session(tcp::socket socket, asio::ssl::context& context) : stream(std::move(socket), context) {}
  Stream stream;
  beast::flat_buffer buffer;
  bool busy = true;  // a request is under way; only touched on the session's strand
  std::optional<CertificateIdentity> identity;
};

class BeastServer final : public HttpServer {
 public:
  BeastServer(HttpServerOptions options, const Clock& clock, HttpHandler& handler, ContextPtr context)
      : m_options(std::move(options)),
        m_clock(clock),
        m_handler(handler),
        m_context(context.release()),
        m_acceptor(m_io) {}

  ~BeastServer() override { stop(); }

  Expected<void> open() {
    Failure failure;
    const auto address = asio::ip::make_address(m_options.address, failure);
    if (failure) return cannot_listen("that is no IP address of this machine; choose another with --listen");
    const tcp::endpoint endpoint(address, m_options.port);
    m_acceptor.open(endpoint.protocol(), failure);
    if (!failure) m_acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure) m_acceptor.bind(endpoint, failure);
    if (!failure) m_acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure == asio::error::address_in_use)
      return cannot_listen("another program uses that port; stop it, or choose another port with --listen");
    if (failure == asio::error::access_denied) return cannot_listen("this user may not use that port; choose one above 1023");
    if (failure) return cannot_listen("this machine does not offer that address; choose another with --listen");
    m_port = m_acceptor.local_endpoint(failure).port();
    return {};
  }

  void start() {
    asio::co_spawn(m_io, accept(), asio::detached);
    for (int i = 0; i < std::max(1, m_options.threads); ++i) m_threads.emplace_back([this] { m_io.run(); });
  }

  std::uint16_t port() const override { return m_port; }

  void stop() override {
    if (m_stopping.exchange(true)) return;
    asio::post(m_io, [this] {
      Failure ignored;
      m_acceptor.close(ignored);
    });
    {
      std::unique_lock lock(m_mutex);
      for (Session* session : m_sessions)
        asio::post(session->stream.get_executor(), [this, session] { hang_up_if_idle(session); });
      m_all_gone.wait_for(lock, kStopPatience, [this] { return m_sessions.empty(); });
    }
    m_io.stop();
    for (std::thread& thread : m_threads) thread.join();
    m_threads.clear();
  }

 private:
  Error cannot_listen(std::string_view why) const {
    return {
        ErrorCode::Environment,
        "The hub cannot listen on " + m_options.address + ":" + std::to_string(m_options.port) + ": " + std::string(why) + ".",
        "--listen"};
  }

  asio::awaitable<void> accept() {
    while (!m_stopping) {
      auto strand = asio::make_strand(m_io);
      auto [failure, socket] = co_await m_acceptor.async_accept(strand, kAwait);
      if (failure == asio::error::operation_aborted || failure == asio::error::bad_descriptor) co_return;
      if (failure) {  // out of file handles, or a caller that left: breathe, then go on
        asio::steady_timer pause(m_io, std::chrono::milliseconds(50));
        co_await pause.async_wait(kAwait);
        continue;
      }
      Failure ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      auto session = std::make_shared<Session>(std::move(socket), m_context);
      asio::co_spawn(strand, serve(session), [](std::exception_ptr) {});
    }
  }

  void enter(Session* session) {
    const std::lock_guard lock(m_mutex);
    m_sessions.insert(session);
  }
  void leave(Session* session) {
    const std::lock_guard lock(m_mutex);
    m_sessions.erase(session);
    if (m_sessions.empty()) m_all_gone.notify_all();
  }
  void hang_up_if_idle(Session* session) {
    {
      const std::lock_guard lock(m_mutex);
      if (m_sessions.count(session) == 0) return;
    }
    if (!session->busy) beast::get_lowest_layer(session->stream).cancel();
  }

  asio::awaitable<void> serve(std::shared_ptr<Session> session) {
    struct Visit {
      BeastServer& server;
      Session* session;
      ~Visit() { server.leave(session); }
    };
    enter(session.get());
    const Visit visit{*this, session.get()};
    Stream& stream = session->stream;
    set_moment(stream.native_handle(), m_clock.now());
    beast::get_lowest_layer(stream).expires_after(kHandshakePatience);
    if (auto [failure] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAwait); failure) co_return;
    session->identity = identity_of_peer(stream.native_handle());
    session->buffer.reserve(kBuffer);
    while (co_await serve_one(*session)) {
    }
    beast::get_lowest_layer(stream).expires_after(kFarewellPatience);
    co_await stream.async_shutdown(kAwait);
  }

  // One request and its answer; true when the connection may carry another.
  asio::awaitable<bool> serve_one(Session& session) {
    auto& tcp_layer = beast::get_lowest_layer(session.stream);
    Parser parser;
    parser.header_limit(kLargestHeader);
    parser.body_limit(m_options.largest_body);
    session.busy = false;
    if (m_stopping) co_return false;
    tcp_layer.expires_after(to_chrono(m_options.idle_patience));
    auto [failure, bytes] = co_await http::async_read_header(session.stream, session.buffer, parser, kAwait);
    session.busy = true;
    if (!failure && !parser.is_done()) {
      tcp_layer.expires_after(to_chrono(m_options.request_patience));
      std::tie(failure, bytes) = co_await http::async_read(session.stream, session.buffer, parser, kAwait);
    }
    if (failure) {
      if (auto why = refusal_of(failure)) {
        co_await answer(session, *std::move(why), kHttp11, false);
        co_await swallow(session);
      }
      co_return false;
    }
    const bool keep = parser.get().keep_alive();
    const unsigned version = parser.get().version();
    HttpResponse response = co_await ask(session, to_incoming(session, parser.release()));
    co_return co_await answer(session, std::move(response), version, keep && !m_stopping);
  }

  // Nothing when the caller left, said nothing, or took too long.
  std::optional<HttpResponse> refusal_of(const Failure& failure) {
    if (failure == http::error::body_limit) return m_handler.refuse(kTooLarge);
    if (failure == http::error::header_limit) return m_handler.refuse(kTooLongHeader);
    const bool left = failure == http::error::end_of_stream || failure == http::error::partial_message;
    if (left || failure.category() != http::make_error_code(http::error::bad_method).category()) return std::nullopt;
    // Not dressed as a hub's own word: a tablet that hears it takes it for a fault of the network, not of what it brought.
    return HttpResponse{kUnreadable, {{"Content-Type", "text/plain"}}, "This is no HTTP request that can be read.\n"};
  }

  IncomingRequest to_incoming(const Session& session, http::request<http::string_body> request) const {
    IncomingRequest incoming;
    incoming.request.method = request.method_string();
    incoming.request.target = request.target();
    for (const auto& field : request) incoming.request.headers.emplace_back(field.name_string(), field.value());
    incoming.request.body = std::move(request.body());
    if (session.identity && session.identity->not_after < m_clock.now()) incoming.expired_device = session.identity;
    else incoming.device = session.identity;
    return incoming;
  }

  // Hands the request over and waits, without a thread, until somebody answers or patience ends.
  asio::awaitable<HttpResponse> ask(Session& session, IncomingRequest incoming) {
    const auto executor = session.stream.get_executor();
    const auto pending = std::make_shared<Pending>();
    const auto timer = std::make_shared<asio::steady_timer>(executor, to_chrono(m_options.answer_patience));
    struct Waiting {
      std::shared_ptr<Pending> pending;
      ~Waiting() {
        const std::lock_guard lock(pending->mutex);
        pending->wake = nullptr;
      }
    };
    const Waiting waiting{pending};
    pending->wake = [executor, timer] { asio::post(executor, [timer] { timer->cancel(); }); };
    beast::get_lowest_layer(session.stream).expires_never();
    m_handler.handle(std::move(incoming), [pending](HttpResponse response) { pending->put(std::move(response)); });
    while (!pending->is_there() && timer->expiry() > std::chrono::steady_clock::now()) co_await timer->async_wait(kAwait);
    std::unique_lock lock(pending->mutex);
    if (pending->answer) co_return *std::move(pending->answer);
    lock.unlock();
    co_return m_handler.refuse(kTooSlow);
  }

  asio::awaitable<bool> answer(Session& session, HttpResponse response, unsigned version, bool keep) {
    http::response<http::string_body> message(static_cast<http::status>(response.status), version);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    message.body() = std::move(response.body);
    message.keep_alive(keep);
    message.prepare_payload();
    beast::get_lowest_layer(session.stream).expires_after(to_chrono(m_options.request_patience));
    const auto [failure, bytes] = co_await http::async_write(session.stream, message, kAwait);
    co_return !failure && keep;
  }

  // Reads away what is still coming, so that the caller gets to read why it was refused.
  asio::awaitable<void> swallow(Session& session) {
    std::size_t left = m_options.largest_body;
    beast::get_lowest_layer(session.stream).expires_after(kSwallowPatience);
    while (left > 0) {
      session.buffer.clear();
      const auto [failure, bytes] = co_await session.stream.async_read_some(session.buffer.prepare(kBuffer), kAwait);
      if (failure) co_return;
      left -= std::min(left, bytes);
    }
  }

  HttpServerOptions m_options;
  const Clock& m_clock;
  HttpHandler& m_handler;
  asio::ssl::context m_context;
  std::atomic<bool> m_stopping = false;
  std::mutex m_mutex;
  std::condition_variable m_all_gone;
  std::set<Session*> m_sessions;
  asio::io_context m_io;  // goes before what its unfinished sessions still use
  tcp::acceptor m_acceptor;
  std::uint16_t m_port = 0;
  std::vector<std::thread> m_threads;
};

}  // namespace

Expected<std::unique_ptr<HttpServer>> listen(HttpServerOptions options, const Clock& clock, HttpHandler& handler) {
  WL_TRY(ContextPtr context, make_server_context(options));
  auto server = std::make_unique<BeastServer>(std::move(options), clock, handler, std::move(context));
  WL_CHECK(server->open());
  server->start();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace wardlight::transport
