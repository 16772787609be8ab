// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/transport/http.h"
#include "sync/wire/bundle.h"
#include "sync/wire/cursor.h"
#include "sync/wire/feed.h"
#include "sync/wire/headers.h"
#include "sync/wire/quoted.h"
#include "sync/wire/sealed.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

namespace wardlight::support {

// As little of a hub as a tablet needs, in memory, with knobs for what real hubs do on bad days.
class MiniHub : public transport::HttpHandler {
 public:
  struct Row {
    store::UnitEnvelope envelope;
    std::string type;
    std::string id;
    std::string bytes;
  };

  explicit MiniHub(const crypto::BoxKeys& ingest) : m_ingest(ingest) {}

  void handle(transport::IncomingRequest incoming, transport::Respond respond) override {
    ++requests;
    targets.push_back(incoming.request.target);
    respond(answer(incoming.request));
  }

  // The disk died; what came after the last backup is gone and a new epoch begins.
  void restore() {
    rows.resize(m_durable);
    ++m_epoch;
  }
  // Its cursors of before are not known any more: 410.
  void forget_cursors() { m_key = crypto::Secret::random(32, m_random); }
  void back_up() { m_durable = rows.size(); }
  std::string epoch() const { return "epoch-" + std::to_string(m_epoch); }
  std::set<std::string> ids() const {
    std::set<std::string> ids;
    for (const Row& row : rows) ids.insert(row.id);
    return ids;
  }

  std::vector<Row> rows;  // position = index + 1
  std::set<std::string> poison;          // ids answered 422
  std::set<std::string> poison_to_all;   // ids that make the whole push 400
  bool refuses_boxes = false;            // 400 to every sealed delivery
  bool knows_quoted = true;              // an older one answers 405
  std::vector<std::string> kept;         // what came quoted and could not be taken
  std::size_t most_units = wire::kMostUnits;  // more is 413
  int busy = 0;                          // so many requests are answered 429 with Retry-After 7
  int status_for_all = 0;                // not 0: the answer to everything
  int requests = 0;
  int known = 0;                         // units that came again
  std::vector<std::string> targets;

 private:
  transport::HttpResponse answer(const transport::HttpRequest& request) {
    if (busy > 0) return --busy, dress(429, wire::write_outcome("throttled", "Later."), seconds(7));
    if (status_for_all != 0) return dress(status_for_all, wire::write_outcome("security", "Not you."));
    if (request.method == "GET") return feed(request);
    if (request.target == "/fhir/$deliver-sealed") return sealed(request);
    const auto body = wire::read_body(request.headers, request.body);
    if (request.target == "/fhir/$deliver-quoted") return quoted(*wire::read_quoted(*body));
    auto push = body ? wire::Push::read(*body) : Expected<wire::Push>(body.error());
    return push ? take(*push) : dress(400, wire::write_outcome("structure", push.error().text));
  }

  transport::HttpResponse sealed(const transport::HttpRequest& request) {
    const auto boxes = wire::read_frames(request.body);
    if (!boxes || (refuses_boxes && !boxes->empty())) return dress(400, "{}");
    std::vector<wire::EntryText> entries;
    for (const ByteView box : *boxes) {
      const auto opened = crypto::open_sealed(m_ingest, box);
      entries.push_back(opened ? to_string(opened->view()) : "unopened");
    }
    return take(wire::Push::from_entries(std::move(entries)));
  }

  transport::HttpResponse quoted(const wire::QuotedUnit& unit) {
    if (!knows_quoted) return dress(405, wire::write_outcome("not-supported", "Not here."));
    kept.push_back(unit.bytes);
    return dress(200, wire::write_push_answer(std::vector{wire::UnitAnswer{wire::UnitStatus::Refused, 0, "It is kept for a person."}}));
  }

  transport::HttpResponse take(const wire::Push& push) {
    if (push.units().size() > most_units) return dress(413, wire::write_outcome("too-costly", "Send less."));
    for (const auto& unit : push.units())
      if (poison_to_all.contains(unit.id)) return dress(400, wire::write_outcome("structure", "Cannot be read."));
    std::vector<wire::UnitAnswer> answers;
    for (const auto& unit : push.units()) answers.push_back(take_one(unit));
    return dress(200, wire::write_push_answer(answers));
  }

  wire::UnitAnswer take_one(const wire::PushedUnit& unit) {
    if (unit.problem) return {wire::UnitStatus::Refused, 0, unit.problem->text};
    if (poison.contains(unit.id)) return {wire::UnitStatus::Refused, 0, "The form does not allow this."};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].id != unit.id) continue;
      ++known;
      if (rows[i].envelope.hash == unit.envelope.hash) return {wire::UnitStatus::Known, i + 1, {}};
      return {wire::UnitStatus::Conflict, 0, "Other bytes under this id."};
    }
    rows.push_back({unit.envelope, unit.type, unit.id, std::string(unit.bytes)});
    return {wire::UnitStatus::New, rows.size(), {}};
  }

  transport::HttpResponse feed(const transport::HttpRequest& request) {
    const auto question = wire::read_feed_question(request.target.substr(request.target.find('?') + 1));
    std::uint64_t after = 0;
    if (!question->cursor.empty()) {
      const auto cursor = wire::read_cursor(question->cursor, m_key);
      if (!cursor || cursor->epoch != epoch() || cursor->position > rows.size())
        return dress(410, wire::write_outcome("deleted", "Start over."));
      after = cursor->position;
    }
    std::vector<wire::FeedUnit> units;
    for (auto i = after; i < rows.size() && units.size() < static_cast<std::size_t>(question->count); ++i)
      units.push_back({rows[i].envelope, rows[i].type, rows[i].id, rows[i].bytes, i + 1, 1, {1'750'000'000'000}});
    const auto next = wire::write_cursor({epoch(), after + units.size(), "all", {}}, m_key);
    return dress(200, wire::write_feed_page("https://hub/fhir", next, units));
  }

  transport::HttpResponse dress(int status, std::string body, std::optional<Duration> retry_after = {}) const {
    transport::HttpResponse response{status, {{"Content-Type", std::string(wire::kFhirJson)}}, std::move(body)};
    wire::write_hub_headers({epoch(), rows.size(), m_durable, "all", "all", {1'749'556'800'000}, retry_after}, response.headers);
    return response;
  }

  const crypto::BoxKeys& m_ingest;
  SeededRandom m_random{99};
  crypto::Secret m_key = crypto::Secret::random(32, m_random);
  int m_epoch = 1;
  std::uint64_t m_durable = 0;
};

}  // namespace wardlight::support
