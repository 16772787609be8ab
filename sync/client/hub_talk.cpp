// SPDX-License-Identifier: Apache-2.0
#include "sync/client/hub_talk.h"

#include "sync/wire/brotli.h"
#include "sync/wire/gzip.h"

namespace wardlight::sync {

// A hub knows one form of answer, so it is not told which one to give.
Expected<Heard> talk(transport::HttpClient& http, transport::HttpRequest request, Duration patience, AnswerLength length) {
  if (length == AnswerLength::Any) request.headers.emplace_back("Accept-Encoding", "gzip");
  WL_TRY(auto response, http.send(request, patience));
  WL_TRY(auto answer, wire::read_answer(response.headers, response.body));
  return Heard{response.status, std::move(answer.hub), std::move(answer.body)};
}

transport::HttpRequest get_request(std::string target) { return {"GET", std::move(target), {}, {}}; }

transport::HttpRequest post_json(std::string target, std::string_view json, Packing packing) {
  const bool small = packing == Packing::Small;
  return {"POST",
          std::move(target),
          {{"Content-Type", std::string(wire::kFhirJson)}, {"Content-Encoding", small ? "br" : "gzip"}},
          small ? wire::brotli(json) : wire::gzip(json)};
}

}  // namespace wardlight::sync
