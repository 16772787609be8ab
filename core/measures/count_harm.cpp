// SPDX-License-Identifier: Apache-2.0
// Falls, pressure injuries, sepsis and infections.
#include <algorithm>
#include <set>

#include "core/measures/count_parts.h"
#include "core/measures/infections.h"

namespace wardlight::measures {
namespace {

std::string id_in(const std::string& source) { return source.substr(source.rfind('/') + 1); }

// What was said of one fall after its report, the newest last.
std::vector<const RecordRow*> said_of(const WardIndex& index, std::string_view kind, const RecordRow& fall) {
  std::vector<const RecordRow*> said;
  for (const RecordRow* row : index.of(kind))
    if (!row->about.empty() && (row->about == fall.about || row->about == id_in(fall.source))) said.push_back(row);
  std::ranges::stable_sort(said, {}, [](const RecordRow* row) { return row->at; });
  return said;
}

struct InjuryOfFall {
  std::string level;
  bool decided = false;
};
InjuryOfFall injury_of(const WardIndex& index, const RecordRow& fall) {
  InjuryOfFall injury{fall.code, fall.detail.ends_with(" confirmed")};
  if (injury.decided) return injury;
  const auto reports = said_of(index, "fall-report", fall);
  if (!reports.empty() && injury.level.empty()) injury.level = reports.back()->code;
  const auto looked = said_of(index, "fall-injury", fall);
  if (!looked.empty()) injury = {looked.back()->code, looked.back()->detail == "confirmed"};
  return injury;
}

// As the desk corrected it, if it did.
std::string level_of(const Tally& tally, const RecordRow& fall) {
  std::string level = injury_of(tally.index, fall).level;
  for (const DeskEntry* correction : entries_about(tally.entries, DeskKind::Correction, fall.source))
    if (const std::string_view said = correction->body.text_of("injury"); !said.empty()) level = said;
  return level;
}

std::string unit_of_fall(const WardIndex& index, const RecordRow& fall) {
  std::string unit = fall.detail.substr(0, fall.detail.find(' '));
  return unit.empty() || unit == "confirmed" ? index.unit_of(fall) : unit;
}

json::Value assisted_of(const WardIndex& index, const RecordRow& fall) {
  const auto reports = said_of(index, "fall-report", fall);
  if (reports.empty()) return "unknown";
  if (reports.back()->detail == "yes") return true;
  return reports.back()->detail == "no" ? json::Value(false) : json::Value("unknown");
}

bool is_harmful(std::string_view level) { return level == "moderate" || level == "major" || level == "death"; }

// FALL-H counts stays: of those its days are counted of, and the fall happened in it.
bool is_harmed_stay(const Tally& tally, const Visit& visit, const RecordRow& fall) {
  return visit.inpatient && visit.from && visit.to && *visit.from <= *visit.to && tally.is_in(*visit.to) &&
         *visit.from <= fall.at && days_of_grown_up(tally, visit).has_value();
}

struct InjuryThread {
  std::vector<const RecordRow*> rows;  // in order of time
  Instant first_seen;
};
std::map<std::string, InjuryThread> injury_threads(const WardIndex& index) {
  std::map<std::string, InjuryThread> threads;
  for (const RecordRow* row : index.of("pressure-injury")) {
    InjuryThread& thread = threads[index.encounter_of(*row) + "\n" + (row->about.empty() ? id_in(row->source) : row->about)];
    const Instant seen = row->until.value_or(row->at);
    thread.first_seen = thread.rows.empty() ? seen : std::min(thread.first_seen, seen);
    thread.rows.push_back(row);
  }
  for (auto& [id, thread] : threads) std::ranges::stable_sort(thread.rows, {}, [](const RecordRow* row) { return row->at; });
  return threads;
}

std::string stage_until(const care::PressureInjuryPack& pack, const InjuryThread& thread, Instant until) {
  std::vector<std::string> stages;
  for (const RecordRow* row : thread.rows)
    if (row->at < until) stages.push_back(row->code);
  return care::worst_stage(pack, stages);
}

care::PresentOnAdmission present_until(const InjuryThread& thread, Instant until) {
  care::PresentOnAdmission present = care::PresentOnAdmission::Undetermined;
  for (const RecordRow* row : thread.rows)
    for (const auto one : {care::PresentOnAdmission::Yes, care::PresentOnAdmission::No, care::PresentOnAdmission::Undetermined})
      if (row->at < until && row->detail == to_code(one)) present = one;
  return present;
}

Date survey_date(const Tally& tally, const std::string& unit) {
  Date date = tally.wish.first;
  date.day = static_cast<unsigned>(tally.content.rules.survey_day);
  for (const DeskEntry& entry : tally.entries) {
    const auto named = parse_date(entry.body.text_of("date"));
    if (entry.kind == DeskKind::Survey && entry.unit == unit && named && named->year == date.year && named->month == date.month)
      date = *named;
  }
  return date;
}

// The one-day prevalence: whoever's skin was looked at that day, and who of them had an injury of the hospital's.
void count_prevalence(Tally& tally, const std::map<std::string, InjuryThread>& threads) {
  std::set<std::string_view> surveyed;
  for (const RecordRow* check : tally.index.of("skin-check")) {
    const std::string unit = tally.index.unit_of(*check);
    const Date date = survey_date(tally, unit);
    const Instant end = tally.wish.zone.to_instant(add_days(date, 1), 0);
    if (tally.wish.zone.local(check->at).date != date || !tally.is_in(check->at) ||
        !surveyed.insert(tally.index.encounter_of(*check)).second)
      continue;
    bool hospital = false, here = false;
    for (const auto& [id, thread] : threads) {
      if (tally.index.encounter_of(*thread.rows.front()) != tally.index.encounter_of(*check)) continue;
      if (!care::is_hospital_event(tally.content.injuries, stage_until(tally.content.injuries, thread, end),
                                   present_until(thread, end)))
        continue;
      hospital = true;
      const Visit* visit = tally.index.visit_of(*check);
      here |= visit != nullptr && visit->unit_at(thread.first_seen) == unit;
    }
    tally.add(unit, "surveyed_patients");
    tally.add(unit, "hapi_patients", hospital ? 1 : 0);
    tally.add(unit, "unit_hapi_patients", here ? 1 : 0);
    tally.show(unit, hospital ? "hapi_patients" : "surveyed_patients", check->at, check->source);
  }
}

// A stay's bundle, judged from the clock's start; what the record does not say was not done.
std::optional<bool> bundle_met(const Tally& tally, const RecordRow& start) {
  care::BundleState state;
  std::map<std::string, Instant, std::less<>> done;
  for (const RecordRow* step : tally.index.of("sepsis-step")) {
    if (tally.index.encounter_of(*step) != tally.index.encounter_of(start) || step->at > tally.wish.now) continue;
    const auto [first, fresh] = done.emplace(step->code, step->at);
    if (!fresh) first->second = std::min(first->second, step->at);
    state.low_after_fluids |= step->detail == "yes";
  }
  state.low_pressure = state.low_after_fluids;
  std::optional<Instant> taken;
  for (const RecordRow* lactate : tally.index.of("lactate")) {
    if (tally.index.encounter_of(*lactate) != tally.index.encounter_of(start) || (taken && *taken <= lactate->at)) continue;
    state.lactate = Decimal::parse(lactate->code);
    taken = lactate->at;
  }
  return care::is_compliant(care::judge_bundle(tally.content.sepsis, start.at, state, done, tally.wish.now));
}

// Comfort care was chosen on arrival or soon after, or already stood then.
bool is_in_comfort_care(const Tally& tally, const Visit& visit) {
  for (const RecordRow* row : tally.index.of("comfort-care")) {
    if (row->at == Instant{} || row->at > *visit.from + tally.content.rules.sepsis.comfort_care_within ||
        row->at > tally.wish.now)
      continue;
    const bool of_stay = !row->encounter.empty() && tally.index.encounter_of(*row) == visit.encounter;
    const bool stands = row->until ? *visit.from < *row->until : *visit.from <= row->at || row->code == "active";
    if (of_stay || (row->encounter.empty() && row->patient == visit.patient && stands)) return true;
  }
  return false;
}

std::string_view onset_of(const Tally& tally, const Visit& visit, Instant start) {
  const std::int64_t day = days_from(tally.wish.zone.local(*visit.from).date, tally.wish.zone.local(start).date) + 1;
  return day < tally.content.rules.sepsis.onset_from_day ? "arrival" : "hospital";
}

// What the record says of a case, with what the desk corrected.
json::Value describe_case(const Tally& tally, const RecordRow& start, bool met) {
  const Visit* visit = tally.index.visit_of(start);
  const bool known = visit != nullptr && visit->from;
  const bool died = visit != nullptr && visit->to && *visit->to <= tally.wish.now && visit->discharge == Discharge::Died;
  json::Value members = json::Value::object().set("bundle_met", met).set("died", died);
  members.set("onset", known ? onset_of(tally, *visit, start.at) : "unknown")
      .set("comfort_care", known && is_in_comfort_care(tally, *visit));
  for (const DeskEntry* correction : entries_about(tally.entries, DeskKind::Correction, start.source))
    for (const char* member : {"onset", "comfort_care"})
      if (const json::Value* said = correction->body.find(member)) members.set(member, *said);
  return members;
}

Infection to_infection(const DeskEntry& entry, const Date date, const std::string& patient) {
  return {entry.id, std::string(entry.body.text_of("kind")), std::string(entry.body.text_of("encounter")), patient, date};
}

PatientRecord record_of(const Tally& tally, const std::string& patient, Date on) {
  PatientRecord record;
  for (const auto& [encounter, visit] : tally.index.visits) {
    if (visit.patient != patient) continue;
    record.stays.insert(record.stays.end(), visit.stays.begin(), visit.stays.end());
    const bool covers = visit.from && tally.wish.zone.local(*visit.from).date <= on &&
                        (!visit.to || on <= add_days(tally.wish.zone.local(*visit.to).date, 1));
    if (visit.inpatient && covers) record.admitted = tally.wish.zone.local(*visit.from).date;
  }
  for (const RecordRow* row : tally.index.of("device")) {
    const Visit* visit = tally.index.visit_of(*row);
    if (visit == nullptr || visit->patient != patient) continue;
    if (row->code == "urinary") record.devices.push_back({row->encounter, DeviceKind::Urinary, row->at, row->until});
    if (row->code == "central-line") record.devices.push_back({row->encounter, DeviceKind::CentralLine, row->at, row->until});
  }
  return record;
}

bool is_infection(std::string_view kind) { return kind == "cauti" || kind == "clabsi" || kind == "cdi"; }

void count_infections_of(Tally& tally, const std::string& patient, const std::vector<const DeskEntry*>& events) {
  std::vector<Infection> infections;
  for (const DeskEntry* entry : events)
    infections.push_back(to_infection(*entry, *parse_date(entry->body.text_of("date")), patient));
  std::vector<Attribution> verdicts;
  for (std::size_t i = 0; i < infections.size(); ++i)
    verdicts.push_back(
        attribute(tally.content.rules.infection, tally.wish.zone, record_of(tally, patient, infections[i].date), infections)[i]);
  for (std::size_t i = 0; i < infections.size(); ++i) {
    const Instant at = tally.wish.zone.to_instant(infections[i].date, 12 * 60);
    if (!tally.is_in(at)) continue;
    const Attribution& verdict = verdicts[i];
    const std::string unit = events[i]->unit.empty() ? verdict.unit : events[i]->unit;
    if (!verdict.counts) tally.issue(unit, infections[i].id, verdict.why);
    json::Value members = json::Value::object();
    if (infections[i].kind == "cdi")
      members.set("onset", verdict.hospital_onset ? "hospital" : "community").set("repeat", verdict.repeat);
    else
      members.set("confirmed", verdict.counts);
    tally.event(infections[i].kind, unit, at, infections[i].id, std::move(members));
  }
}

}  // namespace

void count_falls(Tally& tally) {
  std::set<std::string> harmed;
  for (const RecordRow* fall : tally.index.of("fall")) {
    const std::string level = level_of(tally, *fall);
    const std::string unit = unit_of_fall(tally.index, *fall);
    const Visit* visit = tally.index.visit_of(*fall);
    if (is_harmful(level) && visit != nullptr && is_harmed_stay(tally, *visit, *fall) && harmed.insert(visit->encounter).second)
      tally.add(visit->last_unit(), "stays_with_harmful_fall");
    if (!tally.is_in(fall->at)) continue;
    json::Value members = json::Value::object();
    members.set("subject", "patient").set("near_miss", false).set("assisted", assisted_of(tally.index, *fall));
    members.set("injury", level.empty() ? "undetermined" : level);
    if (level.empty() || level == "undetermined") tally.await(unit, "fall");
    tally.event("fall", unit, fall->at, fall->source, std::move(members));
  }
  for (const RecordRow* near : tally.index.of("near-miss"))
    if (tally.is_in(near->at))
      tally.event("fall", tally.index.unit_of(*near), near->at, near->source,
                  json::Value::object()
                      .set("near_miss", true)
                      .set("subject", "patient")
                      .set("assisted", "unknown")
                      .set("injury", "none"));
}

void count_injuries(Tally& tally) {
  const auto threads = injury_threads(tally.index);
  count_prevalence(tally, threads);
  for (const auto& [id, thread] : threads) {
    const RecordRow& first = *thread.rows.front();
    if (!tally.is_in(thread.first_seen)) continue;
    const std::string stage = stage_until(tally.content.injuries, thread, tally.wish.now);
    if (stage.empty()) continue;
    const Visit* visit = tally.index.visit_of(first);
    const std::string unit = visit == nullptr ? std::string() : visit->unit_at(thread.first_seen);
    const bool ours = care::is_hospital_event(tally.content.injuries, stage, present_until(thread, tally.wish.now)) ||
                      present_until(thread, tally.wish.now) == care::PresentOnAdmission::No;
    const bool only_here = visit != nullptr && !visit->bed_stays.empty() && visit->bed_stays.front().unit == unit;
    tally.event("pressure_injury", unit, thread.first_seen, first.source,
                json::Value::object()
                    .set("stage", stage)
                    .set("acquired", !ours       ? "present-on-admission"
                                     : only_here ? "unit"
                                                 : "hospital"));
  }
}

void count_sepsis(Tally& tally) {
  std::map<std::string_view, const RecordRow*> cases;  // a stay's first
  for (const RecordRow* row : tally.index.of("sepsis-case")) {
    const auto [known, fresh] = cases.emplace(tally.index.encounter_of(*row), row);
    if (!fresh && row->at < known->second->at) known->second = row;
  }
  for (const auto& [encounter, start] : cases) {
    if (!tally.is_in(start->at)) continue;
    const auto met = bundle_met(tally, *start);
    if (!met) continue;  // its steps are still in time
    const std::string unit = tally.index.unit_of(*start);
    json::Value members = describe_case(tally, *start, *met);
    if (members["comfort_care"].boolean())
      tally.issue(
          unit, start->source,
          "Comfort care was chosen on arrival or soon after; this case is in no figure of deaths of sepsis (SEP-M, SEP-M-HO).");
    if (members.text_of("onset") == "unknown")
      tally.issue(unit, start->source,
                  "The stay of this case of sepsis is not known, so it is in no figure of hospital-onset cases (SEP-M-HO).");
    tally.event("sepsis_case", unit, start->at, start->source, std::move(members));
  }
}

void count_infections(Tally& tally) {
  std::map<std::pair<std::string, std::string>, std::vector<const DeskEntry*>> by_patient;
  for (const DeskEntry& entry : tally.entries) {
    const std::string kind(entry.body.text_of("kind"));
    if (entry.kind != DeskKind::Event || !is_infection(kind)) continue;
    const auto visit = tally.index.visits.find(entry.body.text_of("encounter"));
    const std::optional<bool> decision = confirmed(tally.entries, entry);
    const Instant at = tally.wish.zone.to_instant(*parse_date(entry.body.text_of("date")), 12 * 60);
    if (visit == tally.index.visits.end()) {
      if (tally.is_in(at))
        tally.issue(entry.unit, entry.id,
                    "The stay of this infection is not known here; it is not counted until its encounter is corrected.");
      continue;
    }
    if (!decision && tally.is_in(at)) tally.await(visit->second.unit_at(at), kind);
    if (decision == true) by_patient[{visit->second.patient, kind}].push_back(&entry);
  }
  for (const auto& [who, events] : by_patient) count_infections_of(tally, who.first, events);
}

}  // namespace wardlight::measures
