// SPDX-License-Identifier: Apache-2.0
#include "ui/models/patient_head.h"

#include <tuple>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

FlagChip build_allergies(const PatientInput& patient, const Texts& texts) {
  if (!patient.allergies) return {FlagKind::Allergies, {texts("flag.allergies_not_recorded"), Tone::Warn}};
  if (patient.allergies->empty()) return {FlagKind::Allergies, {texts("flag.no_known_allergies"), Tone::Neutral}};
  return {FlagKind::Allergies, {texts("flag.allergies", {{"what", join(*patient.allergies, ", ")}}), Tone::Bad}};
}

FlagChip build_code_status(const PatientInput& patient, const Texts& texts) {
  if (!patient.code_status) return {FlagKind::CodeStatus, {texts("flag.code_status_not_recorded"), Tone::Warn}};
  return {FlagKind::CodeStatus, {texts("flag.code_status", {{"what", *patient.code_status}}), Tone::Violet}};
}

FlagChip build_isolation(const PatientInput& patient, const Texts& texts) {
  if (!patient.isolation) return {FlagKind::Isolation, {texts("flag.isolation_not_recorded"), Tone::Warn}};
  if (patient.isolation->empty()) return {FlagKind::Isolation, {texts("flag.no_isolation"), Tone::Neutral}};
  return {FlagKind::Isolation, {texts("flag.isolation", {{"what", join(*patient.isolation, ", ")}}), Tone::Violet}};
}

// Two of a list and how many more.
std::string join_short(const std::vector<std::string>& parts, const Texts& texts) {
  if (parts.size() <= 2) return join(parts, ", ");
  return texts("flag.more", {{"what", join({parts[0], parts[1]}, ", ")}, {"n", std::to_string(parts.size() - 2)}});
}

std::vector<FlagChip> build_short_flags(const PatientInput& patient, const Texts& texts) {
  std::vector<FlagChip> chips;
  std::vector<std::string> missing;
  if (patient.temporary) chips.push_back({FlagKind::Temporary, {texts("flag.temporary_short"), Tone::Info}});
  if (!patient.allergies)
    missing.push_back(texts("flag.name.allergies"));
  else if (patient.allergies->empty())
    chips.push_back(build_allergies(patient, texts));
  else
    chips.push_back(
        {FlagKind::Allergies, {texts("flag.allergies", {{"what", join_short(*patient.allergies, texts)}}), Tone::Bad}});
  if (!patient.code_status)
    missing.push_back(texts("flag.name.code_status"));
  else
    chips.push_back({FlagKind::CodeStatus, {*patient.code_status, Tone::Violet}});
  if (!patient.isolation)
    missing.push_back(texts("flag.name.isolation"));
  else
    chips.push_back(build_isolation(patient, texts));
  if (!missing.empty())
    chips.push_back({FlagKind::NotRecorded, {texts("flag.short.none", {{"what", join(missing, ", ")}}), Tone::Warn}});
  return chips;
}

std::string sex_text(std::string_view code, const Texts& texts) {
  if (code == "female") return texts("sex.female");
  if (code == "male") return texts("sex.male");
  if (code == "other") return texts("sex.other");
  return texts("sex.unknown");
}

std::string about_text(const PatientInput& patient, const Moment& moment, const Texts& texts) {
  const auto age = age_years(moment, patient.birth_date);
  const std::string sex = sex_text(patient.sex, texts);
  return age ? texts("patient.age", {{"n", std::to_string(*age)}}) + " · " + sex : sex;
}

int urgency(const PatientInput& patient) {
  if (!patient.state) return 2;
  switch (*patient.state) {
    case LiveState::Missed:
    case LiveState::Overdue: return 0;
    case LiveState::DueSoon:
    case LiveState::Due: return 1;
    case LiveState::Upcoming:
    case LiveState::Done:
    case LiveState::Tried:
    case LiveState::GivenReason: return 3;
    case LiveState::Away: return 4;
  }
  return 4;
}

// Nothing is asked for before the next slot begins.
DueMark waiting_mark(const PatientInput& patient, const Moment& moment, const Texts& texts) {
  DueMark mark{"–", texts("due.upcoming"), "", Tone::Ok, false};
  if (!patient.due_at) return mark;
  mark.time = clock_text(moment, *patient.due_at, texts);
  if (*patient.due_at > moment.now)
    mark.detail = texts("due.in", {{"length", duration_text(*patient.due_at - moment.now, texts)}});
  return mark;
}

DueMark pressing_mark(const PatientInput& patient, std::string word, Tone tone, const Moment& moment, const Texts& texts) {
  DueMark mark{"–", std::move(word), "", tone, true};
  if (patient.due_at) mark.time = clock_text(moment, *patient.due_at, texts);
  if (!patient.due_until) return mark;
  mark.detail = moment.now < *patient.due_until
                    ? texts("due.until", {{"time", hour_text(moment, *patient.due_until)}})
                    : texts("due.over_by", {{"length", duration_text(moment.now - *patient.due_until, texts)}});
  return mark;
}

