// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include "core/time/time.h"
#include "ui/models/moment.h"
#include "ui/models/texts.h"
#include "ui/models/ward.h"

// A ward of one patient at a known minute, for tests of the models.
namespace fixture {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline const wardlight::models::Texts& texts(const std::string& language) {
  static std::map<std::string, wardlight::models::Texts> loaded;
  if (const auto found = loaded.find(language); found != loaded.end()) return found->second;
  auto read =
      wardlight::models::Texts::load(read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/text" / (language + ".json")));
  if (!read) throw std::runtime_error(read.error().text + " " + read.error().where);
  return loaded.emplace(language, *read).first->second;
}

inline wardlight::Instant at(const char* time) { return wardlight::parse_time(time)->instant; }

// 14:12 in New York on an ordinary day.
inline wardlight::models::Moment moment() {
  return {at("2025-06-10T14:12:00-04:00"), *wardlight::Zone::find("America/New_York")};
}

inline wardlight::models::SyncStatus fresh() {
  wardlight::models::SyncStatus sync;
  sync.online = true;
  sync.last_contact = at("2025-06-10T14:11:00-04:00");
  return sync;
}

inline wardlight::models::SyncStatus stale() {
  wardlight::models::SyncStatus sync = fresh();
  sync.online = false;
  sync.last_contact = at("2025-06-10T13:38:00-04:00");
  return sync;
}

inline wardlight::models::PatientInput patient() {
  wardlight::models::PatientInput one;
  one.encounter = {"enc-1"};
  one.patient = {"pat-1"};
  one.family = "Fernando";
  one.given = "Priya";
  one.bed = "1A";
  one.birth_date = "1987-03-12";
  one.sex = "female";
  one.record_number = "943 400";
  one.nurse = wardlight::PractitionerId{"me"};
  one.nurse_name = "Amara Okafor";
  one.state = wardlight::models::LiveState::Due;
  one.due_at = at("2025-06-10T14:00:00-04:00");
  one.due_until = at("2025-06-10T15:00:00-04:00");
  return one;
}

inline wardlight::models::WardInput ward() {
  wardlight::models::WardInput ward;
  ward.unit = "5 East";
  ward.me = {"me"};
  ward.my_name = "Amara Okafor";
  ward.nurses = {{{"me"}, "Amara Okafor", wardlight::models::Role::Nurse}};
  ward.patients = {patient()};
  ward.sync = fresh();
  return ward;
}

}  // namespace fixture
