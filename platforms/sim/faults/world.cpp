// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/world.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kMostPosts = 8;  // references to posts stay good

}  // namespace

World::World(std::uint64_t seed, const Swarm& swarm, std::size_t steps, const transport::Authority& authority)
    : m_steps(steps),
      m_swarm(swarm),
      m_chance(seed),
      m_hub(m_time, m_chance.next(), authority),
      m_network(
          m_chance.next(), m_swarm,
          {[this]() -> transport::HttpHandler* { return m_hub.is_up() ? &m_hub.hub() : nullptr; },
           [this] { return m_hub.is_up() && m_hub.disk().has_power(); },
           [this](std::size_t tablet, const auto& request, const auto& response) { hear_answer(tablet, request, response); },
           [this](std::size_t tablet, const auto& request, const auto& response) {
             m_posts[tablet].arriving = ids_in_answer(request, response);
           },
           [this](std::size_t tablet) { m_posts[tablet].machine->client().abort(); },
           [this](std::size_t tablet) { poke(m_posts[tablet], milliseconds(1)); }}) {
  m_figures.seed = seed;
  m_posts.reserve(kMostPosts);
}

void World::in(Duration from_now, std::function<void()> happen) {
  m_events.push({m_time.now + from_now, ++m_order, std::move(happen)});
}

void World::every(Duration mean, std::function<void()> happen) {
  in(up_to({mean.milliseconds * 2}), [this, mean, happen] {
    happen();
    if (!m_healing) every(mean, happen);
  });
}

void World::tell(std::string what) {
  m_trace.push_back(std::to_string((m_time.now - VirtualTime().now).milliseconds) + " " + std::move(what));
}

void World::judge(Found found) {
  if (!found || m_figures.violation) return;
  tell("VIOLATION " + found->invariant + ": " + found->text);
  m_figures.violation = std::move(found);
}

void World::add_tablet(TabletIdentity identity) {
  const std::size_t number = m_posts.size();
  m_posts.push_back({std::make_unique<TabletMachine>(number, std::move(identity), m_time, m_chance.next(), m_network),
                     0,
                     {},
                     {},
                     {},
                     false,
                     {}});
}

void World::open_ward() {
  m_hub.start(store::OpenAs::CreateIfMissing);
  for (std::size_t i = 0; i < m_swarm.patients; ++i) {
    const std::string number = std::to_string(i);
    m_truth.patients["p" + number] = {"p" + number, "e" + number, "bed-" + number, false, {}, 1};
  }
  [[maybe_unused]] const auto placed = m_hub.storage().put_references(beds(m_swarm.patients + 2), m_hub.clock().now());
  send_census();
  for (std::size_t i = 0; i < m_swarm.tablets; ++i) {
    faults::SeededRandom random(m_chance.next());
    const std::string number = std::to_string(i);
    TabletIdentity identity{{"tablet-" + number},
                            {"nurse-" + number},
                            std::make_shared<crypto::SigningKeys>(crypto::make_signing_keys(random)),
                            std::make_shared<crypto::Secret>(crypto::Secret::random(store::kKeySize, random)),
                            m_hub.ingest_key()};
    [[maybe_unused]] const auto listed =
        m_hub.storage().put_device({identity.device, "Tablet " + number, 1, "01", m_hub.clock().now(), {}, {}, ""});
    const wire::SignerKeys keys{identity.nurse, identity.nurse_keys->public_key, {}};
    [[maybe_unused]] const auto registered =
        m_hub.storage().put_signers(identity.device, std::span(&keys, 1), m_hub.clock().now());
    add_tablet(std::move(identity));
    [[maybe_unused]] const auto created = m_posts.back().machine->create();
    poke(m_posts.back(), up_to(seconds(20)));
  }
  back_up();
}

void World::schedule_people() {
  for (std::size_t i = 0; i < m_swarm.tablets; ++i) every(minutes(4), [this, i] { save(m_posts[i]); });
  every(minutes(3), [this] {
    if (m_hub.is_up()) m_hub.hub().tick();
  });
  every(minutes(35), [this] { back_up(); });
  every(minutes(10), [this] { send_census(); });
  every(minutes(25), [this] {
    if (auto& post = any_tablet(); post.machine->is_open()) [[maybe_unused]] const auto done = post.machine->store().maintain();
  });
  if (m_swarm.has(Fault::Census)) every(minutes(25), [this] { change_census(); });
  every(minutes(50), [this] { look_at(any_tablet(), false); });
}

