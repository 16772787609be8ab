// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/people_tables.h"

#include <algorithm>

namespace wardlight::storage {
namespace {

constexpr std::string_view kPutDevice =
    "INSERT INTO device (id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, incarnation = excluded.incarnation, "
    "certificate_serial = excluded.certificate_serial, enrolled_at = excluded.enrolled_at, flag = excluded.flag";
constexpr std::string_view kFindDevice =
    "SELECT id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag, unsent, lost_at FROM device "
    "WHERE id = ?";
constexpr std::string_view kListDevices =
    "SELECT id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag, unsent, lost_at FROM device "
    "ORDER BY enrolled_at, id";
constexpr std::string_view kHighestIncarnation =
    "SELECT coalesce(max(chain_link.incarnation), 0) FROM chain_link JOIN chain_device ON chain_device.number = "
    "chain_link.device "
    "WHERE chain_device.id = ?";
constexpr std::string_view kNoteContact = "UPDATE device SET last_seen = ?, oldest_unsent = ?, unsent = ? WHERE id = ?";
constexpr std::string_view kMarkLost = "UPDATE device SET lost_at = ? WHERE id = ?";
constexpr std::string_view kPutStaff =
    "INSERT INTO staff (practitioner, name, role, salt, stretched, pin_version) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT "
    "(practitioner) "
    "DO UPDATE SET name = excluded.name, role = excluded.role, salt = excluded.salt, stretched = excluded.stretched, "
    "pin_version = excluded.pin_version";
constexpr std::string_view kListStaff =
    "SELECT practitioner, name, role, salt, stretched, pin_version FROM staff ORDER BY name, practitioner";
constexpr std::string_view kPutSigner =
    "INSERT INTO signer (device, practitioner, sign_key, box_key, registered_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr std::string_view kListSignKeys =
    "SELECT sign_key FROM signer WHERE device = ? AND practitioner = ? ORDER BY registered_at DESC";
constexpr std::string_view kPutCode =
    "INSERT INTO enrolment_code (name, key, device_name, expires, tries_left, used) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) "
    "DO UPDATE SET key = excluded.key, device_name = excluded.device_name, expires = excluded.expires, "
    "tries_left = excluded.tries_left, used = excluded.used";
constexpr std::string_view kFindCode =
    "SELECT name, key, device_name, expires, tries_left, used FROM enrolment_code WHERE name = ?";
constexpr std::string_view kSpendTry = "UPDATE enrolment_code SET tries_left = tries_left - 1 WHERE name = ? AND tries_left > 0";
constexpr std::string_view kUseCode = "UPDATE enrolment_code SET used = 1 WHERE name = ? AND used = 0";
constexpr std::string_view kFindSetting = "SELECT value FROM setting WHERE name = ?";
constexpr std::string_view kRemoveSetting = "DELETE FROM setting WHERE name = ?";
constexpr std::string_view kPutSetting =
    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

Device read_device_row(const store::Statement& row) {
  return {{row.text(0)},  row.text(1),          row.count(2),         row.text(3),
          row.time(4),    row.optional_time(5), row.optional_time(6), row.text(7),
          row.is_null(8) ? std::nullopt : std::optional(row.count(8)), row.optional_time(9)};
}

template <std::size_t N>
std::array<std::uint8_t, N> fixed(const Bytes& bytes) {
  std::array<std::uint8_t, N> result{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), N), result.begin());
  return result;
}

// The bytes and the buffer they passed through.
crypto::Secret read_secret(const store::Statement& row, int column) {
  Bytes bytes = row.blob(column);
  crypto::Secret secret{ByteView(bytes)};
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
  return secret;
}

}  // namespace

Expected<void> write_device(store::Database& database, const Device& device) {
  return database.run(kPutDevice, device.id, device.name, device.incarnation, device.certificate_serial, device.enrolled_at,
                      device.last_seen, device.oldest_unsent, device.flag);
}

