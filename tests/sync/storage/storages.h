// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "tests/support/seeded_random.h"

namespace wardlight::storage {

// One place where a storage of some kind lives, empty at first; open() may be called again after the last one was let go,
// and while it lives: then it stands for a second process. Another kind of storage is one more class here.
class Habitat {
 public:
  virtual ~Habitat() = default;
  virtual std::unique_ptr<HubStorage> open() = 0;
  virtual void back_up() = 0;
  virtual void restore() = 0;  // the last backup; the epoch file stays as it is
};

class SqliteHabitat : public Habitat {
 public:
  SqliteHabitat() {
    auto folder = platform::make_temporary_folder("storage");
    REQUIRE(folder);
    m_folder = *folder;
  }
  ~SqliteHabitat() override { std::filesystem::remove_all(m_folder); }

  std::unique_ptr<HubStorage> open() override {
    auto storage = open_sqlite_storage({m_folder + "/hub.db", m_folder + "/epoch", store::OpenAs::CreateIfMissing}, m_key,
        m_disk, m_random);
    if (!storage) FAIL(storage.error().text);
    return *std::move(storage);
  }
  void back_up() override { copy(m_folder, m_folder + "/backup"); }
  void restore() override { copy(m_folder + "/backup", m_folder); }

 private:
  void copy(const std::string& from, const std::string& to) {
    namespace fs = std::filesystem;
    fs::create_directories(to);
    for (const auto* name : {"/hub.db", "/hub.db-wal", "/hub.db-shm"}) {
      fs::remove(to + name);
      if (fs::exists(from + name)) fs::copy_file(from + name, to + name);
    }
  }

  std::string m_folder;
  platform::PosixDisk m_disk;
  support::SeededRandom m_random{7};
  crypto::Secret m_key = crypto::Secret::random(store::kKeySize, m_random);
};

enum class Kind { Sqlite };
inline std::unique_ptr<Habitat> make_habitat(Kind) { return std::make_unique<SqliteHabitat>(); }
inline std::unique_ptr<Habitat> each_habitat() { return make_habitat(GENERATE(Kind::Sqlite)); }

}  // namespace wardlight::storage
