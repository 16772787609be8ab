// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "sync/transport/http.h"
#include "sync/wire/headers.h"

namespace wardlight::sync {

// Something the hub really said: any status, but with the hub's headers and JSON.
struct Heard {
  int status = 0;
  wire::HubHeaders hub;
  std::string body;
};

// A short answer is not asked for in gzip: a hub would not take that trouble.
enum class AnswerLength { Any, Short };

// One request and its answer. Offline when nothing came or when what came is not a hub's (captive portal, proxy).
Expected<Heard> talk(transport::HttpClient& http, transport::HttpRequest request, Duration patience,
                     AnswerLength length = AnswerLength::Any);

transport::HttpRequest get_request(std::string target);
// By gzip, or as small as it can be made, which takes milliseconds.
enum class Packing { Fast, Small };
transport::HttpRequest post_json(std::string target, std::string_view json, Packing packing = Packing::Fast);

}  // namespace wardlight::sync
