// SPDX-License-Identifier: Apache-2.0
#include "sync/census/hl7/census_fold.h"

#include <algorithm>
#include <map>

#include "core/base/uuid.h"

namespace wardlight::census::hl7 {
namespace {

using json::Value;

constexpr std::string_view kSpace = "6f1d1f52-0d27-5a41-9b1e-5d2f6a3c8e10";  // of ids that follow from the hospital's numbers
constexpr std::string_view kPlaceTypes = "http://terminology.hl7.org/CodeSystem/location-physical-type";
constexpr std::string_view kClasses = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

struct Stay {
  Bed bed;
  std::optional<Instant> from;
  std::optional<Instant> to;
};

std::string location_id(const Bed& bed, std::string_view level) {
  std::string name = "Location " + bed.facility + "|" + bed.unit;
  if (level != "wa") name += "|" + bed.room;
  if (level == "bd") name += "|" + bed.bed;
  return make_uuid_v5(kSpace, name);
}

std::string_view deepest_level(const Bed& bed) { return !bed.bed.empty() ? "bd" : !bed.room.empty() ? "ro" : "wa"; }

// FHIR's ActCode for HL7's patient class.
std::string_view class_of(std::string_view code) {
  if (code == "I") return "IMP";
  if (code == "E") return "EMER";
  if (code == "P") return "PRENC";
  return "AMB";
}

Value reference_to(const std::string& target) { return Value::object({{"reference", Value(target)}}); }

Value period_of(const std::optional<Instant>& from, const std::optional<Instant>& to, const Zone& zone) {
  auto period = Value::object();
  if (from) period.set("start", zone.format(*from));
  if (to) period.set("end", zone.format(*to));
  return period;
}

Value identifiers_of(const std::vector<Identifier>& identifiers) {
  auto list = Value::array();
  for (const auto& identifier : identifiers) {
    auto one = Value::object();
    if (!identifier.system.empty()) one.set("system", identifier.system);
    one.set("value", identifier.value);
    list.push(std::move(one));
  }
  return list;
}

bool is_for(const Subject& subject, const std::string& encounter) {
  return !subject.visit.number.value.empty() && encounter_id(subject.visit.number) == encounter;
}

// One encounter while its events are walked in order.
class Walk {
 public:
  explicit Walk(std::string id) : m_id(std::move(id)) {}

  void take(const AdtEvent& event) {
    for (const auto& subject : event.subjects)
      if (is_for(subject, m_id)) take(event, subject);
  }

  Resource resource(const Zone& zone) const {
    auto encounter = Value::object({{"resourceType", Value("Encounter")}, {"id", Value(m_id)}});
    encounter.set("identifier", identifiers_of({m_visit.number}));
    encounter.set("status", m_cancelled ? "cancelled" : m_end ? "finished" : "in-progress");
    encounter.set("class", Value::object({{"system", Value(kClasses)}, {"code", Value(class_of(m_visit.class_code))}}));
    encounter.set("subject", reference_to("Patient/" + m_patient));
    encounter.set("period", period_of(m_start, m_end, zone));
    auto locations = Value::array();
    for (const auto& stay : m_stays) locations.push(location(stay, stay.to ? "completed" : "active", zone));
    for (const auto& away : m_away) locations.push(location(away, "reserved", zone));
    if (!locations.items().empty()) encounter.set("location", std::move(locations));
    return {"Encounter", m_id, json::write(encounter)};
  }

 private:
  static Value location(const Stay& stay, std::string_view status, const Zone& zone) {
    auto reference = reference_to("Location/" + location_id(stay.bed, deepest_level(stay.bed)));
    const auto& bed = stay.bed;
    reference.set("display", !bed.bed.empty() ? bed.room + "-" + bed.bed : !bed.room.empty() ? bed.room : bed.unit);
    auto entry = Value::object({{"location", std::move(reference)}, {"status", Value(status)}});
    entry.set("period", period_of(stay.from, stay.to, zone));
    return entry;
  }

  void take(const AdtEvent& event, const Subject& subject) {
    const auto& trigger = event.trigger;
    const auto& bed = subject.visit.bed;
    remember(subject);
    if (!m_start) m_start = subject.visit.admitted.value_or(event.occurred);
    if (trigger == "A11") m_cancelled = true;
    else if (trigger == "A01" || trigger == "A04") admit(event, subject);
    else if (trigger == "A02" || trigger == "A17") move(bed, event.occurred);
    else if (trigger == "A03") discharge(subject.visit.discharged.value_or(event.occurred));
    else if (trigger == "A12") take_back_move(bed, event.occurred);
    else if (trigger == "A13") take_back_discharge(bed, event.occurred);
    else if (trigger == "A09" || trigger == "A21") leave(event.occurred);
    else if (trigger == "A10" || trigger == "A22") come_back(event.occurred);
    else if (trigger == "A06" || trigger == "A07" || m_stays.empty()) move(bed, event.occurred);
  }

  void remember(const Subject& subject) {
    m_patient = patient_id(subject.person.identifiers.front());
    auto visit = subject.visit;
    if (visit.class_code.empty()) visit.class_code = m_visit.class_code;
    m_visit = std::move(visit);
  }

  void admit(const AdtEvent& event, const Subject& subject) {
    m_cancelled = false;
    if (subject.visit.admitted) m_start = subject.visit.admitted;
    move(subject.visit.bed, m_stays.empty() ? *m_start : event.occurred);
  }

