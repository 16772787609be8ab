// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/plain_hub.h"

#include <algorithm>

#include "core/base/uuid.h"
#include "core/store/projection.h"
#include "sync/client/plain/statement_document.h"
#include "sync/wire/feed.h"
#include "sync/wire/numbers.h"

namespace wardlight::sync {
namespace {

using json::Value;

constexpr std::string_view kEpochPath = "Basic/wardlight-epoch";
constexpr std::string_view kEpochSystem = "urn:wardlight:epoch";
constexpr std::string_view kScope = "plain-1";
constexpr std::string_view kNoIncidents =
    "This server takes no incidents: they are kept apart from the record. Report it where your hospital does.";
constexpr int kBusy = 503;

std::string epoch_resource(const std::string& epoch) {
  auto resource = Value::object({{"resourceType", Value("Basic")}, {"id", Value("wardlight-epoch")}});
  resource.set("identifier", Value::array({Value::object({{"system", Value(kEpochSystem)}, {"value", Value(epoch)}})}));
  resource.set("code", Value::object({{"text", Value("Wardlight's mark: when it is gone, tablets offer again what they hold")}}));
  return json::write(resource);
}

std::uint64_t position_of(Instant at) { return at.milliseconds > 0 ? static_cast<std::uint64_t>(at.milliseconds) : 1; }

bool is_about_content(int status) {
  return status == 400 || status == 404 || status == 409 || status == 410 || status == 412 || status == 422;
}

std::string reason_of(const Value& entry, int status) {
  const auto& issue = entry["response"]["outcome"]["issue"][std::size_t{0}];
  const auto code = issue.text_of("code");
  // Its own words may hold what the nurse wrote: only their code is kept.
  return "The server refused this resource (" + std::to_string(status) + (code.empty() ? "" : ", " + std::string(code)) + ").";
}

std::optional<Duration> retry_after(const PlainAnswer& answer) {
  const auto wait = wire::to_number(wire::find_header(answer.headers, "Retry-After"));
  return wait ? std::optional(seconds(static_cast<std::int64_t>(*wait))) : std::nullopt;
}

}  // namespace

PlainHub::PlainHub(std::unique_ptr<transport::HttpClient> http, PlainAddress address, std::string token, RandomSource& random,
                   PlainHubOptions options)
    : m_http(std::move(http)),
      m_random(random),
      m_options(std::move(options)),
      m_server(*m_http, std::move(address), std::move(token)),
      m_feed(m_server, m_options.feed) {}

SyncOptions PlainHub::sync_options(SyncOptions options) {
  options.opens_sealed = false;
  options.nightly = [this](store::Store& store) -> Expected<void> {
    WL_TRY([[maybe_unused]] const auto reconciled, reconcile(store));
    return {};
  };
  return options;
}

Expected<transport::HttpResponse> PlainHub::send(const transport::HttpRequest& request, Duration) {
  WL_CHECK(read_epoch());
  const std::string_view target = request.target;
  const auto question = target.find('?');
  const auto path = target.substr(0, question);
  if (request.method == "POST" && path == "/fhir") {
    WL_TRY(auto word, push(request));
    return dress(std::move(word));
  }
  if (request.method == "GET" && path == "/fhir/_history") {
    WL_TRY(auto word, feed(question == std::string_view::npos ? std::string_view() : target.substr(question + 1)));
    return dress(std::move(word));
  }
  return dress(
      {501, wire::write_outcome("not-supported", "This FHIR server is no Wardlight hub: it only keeps the record."), {}});
}

transport::HttpResponse PlainHub::dress(Word word) const {
  transport::HttpResponse response{word.status, {{"Content-Type", std::string(wire::kFhirJson)}}, std::move(word.body)};
  const Instant now = server_now();
  wire::write_hub_headers(
      {m_epoch, position_of(now), position_of(now - m_options.keep), std::string(kScope), "all", now, word.retry_after},
      response.headers);
  return response;
}

Expected<void> PlainHub::begin_epoch() {
  const auto epoch = make_uuid_v7(server_now(), m_random);
  WL_TRY(const auto put, m_server.ask("PUT", kEpochPath, epoch_resource(epoch), {}));
  if (put.ok()) return {};
  return Error{ErrorCode::Offline, "The server keeps no resource under an id that a tablet chose; run wardlight-tool probe.",
               "server"};
}

// Read each time: it is one small resource, and its loss is the only sign that a server was put back.
Expected<void> PlainHub::read_epoch() {
  for (int attempt = 0; attempt < 2; ++attempt) {
    WL_TRY(const auto answer, m_server.get(kEpochPath));
    m_epoch = answer.ok() ? answer.root["identifier"][std::size_t{0}].text_of("value") : std::string_view();
    if (!m_epoch.empty()) return {};
    if (answer.status != 404 && answer.status != 410)
      return Error{ErrorCode::Offline,
                   "The server does not answer (status " + std::to_string(answer.status) + "); everything stays saved here.",
                   "server"};
    WL_CHECK(begin_epoch());
  }
  return Error{ErrorCode::Offline, "The server does not keep what it was given; everything stays saved here.", "server"};
}

Expected<PlainHub::Word> PlainHub::push(const transport::HttpRequest& request) {
  WL_TRY(auto text, wire::read_body(request.headers, request.body));
  const auto push = wire::Push::read(std::move(text));
  if (!push) return Word{400, wire::write_outcome("structure", push.error().text), {}};
  const auto& units = push->units();
  std::vector<wire::UnitAnswer> answers(units.size(), {wire::UnitStatus::Refused, 0, {}});
  std::vector<bool> done(units.size());
  WL_CHECK(find_known(units, answers, done));
  std::vector<std::string> documents;
  std::vector<PlainEntry> plain;
  std::vector<PlainEntry> carried;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto& unit = units[i];
    if (unit.problem) answers[i].reason = unit.problem->text, done[i] = true;
    else if (store::is_incident(unit.type, *unit.resource)) answers[i].reason = kNoIncidents, done[i] = true;
    documents.push_back(done[i] ? std::string() : write_document(unit.envelope, unit.bytes, *unit.resource));
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (done[i]) continue;
    places.push_back(i);
    plain.push_back({"PUT", units[i].type + "/" + units[i].id, units[i].bytes});
    carried.push_back({"PUT", std::string(kDocumentType) + "/" + units[i].id, documents[i]});
  }
  WL_TRY(auto word, put(plain, places, answers, done));
  if (word.status != 200) return word;
  WL_TRY(word, put(carried, places, answers, done));
  if (word.status != 200) return word;
  for (const auto place : places)
    if (!done[place]) answers[place] = {wire::UnitStatus::New, position_of(server_now()), {}};
  return Word{200, wire::write_push_answer(answers), {}};
}

