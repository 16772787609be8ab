// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/server_probe.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/uuid.h"
#include "core/crypto/crypto.h"
#include "core/time/time.h"

namespace wardlight::sync {
namespace {

using json::Value;

constexpr std::size_t kBatch = 50;
constexpr std::size_t kWalked = 5;

// Resources that look like what a ward writes and are about nobody.
class Probe {
 public:
  Probe(PlainServer& server, RandomSource& random) : m_server(server), m_random(random), m_mark(id()) {}

  Expected<ProbeReport> run() {
    WL_TRY(const auto metadata, m_server.get("metadata"));
    m_report.software = metadata.root["software"].text_of("name");
    const bool r4 = metadata.root.text_of("fhirVersion").starts_with("4.0");
    note("fhir-r4", Weight::Needed, r4, seen(metadata), "Statements are FHIR R4.");
    for (const auto check : {&Probe::identity, &Probe::bytes, &Probe::versions, &Probe::conditions, &Probe::batches,
                             &Probe::transactions, &Probe::searches, &Probe::paging, &Probe::histories, &Probe::deletion})
      WL_CHECK((this->*check)());
    clean_up();
    conclude();
    return std::move(m_report);
  }

 private:
  std::string id() { return make_uuid_v7(m_server.clock().value_or(Instant{}), m_random); }
  static std::string seen(const PlainAnswer& answer) { return "status " + std::to_string(answer.status); }
  void note(std::string name, Weight weight, bool ok, std::string saw, std::string then) {
    m_report.findings.push_back({std::move(name), weight, ok, std::move(saw), std::move(then)});
  }
  bool holds(std::string_view name) const {
    return std::any_of(m_report.findings.begin(), m_report.findings.end(), [&](const auto& f) { return f.name == name && f.ok; });
  }

  std::string basic(const std::string& id, const std::string& text, const std::string& more = {}) {
    return R"({"resourceType":"Basic",)" + (id.empty() ? "" : R"("id":")" + id + "\",") +
           R"("meta":{"tag":[{"system":"urn:wardlight","code":"wardlight-probe"}]},"identifier":[{"system":"urn:wardlight:probe","value":")" +
           m_mark + R"("}],"code":{"text":")" + text + "\"}" + more + "}";
  }
  // An integer is no code: every server that looks at what it stores refuses this.
  static constexpr std::string_view kBad = R"({"resourceType":"Observation","status":7,"code":{"text":"x"}})";

  Expected<PlainAnswer> put(const std::string& id, const std::string& body, transport::HeaderList headers = {}) {
    m_made.insert(id);
    return m_server.ask("PUT", "Basic/" + id, body, std::move(headers));
  }
  Expected<std::size_t> count(const std::string& query) {
    WL_TRY(const auto answer, m_server.get("Basic?" + query));
    return answer.root["entry"].items().size();
  }

  Expected<void> identity();
  Expected<void> bytes();
  Expected<void> versions();
  Expected<void> conditions();
  Expected<void> batches();
  Expected<void> transactions();
  Expected<void> searches();
  Expected<void> paging();
  Expected<void> histories();
  Expected<void> deletion();
  void clean_up();
  void conclude();

  PlainServer& m_server;
  RandomSource& m_random;
  const std::string m_mark;
  std::set<std::string> m_made;
  std::string m_first;  // a resource that was written under an id of ours
  ProbeReport m_report;
};

Expected<void> Probe::identity() {
  m_first = id();
  WL_TRY(const auto put_new, put(m_first, basic(m_first, "first")));
  WL_TRY(const auto read, m_server.get("Basic/" + m_first));
  note("keeps-our-ids", Weight::Needed, put_new.ok() && read.root.text_of("id") == m_first, seen(put_new),
       "A statement keeps the id it was given at the bedside, so that sending it again changes nothing.");
  note("says-created", Weight::Told, put_new.status == 201, seen(put_new), "201 tells a new resource from a known one.");
  WL_TRY(const auto again, put(m_first, basic(m_first, "first")));
  WL_TRY(const auto still, count("_id=" + m_first));
  note("put-twice-is-one", Weight::Needed, again.ok() && still == 1, seen(again) + ", found " + std::to_string(still),
       "A lost answer makes no duplicate.");
  const auto other = id();
  WL_TRY(const auto mismatch, m_server.ask("PUT", "Basic/" + other, basic(m_first, "mismatch"), {}));
  note("id-mismatch-refused", Weight::Told, mismatch.status >= 400, seen(mismatch), "A resource lands where it says.");
  if (mismatch.ok()) m_made.insert(other);
  WL_TRY(const auto bad, m_server.ask("POST", "Observation", kBad, {}));
  note("validates", Weight::Told, !bad.ok(), seen(bad),
       "What is stored has been looked at; a refused statement is shown to a person.");
  return {};
}

