// SPDX-License-Identifier: Apache-2.0
#include "sync/census/hl7/adt.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace wardlight::census::hl7 {
namespace {

constexpr std::array<std::string_view, 17> kTaken = {"A01", "A02", "A03", "A04", "A06", "A07", "A08", "A09", "A10",
                                                     "A11", "A12", "A13", "A17", "A21", "A22", "A34", "A40"};

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  const auto part = text.substr(at, count);
  if (!std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  int number = 0;
  std::from_chars(part.data(), part.data() + part.size(), number);
  return number;
}

std::optional<Date> read_date(std::string_view text) {
  if (!digits(text, 0, 8)) return std::nullopt;
  return parse_date(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6, 2)));
}

// +ZZZZ at the end, in minutes.
std::optional<int> read_offset(std::string_view text) {
  const auto hours_part = digits(text, 1, 2);
  const auto minutes_part = digits(text, 3, 2);
  if (!hours_part || !minutes_part || *hours_part > 14 || *minutes_part > 59 || text.size() != 5) return std::nullopt;
  return (*hours_part * 60 + *minutes_part) * (text[0] == '-' ? -1 : 1);
}

std::string fhir_sex(std::string_view code) {
  if (code == "F") return "female";
  if (code == "M") return "male";
  if (code == "O" || code == "A" || code == "N") return "other";
  return code.empty() ? "" : "unknown";
}

Identifier read_identifier(const Segment& segment, std::size_t field, std::size_t repetition) {
  Identifier identifier{segment.text(field, 4, repetition), segment.text(field, 1, repetition)};
  if (!identifier.system.empty()) identifier.system = "urn:hl7v2:" + identifier.system;
  std::erase(identifier.system, ' ');
  return identifier;
}

// PID-3, the medical record number first where one is called that.
std::vector<Identifier> read_identifiers(const Segment& segment, std::size_t field) {
  std::vector<Identifier> found;
  for (std::size_t i = 1; i <= std::min<std::size_t>(segment.repetitions(field), 20); ++i) {
    auto identifier = read_identifier(segment, field, i);
    if (identifier.value.empty()) continue;
    const bool record_number = segment.text(field, 5, i) == "MR";
    found.insert(record_number ? found.begin() : found.end(), std::move(identifier));
  }
  return found;
}

Person read_person(const Segment& pid) {
  Person person;
  person.identifiers = read_identifiers(pid, 3);
  person.family = pid.text(5, 1);
  person.given = pid.text(5, 2);
  if (const auto born = read_date(pid.text(7))) person.birth_date = format_date(*born);
  person.sex = fhir_sex(pid.text(8));
  return person;
}

Bed read_bed(const Segment& segment, std::size_t field) {
  return {segment.text(field, 1), segment.text(field, 2), segment.text(field, 3), segment.text(field, 4)};
}

Visit read_visit(const Segment& pid, const Segment* pv1, const Zone& zone) {
  Visit visit;
  if (pv1 != nullptr) {
    visit.number = read_identifier(*pv1, 19, 1);
    visit.class_code = pv1->text(2);
    visit.bed = read_bed(*pv1, 3);
    visit.admitted = read_hl7_time(pv1->text(44), zone);
    visit.discharged = read_hl7_time(pv1->text(45), zone);
  }
  if (visit.number.value.empty()) visit.number = read_identifier(pid, 18, 1);
  return visit;
}

Error missing(const char* what) { return {ErrorCode::InvalidContent, what, "HL7"}; }

std::string encounter_of(const Subject& subject) { return subject.visit.number.system + "|" + subject.visit.number.value; }

bool is_merge(std::string_view trigger) { return trigger == "A34" || trigger == "A40"; }

