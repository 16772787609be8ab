// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/virtual_network.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kMostLate = 8;
constexpr std::size_t kMostOld = 6;

Error nothing_came() { return {ErrorCode::Offline, "The hub did not answer; everything stays saved here.", "virtual network"}; }

// Where the hub's answer arrives, now or when there is news.
struct Mailbox {
  std::optional<transport::HttpResponse> answer;
  bool parked = false;
};

}  // namespace

class VirtualNetwork::Client final : public transport::HttpClient {
 public:
  Client(VirtualNetwork& network, std::size_t tablet, DeviceId device) : m_network(network), m_tablet(tablet) {
    m_identity.device = std::move(device);
    m_identity.incarnation = 1;
  }
  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration) override {
    return m_network.carry({m_tablet, {request, m_identity, std::nullopt}});
  }
  Expected<crypto::Hash> peer_key() override { return crypto::Hash{}; }
  void cancel() override {}

 private:
  VirtualNetwork& m_network;
  std::size_t m_tablet;
  transport::CertificateIdentity m_identity;
};

std::unique_ptr<transport::HttpClient> VirtualNetwork::connect(std::size_t tablet, DeviceId device) {
  return std::make_unique<Client>(*this, tablet, std::move(device));
}

std::optional<transport::HttpResponse> VirtualNetwork::deliver(const Letter& letter) {
  m_parked = false;
  auto* const hub = m_around.hub();
  if (hub == nullptr) return std::nullopt;
  const auto mailbox = std::make_shared<Mailbox>();
  hub->handle(letter.request, [this, mailbox, tablet = letter.tablet](transport::HttpResponse response) {
    if (mailbox->parked) return m_around.on_news(tablet);
    mailbox->answer = std::move(response);
  });
  if (!m_around.hub_lives()) return std::nullopt;
  m_parked = mailbox->parked = !mailbox->answer;
  if (mailbox->answer) m_around.on_answer(letter.tablet, letter.request.request, *mailbox->answer);
  return std::move(mailbox->answer);
}

Expected<transport::HttpResponse> VirtualNetwork::carry(const Letter& letter) {
  if (is_cut_off(letter.tablet) || happens(Fault::LostRequest, 20)) return nothing_came();
  if (happens(Fault::Portal, 30)) return somebody_else();
  const bool push = letter.request.request.method == "POST";
  if (push && m_swarm.has(Fault::Replayed) && m_old_pushes.size() < kMostOld && m_chance.one_in(6))
    m_old_pushes.push_back(letter);
  if (happens(Fault::Late, 25) && m_late.size() < kMostLate) {
    m_late.push_back(letter);
    return nothing_came();
  }
  if (push && happens(Fault::Twice, 12)) (void)deliver(letter);
  auto answer = deliver(letter);
  if (m_parked) m_around.on_parked(letter.tablet);
  if (!answer || happens(Fault::LostAnswer, 15)) return nothing_came();
  if (happens(Fault::CutAnswer, 30) && !answer->body.empty()) answer->body.resize(m_chance.below(answer->body.size()));
  m_around.on_arrival(letter.tablet, letter.request.request, *answer);
  return *std::move(answer);
}

transport::HttpResponse VirtualNetwork::somebody_else() {
  if (m_chance.one_in(2)) return {200, {{"Content-Type", "text/html"}}, "<html><body>Welcome to the guest Wi-Fi</body></html>"};
  return {502, {{"Content-Type", "text/html"}}, "<html><body>Bad gateway</body></html>"};
}

void VirtualNetwork::deliver_late() {
  if (m_late.empty()) return;
  const Letter letter = std::move(m_late.front());
  m_late.erase(m_late.begin());
  (void)deliver(letter);
}

void VirtualNetwork::replay() {
  if (m_old_pushes.empty()) return;
  const Letter letter = m_old_pushes[m_chance.below(m_old_pushes.size())];
  (void)deliver(letter);
}

void VirtualNetwork::become_perfect() {
  m_perfect = true;
  m_cut_off.clear();
  m_late.clear();
}

}  // namespace wardlight::sim
