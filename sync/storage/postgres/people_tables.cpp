// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/people_tables.h"

#include <algorithm>

namespace wardlight::storage::postgres {
namespace {

constexpr std::string_view kPutDevice =
    "INSERT INTO device (hospital, id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hospital, id) DO UPDATE SET name = excluded.name, "
    "incarnation = excluded.incarnation, certificate_serial = excluded.certificate_serial, enrolled_at = excluded.enrolled_at, "
    "flag = excluded.flag";
#define WL_DEVICE \
  "SELECT id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag, unsent, lost_at FROM device "
constexpr std::string_view kFindDevice = WL_DEVICE "WHERE hospital = $1 AND id = $2";
constexpr std::string_view kListDevices = WL_DEVICE "WHERE hospital = $1 ORDER BY enrolled_at, id";
#undef WL_DEVICE
constexpr std::string_view kHighestIncarnation =
    "SELECT coalesce(max(l.incarnation), 0)::bigint FROM (SELECT number FROM chain_device WHERE hospital = $1 AND id = $2 LIMIT 1) "
    "d CROSS JOIN LATERAL (SELECT incarnation FROM chain_link WHERE hospital = $1 AND device = d.number ORDER BY incarnation DESC "
    "LIMIT 1) l";
constexpr std::string_view kNoteContact =
    "UPDATE device SET last_seen = $3, oldest_unsent = $4, unsent = $5 WHERE hospital = $1 AND id = $2";
constexpr std::string_view kMarkLost = "UPDATE device SET lost_at = $3 WHERE hospital = $1 AND id = $2";
constexpr std::string_view kPutStaff =
    "INSERT INTO staff (hospital, practitioner, name, role, salt, stretched, pin_version) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (hospital, practitioner) DO UPDATE SET name = excluded.name, role = excluded.role, salt = excluded.salt, "
    "stretched = excluded.stretched, pin_version = excluded.pin_version";
constexpr std::string_view kListStaff =
    "SELECT practitioner, name, role, salt, stretched, pin_version FROM staff WHERE hospital = $1 ORDER BY name, practitioner";
constexpr std::string_view kPutSigner =
    "INSERT INTO signer (hospital, device, practitioner, sign_key, box_key, registered_at) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT DO NOTHING";
constexpr std::string_view kListSignKeys =
    "SELECT sign_key FROM signer WHERE hospital = $1 AND device = $2 AND practitioner = $3 ORDER BY registered_at DESC";
constexpr std::string_view kPutCode =
    "INSERT INTO enrolment_code (hospital, name, key, device_name, expires, tries_left, used) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7::bigint <> 0) ON CONFLICT (hospital, name) DO UPDATE SET key = excluded.key, device_name = excluded.device_name, "
    "expires = excluded.expires, tries_left = excluded.tries_left, used = excluded.used";
constexpr std::string_view kSpendTry =
    "WITH before AS (SELECT key, device_name, expires, tries_left, used FROM enrolment_code WHERE hospital = $1 AND name = $2 "
    "FOR UPDATE) UPDATE enrolment_code SET tries_left = greatest(before.tries_left - 1, 0) FROM before WHERE hospital = $1 AND "
    "name = $2 RETURNING before.key, before.device_name, before.expires, before.tries_left, before.used";
constexpr std::string_view kUseCode =
    "WITH used AS (UPDATE enrolment_code SET used = true WHERE hospital = $1 AND name = $2 AND NOT used RETURNING hospital) "
    "INSERT INTO device (hospital, id, name, incarnation, certificate_serial, enrolled_at, last_seen, oldest_unsent, flag) "
    "SELECT hospital, $3, $4, $5::bigint, $6, $7::bigint, $8::bigint, $9::bigint, $10 FROM used ON CONFLICT (hospital, id) DO "
    "UPDATE SET name = excluded.name, incarnation = excluded.incarnation, certificate_serial = excluded.certificate_serial, "
    "enrolled_at = excluded.enrolled_at, flag = excluded.flag";
constexpr std::string_view kFindSetting = "SELECT value FROM setting WHERE hospital = $1 AND name = $2";
constexpr std::string_view kPutSetting =
    "INSERT INTO setting (hospital, name, value) VALUES ($1, $2, $3) ON CONFLICT (hospital, name) DO UPDATE SET value = "
    "excluded.value";

Device read_device_row(const Rows& rows, int row) {
  return {{rows.text(row, 0)},  rows.text(row, 1),          rows.count(row, 2),         rows.text(row, 3),
          rows.time(row, 4),    rows.optional_time(row, 5), rows.optional_time(row, 6), rows.text(row, 7),
          rows.is_null(row, 8) ? std::nullopt : std::optional(rows.count(row, 8)), rows.optional_time(row, 9)};
}

template <std::size_t N>
std::array<std::uint8_t, N> fixed(ByteView bytes) {
  std::array<std::uint8_t, N> result{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), N), result.begin());
  return result;
}

Expected<void> run_one(Session& session, Query query) {
  WL_TRY(const auto rows, session.run({std::move(query)}));
  return {};
}

}  // namespace

Bytes Vault::close(const crypto::Secret& secret, const std::string& belongs_to) const {
  return crypto::encrypt(key, secret.view(), as_bytes(belongs_to), random);
}
Expected<crypto::Secret> Vault::open(ByteView closed, const std::string& belongs_to) const {
  return crypto::decrypt(key, closed, as_bytes(belongs_to));
}