void World::schedule_trouble() {
  const auto on_tablet = [this](Fault fault, Duration mean, auto what) {
    if (m_swarm.has(fault))
      every(mean, [this, what] {
        if (auto& post = any_tablet(); post.machine->is_on()) what(post);
      });
  };
  on_tablet(Fault::PowerCut, minutes(30), [this](Post& post) {
    tell("power of tablet " + std::to_string(post.machine->number()) + " will go");
    post.machine->disk().cut_power_at(post.machine->disk().operations() + 1 + m_chance.below(40));
  });
  on_tablet(Fault::Kill, minutes(60), [this](Post& post) { restart(post, "killed"); });
  on_tablet(Fault::DiskError, minutes(60), [this](Post& post) {
    auto& disk = post.machine->disk();
    disk.fail_at(disk.operations() + 1 + m_chance.below(25), faults::FaultDisk::Failure::Input, faults::FaultDisk::Lasting::Once);
  });
  on_tablet(Fault::DiskFull, minutes(150), [this](Post& post) {
    auto& disk = post.machine->disk();
    disk.fail_at(disk.operations() + 1, faults::FaultDisk::Failure::Full, faults::FaultDisk::Lasting::FromThenOn);
    in(minutes(20), [&disk] { disk.heal(); });
  });
  on_tablet(Fault::BitRot, minutes(200), [this](Post& post) { rot(post); });
  on_tablet(Fault::Locked, minutes(40), [this](Post& post) { lock(post); });
  on_tablet(Fault::Upgrade, minutes(120), [this](Post& post) { upgrade(post); });
  on_tablet(Fault::Scope, minutes(60), [this](Post& post) { change_scope(post); });
  on_tablet(Fault::Lapse, minutes(60), [this](Post& post) { lapse(post); });
  on_tablet(Fault::Clone, minutes(160), [this](Post& post) { copy(post); });
  on_tablet(Fault::RollBack, minutes(120), [this](Post& post) { roll_back(post); });
  on_tablet(Fault::Theft, minutes(400), [this](Post& post) { steal(post); });
  on_tablet(Fault::WrongClock, minutes(90), [this](Post& post) {
    const std::int64_t wrong = static_cast<std::int64_t>(m_chance.below(2 * 365 * 24)) - 365 * 24;
    post.machine->clock().set_wrong_by(m_chance.one_in(3) ? Duration{} : hours(wrong));
  });
  on_tablet(Fault::Partition, minutes(22), [this](Post& post) {
    const std::size_t tablet = post.machine->number();
    if (m_network.is_cut_off(tablet)) return;
    ++m_figures.partitions;
    m_network.cut_off(tablet);
    in(up_to(minutes(m_chance.one_in(6) ? 400 : 60)), [this, tablet] { m_network.reconnect(tablet); });
  });
  if (m_swarm.has(Fault::Late)) every(minutes(30), [this] { m_network.deliver_late(); });
  if (m_swarm.has(Fault::Replayed)) every(minutes(45), [this] { m_network.replay(); });
  const auto on_hub = [this](Fault fault, Duration mean, std::function<void()> what) {
    if (m_swarm.has(fault))
      every(mean, [this, what] {
        if (m_hub.is_up()) what();
      });
  };
  on_hub(Fault::HubPowerCut, minutes(50),
         [this] { m_hub.disk().cut_power_at(m_hub.disk().operations() + 1 + m_chance.below(25)); });
  on_hub(Fault::HubKill, minutes(80), [this] { stop_hub("killed", minutes(5)); });
  on_hub(Fault::HubDiskError, minutes(60), [this] {
    auto& disk = m_hub.disk();
    disk.fail_at(disk.operations() + 1 + m_chance.below(10), faults::FaultDisk::Failure::Input, faults::FaultDisk::Lasting::Once);
  });
  on_hub(Fault::HubFull, minutes(150), [this] {
    m_hub.set_full(true);
    in(minutes(30), [this] { m_hub.set_full(false); });
  });
  on_hub(Fault::Restore, minutes(120), [this] { put_back(false); });
  on_hub(Fault::RestoreByHand, minutes(240), [this] { put_back(true); });
}

RunFigures World::run() {
  open_ward();
  schedule_people();
  schedule_trouble();
  while (m_figures.steps < m_steps && !m_figures.violation && !m_events.empty()) {
    const Event event = m_events.top();
    m_events.pop();
    m_time.now = std::max(m_time.now, event.at);
    ++m_figures.steps;
    event.happen();
    settle_hub();
    for (auto& post : m_posts) settle(post);
  }
  if (!m_figures.violation) {
    heal();
    look_at_everybody();
  }
  m_figures.statements = m_truth.deeds.size();
  m_figures.digest = digest();
  return m_figures;
}

}  // namespace wardlight::sim
