// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/access/access_control.h"
#include "core/access/enrol_staff.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "sync/client/device_record.h"
#include "sync/transport/http.h"

// A tablet's first day: enrol_device(), then over connect_to_hub() fetch_staff(), access::prepare_enrolment(), the store,
// access::commit_enrolment(), register_signers(). Losing power anywhere means: not enrolled yet; what is done is kept.
namespace wardlight::sync {

struct EnrolmentWish {
  std::string hub;   // https://HOST:PORT, with or without /fhir
  std::string code;  // XXXX-XXXX-XXXX-XXXX
  std::string name;  // what people call this tablet
};

// The hub's address as DeviceRecord keeps it.
std::string hub_address(std::string_view given);

// `first_contact` is transport::make_enrolment_client() of that hub. The key is made here and never leaves; the code never
// travels, and a hub that cannot prove that it knows the code is told nothing and believed nothing.
// Writes device-key.pem and device.json. NotAllowed with the hub's sentence when the code is refused; Offline when the hub cannot
// be reached, or when somebody stands between.
Expected<DeviceRecord> enrol_device(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& first_contact,
                                    const EnrolmentWish& wish);

Expected<access::StaffRoster> fetch_staff(transport::HttpClient& hub);
// What changed among the staff, at a contact while somebody is signed in: slots for who is new, and everybody's keys told to the
// hub again. Conflict when the door is in use: come again.
Expected<void> refresh_staff(transport::HttpClient& hub, access::AccessControl& door);
Expected<void> register_signers(transport::HttpClient& hub, const std::vector<access::NewSigner>& signers);

}  // namespace wardlight::sync
