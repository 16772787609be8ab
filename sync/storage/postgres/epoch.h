// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/random.h"
#include "sync/storage/epoch_file.h"
#include "sync/storage/postgres/session.h"

namespace wardlight::storage::postgres {

struct Head {
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t durable = 0;
};

// NotFound when the hospital has no row.
Expected<Head> read_head(Session& session, const std::string& hospital);
// Makes the hospital's row, with the first epoch, when there is none.
Expected<void> create_hospital(Session& session, const std::string& hospital, RandomSource& random);
// Begins the next epoch in place of `before`; when another process did so meanwhile, theirs stands.
Expected<Head> begin_next_epoch(Session& session, const std::string& hospital, const Head& before, std::uint64_t number,
                                RandomSource& random);
Expected<void> write_durable(Session& session, const std::string& hospital, std::uint64_t position);

// An epoch is "NUMBER.RANDOM": the number grows, whoever begins it; 0 is a file that was just made.
std::uint64_t epoch_number(std::string_view epoch);
std::string make_epoch(std::uint64_t number, RandomSource& random);

enum class Witnessed : std::uint8_t {
  Agrees,
  MovedOn,   // another process began a newer epoch
  PutBack,   // the database is an earlier one than the file has seen
};
// `file` must have been read before the database: the head only grows.
Witnessed compare(const EpochFile::State& file, const Head& database);

}  // namespace wardlight::storage::postgres