DueMark live_mark(const PatientInput& patient, const Moment& moment, const Texts& texts) {
  if (!patient.state) return {"–", texts("due.unknown"), texts("due.unknown_text"), Tone::Warn, false};
  switch (*patient.state) {
    case LiveState::Upcoming:
    case LiveState::Done:
    case LiveState::Tried:
    case LiveState::GivenReason: return waiting_mark(patient, moment, texts);
    case LiveState::Away: return {"–", texts("due.away"), texts("due.away_text"), Tone::Neutral, false};
    case LiveState::Due: return pressing_mark(patient, texts("due.due"), Tone::Primary, moment, texts);
    case LiveState::DueSoon: return pressing_mark(patient, texts("due.due_soon"), Tone::Warn, moment, texts);
    case LiveState::Overdue: return pressing_mark(patient, texts("due.overdue"), Tone::Bad, moment, texts);
    case LiveState::Missed: return pressing_mark(patient, texts("due.missed"), Tone::Bad, moment, texts);
  }
  return {};
}

}  // namespace

std::string patient_name(const PatientInput& patient, const Texts& texts) {
  if (patient.family.empty() && patient.given.empty()) return texts("patient.no_name");
  if (patient.family.empty() || patient.given.empty()) return patient.family + patient.given;
  return patient.family + ", " + patient.given;
}

PatientHead build_patient_head(const PatientInput& patient, const Moment& moment, const Texts& texts) {
  PatientHead head;
  head.encounter = patient.encounter;
  head.bed = patient.bed.empty() ? "?" : patient.bed;
  head.bed_label = patient.bed.empty() ? texts("patient.no_bed") : texts("patient.bed", {{"bed", patient.bed}});
  head.name = patient_name(patient, texts);
  const std::string number = patient.record_number.empty() ? texts("patient.record_number_missing")
                                                           : texts("patient.record_number", {{"number", patient.record_number}});
  const std::string born = birth_date_text(patient.birth_date, texts);
  head.identifiers = (patient.birth_date.empty() ? born : texts("patient.born", {{"date", born}})) + " · " + number;
  head.about = about_text(patient, moment, texts);
  if (!patient.same_name_beds.empty()) {
    const std::string beds = join(patient.same_name_beds, ", ");
    head.same_name = texts("patient.same_name", {{"beds", beds}});
    head.same_name_short = texts("patient.same_name_short", {{"beds", beds}});
  }
  if (patient.temporary) head.flags.push_back({FlagKind::Temporary, {texts("flag.temporary"), Tone::Info}});
  head.flags.push_back(build_allergies(patient, texts));
  head.flags.push_back(build_code_status(patient, texts));
  head.flags.push_back(build_isolation(patient, texts));
  head.short_flags = build_short_flags(patient, texts);
  return head;
}

DueMark build_due_mark(const PatientInput& patient, const SyncLine& sync, const Moment& moment, const Texts& texts) {
  if (sync.freshness == Freshness::Loading) return {"–", texts("due.loading"), sync.heard, Tone::Neutral, false};
  DueMark mark = live_mark(patient, moment, texts);
  if (sync.freshness == Freshness::Fresh) return mark;
  mark.detail = sync.heard;
  if (mark.tone == Tone::Ok) mark.tone = Tone::Neutral;
  return mark;
}

std::string round_kind_text(RoundKind kind, const Texts& texts) {
  switch (kind) {
    case RoundKind::Full: return texts("round_kind.full");
    case RoundKind::Asleep: return texts("round_kind.asleep");
    case RoundKind::Refused: return texts("round_kind.refused");
    case RoundKind::InRoomCare: return texts("round_kind.in_room_care");
  }
  return {};
}

std::string last_round_text(const PatientInput& patient, const SyncLine& sync, const Moment& moment, const Texts& texts) {
  if (sync.freshness == Freshness::Loading) return texts("sync.loading");
  if (!patient.last_round) return texts("round.none_known");
  return texts("round.last", {{"time", clock_text(moment, patient.last_round->occurred_at, texts)},
                              {"who", patient.last_round->by},
                              {"what", round_kind_text(patient.last_round->kind, texts)}});
}

bool is_overdue(const PatientInput& patient) { return patient.state == LiveState::Overdue || patient.state == LiveState::Missed; }

bool is_due(const PatientInput& patient) { return patient.state == LiveState::Due || patient.state == LiveState::DueSoon; }

std::string bed_order(std::string_view bed) {
  if (bed.empty()) return "\x7f";
  std::string out, digits;
  const auto flush = [&] {
    if (!digits.empty()) out += std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
    digits.clear();
  };
  for (const char c : bed) {
    if (c >= '0' && c <= '9') {
      digits += c;
      continue;
    }
    flush();
    out += c;
  }
  flush();
  return out;
}

bool comes_before(const PatientInput& one, const PatientInput& other) {
  const auto key = [](const PatientInput& patient) {
    return std::tuple<int, Instant, std::string, const std::string&, const EncounterId&>(
        urgency(patient), patient.due_at.value_or(Instant{INT64_MAX}), bed_order(patient.bed), patient.family, patient.encounter);
  };
  return key(one) < key(other);
}

}  // namespace wardlight::models
