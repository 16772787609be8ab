// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/projector.h"

#include <algorithm>
#include <array>

#include "core/care/round_response.h"
#include "sync/census/census.h"
#include "sync/reporting/corrected_time.h"

namespace wardlight::reporting {
namespace {

using measures::RecordRow;

constexpr std::array<std::string_view, 3> kNeverTookPlace{"planned", "cancelled", "entered-in-error"};
constexpr std::string_view kSupersedes = "urn:wardlight:supersedes";
constexpr std::string_view kReplacedBy = "urn:wardlight:replaced-by";
// How resources become rows: what was counted otherwise is counted again.
constexpr std::string_view kCounting = "corrected-rounds";
constexpr int kMostCorrections = 20;  // of one statement, one after the other

std::string_view reference_in(const json::Value& resource, std::string_view url) {
  for (const json::Value& extension : resource["extension"].items())
    if (extension.text_of("url") == url) return extension["valueReference"].text_of("reference");
  return {};
}

std::string name_of(const json::Value& resource) {
  return std::string(resource.text_of("resourceType")) + "/" + std::string(resource.text_of("id"));
}

// What the hospital says of a discharge, a line each: text first, then codes and displays.
std::string said_of_discharge(const json::Value& encounter) {
  const json::Value& disposition = encounter["hospitalization"]["dischargeDisposition"];
  std::string said(disposition.text_of("text"));
  for (const json::Value& coding : disposition["coding"].items())
    for (const std::string_view member : {"code", "display"})
      if (const auto text = coding.text_of(member); !text.empty()) said += (said.empty() ? "" : "\n") + std::string(text);
  return said;
}

std::string lines_of(const std::vector<std::string>& said) {
  std::string lines;
  for (const std::string& one : said) lines += (lines.empty() ? "" : "\n") + one;
  return lines;
}

std::vector<RecordRow> rows_of_encounter(const json::Value& encounter) {
  if (std::ranges::find(kNeverTookPlace, encounter.text_of("status")) != kNeverTookPlace.end()) return {};
  const census::EncounterRecord record = census::read_encounter(encounter);
  const std::string source = name_of(encounter);
  if (const auto real = reference_in(encounter, kReplacedBy); !real.empty())
    return {{std::string(measures::kAliasRow),
             source,
             record.id.value,
             {},
             {},
             {},
             std::string(real.substr(real.rfind('/') + 1)),
             {},
             {}}};
  std::vector<RecordRow> rows{{std::string(measures::kVisitRow), source, record.id.value, record.patient.value,
                               record.from.value_or(Instant{}), record.to, std::string(encounter["class"].text_of("code")),
                               said_of_discharge(encounter), lines_of(measures::said_of_admission(encounter))}};
  for (const census::Stay& stay : record.stays) {
    const bool has_period = stay.from || stay.to;
    rows.push_back({std::string(measures::kStayRow),
                    source,
                    record.id.value,
                    record.patient.value,
                    (has_period ? stay.from : record.from).value_or(Instant{}),
                    has_period ? stay.to : record.to,
                    stay.location,
                    stay.display,
                    {}});
  }
  return rows;
}

std::optional<RecordRow> row_of_round(const measures::MeasureContent& content, const json::Value& response) {
  const auto round = care::read_round(content.rounding, response);
  if (!round) return std::nullopt;
  const auto id_of = [&](const char* member) {
    const std::string_view reference = response[member].text_of("reference");
    return std::string(reference.substr(reference.rfind('/') + 1));
  };
  return RecordRow{std::string(measures::kRoundRow),
                   name_of(response),
                   id_of("encounter"),
                   {},
                   round->at,
                   {},
                   std::string(to_code(round->kind)),
                   round->glance == care::Completeness::Partial ? std::string(measures::kPartial) : std::string(),
                   {}};
}

std::vector<KnownRow> known_since(std::vector<RecordRow> rows, Instant from, std::optional<Instant> to = {}) {
  std::vector<KnownRow> known;
  for (RecordRow& row : rows) known.push_back({std::move(row), from, to});
  return known;
}

Expected<RowChange> statement_change(const measures::MeasureContent& content, const json::Value& resource, Instant received_at) {
  RowChange change;
  change.rows = known_since(rows_of(content, resource), received_at);
  change.statement = resource.text_of("id");
  change.corrects = reference_in(resource, kSupersedes);
  change.at = received_at;
  return change;
}

std::string month_of(const Zone& zone, Instant at) { return format_date(zone.local(at).date).substr(0, 7); }

}  // namespace

std::vector<RecordRow> rows_of(const measures::MeasureContent& content, const json::Value& resource) {
  if (resource.text_of("resourceType") == "Encounter") return rows_of_encounter(resource);
  if (auto round = row_of_round(content, resource)) return {*std::move(round)};
  return measures::read_rows(content.rules, resource);
}

Projector::Projector(storage::HubStorage& storage, storage::IncidentFile* incidents, ReportFile& file,
                     const measures::MeasureContent& content, Zone zone)
    : m_storage(storage), m_incidents(incidents), m_file(file), m_content(content), m_zone(std::move(zone)) {}

// Another content or another history of the hub: everything is counted again.
Expected<Counted> Projector::begin(const storage::FeedState& state) {
  WL_TRY(Counted counted, m_file.counted());
  const std::string content =
      m_content.rules.id_and_version + " " + m_content.rounding.id_and_version() + " " + std::string(kCounting);
  if (counted.epoch == state.epoch && counted.content == content) return counted;
  counted = {content, state.epoch, 0, 0};
  WL_CHECK(m_file.start_over(counted));
  return counted;
}

Expected<std::uint64_t> Projector::behind() {
  WL_TRY(const auto state, m_storage.state());
  WL_TRY(const auto counted, m_file.counted());
  return counted.epoch == state.epoch && counted.position <= state.head ? state.head - counted.position : state.head;
}

// A correction that keeps the time keeps it as the clock told it then, not as that clock stands by now.
Expected<Duration> Projector::correction_of(json::Value statement) {
  for (int i = 0; i < kMostCorrections; ++i) {
    const std::string corrected(reference_in(statement, kSupersedes));
    const auto slash = corrected.find('/');
    if (slash == std::string::npos) break;
    WL_TRY(const auto found, m_storage.find_resource(corrected.substr(0, slash), corrected.substr(slash + 1)));
    auto earlier = found ? json::parse(as_text(found->bytes)) : Expected<json::Value>(json::Value());
    if (!earlier || earlier->text_of("authored") != statement.text_of("authored")) break;
    statement = *std::move(earlier);
  }
  return clock_correction(statement);
}

// Of what the hospital owns every version is known, each until the next came.
Expected<RowChange> Projector::change_of(const storage::FeedRow& row) {
  if (row.kind == storage::EntryKind::Statement) {
    const auto resource = json::parse(as_text(row.bytes));
    if (!resource) return RowChange{};
    WL_TRY(RowChange change, statement_change(m_content, *resource, row.received_at));
    if (change.rows.empty()) return change;
    WL_TRY(const Duration by, correction_of(*resource));
    for (KnownRow& known : change.rows) correct_time(known.row, by, row.received_at);
    return change;
  }
  RowChange change;
  change.replaced.push_back(row.type + "/" + row.id);
  WL_TRY(auto versions, m_storage.list_versions(row.type, row.id));
  std::erase_if(versions, [](const storage::FeedRow& version) { return version.kind != storage::EntryKind::Reference; });
  std::ranges::sort(versions, {}, &storage::FeedRow::version);
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto resource = json::parse(as_text(versions[i].bytes));
    if (!resource) continue;
    const auto until = i + 1 < versions.size() ? std::optional(versions[i + 1].received_at) : std::nullopt;
    for (KnownRow& known : known_since(rows_of(m_content, *resource), versions[i].received_at, until))
      change.rows.push_back(std::move(known));
  }
  return change;
}

