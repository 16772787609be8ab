// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/postgres_storage.h"

#include <algorithm>

#include "sync/storage/commit_queue.h"
#include "sync/storage/epoch_file.h"
#include "sync/storage/postgres/central_link.h"
#include "sync/storage/postgres/census_tables.h"
#include "sync/storage/postgres/epoch.h"
#include "sync/storage/postgres/feed_tables.h"
#include "sync/storage/postgres/people_tables.h"
#include "sync/storage/postgres/schema.h"
#include "sync/storage/postgres/search_tables.h"
#include "sync/storage/postgres/sessions.h"

namespace wardlight::storage {

store::Migrations postgres_migrations();  // embedded from sync/storage/postgres/migrations

namespace {

using namespace postgres;

class PostgresStorage final : public HubStorage {
 public:
  PostgresStorage(const PostgresOptions& options, const crypto::Secret& key, std::unique_ptr<EpochFile> epoch,
                  RandomSource& random)
      : m_hospital(options.hospital),
        m_central(options.central),
        m_own_sessions(options.uri),
        m_sessions(m_central ? m_central->sessions : m_own_sessions),
        m_vault{crypto::derive(key, "wardlight hub postgres columns"), random},
        m_epoch(std::move(epoch)),
        m_queue([this](const std::vector<const Delivery*>& deliveries) { return commit(deliveries); }) {}

  Expected<void> prepare(bool create) {
    if (create) {
      WL_CHECK(m_sessions.with([](Session& session) { return migrate(session, postgres_migrations()); }));
      WL_CHECK(m_sessions.with([&](Session& session) { return create_hospital(session, m_hospital, m_vault.random); }));
    } else {
      WL_CHECK(m_sessions.with([](Session& session) { return refuse_unmade(session, postgres_migrations()); }));
    }
    if (m_central) {
      WL_TRY(const int number,
             m_sessions.with([&](Session& session) { return m_central->numbers->hospital(session, m_hospital); }));
      m_facts = FactSource{number, m_central->numbers, m_central->read};
    }
    WL_TRY(const auto settled, state());
    return {};
  }

  Expected<std::vector<AppendResult>> append(const Delivery& delivery) override { return m_queue.append(delivery); }
  Expected<std::vector<ReferenceState>> put_references(std::span<const NewReference> references, Instant received_at) override {
    std::uint64_t head = 0;
    WL_TRY(auto states, m_sessions.with([&](Session& session) {
      return append_references(session, m_hospital, references, received_at, head);
    }));
    WL_CHECK(note(head));
    return states;
  }

  // What the file has witnessed is read first, since the head only grows.
  Expected<FeedState> state() override {
    WL_TRY(const auto file, m_epoch->read());
    WL_TRY(Head head, run(read_head));
    const auto witnessed = compare(file, head);
    if (witnessed == Witnessed::PutBack) {
      WL_TRY(head, next_epoch(head, file));
    } else if (witnessed == Witnessed::MovedOn) {
      WL_CHECK(m_epoch->begin(head.epoch, head.head));
    } else if (head.head > file.high_water) {
      WL_CHECK(note(head.head));
    }
    return FeedState{head.epoch, head.head, head.durable};
  }

  Expected<void> start_new_epoch() override {
    WL_TRY(const auto file, m_epoch->read());
    WL_TRY(const auto head, run(read_head));
    WL_TRY(const auto next, next_epoch(head, file));
    return {};
  }
  Expected<void> set_durable(std::uint64_t position) override { return run(write_durable, position); }

  Expected<std::vector<FeedRow>> read_feed(FeedRange range) override { return run(read_range, FeedPart::All, range); }
  Expected<std::vector<FeedRow>> read_references(FeedRange range) override {
    return run(read_range, FeedPart::References, range);
  }
  Expected<std::vector<FeedRow>> read_statements(FeedRange range) override {
    return run(read_range, FeedPart::Statements, range);
  }
  Expected<std::optional<DayRange>> find_day(std::uint64_t position) override { return run(read_day, position); }
  Expected<std::optional<FeedRow>> find_resource(std::string_view type, std::string_view id) override {
    return run(read_resource, type, id);
  }
  Expected<std::vector<FeedRow>> list_statements(std::string_view type) override { return run(read_statements_of, type); }
  Expected<std::vector<FeedRow>> list_references(std::string_view type) override { return run(read_references_of, type); }
  Expected<std::vector<FeedRow>> list_corrections(std::string_view statement_id) override {
    return run(read_corrections, statement_id);
  }
  Expected<std::vector<std::string>> find_references(std::string_view type, const census::Identifier& identifier) override {
    return run(read_reference_ids, type, identifier);
  }

  Expected<std::vector<FeedRow>> list_versions(std::string_view type, std::string_view id) override {
    return run(read_versions, type, id);
  }
  Expected<std::uint64_t> searchable_up_to() override { return run(read_indexed); }
  Expected<void> put_search_rows(std::uint64_t after, std::uint64_t up_to, std::span<const SearchRow> rows) override {
    return run(write_search_rows, after, up_to, rows);
  }
  Expected<std::vector<std::uint64_t>> search(const SearchWish& wish) override { return run(search_rows, wish); }