Expected<std::optional<Device>> read_device(store::Database& database, const DeviceId& id) {
  WL_TRY(auto row, database.query(kFindDevice, id));
  WL_TRY(const bool found, row.step());
  return found ? std::optional(read_device_row(row)) : std::nullopt;
}

Expected<std::uint64_t> read_highest_incarnation(store::Database& database, const DeviceId& id) {
  WL_TRY(auto row, database.query(kHighestIncarnation, id));
  WL_TRY(const bool any, row.step());
  return any ? row.count(0) : 0;
}

Expected<std::vector<Device>> read_devices(store::Database& database) {
  std::vector<Device> devices;
  WL_TRY(auto rows, database.query(kListDevices));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return devices;
    devices.push_back(read_device_row(rows));
  }
}

Expected<void> write_contact(store::Database& database, const DeviceId& id, const Contact& contact) {
  return database.run(kNoteContact, contact.seen, contact.oldest_unsent, contact.unsent, id);
}

Expected<void> write_lost(store::Database& database, const DeviceId& id, std::optional<Instant> since) {
  return database.run(kMarkLost, since, id);
}

Expected<void> write_staff_row(store::Database& database, const StaffRow& staff) {
  return database.run(kPutStaff, staff.practitioner, staff.name, staff.role, staff.salt, staff.stretched.view(),
      staff.pin_version);
}

Expected<std::vector<StaffRow>> read_staff_rows(store::Database& database) {
  std::vector<StaffRow> staff;
  WL_TRY(auto rows, database.query(kListStaff));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return staff;
    staff.push_back({{rows.text(0)}, rows.text(1), rows.text(2), fixed<16>(rows.blob(3)), read_secret(rows, 4), rows.count(5)});
  }
}

Expected<void> write_signer_keys(store::Database& database, const DeviceId& device, std::span<const wire::SignerKeys> signers,
                                 Instant now) {
  for (const auto& signer : signers)
    WL_CHECK(database.run(kPutSigner, device, signer.practitioner, signer.sign_key, signer.box_key, now));
  return {};
}

Expected<std::vector<crypto::SignPublicKey>> read_sign_keys(store::Database& database, const DeviceId& device,
                                                            const PractitionerId& signer) {
  std::vector<crypto::SignPublicKey> keys;
  WL_TRY(auto rows, database.query(kListSignKeys, device, signer));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return keys;
    keys.push_back(fixed<32>(rows.blob(0)));
  }
}

Expected<void> write_code(store::Database& database, const EnrolmentCode& code) {
  return database.run(kPutCode, code.name, code.key.view(), code.device_name, code.expires, code.tries_left, code.used);
}

Expected<std::optional<EnrolmentCode>> spend_try(store::Database& database, std::string_view name) {
  WL_TRY(auto row, database.query(kFindCode, name));
  WL_TRY(const bool found, row.step());
  if (!found) return std::optional<EnrolmentCode>();
  EnrolmentCode code{row.text(0), read_secret(row, 1), row.text(2), row.time(3), static_cast<int>(row.integer(4)),
      row.integer(5) != 0};
  WL_CHECK(database.run(kSpendTry, name));
  return std::optional(std::move(code));
}

Expected<void> use_code(store::Database& database, std::string_view name) {
  WL_CHECK(database.run(kUseCode, name));
  if (database.changed_rows() == 1) return {};
  return Error{ErrorCode::Conflict, "This enrolment code was used already. Make a new one.", "enrolment"};
}

Expected<std::string> read_setting(store::Database& database, std::string_view name) {
  WL_TRY(auto row, database.query(kFindSetting, name));
  WL_TRY(const bool found, row.step());
  if (!found) return Error{ErrorCode::NotFound, "The hub has no such setting.", std::string(name)};
  return row.text(0);
}

Expected<void> write_setting(store::Database& database, std::string_view name, std::string_view value) {
  return database.run(kPutSetting, name, value);
}

Expected<void> remove_setting(store::Database& database, std::string_view name) { return database.run(kRemoveSetting, name); }

}  // namespace wardlight::storage
