// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/month.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "platforms/hub/hub_folder.h"
#include "platforms/linux/clinical_files.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/sim/month_words.h"
#include "platforms/sim/seeded_chance.h"
#include "platforms/sim/sim_clock.h"
#include "sync/reporting/reports.h"

namespace wardlight::sim {
namespace {

using json::Value;

constexpr std::string_view kZone = "America/New_York";
constexpr std::string_view kPeriod = "2025-03";
constexpr Date kFirst{2025, 3, 1};
constexpr Date kAfter{2025, 4, 1};
// Two wards, and a neonatal intensive care that some measures leave out.
constexpr std::array<std::pair<const char*, const char*>, 3> kUnits{{{"unit-a", ""}, {"unit-b", "ICU"}, {"unit-n", "1040-5"}}};

class Month {
 public:
  Month(const MonthOptions& options, std::string folder, Zone zone)
      : m_options(options),
        m_folder(std::move(folder)),
        m_zone(std::move(zone)),
        m_clock(m_zone.to_instant(add_days(kFirst, -3), 0)),
        m_keys(options.seed),
        m_chance(options.seed),
        m_record(m_folder + "/record.ndjson"),
        m_desk(m_folder + "/desk.ndjson") {}

  Expected<MonthReport> play();

 private:
  struct Patient {
    std::string encounter, patient, bed;
    Instant from;
    std::optional<Instant> to;
    std::string disposition = "home";
    std::string admission = "EW EMER.";
    std::string kind = "IMP";
    std::vector<json::Value> devices;  // in place
  };

  Expected<void> open_hub();
  Expected<void> own(const std::string& type, const std::string& id, Value resource);
  Expected<void> say(Value resource);
  Expected<void> report(Value resource);
  Expected<void> enter(const std::string& role, const std::string& entry);
  Expected<void> write_encounter(const Patient& patient);
  Expected<void> write_birth(const std::string& patient);
  Expected<void> admit(std::size_t bed, Instant at);
  Expected<void> book_twice(std::size_t bed, Instant at);
  Expected<void> discharge(std::size_t bed, Instant at);
  Expected<void> pass_day(Date day);
  Expected<void> care_for(Patient& patient, Instant hour);
  Expected<void> round(const Patient& patient, Instant at);
  Expected<void> sometimes(Patient& patient, Instant hour);
  Expected<void> harm(Patient& patient, Instant at);
  Expected<void> sepsis(const Patient& patient, Instant at);
  Expected<void> come_late();
  Expected<void> say_planned();
  Expected<void> write_figures(const std::string& file, Instant known_on);
  std::string id() { return "s" + std::to_string(++m_last_id); }
  int roll(int sides) { return static_cast<int>(m_chance() % static_cast<unsigned>(sides)); }
  void keep(std::ofstream& file, const char* kind, const Value& resource) {
    file << json::write(Value::object().set("kind", kind).set("received", m_zone.format(m_clock.now())).set("resource", resource))
         << '\n';
  }
  Value form(const std::string& name, const Patient& patient, Instant at, Value items) {
    return answered(id(), name, patient.encounter, patient.patient, m_zone.format(at), std::move(items));
  }
  storage::NewUnit unit_of(const Value& resource);

