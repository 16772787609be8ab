// SPDX-License-Identifier: Apache-2.0
#include "sync/client/device_care.h"

#include <algorithm>

#include "sync/client/hub_talk.h"
#include "sync/transport/certificates.h"
#include "sync/wire/device_care.h"

namespace wardlight::sync {
namespace {

constexpr Duration kPatience = seconds(30);
constexpr std::string_view kTold = "told";  // in a folder kept aside: the hub knows

Error refusal(const Heard& heard, std::string_view where) { return {ErrorCode::NotAllowed, reason_of(heard), std::string(where)}; }

Expected<wire::KeptAside> look_at(Disk& disk, const std::string& quarantine, const std::string& name) {
  wire::KeptAside kept{name, {}};
  WL_TRY(const auto files, disk.list(quarantine + "/" + name));
  for (const std::string& file : files) {
    WL_TRY(const auto open, disk.open(quarantine + "/" + name + "/" + file, OpenMode::Read));
    WL_TRY(const std::uint64_t size, open->size());
    kept.files.push_back({file, size});
  }
  return kept;
}

}  // namespace

Expected<bool> is_renewal_due(const DeviceRecord& record, Instant now) {
  WL_TRY(const auto identity, transport::read_certificate(record.certificate));
  const Duration life = identity.not_after - identity.not_before;
  return identity.not_before + milliseconds(life.milliseconds / 3 * 2) <= now;
}

Expected<DeviceRecord> renew_certificate(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& hub,
                                         const DeviceRecord& record) {
  WL_TRY(const transport::PrivateKey key, transport::make_private_key());
  WL_TRY(const std::string csr, transport::make_certificate_request(key, record.name));
  WL_TRY(const Heard heard, talk(hub, post_json("/fhir/$renew", wire::write_renew_request(csr)), kPatience));
  if (heard.status != kDone) return refusal(heard, "$renew");
  WL_TRY(const wire::RenewAnswer answer, wire::read_renew_answer(heard.body));
  WL_TRY(const auto identity, transport::read_certificate(answer.certificate));
  if (identity.device != record.device || identity.incarnation != record.incarnation || answer.authorities.empty())
    return Error{ErrorCode::InvalidContent, "The hub gave a certificate for another device; the old one stays in use.", "$renew"};
  DeviceRecord renewed = record;
  renewed.certificate = answer.certificate;
  renewed.authorities = answer.authorities;
  // The key waits beside the old one until device.json names its certificate; that one file is the turning point.
  WL_CHECK(replace_file(disk, folder.next_device_key(), key.pem.view()));
  WL_CHECK(write_device(disk, folder, renewed));
  WL_CHECK(replace_file(disk, folder.device_key(), key.pem.view()));
  WL_CHECK(disk.remove(folder.next_device_key()));
  return renewed;
}

Expected<void> report_kept_aside(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& hub) {
  WL_TRY(const bool any, disk.exists(folder.quarantine()));
  if (!any) return {};
  WL_TRY(const auto names, disk.list(folder.quarantine()));
  for (const std::string& name : names) {
    WL_TRY(const wire::KeptAside kept, look_at(disk, folder.quarantine(), name));
    if (std::ranges::any_of(kept.files, [](const auto& file) { return file.name == kTold; })) continue;
    WL_TRY(const Heard heard, talk(hub, post_json("/fhir/$quarantine", wire::write_kept_aside(kept)), kPatience));
    if (heard.status != kDone) return refusal(heard, "$quarantine");
    WL_CHECK(replace_file(disk, folder.quarantine() + "/" + name + "/" + std::string(kTold), {}));
  }
  return {};
}

}  // namespace wardlight::sync
