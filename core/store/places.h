// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/store/database.h"
#include "core/store/records.h"

namespace wardlight::store {

// Beds and their units, looked up along Location.partOf and remembered for the length of one reading.
class Places {
 public:
  explicit Places(Database& database) : m_database(database) {}

  // The stay's bed and unit from the location the hospital named: the unit is the nearest ward above it (or it),
  // else whatever it is part of; a location that is the unit itself gives no bed.
  Expected<Stay> place(const std::string& location);

 private:
  struct Place {
    std::string name;
    std::string kind;
    std::string part_of;
  };
  Expected<const Place*> find(const std::string& location);  // nullptr when the hospital has not told
  Database& m_database;
  std::map<std::string, std::optional<Place>> m_known;
};

}  // namespace wardlight::store
