// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/hub_folder.h"

#include <filesystem>

#include "core/base/lines.h"
#include "core/json/value.h"
#include "core/store/database.h"
#include "core/time/time.h"
#include "platforms/linux/paths.h"
#include "sync/storage/central_storage.h"
#include "sync/storage/postgres/postgres_storage.h"
#include "sync/storage/sqlite/sqlite_backup.h"
#include "sync/storage/sqlite/sqlite_storage.h"

namespace wardlight::hub_program {
namespace {

constexpr std::string_view kHostsSetting = "hosts";
constexpr std::string_view kKeySetting = "key-mark";
constexpr Duration kRenewBefore = hours(60 * 24);
constexpr std::string_view kFormEnding = ".questionnaire.json";

std::string key_path(const std::string& folder) { return folder + "/hub.key"; }
std::string ca_path(const std::string& folder) { return folder + "/ca/"; }

Expected<void> write_text(Disk& disk, const std::string& path, std::string_view text) {
  return replace_file(disk, path, as_bytes(text));
}

Expected<std::string> read_text(Disk& disk, const std::string& path) {
  WL_TRY(const auto bytes, read_file(disk, path));
  return to_string(bytes);
}

Expected<std::unique_ptr<storage::HubStorage>> open_storage(const std::string& folder, const crypto::Secret& key,
                                                            const StoreChoice& choice, store::OpenAs open_as, Disk& disk,
                                                            RandomSource& random) {
  if (choice.postgres.empty())
    return storage::open_sqlite_storage({folder + "/hub.db", folder + "/epoch", open_as}, key, disk, random);
  const bool create = open_as == store::OpenAs::CreateIfMissing;
  return storage::open_postgres_storage({choice.postgres, choice.hospital, folder + "/epoch", create}, key, disk, random);
}

// Says which key a hospital's rows belong to, and not what the key is.
std::string mark_of(const crypto::Secret& key) {
  return crypto::to_hex(crypto::hmac_sha256(key, as_bytes("wardlight hub key mark")));
}

// A database has no lock of its own as hub.db has: a folder of another hub must not write into it.
Expected<void> check_key(storage::HubStorage& storage, const crypto::Secret& key, const StoreChoice& choice) {
  if (choice.postgres.empty()) return {};
  WL_TRY(const auto mark, storage.setting(kKeySetting));
  if (mark == mark_of(key)) return {};
  return Error{ErrorCode::WrongKey,
               "This hospital in the database belongs to another hub folder. Use the folder it was made with.", choice.hospital};
}

Expected<crypto::Secret> make_key_file(const std::string& folder, Disk& disk, RandomSource& random) {
  auto key = crypto::Secret::random(store::kKeySize, random);
  std::string text = crypto::to_hex(key.view()) + "\n";
  const auto written = write_text(disk, key_path(folder), text);
  crypto::wipe(text);
  if (!written) return written.error();
  return key;
}

// A key that others may read is nobody's secret; whoever copied it here by hand may not have seen that.
Expected<void> refuse_shared(const std::string& path) {
  using std::filesystem::perms;
  std::error_code nothing_there;  // reading it says so
  const auto status = std::filesystem::status(path, nothing_there);
  if (!std::filesystem::exists(status) || (status.permissions() & (perms::group_all | perms::others_all)) == perms::none)
    return {};
  return Error{ErrorCode::Environment,
               "Others on this machine may read this key. Make it its owner's alone with chmod 600, and try again.", path};
}

Expected<crypto::Secret> read_key_file(const std::string& folder, Disk& disk) {
  WL_CHECK(refuse_shared(key_path(folder)));
  auto text = read_text(disk, key_path(folder));
  if (!text)
    return text.error().code == ErrorCode::NotFound
               ? Error{ErrorCode::NotFound, "There is no hub in this folder. Make one with wardlight-hub init.", folder}
               : text.error();
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  auto bytes = crypto::from_hex(*text);
  crypto::wipe(*text);
  if (!bytes || bytes->size() != store::kKeySize)
    return Error{ErrorCode::Corrupt, "The hub's key file is damaged. Put back the copy that was kept of it.", key_path(folder)};
  return crypto::Secret(ByteView(*bytes));
}

std::string central_path(const std::string& folder) { return folder + "/central-role"; }

// At central the network's own rows stand under one name, whatever else is in the database.
StoreChoice at_central(StoreChoice choice) {
  choice.hospital = storage::kRegistryName;
  return choice;
}

// `hosts` as it stands in the settings: one name a line.
std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

Expected<void> make_certificates(const std::string& folder, const NewHub& hub, const std::vector<std::string>& hosts, Disk& disk,
    Instant now) {
  WL_CHECK(disk.make_folder(folder + "/ca"));
  WL_TRY(const auto authority, transport::make_authority(hub.name + " Wardlight CA", now));
  WL_TRY(const auto server_key, transport::make_private_key());
  WL_TRY(const auto certificate, transport::make_server_certificate(authority, server_key, hosts, now));
  WL_CHECK(write_text(disk, ca_path(folder) + "ca.pem", authority.certificate));
  WL_CHECK(write_text(disk, ca_path(folder) + "ca-key.pem", as_text(authority.key.pem.view())));
  WL_CHECK(write_text(disk, ca_path(folder) + "server.pem", certificate));
  return write_text(disk, ca_path(folder) + "server-key.pem", as_text(server_key.pem.view()));
}

Expected<transport::PrivateKey> read_private_key(Disk& disk, const std::string& path) {
  WL_CHECK(refuse_shared(path));
  WL_TRY(auto text, read_text(disk, path));
  auto key = transport::read_private_key(text);
  crypto::wipe(text);
  return key;
}

}  // namespace

Expected<void> create_hub_folder(const std::string& path, const NewHub& hub, Disk& disk, RandomSource& random, Instant now,
                                 const StoreChoice& given) {
  const StoreChoice choice = hub.is_central ? at_central(given) : given;
  if (hub.is_central && choice.postgres.empty())
    return Error{ErrorCode::BadUsage, "Central keeps a network's figures in PostgreSQL. Say where with --postgres.", path};
  if (const auto there = disk.list(path); there && !there->empty())
    return Error{ErrorCode::BadUsage, "This folder is not empty. Give a new one for the hub's data.", path};
  WL_TRY(const auto zone, Zone::find(hub.zone));
  WL_CHECK(disk.make_folder(path));
  std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
  hosts.insert(hosts.end(), hub.hosts.begin(), hub.hosts.end());
  WL_CHECK(make_certificates(path, hub, hosts, disk, now));
  WL_TRY(const auto key, make_key_file(path, disk, random));
  WL_TRY(const auto storage, open_storage(path, key, choice, store::OpenAs::CreateIfMissing, disk, random));
  if (storage->setting(kKeySetting))
    return Error{ErrorCode::BadUsage,
                 "This hospital is in the database already. Use the folder it was made with, or give another --hospital.",
                 choice.hospital};
  if (hub.is_central) WL_CHECK(write_text(disk, central_path(path), "This folder is a network's central.\n"));
  WL_CHECK(storage->put_setting(kKeySetting, mark_of(key)));
  WL_CHECK(storage->put_setting(kNameSetting, hub.name));
  WL_CHECK(storage->put_setting(kZoneSetting, zone.name()));
  return storage->put_setting(kHostsSetting, join_lines(hosts));
}

Expected<crypto::Secret> read_hub_key(const std::string& path, Disk& disk) { return read_key_file(path, disk); }

Expected<HubFolder> open_hub_folder(const std::string& path, Disk& disk, RandomSource& random, const StoreChoice& given) {
  WL_TRY(auto key, read_key_file(path, disk));
  WL_TRY(const bool is_central, disk.exists(central_path(path)));
  const StoreChoice choice = is_central ? at_central(given) : given;
  if (is_central && choice.postgres.empty())
    return Error{ErrorCode::BadUsage, "This folder is a network's central. Say with --postgres where its record is.", path};
  WL_TRY(auto storage, open_storage(path, key, choice, store::OpenAs::Existing, disk, random));
  WL_CHECK(check_key(*storage, key, choice));
  return HubFolder{path, std::move(key), std::move(storage), is_central};
}

Expected<std::unique_ptr<storage::IncidentFile>> open_incidents(const HubFolder& folder) {
  return storage::IncidentFile::open(folder.path + "/incidents.db", store::OpenAs::CreateIfMissing, folder.key);
}

Expected<std::unique_ptr<storage::IncidentFile>> open_incidents(const std::string& path, Disk& disk) {
  WL_TRY(const auto key, read_key_file(path, disk));
  return storage::IncidentFile::open(path + "/incidents.db", store::OpenAs::CreateIfMissing, key);
}

Expected<std::optional<platform::FileLock>> guard_record(const HubFolder& folder, const StoreChoice& choice) {
  if (!choice.postgres.empty()) return std::optional<platform::FileLock>();
  auto lock = platform::FileLock::take(folder.path + "/serving.lock");
  if (!lock && lock.error().code == ErrorCode::Conflict)
    return Error{ErrorCode::Environment, "Another wardlight-hub serves from this folder. Stop it first.", folder.path};
  if (!lock) return lock.error();
  const std::string record = folder.path + "/hub.db";
  const auto sound = storage::open_sound(record, {}, folder.key);
  if (sound) return std::optional(*std::move(lock));
  if (sound.error().code != ErrorCode::Corrupt) return sound.error();
  return Error{ErrorCode::Corrupt,
               "The hub's record is damaged; nothing of it was changed. Restore the last backup: tablets bring what came since.",
               record};
}

Expected<ServingKeys> load_serving_keys(HubFolder& folder, Disk& disk, Instant now) {
  WL_TRY(auto authority_certificate, read_text(disk, ca_path(folder.path) + "ca.pem"));
  WL_TRY(auto authority_key, read_private_key(disk, ca_path(folder.path) + "ca-key.pem"));
  WL_TRY(auto tls_key, read_private_key(disk, ca_path(folder.path) + "server-key.pem"));
  WL_TRY(auto certificate, read_text(disk, ca_path(folder.path) + "server.pem"));
  transport::Authority authority{std::move(authority_certificate), std::move(authority_key)};
  WL_TRY(auto identity, transport::read_certificate(certificate));
  if (identity.not_after < now + kRenewBefore) {
    WL_TRY(const auto hosts, folder.storage->setting(kHostsSetting));
    WL_TRY(certificate, transport::make_server_certificate(authority, tls_key, split_lines(hosts), now));
    WL_CHECK(write_text(disk, ca_path(folder.path) + "server.pem", certificate));
  }
  return ServingKeys{{hub::cursor_key_from(folder.key), hub::ingest_keys_from(folder.key), hub::signing_keys_from(folder.key),
                      std::move(authority), identity.key_hash},
                     std::move(certificate),
                     std::move(tls_key)};
}

Expected<hub::KnownForms> load_known_forms(Disk& disk) {
  hub::KnownForms forms;
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto files, disk.list(assets + "/clinical"));
  for (const auto& file : files) {
    if (!file.ends_with(kFormEnding)) continue;
    WL_TRY(const auto text, read_text(disk, assets + "/clinical/" + file));
    if (const auto added = forms.add(text); !added) return Error{added.error().code, added.error().text, file};
  }
  return forms;
}

}  // namespace wardlight::hub_program