Expected<void> Probe::bytes() {
  const auto name = id();
  const std::string body =
      R"({"resourceType":"Observation","id":")" + name +
      R"(","meta":{"tag":[{"system":"urn:wardlight","code":"wardlight-probe"}]},"status":"final","code":{"text":"bytes"},"valueQuantity":{"value":36.50}})";
  WL_TRY(const auto put_one, m_server.ask("PUT", "Observation/" + name, body, {}));
  WL_TRY(const auto read, m_server.get("Observation/" + name));
  note("keeps-decimals", Weight::Careful, put_one.ok() && read.root["valueQuantity"]["value"].text() == "36.50",
       "36.50 came back as " +
           (read.root["valueQuantity"]["value"].text().empty() ? "nothing" : read.root["valueQuantity"]["value"].text()),
       "The exact bytes travel inside a document; the plain resource is for other readers.");
  note("keeps-bytes", Weight::Told, read.body == body, read.body == body ? "the same bytes" : "other bytes",
       "Never compare what it serves as bytes.");
  (void)m_server.ask("DELETE", "Observation/" + name, {}, {});
  const auto carrier = id();
  const std::string data = crypto::to_base64(as_bytes(body));
  const std::string document =
      R"({"resourceType":"DocumentReference","id":")" + carrier +
      R"(","meta":{"tag":[{"system":"urn:wardlight","code":"wardlight-probe"}]},"extension":[{"url":"urn:wardlight:unit","extension":[{"url":"seq","valuePositiveInt":1}]}],)"
      R"("status":"current","type":{"coding":[{"system":"urn:wardlight","code":"probe"}]},"content":[{"attachment":{"contentType":"application/fhir+json","data":")" +
      data + R"("}}]})";
  WL_TRY(const auto put_document, m_server.ask("PUT", "DocumentReference/" + carrier, document, {}));
  WL_TRY(const auto back, m_server.get("DocumentReference/" + carrier));
  const bool kept = put_document.ok() && back.root["content"][std::size_t{0}]["attachment"].text_of("data") == data &&
                    back.root["extension"][std::size_t{0}]["extension"][std::size_t{0}]["valuePositiveInt"].text() == "1";
  note("carries-documents", Weight::Needed, kept, seen(put_document),
       "A statement's bytes and its origin come back as they were given.");
  WL_TRY(const auto found, m_server.get("DocumentReference?type=urn:wardlight%7Cprobe&_id=" + carrier));
  note("finds-documents", Weight::Needed, found.root["entry"].items().size() == 1, seen(found),
       "Other tablets find statements by their type.");
  (void)m_server.ask("DELETE", "DocumentReference/" + carrier, {}, {});
  return {};
}

Expected<void> Probe::versions() {
  WL_TRY(const auto before, m_server.get("Basic/" + m_first));
  const std::string etag(transport::find_header(before.headers, "ETag"));
  note("etag", Weight::Told, !etag.empty(), etag.empty() ? "none" : etag, "A version can be named.");
  note("last-updated", Weight::Needed, before.last_updated().has_value(), std::string(before.root["meta"].text_of("lastUpdated")),
       "Reading goes on from the time of the last change.");
  const auto text = before.root["meta"].text_of("lastUpdated");
  note("last-updated-precise", Weight::Careful, text.find('.') != std::string_view::npos, std::string(text),
       "Whole seconds make more rows share one time.");
  WL_TRY(const auto stale, put(m_first, basic(m_first, "stale"), {{"If-Match", "W/\"not-a-version\""}}));
  note("if-match", Weight::Careful, stale.status == 412 || stale.status == 409, seen(stale),
       "What the hospital owns is never written from a tablet.");
  WL_TRY(const auto create_only, put(m_first, basic(m_first, "first"), {{"If-None-Match", "*"}}));
  note("create-only-put", Weight::Told, create_only.status == 412, seen(create_only),
       "A clash of ids is looked for before writing.");
  return {};
}

Expected<void> Probe::conditions() {
  const std::string value = id();
  const std::string body =
      R"({"resourceType":"Basic","meta":{"tag":[{"system":"urn:wardlight","code":"wardlight-probe"}]},"identifier":[{"system":"urn:wardlight:probe","value":")" +
      value + R"("}],"code":{"text":"conditional"}})";
  std::set<std::string> ids;
  std::string saw;
  for (int i = 0; i < 2; ++i) {
    WL_TRY(const auto answer,
           m_server.ask("POST", "Basic", body, {{"If-None-Exist", "identifier=urn:wardlight:probe%7C" + value}}));
    saw += (saw.empty() ? "" : ", ") + seen(answer);
  }
  WL_TRY(const auto found, m_server.get("Basic?identifier=urn:wardlight:probe%7C" + value));
  for (const auto& entry : found.root["entry"].items()) ids.emplace(entry["resource"].text_of("id"));
  m_made.insert(ids.begin(), ids.end());
  note("conditional-create", Weight::Careful, ids.size() == 1, saw + ", found " + std::to_string(ids.size()),
       "A server that gives its own ids could be used by identifier.");
  return {};
}