Expected<bool> Projector::catch_up(std::size_t most) {
  WL_TRY(const auto state, m_storage.state());
  WL_TRY(Counted counted, begin(state));
  const Counted before_now = counted;
  std::vector<RowChange> changes;
  std::set<std::string> seen;
  if (counted.position < state.head) {
    WL_TRY(const auto rows, m_storage.read_feed({counted.position, state.head, most}));
    for (const storage::FeedRow& row : rows) {
      WL_TRY(RowChange change, change_of(row));
      changes.push_back(std::move(change));
    }
    counted.position = rows.size() < most ? state.head : rows.back().position;
  }
  if (m_incidents != nullptr) {
    WL_TRY(const auto incidents, m_incidents->list(counted.incident));
    for (const storage::IncidentRow& incident : incidents) {
      counted.incident = incident.position;
      const auto resource = json::parse(incident.bytes);
      // Other bytes under a known id were kept beside the first, for a person: they are no second event.
      if (!resource || !seen.insert(name_of(*resource)).second) continue;
      WL_TRY(const auto before, m_file.rows_of(name_of(*resource)));
      if (!before.empty()) continue;
      WL_TRY(RowChange change, statement_change(m_content, *resource, incident.received_at));
      changes.push_back(std::move(change));
    }
  }
  if (counted.position != before_now.position || counted.incident != before_now.incident) {
    WL_TRY(const auto touched, m_file.take(counted, changes));
    WL_CHECK(mark(touched));
  }
  return counted.position >= state.head;
}

// A stay reaches back to the month of the discharge before it, which it may turn into a readmission.
Expected<void> Projector::mark(std::span<const ReportFile::Touched> touched) {
  WL_TRY(const auto closed, m_file.closed_months());
  if (closed.empty() || touched.empty()) return {};
  std::set<std::string> changed;
  for (const auto& [from, to] : touched) {
    const std::string first = month_of(m_zone, from - hours(24 * (m_content.rules.readmission_days + 2)));
    const std::string last = to.milliseconds == INT64_MAX ? std::string("9") : month_of(m_zone, to + hours(24));
    for (const ClosedMonth& month : closed)
      if (first <= month.period && month.period <= last) changed.insert(month.period);
  }
  return m_file.mark_changed(changed);
}

}  // namespace wardlight::reporting
