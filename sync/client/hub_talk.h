// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

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

inline constexpr int kDone = 200;
// The hub's own sentence about why it said no.
std::string reason_of(const Heard& heard);
// A plain FHIR server, or a hub of before, to an operation that came later: no reason to worry anybody.
bool knows_no_such(int status);

// A short answer is not asked for in gzip: a hub would not take that trouble.
enum class AnswerLength { Any, Short };

// One request and its answer. Offline when nothing came or when what came is not a hub's (captive portal, proxy).
Expected<Heard> talk(transport::HttpClient& http, transport::HttpRequest request, Duration patience,
                     AnswerLength length = AnswerLength::Any);

transport::HttpRequest get_request(std::string target);
transport::HttpRequest post_json(std::string target, std::string_view json);  // compressed
// What the outbox brings, the urgent first if there is any. One urgent act goes as small as it can be made, for some milliseconds.
transport::HttpRequest push_request(std::span<const std::string> entries, bool urgent);

}  // namespace wardlight::sync
