// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/expected.h"
#include "sync/transport/http.h"
#include "sync/wire/tablets.h"

namespace wardlight::sync {

// What the hub knows of all tablets of the hospital, this one too. Offline when the hub cannot be reached: then nothing is known.
Expected<std::vector<wire::TabletNews>> fetch_tablets(transport::HttpClient& hub);

}  // namespace wardlight::sync
