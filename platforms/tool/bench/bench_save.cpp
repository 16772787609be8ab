// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/store/database.h"
#include "platforms/tool/bench/bench_ward.h"
#include "platforms/tool/bench/benches.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kRepeats = 400;
constexpr std::string_view kInsert = "INSERT INTO raw (bytes) VALUES (?)";
constexpr std::array kRawSchema{store::Migration{1, "create_raw", "CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"}};

// What any program must do to keep these bytes so safely: one row in one transaction, then plain appends with their syncs.
class RawSave {
 public:
  static Expected<std::unique_ptr<RawSave>> make(const std::string& folder) {
    platform::PosixDisk disk;
    WL_CHECK(disk.make_folder(folder));
    platform::SystemRandom random;
    std::unique_ptr<RawSave> raw(new RawSave);
    WL_TRY(raw->m_database, store::Database::open({folder + "/raw.db", store::OpenAs::CreateIfMissing, kRawSchema},
                                                  crypto::Secret::random(store::kKeySize, random)));
    WL_TRY(raw->m_file, disk.open(folder + "/raw.log", OpenMode::CreateOrOpen));
    return raw;
  }
  Expected<void> save(ByteView row, ByteView appended, std::uint64_t appends) {
    WL_TRY(auto transaction, store::Transaction::begin(*m_database));
    WL_CHECK(m_database->run(kInsert, row));
    WL_CHECK(transaction.commit());
    for (std::uint64_t i = 0; i < appends; ++i) {
      WL_CHECK(m_file->write_at(m_end, appended));
      WL_CHECK(m_file->sync());
      m_end += appended.size();
    }
    return {};
  }

 private:
  RawSave() = default;
  std::unique_ptr<store::Database> m_database;
  std::unique_ptr<File> m_file;
  std::uint64_t m_end = 0;
};

struct Sample {
  std::vector<Nanoseconds> ours;
  std::vector<Nanoseconds> raw;
};

// Both kinds in turn, so that whatever else the machine does falls on both.
Expected<void> measure_once(BenchWard& bench, RawSave& raw, std::size_t round, Sample& sample) {
  WL_TRY(const auto entry, bench.full_round(round));
  const auto before = bench.disk().counts();
  Expected<workflows::Outcome> outcome = workflows::Outcome{};
  sample.ours.push_back(time_once([&] { outcome = workflows::record_round(bench.ward(), entry); }));
  if (!outcome) return outcome.error();
  if (!outcome->saved) return Error{ErrorCode::InvalidContent, "The bench's round was not saved: " + outcome->objections.front().text, "bench"};
  const auto after = bench.disk().counts();
  WL_TRY(const auto statement, bench.store().find_statement(outcome->saved->id));
  const std::uint64_t appends = after.syncs - before.syncs;
  const Bytes appended((after.bytes - before.bytes) / std::max<std::uint64_t>(appends, 1), 0x5a);
  Expected<void> kept;
  sample.raw.push_back(time_once([&] { kept = raw.save(as_bytes(statement->bytes), appended, appends); }));
  return kept;
}

}  // namespace

Expected<std::vector<Figure>> bench_save(const std::string& folder) {
  WL_TRY(auto bench, BenchWard::make(folder + "/ours", 1000));
  WL_TRY(auto raw, RawSave::make(folder + "/raw"));
  Sample sample;
  for (std::size_t i = 0; i < kRepeats; ++i) WL_CHECK(measure_once(*bench, *raw, i, sample));
  return std::vector<Figure>{{"save a full round, tap to Saved, median", median(sample.ours), "ns",
                              "same bytes as one raw SQLCipher row and raw appends with as many syncs", median(sample.raw), "2.00"}};
}

}  // namespace wardlight::tool::bench
