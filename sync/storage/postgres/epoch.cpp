// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/epoch.h"

#include <charconv>

namespace wardlight::storage::postgres {
namespace {

constexpr std::string_view kReadHead = "SELECT epoch, head, durable FROM feed_head WHERE hospital = $1";
constexpr std::string_view kCreate = "INSERT INTO feed_head (hospital, epoch) VALUES ($1, $2) ON CONFLICT DO NOTHING";
constexpr std::string_view kBeginEpoch = "UPDATE feed_head SET epoch = $3 WHERE hospital = $1 AND epoch = $2";
constexpr std::string_view kSetDurable = "UPDATE feed_head SET durable = $2 WHERE hospital = $1";

Expected<Head> to_head(const Rows& rows) {
  if (rows.size() == 1) return Head{rows.text(0, 0), rows.count(0, 1), rows.count(0, 2)};
  return Error{ErrorCode::NotFound, "There is no such hospital in this database. Make it with wardlight-hub init --postgres.",
               "hospital"};
}

}  // namespace

Expected<Head> read_head(Session& session, const std::string& hospital) {
  WL_TRY(const auto rows, session.run({{kReadHead, {hospital}}}));
  return to_head(rows[0]);
}

Expected<void> create_hospital(Session& session, const std::string& hospital, RandomSource& random) {
  WL_TRY(const auto rows, session.run({{kCreate, {hospital, make_epoch(1, random)}}}));
  return {};
}

Expected<Head> begin_next_epoch(Session& session, const std::string& hospital, const Head& before, std::uint64_t number,
                                RandomSource& random) {
  WL_TRY(const auto rows,
         session.run({{kBeginEpoch, {hospital, before.epoch, make_epoch(number, random)}}, {kReadHead, {hospital}}}));
  return to_head(rows[1]);
}

Expected<void> write_durable(Session& session, const std::string& hospital, std::uint64_t position) {
  WL_TRY(const auto rows, session.run({{kSetDurable, {hospital, position}}}));
  return {};
}

std::uint64_t epoch_number(std::string_view epoch) {
  std::uint64_t number = 0;
  std::from_chars(epoch.data(), epoch.data() + epoch.size(), number);
  return number;
}

std::string make_epoch(std::uint64_t number, RandomSource& random) {
  return std::to_string(number) + "." + make_epoch_name(random);
}

Witnessed compare(const EpochFile::State& file, const Head& database) {
  if (file.epoch == database.epoch) return database.head >= file.high_water ? Witnessed::Agrees : Witnessed::PutBack;
  return epoch_number(database.epoch) > epoch_number(file.epoch) ? Witnessed::MovedOn : Witnessed::PutBack;
}

}  // namespace wardlight::storage::postgres