// Each PID with the PV1 that follows it before the next PID.
Expected<void> read_subjects(const Message& message, const Zone& zone, AdtEvent& event) {
  const auto& segments = message.segments();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].name() != "PID") continue;
    std::size_t end = i + 1;
    while (end < segments.size() && segments[end].name() != "PID") ++end;
    const auto visit =
        std::find_if(segments.begin() + static_cast<std::ptrdiff_t>(i), segments.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Segment& segment) { return segment.name() == "PV1"; });
    const bool has_visit = visit != segments.begin() + static_cast<std::ptrdiff_t>(end);
    Subject subject{read_person(segments[i]), read_visit(segments[i], has_visit ? &*visit : nullptr, zone)};
    if (subject.person.identifiers.empty()) return missing("PID-3, the patient's number, is missing.");
    if (subject.visit.number.value.empty() && !is_merge(event.trigger))
      return missing("PV1-19, the visit's number, is missing, and so is the account number in PID-18.");
    event.subjects.push_back(std::move(subject));
  }
  if (event.subjects.empty()) return missing("The message has no PID segment.");
  if (event.trigger == "A17" && event.subjects.size() != 2) return missing("A swap of beds (A17) needs two patients.");
  if (event.trigger == "A17" && encounter_of(event.subjects[0]) == encounter_of(event.subjects[1]))
    return missing("A swap of beds (A17) names the same visit twice.");
  if (event.trigger != "A17" && event.subjects.size() != 1) return missing("The message speaks of more than one patient.");
  return {};
}

Expected<void> read_merge(const Message& message, AdtEvent& event) {
  if (!is_merge(event.trigger)) return {};
  const auto* merge = message.find("MRG");
  if (merge == nullptr) return missing("A merge (A34, A40) needs an MRG segment.");
  const auto prior = read_identifiers(*merge, 1);
  if (prior.empty()) return missing("MRG-1, the number that is given up, is missing.");
  event.merged_away = prior.front();
  if (event.merged_away->system.empty()) event.merged_away->system = event.subjects.front().person.identifiers.front().system;
  const auto& kept = event.subjects.front().person.identifiers.front();
  if (event.merged_away->value == kept.value && event.merged_away->system == kept.system)
    return missing("The merge names the same number twice.");
  return {};
}

}  // namespace

bool is_taken(std::string_view trigger) {
  return std::find(kTaken.begin(), kTaken.end(), trigger) != kTaken.end();
}

bool comes_before(const AdtEvent& a, const AdtEvent& b) {
  return std::tie(a.recorded, a.sent, a.control_id) < std::tie(b.recorded, b.sent, b.control_id);
}

std::optional<Instant> read_hl7_time(std::string_view text, const Zone& zone) {
  std::optional<int> offset;
  if (const auto sign = text.find_first_of("+-"); sign != std::string_view::npos) {
    offset = read_offset(text.substr(sign));
    if (!offset) return std::nullopt;
    text = text.substr(0, sign);
  }
  const auto fraction = text.find('.');
  const auto whole = text.substr(0, fraction);
  const auto date = read_date(whole);
  if (!date || (whole.size() != 8 && whole.size() != 12 && whole.size() != 14)) return std::nullopt;
  const auto hour = whole.size() > 8 ? digits(whole, 8, 2) : std::optional(0);
  const auto minute = whole.size() > 8 ? digits(whole, 10, 2) : std::optional(0);
  const auto second = whole.size() > 12 ? digits(whole, 12, 2) : std::optional(0);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  Instant instant = zone.to_instant(*date, *hour * 60 + *minute);
  if (offset) {
    const auto midnight = parse_time(format_date(*date) + "T00:00:00Z");
    if (!midnight) return std::nullopt;
    instant = midnight->instant + minutes(*hour * 60 + *minute - *offset);
  }
  return instant + seconds(*second);
}

Expected<AdtEvent> read_adt(const Message& message, const Zone& zone) {
  AdtEvent event;
  const auto& header = message.header();
  event.control_id = header.text(10);
  event.trigger = header.text(9, 2);
  const auto* evn = message.find("EVN");
  if (event.trigger.empty() && evn != nullptr) event.trigger = evn->text(1);
  const auto sent = read_hl7_time(header.text(7), zone);
  const auto recorded = evn == nullptr ? std::nullopt : read_hl7_time(evn->text(2), zone);
  if (!sent && !recorded) return missing("Neither EVN-2 nor MSH-7 says when this happened.");
  event.recorded = recorded ? *recorded : *sent;
  event.sent = sent ? *sent : *recorded;
  const auto occurred = evn == nullptr ? std::nullopt : read_hl7_time(evn->text(6), zone);
  event.occurred = occurred.value_or(event.recorded);
  WL_CHECK(read_subjects(message, zone, event));
  WL_CHECK(read_merge(message, event));
  return event;
}

}  // namespace wardlight::census::hl7
