// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platforms/faults/seeded_random.h"
#include "platforms/sim/faults/swarm.h"
#include "sync/transport/http.h"

namespace wardlight::sim {

// The hospital's network in one thread: a request either reaches the hub at once or is lost, doubled, late, answered by
// somebody else. A request that the hub keeps (a wait for news) is given up at once, and its answer is the news.
class VirtualNetwork {
 public:
  struct Surroundings {
    std::function<transport::HttpHandler*()> hub;  // nullptr: nobody answers
    std::function<bool()> hub_lives;               // asked after each request: it may have lost power over it
    // What the hub really answered, whether or not it arrives.
    std::function<void(std::size_t tablet, const transport::HttpRequest&, const transport::HttpResponse&)> on_answer;
    // What of it a tablet is about to be given.
    std::function<void(std::size_t tablet, const transport::HttpRequest&, const transport::HttpResponse&)> on_arrival;
    std::function<void(std::size_t tablet)> on_parked;  // the hub keeps the request
    std::function<void(std::size_t tablet)> on_news;    // and now answers it
  };

  VirtualNetwork(std::uint64_t seed, const Swarm& swarm, Surroundings surroundings)
      : m_chance(seed), m_swarm(swarm), m_around(std::move(surroundings)) {}

  std::unique_ptr<transport::HttpClient> connect(std::size_t tablet, DeviceId device);

  void cut_off(std::size_t tablet) { m_cut_off.insert(tablet); }
  void reconnect(std::size_t tablet) { m_cut_off.erase(tablet); }
  bool is_cut_off(std::size_t tablet) const { return m_cut_off.contains(tablet); }
  // The oldest late request, or a push of long ago, reaches the hub; its answer reaches nobody.
  void deliver_late();
  void replay();
  void become_perfect();  // no more faults; what was late never comes

 private:
  class Client;
  struct Letter {
    std::size_t tablet;
    transport::IncomingRequest request;
  };
  Expected<transport::HttpResponse> carry(const Letter& letter);
  std::optional<transport::HttpResponse> deliver(const Letter& letter);
  bool happens(Fault fault, std::uint64_t one_in) { return !m_perfect && m_swarm.has(fault) && m_chance.one_in(one_in); }
  transport::HttpResponse somebody_else();

  faults::SeededRandom m_chance;
  const Swarm& m_swarm;
  Surroundings m_around;
  std::set<std::size_t> m_cut_off;
  std::vector<Letter> m_late;
  std::vector<Letter> m_old_pushes;
  bool m_perfect = false;
  bool m_parked = false;  // the request delivered last
};

}  // namespace wardlight::sim
