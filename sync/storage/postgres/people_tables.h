// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/random.h"
#include "sync/storage/hub_storage.h"
#include "sync/storage/postgres/session.h"

// The SQL of devices, staff, their keys, enrolment codes and settings, for one hospital. Each function is one transaction.
namespace wardlight::storage::postgres {

// What could be guessed from the database alone is encrypted on its way there.
struct Vault {
  crypto::Secret key;
  RandomSource& random;
  Bytes close(const crypto::Secret& secret, const std::string& belongs_to) const;
  Expected<crypto::Secret> open(ByteView closed, const std::string& belongs_to) const;
};

Expected<void> write_device(Session& session, const std::string& hospital, const Device& device);
Expected<std::optional<Device>> read_device(Session& session, const std::string& hospital, const DeviceId& id);
Expected<std::vector<Device>> read_devices(Session& session, const std::string& hospital);
Expected<std::uint64_t> read_highest_incarnation(Session& session, const std::string& hospital, const DeviceId& id);
Expected<void> write_contact(Session& session, const std::string& hospital, const DeviceId& id, const Contact& contact);
Expected<void> write_lost(Session& session, const std::string& hospital, const DeviceId& id, std::optional<Instant> since);

Expected<void> write_staff_row(Session& session, const std::string& hospital, const StaffRow& staff, const Vault& vault);
Expected<std::vector<StaffRow>> read_staff_rows(Session& session, const std::string& hospital, const Vault& vault);
Expected<void> write_signer_keys(Session& session, const std::string& hospital, const DeviceId& device,
                                 std::span<const wire::SignerKeys> signers, Instant now);
Expected<std::vector<crypto::SignPublicKey>> read_sign_keys(Session& session, const std::string& hospital,
                                                            const DeviceId& device, const PractitionerId& signer);

Expected<void> write_code(Session& session, const std::string& hospital, const EnrolmentCode& code, const Vault& vault);
Expected<std::optional<EnrolmentCode>> spend_try(Session& session, const std::string& hospital, std::string_view name,
                                                 const Vault& vault);
// Whether the code was still unused.
Expected<bool> use_code(Session& session, const std::string& hospital, std::string_view name, const Device& device);

Expected<std::optional<std::string>> read_setting(Session& session, const std::string& hospital, std::string_view name);
Expected<void> write_setting(Session& session, const std::string& hospital, std::string_view name, std::string_view value);

}  // namespace wardlight::storage::postgres