  const MonthOptions m_options;
  const std::string m_folder;
  const Zone m_zone;
  SimClock m_clock;
  SeededChance m_keys;
  std::mt19937_64 m_chance;
  std::ofstream m_record, m_desk;
  platform::PosixDisk m_disk;
  std::unique_ptr<hub_program::HubFolder> m_hub;
  std::unique_ptr<storage::IncidentFile> m_incidents;
  std::unique_ptr<reporting::ReportFile> m_file;
  std::unique_ptr<reporting::Reports> m_reports;
  std::vector<std::optional<Patient>> m_beds;
  std::vector<Patient> m_gone;
  std::array<std::string, 3> m_unit_text;
  std::uint64_t m_seq = 0;
  crypto::Hash m_prev{};
  int m_last_id = 0;
  MonthReport m_report;
};

storage::NewUnit Month::unit_of(const Value& resource) {
  m_unit_text = {std::string(resource.text_of("resourceType")), std::string(resource.text_of("id")), json::write(resource)};
  store::UnitEnvelope envelope{{"sim"}, 1, ++m_seq, crypto::sha256(as_bytes(m_unit_text[2])), m_prev, {"sim-nurse"}, {}};
  m_prev = store::chain_value(envelope);
  return {envelope, m_prev, m_unit_text[0], m_unit_text[1], m_unit_text[2], {}};
}

Expected<void> Month::open_hub() {
  const std::string path = m_folder + "/hub";
  WL_CHECK(hub_program::create_hub_folder(path, {"Simulated hospital", std::string(kZone), {}}, m_disk, m_keys, m_clock.now()));
  WL_TRY(auto folder, hub_program::open_hub_folder(path, m_disk, m_keys));
  m_hub = std::make_unique<hub_program::HubFolder>(std::move(folder));
  WL_TRY(m_incidents, hub_program::open_incidents(*m_hub));
  WL_TRY(m_file, reporting::ReportFile::open(path + "/reports.db", store::OpenAs::CreateIfMissing, m_hub->key));
  WL_TRY(auto content,
         reporting::load_report_content([&](const std::string& name) { return platform::read_clinical(m_disk, name); }));
  m_reports = std::make_unique<reporting::Reports>(*m_hub->storage, m_incidents.get(), *m_file, std::move(content),
                                                   reporting::ReportOptions{"sim", "Simulated hospital", m_zone, {}}, m_clock);
  for (const auto& [unit, type] : kUnits) WL_CHECK(own("Location", unit, ward_location(unit, type)));
  for (std::size_t bed = 0; bed < m_options.beds; ++bed)
    WL_CHECK(own("Location", "bed-" + std::to_string(bed), bed_location(kUnits[bed % kUnits.size()].first, bed)));
  m_beds.resize(m_options.beds);
  return {};
}

Expected<void> Month::own(const std::string& type, const std::string& name, Value resource) {
  Value whole = Value::object();
  whole.set("resourceType", type).set("id", name);
  for (const json::Member& member : resource.members()) whole.set(member.name, member.value);
  keep(m_record, "reference", whole);
  const storage::NewReference reference{type, name, json::write(whole), {}};
  WL_TRY(const auto put, m_hub->storage->put_references(std::span(&reference, 1), m_clock.now()));
  return {};
}

Expected<void> Month::say(Value resource) {
  keep(m_record, "statement", resource);
  ++m_report.statements;
  storage::Delivery delivery{{"sim"}, m_clock.now(), {unit_of(resource)}, {}};
  WL_TRY(const auto results, m_hub->storage->append(delivery));
  if (results.front().state == storage::AppendState::New) return {};
  return Error{ErrorCode::Corrupt, "The hub did not take a statement of the simulation.", "month"};
}

Expected<void> Month::report(Value resource) {
  keep(m_record, "incident", resource);
  ++m_report.incidents;
  const storage::NewUnit unit = unit_of(resource);
  WL_TRY(const auto results, m_incidents->append(std::span(&unit, 1), m_clock.now()));
  return {};
}

Expected<void> Month::enter(const std::string& role, const std::string& text) {
  WL_TRY(const Value input, json::parse(text));
  WL_TRY(measures::DeskEntry entry, measures::read_entry(input));
  entry.id = id();
  entry.by_name = "Desk";
  entry.role = role;
  WL_TRY(const auto added, m_reports->add_entry(entry));
  m_desk << json::write(measures::to_json(added)) << '\n';
  return {};
}

Expected<void> Month::write_encounter(const Patient& patient) {
  return own("Encounter", patient.encounter,
             encounter(patient.kind, patient.patient, patient.bed, m_zone.format(patient.from),
                       patient.to ? m_zone.format(*patient.to) : std::string(), patient.disposition, patient.admission));
}

// One in five is somebody who was here before.
Expected<void> Month::admit(std::size_t bed, Instant at) {
  Patient patient;
  patient.encounter = "e" + id();
  patient.patient = !m_gone.empty() && roll(5) == 0 && m_gone[m_gone.size() / 2].disposition == "home"
                        ? m_gone[m_gone.size() / 2].patient
                        : "p" + id();
  for (const auto& other : m_beds)
    if (other && other->patient == patient.patient) patient.patient = "p" + id();
  patient.bed = "Location/bed-" + std::to_string(bed);
  patient.from = at;
  if (roll(4) == 0) patient.admission = "ELECTIVE";
  m_beds[bed] = patient;
  WL_CHECK(write_birth(patient.patient));
  return write_encounter(patient);
}

// The desk opens a second stay, for observation in the next bed, which is on another unit; every other one stays open for ever.
Expected<void> Month::book_twice(std::size_t bed, Instant at) {
  Patient second = *m_beds[bed];
  second.encounter = "o" + id();
  second.bed = "Location/bed-" + std::to_string((bed + 1) % m_beds.size());
  second.kind = "OBSENC";
  second.from = at;
  if (roll(2) == 0) second.to = at + hours(6 + roll(60));
  return write_encounter(second);
}

// Some are children, and of a few nobody knows the age. The same person has the same birthday each time.
Expected<void> Month::write_birth(const std::string& patient) {
  const auto number = static_cast<unsigned>(std::stoul(patient.substr(patient.find_first_of("0123456789"))));
  if (number % 29 == 0) return {};
  const int year = number % 11 == 0 ? 2007 + static_cast<int>(number % 3) : 1935 + static_cast<int>(number % 60);
  return own("Patient", patient, Value::object().set("birthDate", format_date({year, 1 + number % 12, 1 + number % 28})));
}

Expected<void> Month::discharge(std::size_t bed, Instant at) {
  Patient& patient = *m_beds[bed];
  patient.to = at;
  const int how = roll(12);
  patient.disposition = how == 0 ? "DIED" : how == 1 ? "ACUTE HOSPITAL" : "home";
  WL_CHECK(write_encounter(patient));
  m_gone.push_back(patient);
  m_beds[bed].reset();
  return {};
}

Expected<void> Month::round(const Patient& patient, Instant at) {
  const int kind = roll(20);
  Value answers = round_answers(kind == 0 ? "refused" : kind == 1 ? "in-room-care" : kind == 2 ? "asleep" : "yes", roll(15) == 0);
  Value said = form("hourly-round", patient, at, std::move(answers));
  WL_CHECK(say(said));
  if (roll(200) != 0) return {};
  Value taken_back = supersede(said, id());
  return say(taken_back.set("status", "entered-in-error"));
}

Expected<void> Month::sepsis(const Patient& patient, Instant at) {
  WL_CHECK(say(form("sepsis-confirm", patient, at, items({{"SEP-1", "yes"}}))));
  if (roll(2) == 0) {  // comfort care on arrival, at the last minute that leaves the case out, a minute later, or now
    const std::array<Instant, 4> chosen{patient.from, patient.from + hours(6), patient.from + hours(6) + minutes(1), at};
    const std::string since = m_zone.format(chosen[static_cast<std::size_t>(roll(4))]);
    WL_CHECK(own("Flag", "c" + id(), comfort_care(roll(2) == 0 ? patient.encounter : "", patient.patient, since)));
  }
  const bool in_time = roll(2) == 0;
  for (const char* step : {"blood-cultures", "lactate", "antibiotics"})
    WL_CHECK(say(form("sepsis-bundle", patient, at + minutes(in_time ? 90 : 150 + roll(120)), items({{"SEB-1", step}}))));
  return {};
}

Expected<void> Month::harm(Patient& patient, Instant at) {
  const std::string fall = "f" + id();
  WL_CHECK(report(fall_event(fall, patient.encounter, patient.patient, m_zone.format(at),
                             std::array{"none", "minor", "major", "undetermined"}[static_cast<std::size_t>(roll(4))])));
  Value told = form("fall-event", patient, at, items({{"FAL-3", roll(2) == 0 ? "yes" : "no"}, {"FAL-10", "none"}}));
  told.set("extension", Value::array({reference_extension("urn:wardlight:about", "AdverseEvent/" + fall)}));
  return report(std::move(told));
}

// What happens now and then.
Expected<void> Month::sometimes(Patient& patient, Instant hour) {
  if (roll(60) == 0) {
    patient.devices.push_back(
        device_use("d" + id(), patient.encounter, roll(2) == 0 ? "urinary" : "central-line", m_zone.format(hour), {}));
    WL_CHECK(say(patient.devices.back()));
  } else if (!patient.devices.empty() && roll(50) == 0) {
    WL_CHECK(say(device_removed(patient.devices.back(), id(), m_zone.format(hour))));
    patient.devices.pop_back();
  }
  if (roll(40) == 0)
    WL_CHECK(say(form("teach-back", patient, hour,
                      items({{"TBK-1", "medicine"},
                             {"TBK-5", roll(4) == 0   ? "partial"
                                       : roll(3) == 0 ? "deferred"
                                                      : "correct-first"}}))));
  if (roll(80) == 0)
    WL_CHECK(say(form("hand-hygiene-observation", patient, hour, hand_items(roll(3) == 0 ? "missed" : "HR", "HW"))));
  if (roll(150) == 0)
    WL_CHECK(
        say(form("staff-injury-hazard", patient, hour,
                 items({{"HAZ-1", "lifting"}, {"HAZ-2", roll(3) == 0 ? "yes" : "no"}, {"HAZ-5", roll(2) == 0 ? "yes" : "no"}}))));
  if (roll(200) == 0) WL_CHECK(say(family_call(id(), patient.encounter, m_zone.format(hour))));
  if (roll(100) == 0) WL_CHECK(say(form("vaccine-screen", patient, hour, items({{"VAC-1", "influenza"}, {"VAC-4", "wants"}}))));
  if (roll(250) == 0) WL_CHECK(harm(patient, hour));
  if (roll(400) == 0) WL_CHECK(sepsis(patient, hour));
  if (roll(400) == 0) {
    Value injury = form("pressure-injury", patient, hour,
                        items({{"PIN-3", roll(2) == 0 ? "2" : "1"}, {"PIN-4", roll(2) == 0 ? "no" : "yes"}}));
    WL_CHECK(say(std::move(injury)));
  }
  return {};
}

Expected<void> Month::care_for(Patient& patient, Instant hour) {
  if (roll(12) != 0) WL_CHECK(round(patient, hour + minutes(roll(58))));
  const int local = m_zone.local(hour).minute_of_day;
  if (local == 7 * 60 || local == 19 * 60) {
    Value given =
        form("handoff-given", patient, hour, items({{"HND-type", "shift"}, {"H1-2", roll(4) == 0 ? "away" : "bedside"}}));
    WL_CHECK(say(with_thread(std::move(given), "HND-handoff", "h" + id())));
  }
  if (local == 10 * 60)
    WL_CHECK(say(form("skin-check", patient, hour, items({{"SKN-1", "shift"}, {"SKN-4", roll(8) == 0 ? "refused" : "intact"}}))));
  return sometimes(patient, hour);
}

Expected<void> Month::pass_day(Date day) {
  const Instant midnight = m_zone.to_instant(day, 0), next = m_zone.to_instant(add_days(day, 1), 0);
  for (Instant hour = midnight; hour < next; hour = hour + hours(1)) {
    m_clock.go_to(hour + minutes(59));
    for (std::size_t bed = 0; bed < m_beds.size(); ++bed) {
      if (!m_beds[bed] && roll(6) == 0) WL_CHECK(admit(bed, hour));
      if (!m_beds[bed]) continue;
      WL_CHECK(care_for(*m_beds[bed], hour));
      if (roll(300) == 0) WL_CHECK(book_twice(bed, hour + minutes(20)));
      if (roll(70) == 0) WL_CHECK(discharge(bed, hour + minutes(30)));
    }
    if (m_gone.empty() || roll(10) != 0) continue;
    const Patient& called = m_gone[static_cast<std::size_t>(roll(static_cast<int>(m_gone.size())))];
    WL_CHECK(say(
        form("discharge-call", called, hour, items({{"CAL-1", roll(2) == 0 ? "reached" : "no-answer"}, {"CAL-2", "patient"}}))));
  }
  return m_reports->bring_up_to_date();
}

// Quality says of the month's first unplanned return that it was planned, and of its first planned one that it was not.
Expected<void> Month::say_planned() {
  std::set<std::string> said;
  for (std::size_t i = 0; i < m_gone.size(); ++i) {
    const auto back = std::find_if(m_gone.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_gone.end(),
                                   [&](const Patient& later) { return later.patient == m_gone[i].patient; });
    if (back == m_gone.end() || m_gone[i].disposition != "home" || !said.insert(back->admission).second) continue;
    const std::string planned = back->admission == "ELECTIVE" ? "false" : "true";
    WL_CHECK(enter("quality", R"({"kind":"decision","about":"Encounter/)" + back->encounter +
                                  R"(","text":"Asked the clinic","body":{"planned":)" + planned + "}}"));
  }
  return {};
}

// After the close: a round of the month, a fall, an infection that is entered, then confirmed, and what quality says of returns.
Expected<void> Month::come_late() {
  const Patient& patient = m_gone.front();
  WL_CHECK(say(form("hourly-round", patient, *patient.to - hours(3), round_answers("yes", false))));
  WL_CHECK(report(fall_event("f-late", patient.encounter, patient.patient, m_zone.format(*patient.to - hours(2)), "minor")));
  const auto there = std::ranges::find_if(m_gone, [&](const Patient& one) { return *one.to - one.from > hours(24 * 4); });
  const Patient& longest = there == m_gone.end() ? patient : *there;
  const std::string day = format_date(m_zone.local(*longest.to).date);
  for (const char* kind : {"cdi", "cauti"})
    WL_CHECK(enter("infection-prevention", R"({"kind":"event","body":{"kind":")" + std::string(kind) + R"(","date":")" + day +
                                               R"(","encounter":")" + longest.encounter + R"(","confirmed":true}})"));
  WL_CHECK(enter(
      "quality",
      R"({"kind":"correction","about":"AdverseEvent/f-late","text":"Seen again","body":{"kind":"fall","injury":"moderate"}})"));
  WL_CHECK(say_planned());
  return m_reports->bring_up_to_date();
}

