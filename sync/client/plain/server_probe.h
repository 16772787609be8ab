// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/json/value.h"
#include "sync/client/plain/plain_server.h"

namespace wardlight::sync {

// What a finding decides (sync.md, D10).
enum class Weight {
  Needed,   // without it no round may go through this server
  Careful,  // without it the client works another way, which is said
  Told,     // good to know
};
std::string_view to_code(Weight weight);

struct Finding {
  std::string name;  // kebab-case, the same for ever
  Weight weight = Weight::Told;
  bool ok = false;
  std::string seen;  // what the server did
  std::string then;  // what follows from it, as one sentence
};

struct ProbeReport {
  std::string software;  // what the CapabilityStatement says
  std::vector<Finding> findings;
  int tier = 0;          // 2: rounds may go through it; 3: only with a person watching, not for go-live; 0: not at all
  std::vector<std::string> safe;
  std::vector<std::string> unsafe;
};
json::Value to_json(const ProbeReport& report);

// Asks a server what it really does, by doing it: writes resources of its own, all tagged wardlight-probe, and takes away at the
// end what can be taken away. About a hundred requests. Offline when the server cannot be reached at all.
Expected<ProbeReport> probe_server(PlainServer& server, RandomSource& random);

}  // namespace wardlight::sync
