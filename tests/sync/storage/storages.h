// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "sync/storage/postgres/postgres_storage.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "tests/support/postgres_server.h"
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

inline void need_server() {
  if (!support::PostgresServer::is_installed()) SKIP("PostgreSQL 15 is not installed; platforms/linux/setup installs it.");
}

// One server for all tests of a program, a database for each habitat.
inline support::PostgresServer& shared_server() {
  static support::PostgresServer server;
  return server;
}

class PostgresHabitat : public Habitat {
 public:
  PostgresHabitat() {
    static int count = 0;
    m_database = "hub" + std::to_string(++count);
    auto folder = platform::make_temporary_folder("storage");
    REQUIRE(folder);
    m_folder = *folder;
    shared_server().sql("postgres", "CREATE DATABASE " + m_database);
  }
  ~PostgresHabitat() override { std::filesystem::remove_all(m_folder); }

  std::unique_ptr<HubStorage> open() override { return open_as("hospital-1"); }
  std::unique_ptr<HubStorage> open_as(const std::string& hospital, const std::string& epoch = "/epoch") {
    auto storage = open_postgres_storage({shared_server().uri(m_database), hospital, m_folder + epoch, true}, m_key, m_disk,
        m_random);
    if (!storage) FAIL(storage.error().text);
    return *std::move(storage);
  }
  void back_up() override { copy(m_database, m_database + "_backup"); }
  void restore() override {
    shared_server().sql("postgres", "ALTER DATABASE " + m_database + " RENAME TO " + m_database + "_lost");
    copy(m_database + "_backup", m_database);
  }
  std::string uri() const { return shared_server().uri(m_database); }
  std::string sql(const std::string& text) const { return shared_server().sql(m_database, text); }

 private:
  static void copy(const std::string& from, const std::string& to) {
    shared_server().sql("postgres", "CREATE DATABASE " + to + " TEMPLATE " + from);
  }

  std::string m_database;
  std::string m_folder;
  platform::PosixDisk m_disk;
  support::SeededRandom m_random{7};
  crypto::Secret m_key = crypto::Secret::random(store::kKeySize, m_random);
};

enum class Kind { Sqlite, Postgres };
inline std::unique_ptr<Habitat> make_habitat(Kind kind) {
  if (kind == Kind::Postgres) return std::make_unique<PostgresHabitat>();
  return std::make_unique<SqliteHabitat>();
}
inline std::unique_ptr<Habitat> each_habitat() {
  const auto kind = GENERATE(Kind::Sqlite, Kind::Postgres);
  if (kind == Kind::Postgres) need_server();
  return make_habitat(kind);
}

}  // namespace wardlight::storage