Expected<void> PlainHub::find_known(const std::vector<wire::PushedUnit>& units, std::vector<wire::UnitAnswer>& answers,
                                    std::vector<bool>& done) {
  std::string ids;
  for (const auto& unit : units)
    if (!unit.problem) ids += (ids.empty() ? "" : ",") + unit.id;
  std::string path = std::string(kDocumentType) + "?_id=" + ids + "&_count=" + std::to_string(units.size());
  while (!ids.empty() && !path.empty()) {
    WL_TRY(const auto answer, m_server.get(path));
    if (!answer.ok())
      return Error{ErrorCode::Offline, "The server did not answer a search (status " + std::to_string(answer.status) + ").",
                   "server"};
    for (const auto& entry : answer.root["entry"].items()) {
      const auto& document = entry["resource"];
      const auto unit =
          std::find_if(units.begin(), units.end(), [&](const auto& one) { return one.id == document.text_of("id"); });
      const auto statement = read_document(document);
      if (unit == units.end() || !statement) continue;
      const auto place = static_cast<std::size_t>(unit - units.begin());
      done[place] = true;
      if (statement->envelope.hash == unit->envelope.hash)
        answers[place] = {wire::UnitStatus::Known, position_of(last_updated_of(document).value_or(server_now())), {}};
      else
        answers[place] = {wire::UnitStatus::Conflict, 0,
                          "The server has other bytes under this id. Both are kept; a person has to look."};
    }
    path.clear();
    if (const auto link = next_link_of(answer.root); !link.empty()) {
      WL_TRY(path, m_server.path_of(link));
    }
  }
  return {};
}

Expected<PlainHub::Word> PlainHub::put(const std::vector<PlainEntry>& entries, const std::vector<std::size_t>& places,
                                       std::vector<wire::UnitAnswer>& answers, std::vector<bool>& done) {
  std::vector<PlainEntry> some;
  std::vector<std::size_t> whose;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!done[places[i]]) some.push_back(entries[i]), whose.push_back(places[i]);
    if (some.empty() || (some.size() < m_options.most_entries && i + 1 < entries.size())) continue;
    WL_TRY(const auto answer, m_server.ask("POST", "", write_plain_bundle("batch", some), {}));
    if (!answer.ok())
      return Word{answer.status, wire::write_outcome("processing", "The server refused a batch."), retry_after(answer)};
    for (std::size_t k = 0; k < some.size(); ++k) {
      const int status = status_of_entry(answer.root, k);
      if (status >= 200 && status < 300) continue;
      if (!is_about_content(status))
        return Word{kBusy, wire::write_outcome("transient", "The server could not take everything just now."),
                    retry_after(answer)};
      answers[whose[k]] = {wire::UnitStatus::Refused, 0, reason_of(answer.root["entry"][k], status)};
      done[whose[k]] = true;
    }
    some.clear();
    whose.clear();
  }
  return Word{};
}

Expected<PlainHub::Word> PlainHub::feed(std::string_view query) {
  WL_TRY(const auto question, wire::read_feed_question(query));
  WL_TRY(const auto page, m_feed.ask(question.cursor));
  std::vector<wire::FeedUnit> units;
  for (const auto& item : page.items)
    units.push_back({item.envelope, item.type, item.id, item.bytes, position_of(item.updated_at), 1, item.updated_at});
  return Word{200, wire::write_feed_page({}, page.next, units), {}};
}

}  // namespace wardlight::sync
