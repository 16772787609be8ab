// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/epoch_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/json/value.h"
#include "sync/wire/url.h"

namespace wardlight::storage {
namespace {

constexpr std::size_t kDigits = 20;
constexpr std::size_t kLargest = 512;
constexpr std::uint64_t kSyncEvery = 1000;  // a power cut alone loses no position: the database holds them

std::string text_of(const EpochFile::State& state) {
  std::string number = std::to_string(state.high_water);
  number.insert(0, kDigits - number.size(), '0');
  return R"({"epoch":")" + state.epoch + R"(","high_water":")" + number + "\"}\n";
}

}  // namespace

std::string make_epoch_name(RandomSource& random) {
  std::array<std::uint8_t, 9> bytes{};
  random.fill(bytes);
  return wire::to_base64_url(bytes);
}

Expected<std::unique_ptr<EpochFile>> EpochFile::open(Disk& disk, const std::string& path, const std::string& fresh) {
  WL_TRY(auto file, disk.open(path, OpenMode::CreateOrOpen));
  std::unique_ptr<EpochFile> epoch(new EpochFile(std::move(file)));
  if (epoch->read()) return epoch;
  WL_CHECK(epoch->begin(fresh, 0));
  return epoch;
}

EpochFile::~EpochFile() { [[maybe_unused]] const auto synced = m_file->sync(); }

Expected<EpochFile::State> EpochFile::read() {
  const std::lock_guard lock(m_mutex);
  return read_locked();
}

Expected<EpochFile::State> EpochFile::read_locked() {
  WL_TRY(const auto bytes, m_file->read_at(0, kLargest));
  const auto text = as_text(bytes);
  WL_TRY(const auto value, json::parse(text.substr(0, text.find('\n'))));
  State state{std::string(value.text_of("epoch")), 0};
  const auto number = value.text_of("high_water");
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), state.high_water);
  if (state.epoch.empty() || parsed.ec != std::errc() || number.size() != kDigits)
    return Error{ErrorCode::Corrupt, "The epoch file cannot be read; tablets will read their ward again.", "epoch"};
  return state;
}

Expected<void> EpochFile::write_locked(const State& state) { return m_file->write_at(0, as_bytes(text_of(state))); }

Expected<void> EpochFile::note(std::uint64_t position) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(State state, read_locked());
  if (position <= state.high_water) return {};
  state.high_water = position;
  WL_CHECK(write_locked(state));
  if (position - std::min(position, m_synced) < kSyncEvery) return {};
  m_synced = position;
  return m_file->sync();
}

Expected<void> EpochFile::begin(const std::string& epoch, std::uint64_t position) {
  const std::lock_guard lock(m_mutex);
  WL_CHECK(m_file->truncate(0));
  WL_CHECK(write_locked({epoch, position}));
  return m_file->sync();
}

}  // namespace wardlight::storage