  void move(const Bed& bed, Instant at) {
    come_back(at);
    if (bed.empty() || (!m_stays.empty() && !m_stays.back().to && m_stays.back().bed == bed)) return;
    if (!m_stays.empty() && !m_stays.back().to) m_stays.back().to = at;
    m_stays.push_back({bed, at, std::nullopt});
  }

  void discharge(Instant at) {
    come_back(at);
    m_end = at;
    if (!m_stays.empty() && !m_stays.back().to) m_stays.back().to = at;
  }

  void take_back_move(const Bed& bed, Instant at) {
    if (m_stays.size() > 1) m_stays.pop_back();
    if (!m_stays.empty()) m_stays.back().to.reset();
    move(bed, at);
  }

  void take_back_discharge(const Bed& bed, Instant at) {
    m_end.reset();
    if (!m_stays.empty()) m_stays.back().to.reset();
    move(bed, at);
  }

  void leave(Instant at) {
    if (m_stays.empty() || (!m_away.empty() && !m_away.back().to)) return;
    m_away.push_back({m_stays.back().bed, at, std::nullopt});
  }
  void come_back(Instant at) {
    if (!m_away.empty() && !m_away.back().to) m_away.back().to = at;
  }

  std::string m_id;
  std::string m_patient;
  Visit m_visit;
  bool m_cancelled = false;
  std::optional<Instant> m_start;
  std::optional<Instant> m_end;
  std::vector<Stay> m_stays;
  std::vector<Stay> m_away;
};

void put_in_order(std::vector<AdtEvent>& events) { std::stable_sort(events.begin(), events.end(), comes_before); }

Value name_of(const Person& person) {
  auto name = Value::object({{"family", Value(person.family)}});
  if (!person.given.empty()) name.set("given", Value::array({Value(person.given)}));
  return Value::array({std::move(name)});
}

void set_person(Value& patient, const Person& person) {
  patient.set("identifier", identifiers_of(person.identifiers));
  if (!person.family.empty()) patient.set("name", name_of(person));
  if (!person.sex.empty()) patient.set("gender", person.sex);
  if (!person.birth_date.empty()) patient.set("birthDate", person.birth_date);
}

}  // namespace

std::string patient_id(const Identifier& number) { return make_uuid_v5(kSpace, "Patient " + number.system + "|" + number.value); }
std::string encounter_id(const Identifier& visit) {
  return make_uuid_v5(kSpace, "Encounter " + visit.system + "|" + visit.value);
}

std::vector<std::string> subjects_of(const AdtEvent& event) {
  std::vector<std::string> subjects;
  for (const auto& subject : event.subjects) {
    subjects.push_back("Patient/" + patient_id(subject.person.identifiers.front()));
    if (!subject.visit.number.value.empty()) subjects.push_back("Encounter/" + encounter_id(subject.visit.number));
  }
  if (event.merged_away) subjects.push_back("Patient/" + patient_id(*event.merged_away));
  return subjects;
}

Resource fold_patient(std::vector<AdtEvent> events, const std::string& id) {
  put_in_order(events);
  Person person;
  std::string survivor;
  for (const auto& event : events) {
    for (const auto& subject : event.subjects)
      if (patient_id(subject.person.identifiers.front()) == id) person = subject.person;
    if (!event.merged_away || patient_id(*event.merged_away) != id) continue;
    survivor = patient_id(event.subjects.front().person.identifiers.front());
    if (person.identifiers.empty()) person.identifiers = {*event.merged_away};
  }
  auto patient = Value::object({{"resourceType", Value("Patient")}, {"id", Value(id)}});
  set_person(patient, person);
  patient.set("active", survivor.empty());
  if (!survivor.empty()) {
    auto link = Value::object({{"other", reference_to("Patient/" + survivor)}, {"type", Value("replaced-by")}});
    patient.set("link", Value::array({std::move(link)}));
  }
  return {"Patient", id, json::write(patient)};
}

Resource fold_encounter(std::vector<AdtEvent> events, const std::string& id, const Zone& zone) {
  put_in_order(events);
  Walk walk(id);
  for (const auto& event : events) walk.take(event);
  return walk.resource(zone);
}

std::vector<Resource> locations_of(const AdtEvent& event) {
  std::map<std::string, Resource> found;
  for (const auto& subject : event.subjects) {
    const auto& bed = subject.visit.bed;
    std::string outer;
    const auto add = [&](std::string_view level, const std::string& name) {
      if (name.empty()) return;
      const std::string id = location_id(bed, level);
      auto location = Value::object({{"resourceType", Value("Location")}, {"id", Value(id)}, {"status", Value("active")}});
      location.set("name", name).set("mode", "instance");
      auto coding = Value::object({{"system", Value(kPlaceTypes)}, {"code", Value(level)}});
      location.set("physicalType", Value::object({{"coding", Value::array({std::move(coding)})}}));
      if (!outer.empty()) location.set("partOf", reference_to("Location/" + outer));
      found.emplace(id, Resource{"Location", id, json::write(location)});
      outer = id;
    };
    add("wa", bed.unit);
    add("ro", bed.room);
    add("bd", bed.bed.empty() ? std::string() : bed.room.empty() ? bed.bed : bed.room + "-" + bed.bed);
  }
  std::vector<Resource> resources;
  for (auto& [id, resource] : found) resources.push_back(std::move(resource));
  return resources;
}

}  // namespace wardlight::census::hl7
