// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/access/tablet_folder.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"
#include "sync/transport/http.h"

namespace wardlight::sync {

// device.json: who this tablet is and whom it reports to. Public; the key is a file of its own.
struct DeviceRecord {
  DeviceId device;
  std::uint64_t incarnation = 1;
  std::string name;
  std::string hub;                       // https://HOST:PORT
  std::vector<std::string> authorities;  // PEM: the hub's CA, and the next one when there is one
  std::string certificate;               // PEM, this tablet's
  crypto::BoxPublicKey ingest_key{};
  crypto::SignPublicKey sign_key{};
  std::string zone;  // the hospital's, IANA
  std::string hospital;
};

// NotFound: not enrolled. Corrupt: not what was written.
Expected<DeviceRecord> read_device(Disk& disk, const access::TabletFolder& folder);
Expected<void> write_device(Disk& disk, const access::TabletFolder& folder, const DeviceRecord& record);

// A client that shows this tablet's certificate and believes this hospital's hub alone.
Expected<std::unique_ptr<transport::HttpClient>> connect_to_hub(Disk& disk, const access::TabletFolder& folder,
                                                                const DeviceRecord& record, const Clock& clock);

}  // namespace wardlight::sync
