// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/tablet_folder.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "sync/client/device_record.h"
#include "sync/transport/http.h"

// What a tablet does for itself at a contact with its hub.
namespace wardlight::sync {

// From two thirds of its certificate's life on a tablet asks for the next one.
Expected<bool> is_renewal_due(const DeviceRecord& record, Instant now);

// A new key and a certificate for it, for the same device. Both count from the next connect_to_hub() on; the old ones
// stay good until then. A power cut anywhere leaves the old pair or the new one, never one of each.
Expected<DeviceRecord> renew_certificate(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& hub,
                                         const DeviceRecord& record);

// Tells the hub of every store that was kept aside and that it has not been told of; each is marked when the hub knows.
Expected<void> report_kept_aside(Disk& disk, const access::TabletFolder& folder, transport::HttpClient& hub);

}  // namespace wardlight::sync