Expected<void> Month::write_figures(const std::string& file, Instant known_on) {
  WL_TRY(const auto month, m_reports->month(std::string(kPeriod), known_on));
  Value rows = Value::array();
  m_report.figures = month.size();
  m_report.restated = 0;
  for (const auto& one : month) {
    rows.push(Value::object()
                  .set("unit", one.row.unit)
                  .set("measure", one.row.measure)
                  .set("n", one.row.n)
                  .set("d", one.row.d)
                  .set("version", one.row.version));
    m_report.restated += one.row.version > 1 ? 1 : 0;
  }
  if (std::ofstream(m_folder + "/" + file) << json::write(rows) << '\n') return {};
  return Error{ErrorCode::Environment, "The figures cannot be written; check the folder.", file};
}

Expected<MonthReport> Month::play() {
  WL_CHECK(open_hub());
  for (Date day = add_days(kFirst, -3); day < add_days(kAfter, 12); day = add_days(day, 1)) WL_CHECK(pass_day(day));
  const Instant closed = m_clock.now();
  WL_CHECK(write_figures("first.json", closed));
  m_clock.go_to(closed + hours(24));
  WL_CHECK(come_late());
  WL_CHECK(write_figures("figures.json", m_clock.now()));
  m_report.seed = m_options.seed;
  return m_report;
}

}  // namespace

json::Value to_json(const MonthReport& report) {
  Value out = Value::object();
  out.set("seed", report.seed)
      .set("statements", std::uint64_t{report.statements})
      .set("incidents", std::uint64_t{report.incidents});
  return out.set("figures", std::uint64_t{report.figures}).set("restated", std::uint64_t{report.restated});
}

Expected<MonthReport> play_month(const MonthOptions& options, const std::string& folder) {
  WL_TRY(Zone zone, Zone::find(kZone));
  return Month(options, folder, std::move(zone)).play();
}

}  // namespace wardlight::sim