Expected<void> write_device(Session& session, const std::string& hospital, const Device& device) {
  return run_one(session, {kPutDevice, {hospital, device.id, device.name, device.incarnation, device.certificate_serial,
                                        device.enrolled_at, device.last_seen, device.oldest_unsent, device.flag}});
}

Expected<std::optional<Device>> read_device(Session& session, const std::string& hospital, const DeviceId& id) {
  WL_TRY(const auto rows, session.run({{kFindDevice, {hospital, id}}}));
  return rows[0].size() == 0 ? std::optional<Device>() : std::optional(read_device_row(rows[0], 0));
}

Expected<std::vector<Device>> read_devices(Session& session, const std::string& hospital) {
  WL_TRY(const auto rows, session.run({{kListDevices, {hospital}}}));
  std::vector<Device> devices;
  for (int i = 0; i < rows[0].size(); ++i) devices.push_back(read_device_row(rows[0], i));
  return devices;
}

Expected<std::uint64_t> read_highest_incarnation(Session& session, const std::string& hospital, const DeviceId& id) {
  WL_TRY(const auto rows, session.run({{kHighestIncarnation, {hospital, id}}}));
  return rows[0].count(0, 0);
}

Expected<void> write_contact(Session& session, const std::string& hospital, const DeviceId& id, const Contact& contact) {
  return run_one(session, {kNoteContact, {hospital, id, contact.seen, contact.oldest_unsent, contact.unsent}});
}

Expected<void> write_lost(Session& session, const std::string& hospital, const DeviceId& id, std::optional<Instant> since) {
  return run_one(session, {kMarkLost, {hospital, id, since}});
}

Expected<void> write_staff_row(Session& session, const std::string& hospital, const StaffRow& staff, const Vault& vault) {
  const auto closed = vault.close(staff.stretched, hospital + "/" + staff.practitioner.value);
  return run_one(session,
                 {kPutStaff, {hospital, staff.practitioner, staff.name, staff.role, staff.salt, closed, staff.pin_version}});
}

Expected<std::vector<StaffRow>> read_staff_rows(Session& session, const std::string& hospital, const Vault& vault) {
  WL_TRY(const auto results, session.run({{kListStaff, {hospital}}}));
  const auto& rows = results[0];
  std::vector<StaffRow> staff;
  for (int i = 0; i < rows.size(); ++i) {
    WL_TRY(auto stretched, vault.open(rows.bytes(i, 4), hospital + "/" + rows.text(i, 0)));
    staff.push_back({{rows.text(i, 0)}, rows.text(i, 1), rows.text(i, 2), fixed<16>(rows.bytes(i, 3)), std::move(stretched),
                     rows.count(i, 5)});
  }
  return staff;
}

Expected<void> write_signer_keys(Session& session, const std::string& hospital, const DeviceId& device,
                                 std::span<const wire::SignerKeys> signers, Instant now) {
  std::vector<Query> queries;
  for (const auto& signer : signers)
    queries.push_back({kPutSigner, {hospital, device, signer.practitioner, signer.sign_key, signer.box_key, now}});
  WL_TRY(const auto rows, session.run(queries));
  return {};
}

Expected<std::vector<crypto::SignPublicKey>> read_sign_keys(Session& session, const std::string& hospital,
                                                            const DeviceId& device, const PractitionerId& signer) {
  WL_TRY(const auto rows, session.run({{kListSignKeys, {hospital, device, signer}}}));
  std::vector<crypto::SignPublicKey> keys;
  for (int i = 0; i < rows[0].size(); ++i) keys.push_back(fixed<32>(rows[0].bytes(i, 0)));
  return keys;
}

Expected<void> write_code(Session& session, const std::string& hospital, const EnrolmentCode& code, const Vault& vault) {
  const auto closed = vault.close(code.key, hospital + "/" + code.name);
  return run_one(session,
                 {kPutCode, {hospital, code.name, closed, code.device_name, code.expires, code.tries_left, code.used ? 1 : 0}});
}

Expected<std::optional<EnrolmentCode>> spend_try(Session& session, const std::string& hospital, std::string_view name,
                                                 const Vault& vault) {
  WL_TRY(const auto results, session.run({{kSpendTry, {hospital, name}}}));
  const auto& rows = results[0];
  if (rows.size() == 0) return std::optional<EnrolmentCode>();
  WL_TRY(auto key, vault.open(rows.bytes(0, 0), hospital + "/" + std::string(name)));
  return std::optional(EnrolmentCode{std::string(name), std::move(key), rows.text(0, 1), rows.time(0, 2),
                                     static_cast<int>(rows.integer(0, 3)), rows.integer(0, 4) != 0});
}

Expected<bool> use_code(Session& session, const std::string& hospital, std::string_view name, const Device& device) {
  WL_TRY(const auto rows,
         session.run({{kUseCode, {hospital, name, device.id, device.name, device.incarnation, device.certificate_serial,
                                  device.enrolled_at, device.last_seen, device.oldest_unsent, device.flag}}}));
  return rows[0].changed() == 1;
}

Expected<std::optional<std::string>> read_setting(Session& session, const std::string& hospital, std::string_view name) {
  WL_TRY(const auto rows, session.run({{kFindSetting, {hospital, name}}}));
  return rows[0].size() == 0 ? std::optional<std::string>() : std::optional(rows[0].text(0, 0));
}

Expected<void> write_setting(Session& session, const std::string& hospital, std::string_view name, std::string_view value) {
  return run_one(session, {kPutSetting, {hospital, name, value}});
}

}  // namespace wardlight::storage::postgres
