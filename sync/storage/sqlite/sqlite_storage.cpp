// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/sqlite_storage.h"

#include <charconv>
#include <mutex>

#include "core/base/mechanism.h"
#include "core/crypto/crypto.h"
#include "sync/storage/epoch_file.h"
#include "sync/storage/commit_queue.h"
#include "sync/storage/sqlite/census_tables.h"
#include "sync/storage/sqlite/connections.h"
#include "sync/storage/sqlite/feed_tables.h"
#include "sync/storage/sqlite/people_tables.h"
#include "sync/storage/sqlite/search_tables.h"

namespace wardlight::storage {

store::Migrations hub_migrations();  // embedded from sync/storage/sqlite/migrations

namespace {

constexpr std::string_view kDurableSetting = "durable";

class SqliteStorage final : public HubStorage {
 public:
  SqliteStorage(std::unique_ptr<Connections> connections, std::unique_ptr<EpochFile> epoch, RandomSource& random)
      : m_connections(std::move(connections)),
        m_epoch(std::move(epoch)),
        m_random(random),
        m_queue([this](const std::vector<const Delivery*>& deliveries) { return commit(deliveries); }) {}

  Expected<std::vector<AppendResult>> append(const Delivery& delivery) override { return m_queue.append(delivery); }

  Expected<std::vector<ReferenceState>> put_references(std::span<const NewReference> references, Instant received_at) override {
    return append_in_transaction<std::vector<ReferenceState>>(received_at, [&](store::Database& database, std::uint64_t& head) {
      return append_references(database, references, received_at, head);
    });
  }

  Expected<FeedState> state() override {
    WL_TRY(const auto epoch, m_epoch->read());
    WL_TRY(auto reading, m_connections->read());
    WL_TRY(const auto head, read_head(reading.database()));
    FeedState state{epoch.epoch, head, 0};
    if (const auto durable = read_setting(reading.database(), kDurableSetting))
      std::from_chars(durable->data(), durable->data() + durable->size(), state.durable);
    return state;
  }

  Expected<void> start_new_epoch() override {
    if (!works(Mechanism::Epoch)) return {};
    auto writing = m_connections->write();
    WL_TRY(const auto head, read_head(writing.database));
    return m_epoch->begin(make_epoch_name(m_random), head);
  }

  // After open: has the store gone back behind what was given out? The file is read first, since the head only grows.
  Expected<void> check_epoch() {
    WL_TRY(const auto epoch, m_epoch->read());
    bool is_copy = false;
    {
      auto writing = m_connections->write();
      WL_TRY(const auto head, read_head(writing.database));
      is_copy = read_setting(writing.database, kCopyMark).has_value();
      if (!is_copy && head >= epoch.high_water) return m_epoch->note(head);
    }
    WL_CHECK(start_new_epoch());
    return is_copy ? writing(remove_setting, kCopyMark) : Expected<void>();
  }

  Expected<void> set_durable(std::uint64_t position) override { return put_setting(kDurableSetting, std::to_string(position)); }

  Expected<std::vector<FeedRow>> read_feed(FeedRange range) override { return read_part(FeedPart::All, range); }
  Expected<std::vector<FeedRow>> read_references(FeedRange range) override { return read_part(FeedPart::References, range); }
  Expected<std::vector<FeedRow>> read_statements(FeedRange range) override { return read_part(FeedPart::Statements, range); }

  Expected<std::optional<DayRange>> find_day(std::uint64_t position) override { return reading(read_day, position); }
  Expected<std::optional<FeedRow>> find_resource(std::string_view type, std::string_view id) override {
    return reading(read_resource, type, id);
  }
  Expected<std::vector<FeedRow>> list_statements(std::string_view type) override { return reading(read_statements_of, type); }
  Expected<std::vector<FeedRow>> list_references(std::string_view type) override { return reading(read_references_of, type); }
  Expected<std::vector<FeedRow>> list_corrections(std::string_view id) override { return reading(read_corrections, id); }
  Expected<std::vector<std::string>> find_references(std::string_view type, const census::Identifier& identifier) override {
    return reading(read_reference_ids, type, identifier);
  }

  Expected<std::vector<FeedRow>> list_versions(std::string_view type, std::string_view id) override {
    return reading(read_versions, type, id);
  }
  Expected<std::uint64_t> searchable_up_to() override { return reading(read_indexed); }
  Expected<void> put_search_rows(std::uint64_t after, std::uint64_t up_to, std::span<const SearchRow> rows) override {
    return writing(write_search_rows, after, up_to, rows);
  }
  Expected<std::vector<std::uint64_t>> search(const SearchWish& wish) override { return reading(search_rows, wish); }

  Expected<MessageState> put_census_message(const CensusMessage& message) override {
    return writing(write_census_message, message);
  }
  Expected<std::vector<std::string>> list_census_messages(std::string_view subject) override {
    return reading(read_census_messages, subject);
  }

