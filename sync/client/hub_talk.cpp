// SPDX-License-Identifier: Apache-2.0
#include "sync/client/hub_talk.h"

#include "sync/wire/brotli.h"
#include "sync/wire/bundle.h"
#include "sync/wire/gzip.h"

namespace wardlight::sync {
namespace {

transport::HttpRequest post(std::string target, std::string coding, std::string body) {
  return {"POST",
          std::move(target),
          {{"Content-Type", std::string(wire::kFhirJson)}, {"Content-Encoding", std::move(coding)}},
          std::move(body)};
}

}  // namespace

std::string reason_of(const Heard& heard) {
  std::string reason = wire::read_outcome(heard.body);
  return reason.empty() ? "The hub refused (status " + std::to_string(heard.status) + ")." : reason;
}

bool knows_no_such(int status) { return status == 404 || status == 405 || status == 501; }

// A hub knows one form of answer, so it is not told which one to give.
Expected<Heard> talk(transport::HttpClient& http, transport::HttpRequest request, Duration patience, AnswerLength length) {
  if (length == AnswerLength::Any) request.headers.emplace_back("Accept-Encoding", "gzip");
  WL_TRY(auto response, http.send(request, patience));
  WL_TRY(auto answer, wire::read_answer(response.headers, response.body));
  return Heard{response.status, std::move(answer.hub), std::move(answer.body)};
}

transport::HttpRequest get_request(std::string target) { return {"GET", std::move(target), {}, {}}; }

transport::HttpRequest post_json(std::string target, std::string_view json) {
  return post(std::move(target), "gzip", wire::gzip(json));
}

transport::HttpRequest push_request(std::span<const std::string> entries, bool urgent) {
  const std::string bundle = wire::write_push(entries);
  const bool alone = urgent && entries.size() == 1;
  auto request = alone ? post("/fhir", "br", wire::brotli(bundle)) : post_json("/fhir", bundle);
  if (urgent) request.headers.emplace_back("Wardlight-Urgent", "1");
  return request;
}

}  // namespace wardlight::sync
