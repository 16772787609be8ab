// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/crypto/crypto.h"
#include "core/store/records.h"
#include "platforms/sim/faults/made_up_ward.h"

// What really happened in a run, kept by nobody whom it judges.
namespace wardlight::sim {

// A statement that a nurse tried to save.
struct Deed {
  std::string id;
  crypto::Hash hash{};
  std::size_t tablet = 0;
  DeviceId device;
  store::UnitName unit;
  std::string patient;
  std::string encounter;
  bool saved = false;      // the tablet said so
  bool poison = false;
  bool destroyed = false;  // a person took or put back the disk that held the only copy
};

// One row of the hub's feed, as it was first seen.
struct FeedFact {
  std::uint64_t position = 0;
  std::string id;
  crypto::Hash hash{};
  DeviceId device;
  store::UnitName unit;
};

struct Truth {
  std::map<std::string, Deed> deeds;
  std::map<std::string, PatientNow> patients;  // as the hospital knows them now
  std::set<DeviceId> copied;                   // devices whose chain may have forked
  std::set<std::pair<std::size_t, std::string>> lapsed;  // a tablet and what it lost for no reason that any rule knows

  // The hub's feed of statements, in order; what a backup holds is how much of it.
  std::vector<FeedFact> feed;
  std::map<std::string, std::size_t> place_of;  // of an id in `feed`
  std::string epoch;
  std::uint64_t head = 0;
  std::string lost_epoch;  // in which positions were given out that are gone: the hub must never name it again
  std::map<std::string, std::uint64_t> promised;  // id → position that the hub answered as durable in this history

  struct Copy {
    std::size_t feed = 0;
    std::uint64_t head = 0;
  };
  std::map<int, Copy> backups;
  std::size_t in_backup = 0;  // the first so many of `feed` are in the newest backup of this history

  void keep(const FeedFact& fact) {
    place_of[fact.id] = feed.size();
    feed.push_back(fact);
  }
  // The hub is what it was when that copy was made.
  void go_back_to(const Copy& copy);
  // The tablet `to` is now what `from` is: it lacks what that one lacks.
  void copy_lapses(std::size_t from, std::size_t to);
  bool holds(const std::string& id, const crypto::Hash& hash) const;
  bool is_backed_up(const std::string& id) const;
};

struct Violation {
  std::string invariant;  // "S1" … of sync.md §4, "L1" … for liveness
  std::string text;
};

}  // namespace wardlight::sim
