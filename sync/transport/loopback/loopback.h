// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sync/transport/http.h"

namespace wardlight::transport {

// What befalls one request on its way.
enum class Fate : std::uint8_t {
  Delivered,
  LostRequest,  // the hub never sees it
  LostAnswer,   // the hub did it, the tablet never learns
  Twice,        // the hub gets it twice in a row
  Delayed,      // the tablet gives up; the hub gets it later, from deliver_delayed()
};

// A network inside one process, for tests and simulation: the same handler, the same structs, no thread and no clock.
// send() calls the handler at once and waits for its answer. Not thread-safe.
class LoopbackNetwork {
 public:
  using Judge = std::function<Fate(const HttpRequest&)>;
  // Sees an answer on its way down and may change it; nothing is called after a lost one.
  using Meddler = std::function<void(const HttpRequest&, HttpResponse&)>;

  LoopbackNetwork(HttpHandler& handler, crypto::Hash hub_key) : m_handler(&handler), m_hub_key(hub_key) {}

  // A client that the hub takes for `identity`.
  std::unique_ptr<HttpClient> connect(std::optional<CertificateIdentity> identity);

  void set_judge(Judge judge) { m_judge = std::move(judge); }
  void set_meddler(Meddler meddler) { m_meddler = std::move(meddler); }
  void set_handler(HttpHandler& handler) { m_handler = &handler; }  // a hub that was restarted
  void deliver_delayed();  // the oldest first; answers go nowhere
  std::size_t delayed() const { return m_delayed.size(); }

 private:
  class Client;
  Expected<HttpResponse> carry(const HttpRequest& request, const std::optional<CertificateIdentity>& identity);
  HttpResponse ask(const IncomingRequest& request);

  HttpHandler* m_handler;
  crypto::Hash m_hub_key;
  Judge m_judge;
  Meddler m_meddler;
  std::vector<IncomingRequest> m_delayed;
};

}  // namespace wardlight::transport
