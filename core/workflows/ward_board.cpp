// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ward_board.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/workflows/chart_facts.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kEncounter = "Encounter/", kPatient = "Patient/";

bool is_person_or_stay(const store::Change& change) { return change.type == "Patient" || change.type == "Encounter"; }

// A source is told apart from the resource only where the two differ.
bool has_other_source(const store::Change& change) {
  const std::string own = change.type + "/" + change.id;
  return std::ranges::any_of(change.facts, [&](const store::ReadFact& fact) { return fact.source != own; });
}

}  // namespace

Expected<WardPicture> WardBoard::refresh(const Ward& ward) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  auto picture = carry_on(ward);
  if (!picture) m_mark = 0;
  return picture;
}

Expected<WardPicture> WardBoard::carry_on(const Ward& ward) {
  const store::Changes changes = ward.store.changes_since(std::exchange(m_mark, 0));
  WL_TRY(const WardFrame frame, make_frame(ward));
  if (changes.all || frame.now < m_now || frame.since() < m_since) forget();
  for (const auto& change : changes.list) WL_CHECK(take_in(ward, *change));
  WL_TRY(auto stays, ward.store.list_census(m_unit, frame.now));
  WL_CHECK(load(frame, stays));
  keep_time(frame);
  if (changes.deliveries) WL_CHECK(mark_deliveries(ward));
  if (m_names != frame.names) m_open.clear();
  m_names = frame.names;
  ActsOf acts;
  for (const auto& [encounter, stay] : m_stays) acts.emplace(encounter, stay.acts);
  WL_TRY(WardView view, build_ward(frame, m_unit, stays, acts));
  const PromptsOf prompts = carry_prompts(frame);
  BedsideReading reading{frame, std::move(stays), std::move(m_known)};
  for (const store::CensusEntry& stay : reading.stays) reading.beds[stay.encounter] = stay.now.bed_name;
  find_all_open(reading);
  auto work = build_unit_work(reading, m_unit, m_open, prompts);
  m_known = std::move(reading.known);
  if (!work) return work.error();
  m_mark = changes.mark;
  m_now = frame.now, m_since = frame.since();
  return WardPicture{std::move(view), *std::move(work)};
}

void WardBoard::forget() {
  m_here.clear();
  m_known.clear();
  m_stays.clear();
  m_open.clear();
  m_unread.clear();
  m_known_as.clear();
  m_sources.clear();
}

// ---- What is new

// Those on the picture whom it is about.
Expected<std::vector<EncounterId>> WardBoard::stays_of(const Ward& ward, const store::Change& change) {
  std::vector<EncounterId> stays;
  if (change.owner.starts_with(kEncounter)) {
    const std::string id = change.owner.substr(kEncounter.size());
    if (m_here.contains({id})) return std::vector<EncounterId>{{id}};
    auto known = m_known_as.find(id);
    if (known == m_known_as.end()) {
      WL_TRY(EncounterId as, ward.store.resolve(EncounterId{id}));
      known = m_known_as.emplace(id, std::move(as)).first;
    }
    if (m_here.contains(known->second)) stays.push_back(known->second);
  } else if (change.owner.starts_with(kPatient)) {
    WL_TRY(const PatientId patient, ward.store.resolve(PatientId{change.owner.substr(kPatient.size())}));
    for (const auto& [encounter, here] : m_here)
      if (here == patient) stays.push_back(encounter);
  }
  return stays;
}

Expected<void> WardBoard::take_in(const Ward& ward, const store::Change& change) {
  if (change.merged) {
    forget();
    return {};
  }
  if (change.owner.empty() && change.record) add_record({}, change);
  WL_TRY(const auto stays, stays_of(ward, change));
  if (!change.supersedes.empty()) supersede(change, stays);
  const bool is_plain = change.owner.starts_with(kEncounter) && !is_person_or_stay(change) && !has_other_source(change);
  for (const EncounterId& encounter : stays) {
    const bool as_named = change.owner.substr(kEncounter.size()) == encounter.value;
    if (!is_plain || !as_named || change.position == 0) m_unread.insert(encounter);
    else if (change.position > m_stays[encounter].seen) add(encounter, change);
  }
  // What the hospital says of another patient now it may have said of one of these before.
  if (change.position != 0 || !m_sources.contains(change.type + "/" + change.id)) return {};
  for (const auto& [encounter, known] : m_known)
    if (drop_facts(encounter, change.type + "/" + change.id)) m_unread.insert(encounter);
  return {};
}

void WardBoard::add(const EncounterId& encounter, const store::Change& change) {
  if (change.act && change.act->occurred_at >= m_since) {
    store::Act act = *change.act;
    act.encounter = encounter;
    auto& acts = m_stays[encounter].acts;
    acts.insert(std::ranges::upper_bound(acts, act.occurred_at, {}, &store::Act::occurred_at), std::move(act));
  }
  if (change.record) add_record(encounter, change);
  if (change.superseded || change.facts.empty()) return;
  care::KnownFacts& facts = m_known[encounter].facts;
  for (const store::ReadFact& fact : change.facts)
    if (auto value = read_fact_value(fact.value)) {
      facts.add({fact.kind, *std::move(value), fact.at, fact.source});
    } else {
      m_unread.insert(encounter);
    }
}

void WardBoard::add_record(const EncounterId& encounter, const store::Change& change) {
  store::Record record = *change.record;
  record.encounter = encounter;
  if (change.superseded) record.standing = store::Standing::Superseded;
  auto& records = m_known[encounter].records;
  const auto is_same = [&](const store::Record& one) { return one.type == record.type && one.id == record.id; };
  std::erase_if(records, is_same);
  const auto order = [](const store::Record& one) { return std::tie(one.at, one.id); };
  records.insert(std::ranges::upper_bound(records, order(record), {}, order), std::move(record));
  m_open.erase(encounter);
}