  Expected<void> put_device(const Device& device) override { return writing(write_device, device); }
  Expected<std::optional<Device>> find_device(const DeviceId& id) override { return reading(read_device, id); }
  Expected<std::vector<Device>> list_devices() override { return reading(read_devices); }
  Expected<std::uint64_t> highest_incarnation(const DeviceId& id) override { return reading(read_highest_incarnation, id); }
  Expected<void> note_contact(const DeviceId& id, const Contact& contact) override { return writing(write_contact, id, contact); }
  Expected<void> mark_lost(const DeviceId& id, std::optional<Instant> since) override { return writing(write_lost, id, since); }

  Expected<void> put_staff(const StaffRow& staff) override { return writing(write_staff_row, staff); }
  Expected<std::vector<StaffRow>> list_staff() override { return reading(read_staff_rows); }
  Expected<void> put_signers(const DeviceId& device, std::span<const wire::SignerKeys> signers, Instant now) override {
    return writing(write_signer_keys, device, signers, now);
  }
  Expected<std::vector<crypto::SignPublicKey>> list_sign_keys(const DeviceId& device, const PractitionerId& signer) override {
    return reading(read_sign_keys, device, signer);
  }

  Expected<void> put_enrolment_code(const EnrolmentCode& code) override { return writing(write_code, code); }
  Expected<std::optional<EnrolmentCode>> try_enrolment_code(std::string_view name) override { return writing(spend_try, name); }
  Expected<void> use_enrolment_code(std::string_view name, const Device& device) override {
    return writing([&](store::Database& database) -> Expected<void> {
      WL_CHECK(use_code(database, name));
      return write_device(database, device);
    });
  }

  Expected<std::vector<QuarantineRow>> list_quarantine() override { return reading(read_quarantine); }
  Expected<void> release_quarantine(std::uint64_t number, Instant now) override { return writing(release_row, number, now); }
  Expected<Counts> counts() override { return reading(read_counts); }
  Expected<std::string> setting(std::string_view name) override { return reading(read_setting, name); }
  Expected<void> put_setting(std::string_view name, std::string_view value) override {
    return writing(write_setting, name, value);
  }

 private:
  template <class Function, class... Arguments>
  auto reading(Function function, const Arguments&... arguments) -> decltype(
      function(std::declval<store::Database&>(), arguments...)) {
    WL_TRY(auto loan, m_connections->read());
    return function(loan.database(), arguments...);
  }

  // One transaction, committed when the function succeeded.
  template <class Function, class... Arguments>
  auto writing(Function function, const Arguments&... arguments) -> decltype(
      function(std::declval<store::Database&>(), arguments...)) {
    auto loan = m_connections->write();
    WL_TRY(auto transaction, store::Transaction::begin(loan.database));
    auto result = function(loan.database, arguments...);
    if (!result) return result;
    WL_CHECK(transaction.commit());
    return result;
  }

  Expected<std::vector<FeedRow>> read_part(FeedPart part, FeedRange range) { return reading(read_range, part, range); }

  // A transaction that gives positions: the high-water mark is written before anybody learns of them.
  template <class Result, class Function>
  Expected<Result> append_in_transaction(Instant received_at, Function function) {
    auto loan = m_connections->write();
    WL_TRY(auto transaction, store::Transaction::begin(loan.database));
    WL_TRY(const auto before, read_head(loan.database));
    std::uint64_t head = before;
    WL_TRY(auto result, function(loan.database, head));
    WL_CHECK(note_day(loan.database, received_at, before, head));
    WL_CHECK(transaction.commit());
    if (head != before) WL_CHECK(m_epoch->note(head));
    return result;
  }

  Expected<std::vector<CommitQueue::Results>> commit(const std::vector<const Delivery*>& deliveries) {
    return append_in_transaction<std::vector<CommitQueue::Results>>(
        deliveries.front()->received_at,
        [&](store::Database& database, std::uint64_t& head) -> Expected<std::vector<CommitQueue::Results>> {
          std::vector<CommitQueue::Results> results;
          for (const auto* delivery : deliveries) {
            WL_TRY(auto appended, append_delivery(database, *delivery, head));
            results.push_back(std::move(appended));
          }
          return results;
        });
  }

  std::unique_ptr<Connections> m_connections;
  std::unique_ptr<EpochFile> m_epoch;
  RandomSource& m_random;
  CommitQueue m_queue;
};

}  // namespace

Expected<std::unique_ptr<HubStorage>> open_sqlite_storage(const SqliteOptions& options, const crypto::Secret& key, Disk& disk,
                                                          RandomSource& random) {
  WL_TRY(auto connections, Connections::open({options.path, options.open_as, hub_migrations(), options.vfs}, key));
  // The log's name too: SQLite tries once, at the first commit, and where that fails a power cut takes the log and all in it.
  WL_CHECK(disk.sync_folder(options.path.substr(0, options.path.rfind('/'))));
  WL_TRY(auto epoch, EpochFile::open(disk, options.epoch_path, make_epoch_name(random)));
  auto storage = std::make_unique<SqliteStorage>(std::move(connections), std::move(epoch), random);
  WL_CHECK(storage->check_epoch());
  return std::unique_ptr<HubStorage>(std::move(storage));
}

}  // namespace wardlight::storage
