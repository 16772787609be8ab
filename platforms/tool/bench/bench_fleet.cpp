// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/bench_fleet.h"

#include <iostream>

#include "core/base/uuid.h"
#include "platforms/linux/paths.h"
#include "platforms/tool/bench/bench_ward.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kBatch = 25;
constexpr crypto::StretchCost kCheapPin{1, std::size_t{8} << 10};

}  // namespace

Expected<std::unique_ptr<Fleet>> Fleet::make(const std::string& folder, const hub_program::StoreChoice& store) {
  std::unique_ptr<Fleet> fleet(new Fleet(folder));
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(fleet->m_rules, access::load_access_rules(fleet->m_disk, assets));
  WL_TRY(fleet->m_content, workflows::load_ward_content(fleet->m_disk, assets));
  WL_TRY(fleet->m_answers, answer_all(*fleet->m_content));
  WL_TRY(fleet->m_hospital,
         demo::Hospital::make(fleet->hub_folder(), {fleet->m_disk, fleet->m_clock, fleet->m_random, kCheapPin, store}));
  return fleet;
}

Expected<Fleet::Tablet> Fleet::add_tablet() {
  const std::string folder = m_folder + "/tablet-" + std::to_string(++m_tablets);
  WL_TRY(const std::string code, m_hospital->make_enrolment_code(folder));
  const platform::TabletWorld world{m_disk, m_clock, m_random, m_rules, *m_content, kCheapPin};
  Tablet tablet;
  WL_TRY(tablet.data, platform::TabletData::enrol(folder, world, m_hospital->base(), code, folder));
  WL_TRY(tablet.door, access::AccessControl::open(tablet.data->parts(), [](const access::Session&) {}));
  const auto& person = m_hospital->staff().front();
  WL_TRY(tablet.session, tablet.door->sign_in(person.practitioner, crypto::Secret(as_bytes(person.pin))));
  WL_TRY(tablet.store, tablet.data->open_store(*tablet.session));
  WL_TRY(tablet.zone, tablet.data->zone());
  return tablet;
}

Expected<std::vector<FleetUnit>> Fleet::save_rounds(Tablet& tablet, std::size_t count) {
  std::vector<FleetUnit> units;
  while (units.size() < count) {
    std::vector<workflows::NamedResource> resources;
    for (std::size_t i = 0; i < kBatch; ++i) resources.push_back(full_response(ward(tablet), *m_answers));
    WL_TRY(const auto receipt, workflows::save_statements(ward(tablet), resources));
    for (const auto& saved : receipt.units) {
      WL_TRY(const auto statement, tablet.store->find_statement(saved.id));
      units.push_back({statement->entry(), statement->bytes});
    }
  }
  return units;
}

Expected<StatementId> Fleet::save_round(Tablet& tablet, store::Urgency urgency) {
  auto resource = full_response(ward(tablet), *m_answers);
  resource.urgency = urgency;
  const StatementId id = resource.id;
  WL_CHECK(workflows::save_statements(ward(tablet), {std::move(resource)}));
  return id;
}

// Each is the same round under an id of its own: what is measured is how the hub holds many, not how they are made.
Expected<void> Fleet::fill_hub(std::size_t statements) {
  constexpr std::size_t kDelivery = 500;
  const std::string nurse = m_hospital->staff().front().practitioner.value;
  forms::ResponseDetails details;
  details.id = make_uuid_v7(m_clock.now(), m_random);
  details.subject = "Patient/bench-patient";
  details.encounter = "Encounter/bench-stay";
  details.author = "Practitioner/" + nurse;
  details.authored = details.recorded = format_time(m_clock.now(), 0);
  const std::string pattern = json::write(m_answers->build_response(details));
  const std::size_t id_at = pattern.find(details.id);
  for (std::size_t first = 0; first < statements; first += kDelivery) {
    std::vector<std::pair<std::string, std::string>> made;  // id, bytes
    for (std::size_t i = first; i < std::min(statements, first + kDelivery); ++i) {
      made.emplace_back(make_uuid_v7(m_clock.now(), m_random), pattern);
      made.back().second.replace(id_at, made.back().first.size(), made.back().first);
    }
    storage::Delivery delivery{{"bench-filler"}, m_clock.now(), {}, {}};
    for (const auto& [id, bytes] : made) {
      const bool begun = !m_filled.device.empty();
      store::UnitEnvelope next{{"bench-filler"}, 1, begun ? m_filled.seq + 1 : 1, crypto::sha256(as_bytes(bytes)),
                               begun ? store::chain_value(m_filled) : crypto::Hash{}, {nurse}, {}};
      delivery.units.push_back({next, store::chain_value(next), "QuestionnaireResponse", id, bytes, {}});
      m_filled = next;
    }
    WL_CHECK(m_hospital->storage().append(delivery));
  }
  return {};
}

Expected<std::unique_ptr<platform::TemporaryDatabase>> start_database(std::string_view bench) {
  auto database = platform::TemporaryDatabase::start();
  if (database || database.error().code != ErrorCode::NotFound) return database;
  std::cerr << "--    " << bench << ": skipped, PostgreSQL 15 is not installed\n";
  return std::unique_ptr<platform::TemporaryDatabase>();
}

}  // namespace wardlight::tool::bench