// An earlier statement of the same type says nothing any more: mostly of the same patient, else whomever it was about.
void WardBoard::supersede(const store::Change& change, const std::vector<EncounterId>& likely) {
  for (const EncounterId& encounter : likely)
    if (supersede_in(encounter, change)) return;
  for (const auto& [encounter, known] : m_known) supersede_in(encounter, change);
}

bool WardBoard::supersede_in(const EncounterId& encounter, const store::Change& change) {
  bool found = false;
  if (const auto stay = m_stays.find(encounter); stay != m_stays.end())
    for (store::Act& act : stay->second.acts)
      if (act.id.value == change.supersedes) act.standing = store::Standing::Superseded, found = true;
  for (store::Record& record : m_known[encounter].records) {
    if (record.id != change.supersedes) continue;
    record.standing = store::Standing::Superseded;
    m_open.erase(encounter);
    found = true;
  }
  if (drop_facts(encounter, change.type + "/" + change.supersedes)) m_unread.insert(encounter);
  return found;
}

// True when the store is to be asked what stands there now: what was older than the window may count again.
bool WardBoard::drop_facts(const EncounterId& encounter, const std::string& source) {
  bool ask = false;
  const Instant since = m_now - kFactWindow;
  m_known[encounter].facts.erase_if([&](const care::Fact& fact) {
    if (fact.source != source) return false;
    ask = ask || !is_answer(fact) || fact.at < since;
    return true;
  });
  return ask;
}

// ---- What was not read yet

Expected<void> WardBoard::load(const WardFrame& frame, const std::vector<store::CensusEntry>& stays) {
  std::vector<store::CensusEntry> unread;
  std::vector<EncounterId> encounters;
  std::map<EncounterId, PatientId> here;
  for (const store::CensusEntry& stay : stays) {
    here.emplace(stay.encounter, stay.patient);
    const auto known = m_here.find(stay.encounter);
    if (known != m_here.end() && known->second == stay.patient && !m_unread.contains(stay.encounter)) continue;
    unread.push_back(stay);
    encounters.push_back(stay.encounter);
  }
  m_unread.clear();
  const bool unit_too = !m_known.contains({});
  std::erase_if(m_known, [&](const auto& one) { return !one.first.empty() && !here.contains(one.first); });
  std::erase_if(m_stays, [&](const auto& one) { return !here.contains(one.first); });
  std::erase_if(m_open, [&](const auto& one) { return !one.first.empty() && !here.contains(one.first); });
  m_here = std::move(here);
  if (unread.empty() && !unit_too) return {};
  const store::Store& store = frame.ward.store;
  WL_TRY(const auto moment, store.hold_moment());
  WL_TRY(auto known, read_known(frame.ward, unread, unit_too ? store::Store::OfUnit::Yes : store::Store::OfUnit::No));
  WL_TRY(auto acts, store.list_acts(encounters, frame.since()));
  for (const EncounterId& encounter : encounters) {
    m_known[encounter] = std::move(known[encounter]);
    for (const care::Fact& fact : m_known[encounter].facts.in_order())
      if (!is_answer(fact)) m_sources.insert(fact.source);
    m_stays[encounter] = {{}, moment.last_position(), {}};
    m_open.erase(encounter);
  }
  for (store::Act& act : acts) m_stays[act.encounter].acts.push_back(std::move(act));
  if (unit_too) m_known[{}] = std::move(known[{}]), m_open.erase(EncounterId{});
  return {};
}

void WardBoard::keep_time(const WardFrame& frame) {
  for (auto& [encounter, known] : m_known) keep_window(known.facts, frame.now);
  if (frame.since() == m_since) return;
  for (auto& [encounter, stay] : m_stays)
    std::erase_if(stay.acts, [&](const store::Act& act) { return act.occurred_at < frame.since(); });
}

Expected<void> WardBoard::mark_deliveries(const Ward& ward) {
  WL_TRY(const auto undelivered, ward.store.list_undelivered());
  const std::map<StatementId, store::Delivery> deliveries(undelivered.begin(), undelivered.end());
  const auto delivery_of = [&](const StatementId& id) {
    const auto found = deliveries.find(id);
    return found == deliveries.end() ? store::Delivery::OnHub : found->second;
  };
  for (auto& [encounter, stay] : m_stays)
    for (store::Act& act : stay.acts) act.delivery = delivery_of(act.id);
  for (auto& [encounter, known] : m_known)
    for (store::Record& record : known.records)
      if (const auto delivery = record.from_reference ? store::Delivery::OnHub : delivery_of({record.id}); delivery != record.delivery)
        record.delivery = delivery, m_open.erase(encounter);
  return {};
}

PromptsOf WardBoard::carry_prompts(const WardFrame& frame) {
  PromptsOf prompts;
  for (auto& [encounter, stay] : m_stays)
    prompts.emplace(encounter, stay.prompts.refresh(frame.ward.content.prompts, m_known[encounter].facts, frame.now, frame.ward.zone));
  return prompts;
}

void WardBoard::find_all_open(const BedsideReading& reading) {
  if (!m_open.contains({})) m_open.emplace(EncounterId{}, find_open(reading, {}));
  for (const store::CensusEntry& stay : reading.stays)
    if (!m_open.contains(stay.encounter)) m_open.emplace(stay.encounter, find_open(reading, stay.encounter));
}

}  // namespace wardlight::workflows
