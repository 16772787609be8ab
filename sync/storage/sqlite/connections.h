// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "core/store/database.h"

namespace wardlight::storage {

// The connections to one file: one for writing, which its user has alone, and as many for reading as there are readers at
// once. Safe on any thread.
class Connections {
 public:
  static Expected<std::unique_ptr<Connections>> open(store::DatabaseOptions options, const crypto::Secret& key);

  // The writing connection, for as long as the loan lives.
  struct Writing {
    std::unique_lock<std::mutex> lock;
    store::Database& database;
  };
  Writing write() { return {std::unique_lock(m_writer_mutex), *m_writer}; }

  class Reading {
   public:
    Reading(Connections& owner, std::unique_ptr<store::Database> database) : m_owner(&owner), m_database(std::move(database)) {}
    Reading(Reading&&) = default;
    ~Reading();
    store::Database& database() { return *m_database; }

   private:
    Connections* m_owner;
    std::unique_ptr<store::Database> m_database;
  };
  Expected<Reading> read();

 private:
  Connections(store::DatabaseOptions options, crypto::Secret key, std::unique_ptr<store::Database> writer)
      : m_options(std::move(options)), m_key(std::move(key)), m_writer(std::move(writer)) {}

  store::DatabaseOptions m_options;
  crypto::Secret m_key;
  std::mutex m_writer_mutex;
  std::unique_ptr<store::Database> m_writer;
  std::mutex m_readers_mutex;
  std::vector<std::unique_ptr<store::Database>> m_readers;
};

}  // namespace wardlight::storage