  Expected<MessageState> put_census_message(const CensusMessage& message) override { return run(write_census_message, message); }
  Expected<std::vector<std::string>> list_census_messages(std::string_view subject) override {
    return run(read_census_messages, subject);
  }

  Expected<void> put_device(const Device& device) override { return run(write_device, device); }
  Expected<std::optional<Device>> find_device(const DeviceId& id) override { return run(read_device, id); }
  Expected<std::vector<Device>> list_devices() override { return run(read_devices); }
  Expected<std::uint64_t> highest_incarnation(const DeviceId& id) override { return run(read_highest_incarnation, id); }
  Expected<void> note_contact(const DeviceId& id, const Contact& contact) override { return run(write_contact, id, contact); }
  Expected<void> mark_lost(const DeviceId& id, std::optional<Instant> since) override { return run(write_lost, id, since); }

  Expected<void> put_staff(const StaffRow& staff) override { return run(write_staff_row, staff, m_vault); }
  Expected<std::vector<StaffRow>> list_staff() override { return run(read_staff_rows, m_vault); }
  Expected<void> put_signers(const DeviceId& device, std::span<const wire::SignerKeys> signers, Instant now) override {
    return run(write_signer_keys, device, signers, now);
  }
  Expected<std::vector<crypto::SignPublicKey>> list_sign_keys(const DeviceId& device, const PractitionerId& signer) override {
    return run(read_sign_keys, device, signer);
  }

  Expected<void> put_enrolment_code(const EnrolmentCode& code) override { return run(write_code, code, m_vault); }
  Expected<std::optional<EnrolmentCode>> try_enrolment_code(std::string_view name) override {
    return run(spend_try, name, m_vault);
  }
  Expected<void> use_enrolment_code(std::string_view name, const Device& device) override {
    WL_TRY(const bool was_unused, run(use_code, name, device));
    if (was_unused) return {};
    return Error{ErrorCode::Conflict, "This enrolment code was used already. Make a new one.", "enrolment"};
  }

  Expected<std::vector<QuarantineRow>> list_quarantine() override { return run(read_quarantine); }
  Expected<void> release_quarantine(std::uint64_t number, Instant now) override { return run(release_row, number, now); }
  Expected<Counts> counts() override { return run(read_counts); }
  Expected<std::string> setting(std::string_view name) override {
    WL_TRY(auto value, run(read_setting, name));
    if (value) return *std::move(value);
    return Error{ErrorCode::NotFound, "The hub has no such setting.", std::string(name)};
  }
  Expected<void> put_setting(std::string_view name, std::string_view value) override { return run(write_setting, name, value); }

 private:
  template <class Function, class... Arguments>
  auto run(Function function, const Arguments&... arguments)
      -> decltype(function(std::declval<Session&>(), std::declval<const std::string&>(), arguments...)) {
    return m_sessions.with([&](Session& session) { return function(session, m_hospital, arguments...); });
  }

  Expected<std::vector<CommitQueue::Results>> commit(const std::vector<const Delivery*>& deliveries) {
    std::uint64_t head = 0;
    WL_TRY(auto results, m_sessions.with([&](Session& session) {
      return append_deliveries(session, m_hospital, deliveries, m_facts ? &*m_facts : nullptr, head);
    }));
    WL_CHECK(note(head));
    return results;
  }

  // Before anybody is told of a position.
  Expected<void> note(std::uint64_t head) { return m_epoch->note(head); }

  Expected<Head> next_epoch(const Head& before, const EpochFile::State& file) {
    const std::uint64_t number = std::max(epoch_number(before.epoch), epoch_number(file.epoch)) + 1;
    WL_TRY(auto next, m_sessions.with([&](Session& session) {
      return begin_next_epoch(session, m_hospital, before, number, m_vault.random);
    }));
    WL_CHECK(m_epoch->begin(next.epoch, next.head));
    return next;
  }

  const std::string m_hospital;
  const std::shared_ptr<CentralLink> m_central;
  Sessions m_own_sessions;
  Sessions& m_sessions;
  std::optional<FactSource> m_facts;
  const Vault m_vault;
  std::unique_ptr<EpochFile> m_epoch;
  CommitQueue m_queue;
};

}  // namespace

Expected<std::unique_ptr<HubStorage>> open_postgres_storage(const PostgresOptions& options, const crypto::Secret& key,
                                                            Disk& disk, RandomSource& random) {
  WL_TRY(auto epoch, EpochFile::open(disk, options.epoch_path, make_epoch(0, random)));
  auto storage = std::make_unique<PostgresStorage>(options, key, std::move(epoch), random);
  WL_CHECK(storage->prepare(options.create));
  return std::unique_ptr<HubStorage>(std::move(storage));
}

}  // namespace wardlight::storage
