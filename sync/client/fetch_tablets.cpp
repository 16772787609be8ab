// SPDX-License-Identifier: Apache-2.0
#include "sync/client/fetch_tablets.h"

#include "sync/client/hub_talk.h"

namespace wardlight::sync {
namespace {

constexpr Duration kPatience = seconds(10);

}  // namespace

Expected<std::vector<wire::TabletNews>> fetch_tablets(transport::HttpClient& hub) {
  WL_TRY(const Heard heard, talk(hub, get_request("/fhir/$tablets"), kPatience));
  if (heard.status != kDone) return Error{ErrorCode::Offline, "The hub does not tell of the other tablets.", "$tablets"};
  return wire::read_tablets(heard.body);
}

}  // namespace wardlight::sync
