// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/time/time.h"
#include "sync/client/plain/plain_server.h"
#include "sync/wire/bundle.h"
#include "sync/wire/headers.h"
#include "sync/wire/numbers.h"
#include "sync/wire/url.h"
#include "tests/support/fake_clock.h"

namespace wardlight::support {

// The least that a FHIR server can be and pass the probe's needed points, with faults to order. It rewrites what it is given:
// meta is its own.
class MiniServer {
 public:
  explicit MiniServer(FakeClock& clock) : m_clock(clock) {}

  struct Row {
    json::Value resource;
    Instant updated_at;
    int version = 1;
  };
  std::map<std::string, Row> rows;          // by "TYPE/ID"
  std::set<std::string> refused;            // ids that batches answer with 422
  std::map<std::string, transport::HttpResponse> instead;  // of what a search of that type finds
  std::function<bool()> loses_answer = [] { return false; };
  std::function<void()> after_page = [] {};  // something happens between two pages
  std::vector<std::string> asked;
  int lost = 0;

  void put(const std::string& body, std::optional<Instant> at = {}) {
    auto resource = *json::parse(body);
    const std::string key = std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id"));
    auto& row = rows[key];
    const bool known = !row.resource.is_null();
    row.version = known ? row.version + 1 : 1;
    row.updated_at = at.value_or(m_clock.now());
    auto meta = resource["meta"].is_object() ? resource["meta"] : json::Value::object();
    meta.set("versionId", std::to_string(row.version)).set("lastUpdated", format_time(row.updated_at, 0));
    resource.set("meta", std::move(meta));
    row.resource = std::move(resource);
  }
  std::size_t count(const std::string& type) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first.starts_with(type + "/"); }));
  }

  transport::HttpResponse answer(const transport::HttpRequest& request) {
    asked.push_back(request.method + " " + request.target);
    const auto question = request.target.find('?');
    const std::string whole = request.target.substr(0, question);
    const std::string path = whole.size() > 6 ? whole.substr(6) : std::string();  // behind "/fhir/"
    const auto body = request.body.empty() ? std::string() : *wire::read_body(request.headers, request.body);
    if (request.method == "POST") return take_batch(*json::parse(body));
    if (request.method == "PUT") return put(body), dress(201, body);
    if (const auto other = instead.find(path); other != instead.end()) return other->second;
    if (path.find('/') == std::string::npos)
      return search(path, question == std::string::npos ? "" : request.target.substr(question + 1));
    const auto row = rows.find(path);
    return row == rows.end() ? dress(404, wire::write_outcome("not-found", "No."))
                             : dress(200, json::write(row->second.resource));
  }

 private:
  transport::HttpResponse dress(int status, std::string body) const {
    return {
        status, {{"Content-Type", "application/fhir+json"}, {"Date", wire::format_http_date(m_clock.now())}}, std::move(body)};
  }

  transport::HttpResponse take_batch(const json::Value& bundle) {
    auto answers = json::Value::array();
    for (const auto& entry : bundle["entry"].items()) {
      const bool bad = refused.contains(std::string(entry["resource"].text_of("id")));
      if (!bad) put(json::write(entry["resource"]));
      auto response = json::Value::object({{"status", json::Value(bad ? "422" : "201 Created")}});
      if (bad) response.set("outcome", *json::parse(wire::write_outcome("invariant", "The words of a patient")));
      answers.push(json::Value::object({{"response", std::move(response)}}));
    }
    return dress(200, json::write(json::Value::object({{"resourceType", json::Value("Bundle")},
                                                       {"type", json::Value("batch-response")},
                                                       {"entry", std::move(answers)}})));
  }

  transport::HttpResponse search(const std::string& type, const std::string& query) {
    std::vector<const Row*> found;
    const auto ids = wire::query_value(query, "_id");
    const auto since = wire::query_value(query, "_lastUpdated");
    const auto from = since.empty() ? Instant{} : parse_time(since.substr(2))->instant;
    for (const auto& [key, row] : rows)
      if (key.starts_with(type + "/") && row.updated_at >= from &&
          (ids.empty() || ids.find(key.substr(type.size() + 1)) != std::string::npos))
        found.push_back(&row);
    std::stable_sort(found.begin(), found.end(), [](const Row* a, const Row* b) { return a->updated_at < b->updated_at; });
    const auto count = wire::to_number(wire::query_value(query, "_count")).value_or(20);
    const auto offset = wire::to_number(wire::query_value(query, "_offset")).value_or(0);
    auto entries = json::Value::array();
    for (std::size_t i = offset; i < std::min<std::size_t>(found.size(), offset + count); ++i)
      entries.push(json::Value::object(
          {{"resource", found[i]->resource}, {"search", json::Value::object({{"mode", json::Value("match")}})}}));
    auto bundle = json::Value::object({{"resourceType", json::Value("Bundle")}, {"type", json::Value("searchset")}});
    if (found.size() > offset + count) {
      const auto rest = query.substr(0, query.find("&_offset="));
      const std::string url = "http://127.0.0.1:1/fhir/" + type + "?" + rest + "&_offset=" + std::to_string(offset + count);
      bundle.set("link",
                 json::Value::array({json::Value::object({{"relation", json::Value("next")}, {"url", json::Value(url)}})}));
    }
    if (!entries.items().empty()) bundle.set("entry", std::move(entries));
    auto response = dress(200, json::write(bundle));
    after_page();
    return response;
  }

  FakeClock& m_clock;
};

// One connection to it.
class MiniServerClient final : public transport::HttpClient {
 public:
  explicit MiniServerClient(MiniServer& server) : m_server(server) {}
  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration) override {
    auto response = m_server.answer(request);
    if (m_server.loses_answer()) return ++m_server.lost, Error{ErrorCode::Offline, "The answer was lost.", "test"};
    return response;
  }
  Expected<crypto::Hash> peer_key() override { return crypto::Hash{}; }
  void cancel() override {}

 private:
  MiniServer& m_server;
};

}  // namespace wardlight::support
