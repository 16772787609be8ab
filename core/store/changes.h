// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/store/projection_rules.h"
#include "core/store/records.h"

// What changed since somebody looked last, so that a picture can be carried on instead of being read anew.
namespace wardlight::store {

// What one statement, or one resource of the hospital, put among the projections.
struct Change {
  std::string type, id;
  std::int64_t position = 0;  // of a statement; 0: the hospital's, which replaces what it said of this id before
  std::string owner;          // "Encounter/7", "Patient/7", "Location/3"; empty: nobody
  bool superseded = false;    // by one that was here before it
  std::string supersedes;     // the id of one of the same type
  bool merged = false;        // of a patient or a stay: it replaces, is replaced, was, or is gone
  std::optional<Act> act;     // under the encounter that the statement names
  std::optional<Record> record;
  std::vector<ReadFact> facts;
};

struct Changes {
  std::uint64_t mark = 0;   // to be given the next time
  bool all = false;         // read everything again: it is too long ago, or more has changed than is listed
  bool deliveries = false;  // how far something that was made here has got
  std::vector<std::shared_ptr<const Change>> list;  // in the order of commits
};

// Kept from the first look on, and only the newest of them. What is in it has been committed; what was committed is in it
// before the store's tick moves. Safe on any thread.
class ChangeLog {
 public:
  static constexpr std::size_t kMost = 4096;

  bool is_watched() const;
  // What one commit did. Nothing: nobody watched when it began.
  void add(std::optional<std::vector<Change>> changes);
  void note_deliveries();
  void note_all() { add(std::nullopt); }
  Changes since(std::uint64_t mark);  // 0: from now on

 private:
  struct Entry {
    std::uint64_t mark = 0;
    std::shared_ptr<const Change> change;  // none: deliveries
  };
  mutable std::mutex m_mutex;
  bool m_watched = false;
  std::uint64_t m_mark = 1;    // of the newest entry
  std::uint64_t m_oldest = 1;  // whoever looked before this one reads everything
  std::deque<Entry> m_entries;
};

}  // namespace wardlight::store
