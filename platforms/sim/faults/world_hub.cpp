// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/world.h"
#include "sync/hub/scope.h"

namespace wardlight::sim {

void World::hear_answer(std::size_t tablet, const transport::HttpRequest& request, const transport::HttpResponse& response) {
  judge(look_at_feed(m_truth, m_hub));
  judge(look_at_answer(m_truth, request, response));
  tell("hub answers tablet " + std::to_string(tablet) + " " + request.method + " " + std::to_string(response.status) + " head " +
       std::to_string(m_truth.head));
}

bool World::lose_hub_power() {
  if (m_hub.disk().has_power()) return false;
  ++m_figures.crashes;
  tell("hub lost power");
  m_hub.power_back();
  return true;
}

void World::settle_hub() {
  if (lose_hub_power()) in(up_to(minutes(8)), [this] { start_hub(); });
}

void World::start_hub() {
  if (m_hub.is_up()) return;
  if (m_restoring) return finish_putting_back();
  const bool started = m_hub.start();
  if (!m_hub.disk().has_power()) return;
  if (!started) return in(minutes(1), [this] { start_hub(); });
  tell("hub is up");
  judge(look_at_restart(m_truth, m_hub));
  m_census_owed = true;
}

void World::stop_hub(const std::string& why, Duration back_within) {
  tell("hub " + why);
  ++m_figures.crashes;
  m_hub.stop();
  in(up_to(back_within), [this] { start_hub(); });
}

void World::back_up() {
  if (!m_hub.is_up() || m_restoring) return;
  judge(look_at_feed(m_truth, m_hub));
  const auto made = m_hub.back_up(m_backup + 1);
  if (!made || made->head != m_truth.head) return;
  ++m_backup;
  m_truth.backups[m_backup] = {m_truth.feed.size(), m_truth.head};
  m_truth.in_backup = m_truth.feed.size();
  [[maybe_unused]] const auto told = m_hub.storage().set_durable(made->head);
  tell("backup of " + std::to_string(made->head));
}

// Begins it; a power cut in the middle leaves it to be done again before the hub serves.
void World::put_back(bool by_hand) {
  if (m_backup == 0 || m_restoring) return;
  ++m_figures.restores;
  tell(by_hand ? "a backup is copied back by hand" : "a backup is put back");
  m_restoring = true;
  if (by_hand) {
    m_hub.stop();
    lose_hub_power();  // nobody copies a file on a machine that is off
    // Whoever sees the copying fail takes the command for it: start_hub() puts the backup back before the hub serves.
    if (!m_hub.put_back_by_hand(m_backup)) return in(minutes(1), [this] { start_hub(); });
    m_truth.go_back_to(m_truth.backups[m_backup]);
    m_restoring = false;
    return in(up_to(minutes(3)), [this] { start_hub(); });
  }
  if (m_chance.one_in(2)) m_hub.stop();
  finish_putting_back();
}

void World::finish_putting_back() {
  const auto done = m_hub.put_back(m_backup);
  if (!m_hub.disk().has_power()) return;
  m_hub.stop();
  if (!done) return in(minutes(1), [this] { start_hub(); });
  m_restoring = false;
  m_truth.go_back_to(m_truth.backups[m_backup]);
  in(up_to(minutes(3)), [this] { start_hub(); });
}

void World::change_census() {
  auto it = m_truth.patients.begin();
  std::advance(it, static_cast<std::ptrdiff_t>(m_chance.below(m_truth.patients.size())));
  PatientNow& patient = it->second;
  ++patient.version;
  switch (m_chance.below(4)) {
    case 0: patient.bed = "bed-" + std::to_string(m_chance.below(m_swarm.patients + 2)); break;
    case 1: patient.discharged = !patient.discharged; break;
    case 2: patient.merged_into.clear(); break;
    default: {
      auto other = m_truth.patients.begin();
      std::advance(other, static_cast<std::ptrdiff_t>(m_chance.below(m_truth.patients.size())));
      bool free = other != it && other->second.merged_into.empty();
      for (const auto& [id, each] : m_truth.patients) free = free && each.merged_into != patient.patient;
      if (free) patient.merged_into = other->first;
    }
  }
  tell("the hospital changes " + patient.patient);
  m_census_owed = true;
}

// As wardlight-hub scope does beside the hub that serves.
void World::change_scope(Post& post) {
  if (!m_hub.is_up() || m_restoring) return;
  std::set<std::string> wards;
  for (const char* ward : {"east", "west"})
    if (m_chance.one_in(2)) wards.insert(ward);
  const DeviceId device = post.machine->identity().device;
  const auto changed = hub::put_scope(m_hub.storage(), device, wards);
  if (!changed) return;
  tell("device " + device.value + " may see " + changed->version + " (" + std::to_string(wards.size()) + " wards named)");
  m_hub.hub().tick();
}

// The hospital's system sends what it knows until the hub has taken it.
void World::send_census() {
  if (!m_census_owed || !m_hub.is_up() || m_restoring) return;
  std::vector<storage::NewReference> all;
  for (const auto& [id, patient] : m_truth.patients)
    for (auto& reference : references_of(patient)) all.push_back(std::move(reference));
  const auto taken = m_hub.storage().put_references(all, m_hub.clock().now());
  if (!taken) return;
  m_census_owed = false;
  judge(look_at_feed(m_truth, m_hub));
}

}  // namespace wardlight::sim
