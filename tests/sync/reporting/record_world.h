// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "core/store/unit.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "sync/reporting/hospital_source.h"
#include "sync/reporting/reports.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

namespace wardlight::reporting {

inline Expected<std::string> clinical(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name);
  if (!file) return Error{ErrorCode::NotFound, "No such content.", name};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A hub's stores on disk, a clock that is set by hand, and short ways to write what a ward says.
class RecordWorld {
 public:
  RecordWorld()
      : zone(must(Zone::find("America/New_York"))), root(must(platform::make_temporary_folder("reporting"))),
        m_key(crypto::Secret::random(store::kKeySize, random)) {
    storage = must(
        storage::open_sqlite_storage({root + "/hub.db", root + "/epoch", store::OpenAs::CreateIfMissing}, m_key, disk, random));
    incidents = must(storage::IncidentFile::open(root + "/incidents.db", store::OpenAs::CreateIfMissing, m_key));
    start("/reports.db");
    go_to("2025-03-01T00:00:00-05:00");
    own("Location", "5e", R"("name":"5 East","physicalType":{"coding":[{"code":"wa"}]})");
    own("Location", "5w", R"("name":"5 West","physicalType":{"coding":[{"code":"wa"}]})");
    own("Location", "bed1", R"("name":"501","partOf":{"reference":"Location/5e"})");
    own("Location", "bed2", R"("name":"502","partOf":{"reference":"Location/5e"})");
    own("Location", "bed9", R"("name":"591","partOf":{"reference":"Location/5w"})");
  }
  ~RecordWorld() { std::filesystem::remove_all(root); }

  // Another report file over the same record: counted from the start.
  void start(const std::string& name) {
    reports.reset();
    file = must(ReportFile::open(root + name, store::OpenAs::CreateIfMissing, m_key));
    reports = std::make_unique<Reports>(*storage, incidents.get(), *file, must(load_report_content(clinical)),
                                        ReportOptions{"H1", "Willow General", zone, {}}, clock);
    source = std::make_unique<HospitalSource>(*reports);
  }

  Instant at(const std::string& time) const { return must(parse_time(time)).instant; }
  void go_to(const std::string& time) { clock.set_wall(at(time)); }

  void own(const std::string& type, const std::string& id, const std::string& members) {
    const std::string bytes = R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}";
    const storage::NewReference reference{type, id, bytes, {}};
    must(storage->put_references(std::span(&reference, 1), clock.now()));
  }
  // A stay in one bed; `end` may be empty.
  void stay(const std::string& id, const std::string& patient, const std::string& bed, const std::string& start,
            const std::string& end = {}, const std::string& disposition = "home") {
    const std::string period = R"({"start":")" + start + "\"" + (end.empty() ? "" : R"(,"end":")" + end + "\"") + "}";
    own("Encounter", id,
        R"("status":")" + std::string(end.empty() ? "in-progress" : "finished") +
            R"(","class":{"code":"IMP"},"subject":{"reference":"Patient/)" + patient + R"("},"period":)" + period +
            R"(,"hospitalization":{"dischargeDisposition":{"text":")" + disposition +
            R"("}},"location":[{"location":{"reference":"Location/)" + bed + R"("},"period":)" + period + "}]");
  }
  void say(const std::string& type, const std::string& id, const std::string& members) {
    const std::string bytes = R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}";
    storage::Delivery delivery{{"tab-1"}, clock.now(), {unit_of(type, id, bytes)}, {}};
    const auto results = must(storage->append(delivery));
    REQUIRE(results.front().state == storage::AppendState::New);
  }
  void report(const std::string& type, const std::string& id, const std::string& members) {
    const std::string bytes = R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}";
    const storage::NewUnit unit = unit_of(type, id, bytes);
    must(incidents->append(std::span(&unit, 1), clock.now()));
  }
  // An answered form: {"linkId":"code", …} as ready items.
  static std::string form(const std::string& name, const std::string& encounter, const std::string& authored,
                          const std::string& items, const std::string& more = {}) {
    return R"("status":"completed",)" + more + R"("questionnaire":"urn:wardlight:questionnaire:)" + name +
           R"(|1.0.0","encounter":{"reference":"Encounter/)" + encounter + R"("},"authored":")" + authored + R"(","item":[)" +
           items + "]";
  }
  static std::string choice(const std::string& link_id, const std::string& code) {
    return R"({"linkId":")" + link_id + R"(","answer":[{"valueCoding":{"code":")" + code + R"("}}]})";
  }
  static std::string text(const std::string& link_id, const std::string& value) {
    return R"({"linkId":")" + link_id + R"(","answer":[{"valueString":")" + value + R"("}]})";
  }
  static std::string corrects(const std::string& what) {
    return R"("extension":[{"url":"urn:wardlight:supersedes","valueReference":{"reference":")" + what + R"("}}],)";
  }
  void round(const std::string& id, const std::string& encounter, const std::string& authored, const std::string& more = {}) {
    say("QuestionnaireResponse", id,
        form("hourly-round", encounter, authored,
             choice("RND-01", "yes") + "," + choice("RND-06", "yes") + "," + choice("RND-08", "yes") + "," +
                 choice("RND-11", "on"),
             more));
  }
  measures::DeskEntry enter(const std::string& role, const std::string& entry) {
    measures::DeskEntry read = must(measures::read_entry(must(json::parse(entry))));
    read.id = "desk-" + std::to_string(++m_entries);
    read.by = "practitioner-1";
    read.by_name = "A. Person";
    read.role = role;
    return must(reports->add_entry(read));
  }
  // The figure as text: "n/d value status vN"; empty when there is none.
  std::string figure(const std::string& measure, const std::string& unit, const std::string& period,
                     Instant known_on = {INT64_MAX - 1}) {
    for (const StoredReport& one : must(reports->month(period, known_on)))
      if (one.row.measure == measure && one.row.unit == unit)
        return std::to_string(one.row.n) + "/" + std::to_string(one.row.d) + " " + measures::value_of(one.row, 2) + " " +
               std::string(to_code(one.row.status)) + " v" + std::to_string(one.row.version);
    return {};
  }

  support::FakeClock clock;
  support::SeededRandom random{21};
  platform::PosixDisk disk;
  Zone zone;
  std::string root;
  std::unique_ptr<storage::HubStorage> storage;
  std::unique_ptr<storage::IncidentFile> incidents;
  std::unique_ptr<ReportFile> file;
  std::unique_ptr<Reports> reports;
  std::unique_ptr<HospitalSource> source;

 private:
  storage::NewUnit unit_of(const std::string& type, const std::string& id, const std::string& bytes) {
    m_kept.push_back(std::make_unique<std::string>(bytes));
    m_kept.push_back(std::make_unique<std::string>(type));
    m_kept.push_back(std::make_unique<std::string>(id));
    store::UnitEnvelope envelope{{"tab-1"}, 1, ++m_seq, crypto::sha256(as_bytes(bytes)), m_prev, {"nurse-1"}, {}};
    m_prev = store::chain_value(envelope);
    return {envelope, m_prev, *m_kept[m_kept.size() - 2], *m_kept.back(), *m_kept[m_kept.size() - 3], {}};
  }
  crypto::Secret m_key;
  std::vector<std::unique_ptr<std::string>> m_kept;
  std::uint64_t m_seq = 0;
  crypto::Hash m_prev{};
  int m_entries = 0;
};

}  // namespace wardlight::reporting
