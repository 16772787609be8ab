// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/loopback/loopback.h"

#include <condition_variable>
#include <mutex>

namespace wardlight::transport {
namespace {

Error nothing_came() {
  return {ErrorCode::Offline, "The hub did not answer; everything stays saved here and is sent when it does.", "network"};
}

// Where an answer arrives, from whichever thread the hub gives it.
struct Mailbox {
  std::mutex mutex;
  std::condition_variable arrived;
  std::optional<HttpResponse> answer;
};

}  // namespace

class LoopbackNetwork::Client final : public HttpClient {
 public:
  Client(LoopbackNetwork& network, std::optional<CertificateIdentity> identity)
      : m_network(network), m_identity(std::move(identity)) {}

  Expected<HttpResponse> send(const HttpRequest& request, Duration) override { return m_network.carry(request, m_identity); }
  Expected<crypto::Hash> peer_key() override { return m_network.m_hub_key; }
  void cancel() override {}

 private:
  LoopbackNetwork& m_network;
  std::optional<CertificateIdentity> m_identity;
};

std::unique_ptr<HttpClient> LoopbackNetwork::connect(std::optional<CertificateIdentity> identity) {
  return std::make_unique<Client>(*this, std::move(identity));
}

HttpResponse LoopbackNetwork::ask(const IncomingRequest& request) {
  const auto mailbox = std::make_shared<Mailbox>();
  m_handler->handle(request, [mailbox](HttpResponse response) {
    const std::lock_guard lock(mailbox->mutex);
    if (mailbox->answer) return;
    mailbox->answer = std::move(response);
    mailbox->arrived.notify_one();
  });
  std::unique_lock lock(mailbox->mutex);
  mailbox->arrived.wait(lock, [&] { return mailbox->answer.has_value(); });
  return *std::move(mailbox->answer);
}

Expected<HttpResponse> LoopbackNetwork::carry(const HttpRequest& request, const std::optional<CertificateIdentity>& identity) {
  const Fate fate = m_judge ? m_judge(request) : Fate::Delivered;
  IncomingRequest incoming{request, identity, std::nullopt};
  if (fate == Fate::LostRequest) return nothing_came();
  if (fate == Fate::Delayed) {
    m_delayed.push_back(std::move(incoming));
    return nothing_came();
  }
  if (fate == Fate::Twice) ask(incoming);
  HttpResponse response = ask(incoming);
  if (fate == Fate::LostAnswer) return nothing_came();
  if (m_meddler) m_meddler(request, response);
  return response;
}

void LoopbackNetwork::deliver_delayed() {
  const auto waiting = std::move(m_delayed);
  m_delayed.clear();
  for (const IncomingRequest& request : waiting) ask(request);
}

}  // namespace wardlight::transport
