// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/database.h"
#include "sync/storage/hub_storage.h"

// The SQL of devices, staff, their keys, enrolment codes and settings. Writers of more than one row run inside the caller's
// transaction.
namespace wardlight::storage {

Expected<void> write_device(store::Database& database, const Device& device);
Expected<std::optional<Device>> read_device(store::Database& database, const DeviceId& id);
Expected<std::vector<Device>> read_devices(store::Database& database);
Expected<std::uint64_t> read_highest_incarnation(store::Database& database, const DeviceId& id);
Expected<void> write_contact(store::Database& database, const DeviceId& id, const Contact& contact);
Expected<void> write_lost(store::Database& database, const DeviceId& id, std::optional<Instant> since);

Expected<void> write_staff_row(store::Database& database, const StaffRow& staff);
Expected<std::vector<StaffRow>> read_staff_rows(store::Database& database);
Expected<void> write_signer_keys(store::Database& database, const DeviceId& device, std::span<const wire::SignerKeys> signers,
                                 Instant now);
Expected<std::vector<crypto::SignPublicKey>> read_sign_keys(store::Database& database, const DeviceId& device,
                                                            const PractitionerId& signer);

Expected<void> write_code(store::Database& database, const EnrolmentCode& code);
Expected<std::optional<EnrolmentCode>> spend_try(store::Database& database, std::string_view name);
Expected<void> use_code(store::Database& database, std::string_view name);

Expected<std::string> read_setting(store::Database& database, std::string_view name);
Expected<void> write_setting(store::Database& database, std::string_view name, std::string_view value);
Expected<void> remove_setting(store::Database& database, std::string_view name);

}  // namespace wardlight::storage