Expected<void> Probe::batches() {
  const auto good = id();
  m_made.insert(good);
  const std::string body = basic(good, "batch");
  WL_TRY(
      const auto mixed,
      m_server.ask("POST", "", write_plain_bundle("batch", {{"PUT", "Basic/" + good, body}, {"POST", "Observation", kBad}}), {}));
  const int first = status_of_entry(mixed.root, 0);
  const int second = status_of_entry(mixed.root, 1);
  note("batch-isolates", Weight::Needed, mixed.ok() && first >= 200 && first < 300 && (second >= 400 || !holds("validates")),
       seen(mixed) + ", entries " + std::to_string(first) + " and " + std::to_string(second),
       "One bad statement never holds up its neighbours.");
  std::vector<std::string> bodies;
  std::vector<PlainEntry> many;
  for (std::size_t i = 0; i < kBatch; ++i) {
    const auto name = id();
    m_made.insert(name);
    bodies.push_back(basic(name, "batch"));
    many.push_back({"PUT", "Basic/" + name, {}});
  }
  for (std::size_t i = 0; i < kBatch; ++i) many[i].resource = bodies[i];
  WL_TRY(const auto all, m_server.ask("POST", "", write_plain_bundle("batch", many), {}));
  std::size_t taken = 0;
  for (std::size_t i = 0; i < kBatch; ++i) taken += status_of_entry(all.root, i) / 100 == 2 ? 1U : 0U;
  note("batch-of-50", Weight::Needed, taken == kBatch, std::to_string(taken) + " of 50 taken",
       "A tablet sends up to fifty statements at once, gzip.");
  return {};
}

Expected<void> Probe::transactions() {
  const auto good = id();
  const std::string body = basic(good, "transaction");
  WL_TRY(const auto whole, m_server.ask("POST", "", write_plain_bundle("transaction", {{"PUT", "Basic/" + good, body}}), {}));
  m_made.insert(good);
  note("transaction", Weight::Told, whole.ok() && whole.root.text_of("type") == "transaction-response", seen(whole),
       "The client needs none: each statement stands alone.");
  const auto other = id();
  const std::string left = basic(other, "rolled back");
  WL_TRY(const auto failed,
         m_server.ask("POST", "",
                      write_plain_bundle("transaction", {{"PUT", "Basic/" + other, left}, {"POST", "Observation", kBad}}), {}));
  WL_TRY(const auto read, m_server.get("Basic/" + other));
  if (read.ok()) m_made.insert(other);
  const bool atomic = !failed.ok() && !read.ok();
  note("transaction-atomic", Weight::Told, atomic, seen(failed) + (read.ok() ? ", its first entry stayed" : ", nothing stayed"),
       "Never rely on a failed transaction having left nothing behind.");
  return {};
}

Expected<void> Probe::searches() {
  WL_TRY(const auto two, m_server.get("Basic?_id=" + m_first + "," + *m_made.rbegin()));
  std::size_t found = 0;
  for (const auto& entry : two.root["entry"].items())
    found += m_made.contains(std::string(entry["resource"].text_of("id"))) ? 1U : 0U;
  const std::size_t wanted = m_first == *m_made.rbegin() ? 1 : 2;
  note("search-ids", Weight::Needed, found == wanted, "found " + std::to_string(found) + " of " + std::to_string(wanted),
       "What the server has already is asked before sending.");
  WL_TRY(const auto read, m_server.get("Basic/" + m_first));
  const auto at = read.last_updated().value_or(Instant{});
  WL_TRY(const auto since, count("_id=" + m_first + "&_lastUpdated=ge" + format_time(at, 0)));
  WL_TRY(const auto after, count("_id=" + m_first + "&_lastUpdated=ge" + format_time(at + seconds(1), 0)));
  note("search-last-updated", Weight::Needed, since == 1 && after == 0,
       "ge its time: " + std::to_string(since) + ", ge a second later: " + std::to_string(after),
       "Reading by time finds what it must and no more.");
  WL_TRY(const auto fine, count("_id=" + m_first + "&_lastUpdated=gt" + format_time(at, 0)));
  note("search-milliseconds", Weight::Careful, fine == 0, "gt its time: " + std::to_string(fine),
       "The windows overlap, so coarse times cost reading, not rounds.");
  WL_TRY(const auto strict, m_server.ask("GET", "Basic?nonsense=1", {}, {{"Prefer", "handling=strict"}}));
  note("unknown-parameter-refused", Weight::Careful, !strict.ok(), seen(strict),
       "An ignored filter gives everything: answers are filtered here again.");
  return {};
}

