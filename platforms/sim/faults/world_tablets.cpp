// SPDX-License-Identifier: Apache-2.0
#include "core/base/uuid.h"
#include "platforms/sim/faults/world.h"

namespace wardlight::sim {
namespace {

constexpr Duration kIdle = seconds(55);
constexpr Duration kBreath = milliseconds(50);
constexpr std::size_t kMostPosts = 6;

std::string name_of(const TabletMachine& tablet) { return "tablet " + std::to_string(tablet.number()); }

}  // namespace

void World::poke(Post& post, Duration from_now) {
  const std::uint64_t turn = ++post.turn;
  in(from_now, [this, &post, turn] {
    if (turn == post.turn && !post.gone) step(post);
  });
}

void World::step(Post& post) {
  auto& tablet = *post.machine;
  if (!tablet.is_on()) return;
  const auto progress = tablet.step(m_chance.one_in(2) ? 55 : 0);
  if (!tablet.disk().has_power()) return;
  note_arrival(post);
  switch (*progress) {
    case sync::Progress::More: return poke(post, kBreath);
    case sync::Progress::CaughtUp: return poke(post, kIdle);
    case sync::Progress::Waiting: return poke(post, tablet.client().wait() + milliseconds(1));
  }
}

// Of a page that failed only the store knows whether it is there.
void World::note_arrival(Post& post) {
  auto& tablet = *post.machine;
  const bool failed = !post.arriving.empty() && !tablet.client().status().problem.empty();
  if (auto here = failed && tablet.is_open() ? ids_of(tablet.store()) : std::nullopt) post.held = *std::move(here);
  else post.held.merge(post.arriving);
  post.arriving.clear();
}

store::NewStatement World::write(Post& post, Deed& deed) {
  auto& tablet = *post.machine;
  auto patient = m_truth.patients.begin();
  std::advance(patient, static_cast<std::ptrdiff_t>(m_chance.below(m_truth.patients.size())));
  deed.id = make_uuid_v7(tablet.clock().now(), tablet.random());
  deed.patient = patient->second.patient;
  deed.encounter = patient->second.encounter;
  deed.tablet = tablet.number();
  deed.device = tablet.identity().device;
  deed.poison = m_swarm.has(Fault::Poison) && m_chance.one_in(12);
  const bool corrects = m_swarm.has(Fault::Correction) && !post.last_saved.empty() && m_chance.one_in(6);
  const std::string bytes = write_round({deed.id, deed.patient, deed.encounter, tablet.identity().nurse.value,
                                         corrects ? post.last_saved : std::string(), deed.poison, tablet.clock().now()});
  deed.hash = crypto::sha256(as_bytes(bytes));
  return {{deed.id}, "QuestionnaireResponse", bytes, m_chance.one_in(8) ? store::Urgency::Urgent : store::Urgency::Usual};
}

void World::save(Post& post) {
  auto& tablet = *post.machine;
  if (!tablet.is_open()) return;
  Deed deed;
  const auto statement = write(post, deed);
  auto& kept = m_truth.deeds[deed.id] = deed;
  post.held.insert(deed.id);  // for what failed to be saved may be there all the same
  const auto receipt = tablet.save(statement);
  tell(name_of(tablet) + (receipt ? " saved " : " could not save ") + deed.id);
  if (!receipt) {
    if (tablet.disk().has_power() && m_chance.one_in(2)) restart(post, "failed to save");
    return;
  }
  kept.saved = true;
  kept.unit = receipt->units.front().unit;
  if (!deed.poison) post.last_saved = deed.id;
  tablet.client().hurry();
  poke(post, milliseconds(250));
}

void World::look_at(Post& post, bool after_cut) {
  auto& tablet = *post.machine;
  if (post.gone || !tablet.is_open() || !tablet.disk().has_power()) return;
  const auto here = ids_of(tablet.store());
  if (!here) return restart(post, "cannot read its store");
  const Before before{post.held, post.arriving};
  judge(look_at_tablet(m_truth, tablet, m_hub.cursor_key(), after_cut ? &before : nullptr));
  if (!after_cut) return;
  post.held = *here;
  post.arriving.clear();
}

// Whatever just happened may have cost a tablet its power.
void World::settle(Post& post) {
  auto& tablet = *post.machine;
  if (post.gone || tablet.disk().has_power()) return;
  ++m_figures.crashes;
  tell(name_of(tablet) + " lost power");
  tablet.power_back();
  in(up_to(minutes(15)), [this, &post] { boot(post); });
}

void World::boot(Post& post) {
  auto& tablet = *post.machine;
  if (post.gone || tablet.is_on()) return;
  const auto booted = tablet.boot();
  if (!tablet.disk().has_power()) return;
  if (!booted) {
    tell(name_of(tablet) + " does not start: " + booted.error().text + " (" + booted.error().where + ")");
    tablet.halt();
    return in(minutes(2), [this, &post] { boot(post); });
  }
  for (const auto& alarm : tablet.store().alarms()) tell(name_of(tablet) + " alarm: " + alarm.text);
  look_at(post, true);
  poke(post, seconds(1));
}

void World::restart(Post& post, const std::string& why) {
  tell(name_of(*post.machine) + " " + why);
  ++m_figures.crashes;
  post.machine->halt();
  in(up_to(minutes(3)), [this, &post] { boot(post); });
}

void World::lock(Post& post) {
  if (!post.machine->is_open()) return;
  tell(name_of(*post.machine) + " is locked");
  post.machine->lock();
  poke(post, seconds(1));
  in(up_to(minutes(60)), [this, &post] { unlock(post); });
}

void World::unlock(Post& post) {
  auto& tablet = *post.machine;
  if (post.gone || !tablet.is_on() || tablet.is_open()) return;
  const auto opened = tablet.unlock();
  if (!tablet.disk().has_power()) return;
  if (!opened) return in(minutes(1), [this, &post] { unlock(post); });
  tell(name_of(tablet) + " is unlocked");
  look_at(post, true);
  poke(post, seconds(1));
}

// S17: the new program finds the same outbox and goes on from the same chain.
void World::upgrade(Post& post) {
  auto& tablet = *post.machine;
  if (!tablet.is_open()) return;
  const auto before = tablet.store().list_outbox({}, std::size_t{1} << 20);
  tablet.halt();
  if (!before || !tablet.boot()) {
    if (tablet.disk().has_power()) restart(post, "failed to start as a new program");
    return;
  }
  const auto after = tablet.store().list_outbox({}, std::size_t{1} << 20);
  if (!after) return poke(post, seconds(1));
  const bool same = before->size() == after->size() &&
                    (before->empty() || before->back().statement.envelope.hash == after->back().statement.envelope.hash);
  if (!same && tablet.store().alarms().empty()) judge(Violation{"S17", "an upgrade changed the outbox"});
  tell(name_of(tablet) + " was upgraded");
  look_at(post, true);
  poke(post, seconds(1));
}

// A byte of the database; not while a record has no second copy, for then nobody could keep it.
void World::rot(Post& post) {
  auto& tablet = *post.machine;
  for (const auto& [id, deed] : m_truth.deeds)
    if (deed.saved && !deed.destroyed && deed.tablet == tablet.number() && !tablet.journal().contains(deed.unit) &&
        !m_truth.is_backed_up(id))
      return;
  const std::string path = "/tablet/store/wardlight.db";
  Bytes content = tablet.disk().contents(path);
  if (content.empty()) return;
  content[m_chance.below(content.size())] ^= 0x40;
  tablet.disk().set_contents(path, content);
  restart(post, "has a rotten byte");
}

// Something that another tablet made and that the hub has.
void World::lapse(Post& post) {
  auto& tablet = *post.machine;
  if (!tablet.is_open() || m_truth.feed.empty()) return;
  const auto& fact = m_truth.feed[m_chance.below(m_truth.feed.size())];
  if (fact.device == tablet.identity().device || !post.held.contains(fact.id)) return;
  m_truth.lapsed.insert({tablet.number(), fact.id});  // power that goes meanwhile takes it or leaves it
  if (!tablet.forget(fact.id)) return;
  tell(name_of(tablet) + " lacks " + fact.id + ", and nobody knows why");
  post.held.erase(fact.id);
}

void World::copy(Post& post) {
  if (m_posts.size() >= kMostPosts) return;
  auto& original = *post.machine;
  ++m_figures.clones;
  m_truth.copied.insert(original.identity().device);
  add_tablet(original.identity());
  auto& twin = m_posts.back();
  twin.machine->take_over(original.disk().image(), m_chance.next());
  m_truth.copy_lapses(original.number(), twin.machine->number());
  tell(name_of(original) + " was copied to " + name_of(*twin.machine));
  const std::size_t number = twin.machine->number();
  every(minutes(6), [this, number] { save(m_posts[number]); });
  boot(twin);
}

void World::roll_back(Post& post) {
  auto& tablet = *post.machine;
  if (post.image.empty() || m_chance.one_in(3)) {
    post.image = tablet.disk().image();
    return;
  }
  tell(name_of(tablet) + " was put back to an earlier day");
  ++m_figures.clones;
  m_truth.copied.insert(tablet.identity().device);
  tablet.take_over(post.image, m_chance.next());
  post.arriving.clear();
  const auto booted = tablet.boot();
  if (!booted) return restart(post, "does not start from its image");
  const auto here = ids_of(tablet.store());
  if (!here) return restart(post, "cannot read its image");
  post.held = *here;
  post.last_saved.clear();
  destroy(post, *here);
  poke(post, seconds(1));
}

void World::steal(Post& post) {
  if (m_posts.size() < 3 || m_chance.one_in(2)) return;
  tell(name_of(*post.machine) + " was stolen");
  destroy(post, {});
  post.gone = true;
  post.machine->halt();
}

// What only this disk held is gone, by somebody's hand.
void World::destroy(Post& post, const std::set<std::string>& here) {
  for (auto& [id, deed] : m_truth.deeds)
    if (deed.tablet == post.machine->number() && !here.contains(id) && !m_truth.is_backed_up(id)) deed.destroyed = true;
}

}  // namespace wardlight::sim
