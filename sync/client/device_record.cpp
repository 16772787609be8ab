// SPDX-License-Identifier: Apache-2.0
#include "sync/client/device_record.h"

#include "core/json/value.h"
#include "sync/transport/certificates.h"
#include "sync/transport/http/http_client.h"
#include "sync/wire/members.h"

namespace wardlight::sync {
namespace {

constexpr std::string_view kWhat = "This tablet's device.json";

Expected<DeviceRecord> parse(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  DeviceRecord record;
  WL_TRY(record.device.value, wire::text_member(root, "device", kWhat));
  WL_TRY(record.incarnation, wire::number_member(root, "incarnation", kWhat));
  WL_TRY(record.name, wire::text_member(root, "name", kWhat));
  WL_TRY(record.hub, wire::text_member(root, "hub", kWhat));
  for (const json::Value& authority : root["authorities"].items()) record.authorities.push_back(authority.text());
  WL_TRY(record.certificate, wire::text_member(root, "certificate", kWhat));
  WL_TRY(record.ingest_key, wire::bytes_member<crypto::BoxPublicKey>(root, "ingestKey", kWhat));
  WL_TRY(record.sign_key, wire::bytes_member<crypto::SignPublicKey>(root, "signKey", kWhat));
  WL_TRY(record.zone, wire::text_member(root, "zone", kWhat));
  record.hospital = root.text_of("hospital");
  return record;
}

// The key that the certificate was made for: a renewal that was cut short left it beside the old one.
Expected<transport::PrivateKey> find_key(Disk& disk, const access::TabletFolder& folder, const DeviceRecord& record) {
  WL_TRY(const bool renewing, disk.exists(folder.next_device_key()));
  if (renewing) {
    WL_TRY(const Bytes next, read_file(disk, folder.next_device_key()));
    auto key = transport::read_private_key(as_text(next));
    if (key && transport::is_key_of(*key, record.certificate)) {
      WL_CHECK(replace_file(disk, folder.device_key(), next));
      WL_CHECK(disk.remove(folder.next_device_key()));
      return key;
    }
  }
  WL_TRY(const Bytes pem, read_file(disk, folder.device_key()));
  return transport::read_private_key(as_text(pem));
}

}  // namespace

Expected<DeviceRecord> read_device(Disk& disk, const access::TabletFolder& folder) {
  WL_TRY(const Bytes bytes, read_file(disk, folder.device()));
  auto record = parse(as_text(bytes));
  if (!record)
    return Error{ErrorCode::Corrupt, "This tablet's device.json is damaged; restore it from a copy or enrol the tablet again.",
                 "device.json"};
  return record;
}

Expected<void> write_device(Disk& disk, const access::TabletFolder& folder, const DeviceRecord& record) {
  auto authorities = json::Value::array();
  for (const std::string& authority : record.authorities) authorities.push(json::Value(authority));
  const auto root = json::Value::object({{"device", record.device.value},
                                         {"incarnation", record.incarnation},
                                         {"name", record.name},
                                         {"hub", record.hub},
                                         {"authorities", std::move(authorities)},
                                         {"certificate", record.certificate},
                                         {"ingestKey", crypto::to_base64(record.ingest_key)},
                                         {"signKey", crypto::to_base64(record.sign_key)},
                                         {"zone", record.zone},
                                         {"hospital", record.hospital}});
  return replace_file(disk, folder.device(), as_bytes(json::write_indented(root)));
}

Expected<std::unique_ptr<transport::HttpClient>> connect_to_hub(Disk& disk, const access::TabletFolder& folder,
                                                                const DeviceRecord& record, const Clock& clock) {
  WL_TRY(transport::PrivateKey key, find_key(disk, folder, record));
  return transport::make_http_client(
      {record.hub, record.authorities, transport::DeviceIdentity{record.certificate, std::move(key)}}, clock);
}

}  // namespace wardlight::sync
