// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/central_storage.h"

#include "sync/storage/postgres/central_link.h"
#include "sync/storage/postgres/central_tables.h"
#include "sync/storage/postgres/postgres_storage.h"

namespace wardlight::storage {
namespace {

using namespace postgres;

constexpr std::size_t kEmptyAtOnce = 500;

class PostgresCentral final : public CentralStorage {
 public:
  PostgresCentral(PostgresCentralOptions options, const crypto::Secret& key, Disk& disk, RandomSource& random, ReadReports read)
      : m_options(std::move(options)),
        m_key(key.clone()),
        m_disk(disk),
        m_random(random),
        m_link(std::make_shared<CentralLink>(m_options.uri, std::move(read))) {}

  Expected<void> prepare() {
    WL_CHECK(m_disk.make_folder(m_options.folder));
    WL_CHECK(m_disk.make_folder(m_options.folder + "/epochs"));
    WL_TRY(m_registry,
           open_postgres_storage({m_options.uri, std::string(kRegistryName), m_options.folder + "/epoch", m_options.create, {}},
                                 m_key, m_disk, m_random));
    return {};
  }

  HubStorage& registry() override { return *m_registry; }

  Expected<std::shared_ptr<HubStorage>> open_hospital(const std::string& name) override {
    const std::string epoch_path = m_options.folder + "/epochs/" + crypto::to_hex(as_bytes(name));
    WL_TRY(auto storage, open_postgres_storage({m_options.uri, name, epoch_path, true, m_link}, m_key, m_disk, m_random));
    return std::shared_ptr<HubStorage>(std::move(storage));
  }
  Expected<std::vector<std::string>> list_hospitals() override { return with(read_hospitals); }

  Expected<std::size_t> sum_up(std::size_t at_most) override { return with(sum_up_months, at_most); }
  Expected<void> let_bytes_go(Period up_to) override {
    while (true) {
      WL_TRY(const std::size_t emptied, with(empty_reports, up_to, kEmptyAtOnce));
      if (emptied == 0) return {};
    }
  }

  Expected<std::vector<MonthFigure>> list_months(const std::string& hospital, std::string_view measure) override {
    return of(hospital, read_months, measure);
  }
  Expected<std::vector<UnitFigure>> list_versions(const std::string& hospital, std::string_view measure,
                                                  std::string_view unit) override {
    return of(hospital, read_unit_versions, measure, unit);
  }
  Expected<std::vector<CentralUnit>> list_units(const std::string& hospital) override { return of(hospital, read_units); }
  Expected<std::vector<PeerSum>> sum_peers(Period from, Period to) override { return with(read_peer_sums, from, to); }
  Expected<std::uint64_t> sums_tick() override { return with(read_sums_tick); }
  Expected<int> number_of(const std::string& hospital) override {
    return m_link->sessions.with([&](Session& session) { return m_link->numbers->hospital(session, hospital); });
  }
  Expected<std::vector<MonthFigure>> sum_network(std::string_view measure) override { return with(read_network, measure); }
  Expected<std::vector<NotedIssue>> list_issues(const std::string& hospital) override { return of(hospital, read_issues); }
  Expected<Reported> count_reported(Period period, Instant closed) override { return with(read_reported, period, closed); }
  Expected<std::optional<Instant>> first_report(const std::string& hospital, Period period) override {
    return of(hospital, read_first_report, period);
  }
  Expected<std::optional<Instant>> last_report(const std::string& hospital) override { return of(hospital, read_last_report); }

 private:
  template <class Function, class... Arguments>
  auto with(Function function, const Arguments&... arguments) -> decltype(function(std::declval<Session&>(), arguments...)) {
    return m_link->sessions.with([&](Session& session) { return function(session, arguments...); });
  }
  template <class Function, class... Arguments>
  auto of(const std::string& hospital, Function function, const Arguments&... arguments)
      -> decltype(function(std::declval<Session&>(), 0, arguments...)) {
    WL_TRY(const int number, number_of(hospital));
    return with(function, number, arguments...);
  }

  const PostgresCentralOptions m_options;
  const crypto::Secret m_key;
  Disk& m_disk;
  RandomSource& m_random;
  std::shared_ptr<CentralLink> m_link;
  std::unique_ptr<HubStorage> m_registry;
};

}  // namespace

Expected<std::unique_ptr<CentralStorage>> open_postgres_central(const PostgresCentralOptions& options, const crypto::Secret& key,
                                                                Disk& disk, RandomSource& random, ReadReports read_reports) {
  auto storage = std::make_unique<PostgresCentral>(options, key, disk, random, std::move(read_reports));
  WL_CHECK(storage->prepare());
  return std::unique_ptr<CentralStorage>(std::move(storage));
}

}  // namespace wardlight::storage
