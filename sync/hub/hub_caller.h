// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hub/hub.h"
#include "sync/wire/headers.h"

// What the parts of Hub share, for hub.cpp and hub_devices.cpp alone.
namespace wardlight::hub {

inline constexpr std::string_view kCurrent = "current/";

// What brings units, in one form or another.
bool brings_units(std::string_view method, std::string_view path);

struct TypeAndId {
  std::string_view type;
  std::string_view id;
};
std::optional<TypeAndId> type_and_id(std::string_view path);

struct Hub::Caller {
  std::shared_ptr<const transport::IncomingRequest> incoming;  // a push that waits in line keeps it
  std::string_view path;                                       // below the root
  std::string_view query;
  std::optional<Instant> oldest_unsent;  // of the tablet, as it says

  const transport::HttpRequest& request() const { return incoming->request; }
  const std::string& method() const { return request().method; }
  std::string_view header(std::string_view name) const { return transport::find_header(request().headers, name); }
  bool is(std::string_view wanted_method, std::string_view wanted_path) const {
    return method() == wanted_method && path == wanted_path;
  }
  Expected<std::string> body() const { return wire::read_body(request().headers, request().body); }
};

}  // namespace wardlight::hub
