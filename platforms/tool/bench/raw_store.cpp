// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/raw_store.h"

#include <array>

#include "platforms/linux/system_random.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::string_view kInsert = "INSERT INTO raw (bytes) VALUES (?)";
constexpr std::array kSchema{
    store::Migration{1, "create_raw", "CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"}};

}  // namespace

Expected<std::unique_ptr<RawStore>> RawStore::make(Disk& disk, const std::string& folder) {
  WL_CHECK(disk.make_folder(folder));
  platform::SystemRandom random;
  WL_TRY(auto database, store::Database::open({folder + "/raw.db", store::OpenAs::CreateIfMissing, kSchema},
                                              crypto::Secret::random(store::kKeySize, random)));
  return std::unique_ptr<RawStore>(new RawStore(std::move(database)));
}

Expected<void> RawStore::insert(std::span<const std::string> rows) {
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  for (const std::string& row : rows) WL_CHECK(m_database->run(kInsert, as_bytes(row)));
  return transaction.commit();
}

Expected<std::unique_ptr<RawFile>> RawFile::make(Disk& disk, const std::string& folder) {
  WL_CHECK(disk.make_folder(folder));
  WL_TRY(auto file, disk.open(folder + "/raw.log", OpenMode::CreateOrOpen));
  return std::unique_ptr<RawFile>(new RawFile(std::move(file)));
}

Expected<void> RawFile::append(ByteView bytes) {
  WL_CHECK(m_file->write_at(m_end, bytes));
  WL_CHECK(m_file->sync());
  m_end += bytes.size();
  return {};
}

}  // namespace wardlight::tool::bench
