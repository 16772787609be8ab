// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/crypto.h"
#include "platforms/sim/faults/world.h"

namespace wardlight::sim {
namespace {

constexpr int kMostRounds = 60;
constexpr int kPatience = 10;  // rounds, then somebody starts the tablet anew
constexpr int kMostStepsOfARound = 400;
constexpr Duration kUntilCompared = minutes(20);  // every tablet has compared what it holds with the hub

}  // namespace

// Nothing goes wrong any more; clocks stay as wrong as they are.
void World::heal() {
  tell("all faults are over");
  m_healing = true;
  m_events = {};
  m_network.become_perfect();
  m_hub.set_full(false);
  m_hub.disk().heal();
  m_hub.disk().cut_power_at(0);
  while (!m_hub.is_up() && !m_figures.violation && m_figures.steps < 2 * m_steps) {
    ++m_figures.steps;
    start_hub();
    m_time.now = m_time.now + minutes(1);
  }
  m_census_owed = true;
  send_census();
  for (auto& post : m_posts) {
    if (post.gone) continue;
    post.machine->disk().heal();
    post.machine->disk().cut_power_at(0);
    if (!post.machine->is_on()) boot(post);
    else if (!post.machine->is_open()) unlock(post);
  }
}

bool World::rest(Post& post) {
  auto& tablet = *post.machine;
  if (!tablet.is_on()) boot(post);
  if (tablet.is_on() && !tablet.is_open()) unlock(post);
  if (!tablet.is_open()) return false;
  auto progress = sync::Progress::More;
  for (int i = 0; i < kMostStepsOfARound && progress == sync::Progress::More; ++i) progress = *tablet.step(0);
  return progress == sync::Progress::CaughtUp && tablet.client().status().unsent == 0;
}

// L1 and L3: whatever waits is answered; nobody waits for another for ever.
bool World::come_to_rest() {
  for (int round = 1; round <= kMostRounds; ++round) {
    bool quiet = true;
    for (auto& post : m_posts) {
      if (post.gone || m_figures.violation || rest(post)) continue;
      quiet = false;
      if (round % kPatience == 0) post.machine->halt();
    }
    m_time.now = m_time.now + minutes(3);
    if (quiet) return true;
  }
  return false;
}

// A page that rotted and that nobody has read since: whoever reads it starts the tablet anew.
void World::read_whole_store(Post& post) {
  auto& tablet = *post.machine;
  if (post.gone || !tablet.is_open()) return;
  const auto findings = tablet.store().check_integrity();
  if (findings && findings->empty()) return;
  tablet.store().note_trouble(findings ? Error{ErrorCode::Corrupt, findings->front(), "integrity"} : findings.error());
  tell("tablet " + std::to_string(tablet.number()) + " reads a page that rotted");
  tablet.halt();
}

void World::look_at_everybody() {
  for (auto& post : m_posts) read_whole_store(post);
  for (int pass = 0; pass < 2 && !m_figures.violation; ++pass) {
    if (!come_to_rest()) {
      m_figures.stuck = !m_figures.violation;
      if (m_figures.stuck) {
        for (auto& post : m_posts)
          if (post.machine->is_on())
            tell("tablet " + std::to_string(post.machine->number()) + ": " + post.machine->client().status().problem);
        judge(Violation{"L1", "not everything was answered after all faults were over"});
      }
      return;
    }
    back_up();  // so that the second time everything can be let go
    m_time.now = m_time.now + kUntilCompared;
  }
  std::vector<TabletMachine*> tablets;
  for (auto& post : m_posts) {
    if (post.gone) continue;
    judge(look_at_tablet(m_truth, *post.machine, m_hub.cursor_key(), nullptr));
    tablets.push_back(post.machine.get());
  }
  judge(look_at_restart(m_truth, m_hub));
  judge(look_at_end(m_truth, m_hub, tablets));
}

std::vector<const faults::FaultDisk*> World::disks() const {
  std::vector<const faults::FaultDisk*> all{&m_hub.disk()};
  for (const auto& post : m_posts) all.push_back(&post.machine->disk());
  return all;
}

std::string World::digest() const {
  std::string all;
  for (const auto& line : m_trace) all += line + "\n";
  for (const auto& fact : m_truth.feed)
    all += std::to_string(fact.position) + " " + fact.id + " " + crypto::to_hex(fact.hash) + "\n";
  // Whatever differed on the way without being told would show in one of these.
  for (const auto* disk : disks()) all += std::to_string(disk->operations()) + " " + std::to_string(disk->used()) + "\n";
  all += std::to_string(m_time.now.milliseconds) + " " + std::to_string(faults::SeededRandom(m_chance).next()) + "\n";
  return crypto::to_hex(crypto::sha256(as_bytes(all)));
}

}  // namespace wardlight::sim