// The resources of batches() have nearly one time each: that is what paging gets wrong.
Expected<void> Probe::paging() {
  std::set<std::string> met;
  std::vector<Instant> times;
  std::string path = "Basic?identifier=urn:wardlight:probe%7C" + m_mark + "&_sort=_lastUpdated&_count=" + std::to_string(kWalked);
  std::size_t pages = 0;
  std::size_t largest = 0;
  while (!path.empty() && pages < 100) {
    WL_TRY(const auto page, m_server.get(path));
    if (!page.ok()) break;
    ++pages;
    largest = std::max(largest, page.root["entry"].items().size());
    for (const auto& entry : page.root["entry"].items()) {
      met.emplace(entry["resource"].text_of("id"));
      if (const auto time = last_updated_of(entry["resource"])) times.push_back(*time);
    }
    path.clear();
    if (const auto link = next_link_of(page.root); !link.empty())
      if (auto next = m_server.path_of(link)) path = *std::move(next);
  }
  std::size_t ours = 0;
  for (const auto& name : m_made) ours += met.contains(name) ? 1U : 0U;
  note("count-honoured", Weight::Careful, largest == kWalked, "largest page " + std::to_string(largest),
       "A page fits a tablet's memory.");
  note("sorted-by-time", Weight::Needed, times.size() > 1 && std::is_sorted(times.begin(), times.end()),
       std::to_string(times.size()) + " times", "The time of the last row says how far reading has come.");
  note("paging-complete", Weight::Needed, ours > kBatch && ours + 1 >= m_made.size(),
       std::to_string(ours) + " of " + std::to_string(m_made.size()) + " in " + std::to_string(pages) + " pages",
       "Walking the next links meets every row, also of many with one time.");
  return {};
}

Expected<void> Probe::histories() {
  (void)put(m_first, basic(m_first, "second"));
  WL_TRY(const auto one, m_server.get("Basic/" + m_first + "/_history"));
  note("history-instance", Weight::Told, one.ok() && one.root["entry"].items().size() >= 2,
       seen(one) + ", " + std::to_string(one.root["entry"].items().size()) + " entries",
       "Statements are never overwritten, so none is needed.");
  for (const auto& [name, path] : {std::pair("history-type", "Basic/_history"), std::pair("history-system", "_history")}) {
    WL_TRY(const auto answer, m_server.get(path));
    note(name, Weight::Told, answer.ok() && answer.root.text_of("type") == "history", seen(answer),
         "Deletions would be seen there; without it the nightly comparison by ids finds them.");
  }
  return {};
}

Expected<void> Probe::deletion() {
  const auto gone = id();
  (void)put(gone, basic(gone, "gone"));
  WL_TRY(const auto removed, m_server.ask("DELETE", "Basic/" + gone, {}, {}));
  WL_TRY(const auto read, m_server.get("Basic/" + gone));
  note("deletion-seen", Weight::Told, removed.ok() && read.status == 410, seen(read),
       "A search never shows a deletion: the nightly comparison by ids does.");
  return {};
}

void Probe::clean_up() {
  for (const auto& name : m_made) (void)m_server.ask("DELETE", "Basic/" + name, {}, {});
}

void Probe::conclude() {
  bool needed = true;
  for (const auto& finding : m_report.findings) {
    if (finding.weight == Weight::Needed) needed = needed && finding.ok;
    auto& list = finding.ok ? m_report.safe : m_report.unsafe;
    if (finding.weight != Weight::Told) list.push_back(finding.name);
  }
  m_report.tier = needed ? 2 : holds("conditional-create") && holds("fhir-r4") ? 3 : 0;
}

}  // namespace

std::string_view to_code(Weight weight) {
  switch (weight) {
    case Weight::Needed: return "needed";
    case Weight::Careful: return "careful";
    case Weight::Told: break;
  }
  return "told";
}

Value to_json(const ProbeReport& report) {
  const auto names = [](const std::vector<std::string>& list) {
    auto array = Value::array();
    for (const auto& name : list) array.push(Value(name));
    return array;
  };
  auto findings = Value::array();
  for (const auto& one : report.findings)
    findings.push(Value::object({{"name", Value(one.name)},
                                 {"weight", Value(to_code(one.weight))},
                                 {"ok", Value(one.ok)},
                                 {"seen", Value(one.seen)},
                                 {"then", Value(one.then)}}));
  auto value = Value::object({{"tier", Value(report.tier)}, {"software", Value(report.software)}});
  value.set("safe", names(report.safe)).set("unsafe", names(report.unsafe)).set("findings", std::move(findings));
  return value;
}

Expected<ProbeReport> probe_server(PlainServer& server, RandomSource& random) { return Probe(server, random).run(); }

}  // namespace wardlight::sync
