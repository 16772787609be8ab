// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/bench_ward.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/bench/raw_store.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kRepeats = 400;
// What any program must do to keep these bytes so safely: one row in one transaction, then plain appends with their syncs.
struct RawSave {
  std::unique_ptr<RawStore> store;
  std::unique_ptr<RawFile> file;

  Expected<void> save(const std::string& row, ByteView appended, std::uint64_t appends) {
    WL_CHECK(store->insert({&row, 1}));
    for (std::uint64_t i = 0; i < appends; ++i) WL_CHECK(file->append(appended));
    return {};
  }
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
  if (!outcome->saved)
    return Error{ErrorCode::InvalidContent, "The bench's round was not saved: " + outcome->objections.front().text, "bench"};
  const auto after = bench.disk().counts();
  WL_TRY(const auto statement, bench.store().find_statement(outcome->saved->id));
  const std::uint64_t appends = after.syncs - before.syncs;
  const Bytes appended((after.bytes - before.bytes) / std::max<std::uint64_t>(appends, 1), 0x5a);
  Expected<void> kept;
  sample.raw.push_back(time_once([&] { kept = raw.save(statement->bytes, appended, appends); }));
  return kept;
}

}  // namespace

Expected<std::vector<Figure>> bench_save(const std::string& folder) {
  WL_TRY(auto bench, BenchWard::make(folder + "/ours", 1000));
  platform::PosixDisk disk;
  RawSave raw;
  WL_TRY(raw.store, RawStore::make(disk, folder + "/raw"));
  WL_TRY(raw.file, RawFile::make(disk, folder + "/raw"));
  Sample sample;
  for (std::size_t i = 0; i < kRepeats; ++i) WL_CHECK(measure_once(*bench, raw, i, sample));
  return std::vector<Figure>{{"save a full round, tap to Saved, median", median(sample.ours), "ns",
                              "same bytes as one raw SQLCipher row and raw appends with as many syncs", median(sample.raw),
                              "2.00"}};
}

}  // namespace wardlight::tool::bench
