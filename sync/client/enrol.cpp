// SPDX-License-Identifier: Apache-2.0
#include "sync/client/enrol.h"

#include "sync/client/hub_talk.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/staff.h"

namespace wardlight::sync {
namespace {

constexpr Duration kPatience = seconds(30);
constexpr int kFirstServerFault = 500;
constexpr std::string_view kRoot = "/fhir";

Error refusal(const Heard& heard, std::string_view where) {
  return {heard.status >= kFirstServerFault ? ErrorCode::Offline : ErrorCode::NotAllowed, reason_of(heard), std::string(where)};
}

Expected<void> keep_key(Disk& disk, const access::TabletFolder& folder, const transport::PrivateKey& key) {
  WL_CHECK(disk.make_folder(folder.root));
  return replace_file(disk, folder.device_key(), key.pem.view());
}

Expected<wire::EnrolAnswer> ask_to_enrol(transport::HttpClient& http, const crypto::Secret& code_key, const std::string& csr,
                                         const std::string& name) {
  WL_TRY(const crypto::Hash hub_key, http.peer_key());
  wire::EnrolRequest request{wire::code_name(code_key), csr, name, {}};
  request.proof = wire::prove_request(code_key, hub_key, request);
  WL_TRY(const Heard heard, talk(http, post_json("/fhir/$enrol", wire::write_enrol_request(request)), kPatience));
  if (heard.status != kDone) return refusal(heard, "$enrol");
  WL_TRY(wire::EnrolAnswer answer, wire::read_enrol_answer(heard.body));
  if (!crypto::equal(wire::prove_answer(code_key, hub_key, request, answer), answer.proof))
    return Error{ErrorCode::Offline,
                 "What answered does not know the enrolment code, so it is not the hub; nothing was taken from it. "
                 "Check the address and the network.",
                 "$enrol"};
  return answer;
}

}  // namespace

std::string hub_address(std::string_view given) {
  while (given.ends_with('/')) given.remove_suffix(1);
  if (given.ends_with(kRoot)) given.remove_suffix(kRoot.size());
  return std::string(given);
}

Expected<DeviceRecord> enrol_device(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& first_contact,
                                    const EnrolmentWish& wish) {
  WL_TRY(const crypto::Secret code_key, wire::enrolment_key(wish.code));
  WL_TRY(const transport::PrivateKey key, transport::make_private_key());
  WL_TRY(const std::string csr, transport::make_certificate_request(key, wish.name));
  WL_TRY(const wire::EnrolAnswer answer, ask_to_enrol(first_contact, code_key, csr, wish.name));
  WL_TRY(const auto identity, transport::read_certificate(answer.certificate));
  if (identity.device != answer.device || identity.incarnation != answer.incarnation || answer.authorities.empty())
    return Error{ErrorCode::InvalidContent, "The hub gave a certificate for another device; ask for a new code and try again.",
                 "$enrol"};
  WL_CHECK(keep_key(disk, folder, key));
  const DeviceRecord record{answer.device,     answer.incarnation, wish.name,       hub_address(wish.hub), answer.authorities,
                            answer.certificate, answer.ingest_key,  answer.sign_key, answer.zone,           answer.hospital};
  WL_CHECK(write_device(disk, folder, record));
  return record;
}

Expected<access::StaffRoster> fetch_staff(transport::HttpClient& hub) {
  WL_TRY(Heard heard, talk(hub, get_request("/fhir/$staff"), kPatience));
  if (heard.status != kDone) return refusal(heard, "$staff");
  auto members = wire::read_staff(heard.body);
  crypto::wipe(heard.body);
  if (!members) return members.error();
  access::StaffRoster roster;
  for (wire::StaffMember& member : *members) {
    const auto role = access::role_from_code(member.role);
    if (!role)
      return Error{ErrorCode::InvalidContent, "The hub names a role that this version does not know; update the app.", "$staff"};
    roster.push_back({member.practitioner, member.name, *role, member.salt, std::move(member.stretched), member.pin_version});
  }
  return roster;
}

Expected<void> refresh_staff(transport::HttpClient& hub, access::AccessControl& door) {
  WL_TRY(const auto roster, fetch_staff(hub));
  WL_TRY(const auto signers, door.take_in_staff(roster));
  return register_signers(hub, signers);
}

Expected<void> register_signers(transport::HttpClient& hub, const std::vector<access::NewSigner>& signers) {
  std::vector<wire::SignerKeys> keys;
  for (const access::NewSigner& signer : signers) keys.push_back({signer.practitioner, signer.sign_key, signer.box_key});
  WL_TRY(const Heard heard, talk(hub, post_json("/fhir/$signers", wire::write_signers(keys)), kPatience));
  if (heard.status != kDone) return refusal(heard, "$signers");
  return {};
}

}  // namespace wardlight::sync
