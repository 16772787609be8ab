// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/enrolment.h"

#include <algorithm>
#include <array>

#include "core/base/uuid.h"
#include "sync/wire/bundle.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/device_care.h"
#include "sync/wire/staff.h"

namespace wardlight::hub {
namespace {

// They read and answer for figures, on the hub alone.
constexpr std::array<std::string_view, 2> kNoTabletRoles{"quality", "infection-prevention"};

// One sentence for every way a code can be wrong: who guesses learns nothing.
Answer refused_code() {
  return refusal(403, "security",
      "This enrolment code is wrong, used up or out of date. Make a new one with wardlight-hub enrol-code.");
}

bool is_good(const storage::EnrolmentCode& code, Instant now) { return !code.used && code.tries_left > 0 && now < code.expires; }

constexpr std::string_view kStore = "Store";  // what stands for a resource's type in the quarantine

}  // namespace

// A tablet that is enrolled again under its name keeps its id and gets the next incarnation.
Expected<storage::Device> EnrolmentService::name_device(const storage::EnrolmentCode& code) {
  WL_TRY(const auto devices, m_storage.list_devices());
  const auto known = std::find_if(devices.begin(), devices.end(),
      [&](const auto& device) { return device.name == code.device_name; });
  storage::Device device;
  if (known != devices.end()) {
    device = *known;
    WL_TRY(const std::uint64_t seen, m_storage.highest_incarnation(device.id));
    device.incarnation = std::max(known->incarnation, seen) + 1;
  }
  if (known == devices.end()) device.id.value = make_uuid_v7(m_clock.now(), m_random);
  device.name = code.device_name;
  device.enrolled_at = m_clock.now();
  device.flag.clear();
  return device;
}

Answer EnrolmentService::enrol(const std::string& body) {
  const auto request = wire::read_enrol_request(body);
  if (!request) return refusal(400, "structure", request.error().text);
  const auto code = m_storage.try_enrolment_code(request->code);
  if (!code) return storage_failure(code.error());
  if (!*code || !is_good(**code, m_clock.now())) return refused_code();
  const crypto::Secret& key = (*code)->key;
  if (!crypto::equal(wire::prove_request(key, m_keys.tls_key, *request), request->proof)) return refused_code();

  auto device = name_device(**code);
  if (!device) return storage_failure(device.error());
  if (device->lost_at)
    return refusal(403, "security", "The tablet of this name is marked lost. Mark it found first, or give this one another name.");
  const auto certificate =
      transport::issue_device_certificate(m_keys.authority, request->csr, device->id, device->incarnation, m_clock.now());
  if (!certificate) return refusal(422, "invalid", certificate.error().text);
  const auto identity = transport::read_certificate(*certificate);
  if (!identity) return refusal(422, "invalid", identity.error().text);
  device->certificate_serial = identity->serial;
  if (const auto used = m_storage.use_enrolment_code(request->code, *device); !used)
    return used.error().code == ErrorCode::Conflict ? refused_code() : storage_failure(used.error());

  wire::EnrolAnswer answer;
  answer.device = device->id;
  answer.incarnation = device->incarnation;
  answer.certificate = *certificate;
  answer.authorities = {m_keys.authority.certificate};
  answer.ingest_key = m_keys.ingest.public_key;
  answer.sign_key = m_keys.signing.public_key;
  answer.zone = m_zone;
  answer.hospital = m_hospital;
  answer.proof = wire::prove_answer(key, m_keys.tls_key, *request, answer);
  return {200, wire::write_enrol_answer(answer), {}, {}, {}};
}

Answer EnrolmentService::renew(const std::string& body, storage::Device device) {
  const auto csr = wire::read_renew_request(body);
  if (!csr) return refusal(400, "structure", csr.error().text);
  const auto certificate =
      transport::issue_device_certificate(m_keys.authority, *csr, device.id, device.incarnation, m_clock.now());
  if (!certificate) return refusal(422, "invalid", certificate.error().text);
  const auto identity = transport::read_certificate(*certificate);
  if (!identity) return refusal(422, "invalid", identity.error().text);
  device.certificate_serial = identity->serial;
  if (const auto kept = m_storage.put_device(device); !kept) return storage_failure(kept.error());
  return {200, wire::write_renew_answer({*certificate, {m_keys.authority.certificate}}), {}, {}, {}};
}

Answer EnrolmentService::note_kept_aside(const std::string& body, storage::Device device) {
  const auto kept = wire::read_kept_aside(body);
  if (!kept) return refusal(400, "structure", kept.error().text);
  const auto before = m_storage.list_quarantine();
  if (!before) return storage_failure(before.error());
  const bool known = std::any_of(before->begin(), before->end(), [&](const auto& row) {
    return row.device == device.id && row.type == kStore && row.id == kept->name;
  });
  if (!known) {
    const storage::RefusedUnit row{
        kStore, kept->name, body, "A store of this tablet was not as it was left; the tablet keeps it aside.", {}};
    if (const auto noted = m_storage.append({device.id, m_clock.now(), {}, {row}}); !noted) return storage_failure(noted.error());
  }
  device.flag = "It kept a damaged store aside; look at the tablet before it is used for long.";
  if (const auto flagged = m_storage.put_device(device); !flagged) return storage_failure(flagged.error());
  return {200, wire::write_outcome("informational", "The hub knows of it."), {}, {}, {}};
}

Answer EnrolmentService::staff() {
  auto rows = m_storage.list_staff();
  if (!rows) return storage_failure(rows.error());
  std::vector<wire::StaffMember> members;
  for (auto& row : *rows) {
    if (std::ranges::find(kNoTabletRoles, row.role) != kNoTabletRoles.end()) continue;
    members.push_back({row.practitioner, row.name, row.role, row.salt, std::move(row.stretched), row.pin_version});
  }
  return {200, wire::write_staff(members), {}, {}, {}};
}

Answer EnrolmentService::register_signers(const std::string& body, const DeviceId& device) {
  const auto signers = wire::read_signers(body);
  if (!signers) return refusal(400, "structure", signers.error().text);
  const auto staff = m_storage.list_staff();
  if (!staff) return storage_failure(staff.error());
  for (const auto& signer : *signers) {
    const bool known = std::any_of(staff->begin(), staff->end(),
        [&](const auto& row) { return row.practitioner == signer.practitioner; });
    if (!known) return refusal(422, "business-rule", "One of these people is not on this hub's staff list. Read $staff again.");
  }
  if (const auto stored = m_storage.put_signers(device, *signers, m_clock.now()); !stored) return storage_failure(stored.error());
  return {200, wire::write_outcome("informational", "The keys are registered."), {}, {}, {}};
}

}  // namespace wardlight::hub
