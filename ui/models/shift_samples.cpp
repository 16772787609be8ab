// SPDX-License-Identifier: Apache-2.0
#include "ui/models/shift_samples.h"

#include <array>

#include "ui/models/samples.h"

namespace wardlight::models::samples {

namespace {

constexpr std::size_t kBeds = 28;
constexpr int kHours = 12;
constexpr std::array<const char*, 8> kFamilies{"FERNANDO DE LA CRUZ-VILLANUEVA",
                                               "OKAFOR",
                                               "ALEXANDROPOULOS-KONSTANTINIDIS",
                                               "KIM",
                                               "NGUYEN",
                                               "VAN DER WOUDE-SCHOUTENSTEIN",
                                               "HERNÁNDEZ",
                                               "O’SHAUGHNESSY"};
constexpr std::array<const char*, 5> kGiven{"Maria Guadalupe", "Sun", "Wilhelmina Theodora", "Grace", "Bartholomew"};
constexpr std::array<const char*, 5> kNurses{"Amara Okafor", "Luis Ortega", "Wilhelmina van Alphen-de Groot", "Mei Tanaka",
                                             "Dia Singh"};

std::string bed(std::size_t i) { return std::to_string(i / 2 + 1) + (i % 2 == 0 ? "A" : "B"); }
std::string name(std::size_t i) { return std::string(kFamilies[i % kFamilies.size()]) + ", " + kGiven[i % kGiven.size()]; }
Instant morning() { return moment().zone.to_instant(moment().zone.local(moment().now).date, 7 * 60); }

care::ShiftRound round(std::size_t patient, int hour, ShiftState state, Instant now) {
  const Instant start = morning() + hours(hour);
  care::ShiftRound one;
  one.slot = {start, start + hours(1), (7 + hour) * 60};
  one.outcome = care::SlotState::OnTime;
  one.done_at = start + minutes(static_cast<std::int64_t>(5 + (patient * 7 + static_cast<std::size_t>(hour) * 11) % 45));
  const std::size_t mix = (patient * 13 + static_cast<std::size_t>(hour) * 5) % 37;
  if (state != ShiftState::Complete && mix == 3) one.outcome = care::SlotState::Missed, one.done_at.reset();
  if (mix == 9) one.outcome = care::SlotState::Late, one.done_at = start + minutes(64);
  if (mix == 15) one.outcome = care::SlotState::Refused, one.done_at.reset();
  if (mix == 21) one.outcome = care::SlotState::Excluded, one.done_at.reset();
  if (state != ShiftState::Complete && mix == 28)
    one.outcome = care::SlotState::MissedWithReason, one.done_at.reset(), one.reason = "Rapid response on the unit";
  one.live = one.outcome == care::SlotState::Missed             ? care::LiveState::Missed
             : one.outcome == care::SlotState::MissedWithReason ? care::LiveState::GivenReason
             : one.outcome == care::SlotState::Excluded         ? care::LiveState::Away
             : one.outcome == care::SlotState::Refused          ? care::LiveState::Tried
                                                                : care::LiveState::Done;
  if (one.slot.end > now)
    one = {
        one.slot, start > now ? care::LiveState::Upcoming : care::LiveState::Due, care::SlotState::Missed, {}, care::Entry::Live,
        {}};
  return one;
}

void count(care::ShiftPatient& patient) {
  care::DayOutcome settled;
  for (const care::ShiftRound& one : patient.rounds)
    if (one.live != care::LiveState::Upcoming && one.live != care::LiveState::Due)
      settled.slots.push_back({one.slot, one.outcome, one.reason, {}, {}});
  patient.counts = care::count(settled, {});
  patient.entries = {{care::Entry::Live, patient.counts.done - patient.counts.late}, {care::Entry::Back, patient.counts.late}};
}

care::ShiftFacts facts(ShiftState state) {
  care::ShiftFacts all;
  const Instant end = morning() + hours(kHours);
  all.shift = {moment().zone.local(morning()).date, "day", morning(), end};
  all.now = state == ShiftState::Running ? moment().now : end + minutes(25);
  all.others_known = true;
  for (std::size_t i = 0; i < kBeds; ++i) {
    care::ShiftPatient patient;
    patient.stay = "stay-" + std::to_string(i);
    patient.bed = bed(i), patient.name = name(i);
    patient.nurse_name = i == 11 ? "" : kNurses[i % kNurses.size()];
    patient.nurse = patient.nurse_name;
    for (int hour = 0; hour < kHours; ++hour) patient.rounds.push_back(round(i, hour, state, all.now));
    count(patient);
    patient.handoffs_accepted = state == ShiftState::Running ? 0 : 1;
    all.patients.push_back(std::move(patient));
  }
  all.tablets = {{"t1", "Blue", true, 0, {}, all.now},
                 {"t2", "Green", false, 0, {}, all.now - minutes(2)},
                 {"t3", "Yellow", false, 0, {}, all.now - minutes(4)}};
  return all;
}

void spoil(care::ShiftFacts& all) {
  all.patients[2].open = {{care::OpenKind::Conflict, 1}};
  all.patients[2].handoffs_accepted = 0;
  all.patients[5].open = {{care::OpenKind::HandoffPending, 1}, {care::OpenKind::Task, 2}};
  all.patients[5].handoffs_accepted = 0;
  all.patients[7].open = {{care::OpenKind::Reassessment, 2}, {care::OpenKind::DeviceReview, 1}};
  all.patients[9].open = {{care::OpenKind::Concern, 1}, {care::OpenKind::Escalation, 1}};
  all.of_unit = {{care::OpenKind::DoubleBinding, 1}, {care::OpenKind::Quarantine, 1}};
  all.tablets[1].seen = all.now - minutes(95);
  all.tablets.push_back({"t4", "Red", false, 4, all.now - minutes(140), all.now - minutes(131)});
}

ClosingInput closing(bool holds, Instant at) {
  ClosingInput one{"Carla Nguyen", at, "open", holds, "", {}};
  one.open = {{"Rounds missed without a reason", 9, "2A, 5B, 9A", "Emergency on the unit"},
              {"Tablets not heard: what they hold is not known", 3, "Green, Yellow, Red", "A tablet is still to come back"}};
  return one;
}

}  // namespace

ShiftInput shift(const care::ShiftPack& pack, ShiftState state, const Texts& texts) {
  ShiftInput input;
  input.unit = "5 East Cardiology and Step-down";
  input.facts = facts(state);
  if (state == ShiftState::Wrong || state == ShiftState::Closed) spoil(input.facts);
  input.picture = care::judge_shift(pack, input.facts);
  input.hash = "sample";
  input.rules = pack.kinds;
  for (const care::Choice& reason : pack.reasons) input.reasons.push_back({reason.code, reason.label.in(texts.language())});
  input.shift_name = pack.shifts.front().label.in(texts.language());
  input.may_close_yet = state != ShiftState::Running;
  input.charge = true;
  const Instant end = input.facts.shift.to;
  for (const char* code : {"day", "night"})
    input.others.push_back({"2025-06-10/" + std::string(code), pack.find(code)->label.in(texts.language()), input.facts.shift,
                            false, std::string(code) == "day"});
  if (state == ShiftState::Wrong) {
    input.conflicts.push_back({{"stay-2"}, "2A", "Amara Okafor", "Luis Ortega"});
    input.bindings.push_back({{"stay-4"}, {"stay-6"}, "3A", name(4), "3A", name(6), false});
    input.set_aside.push_back({"aside-1", "4B", end - hours(2), "The form of this record is not known to the hub.", false});
    input.set_aside.push_back({"aside-2", "6A", end - hours(3), "The signature does not fit.", true});
  }
  if (state == ShiftState::Closed) input.standing = ShiftStanding::Closed, input.closings = {closing(true, end + minutes(10))};
  if (state == ShiftState::Amended) {
    input.standing = ShiftStanding::ChangedSince;
    input.closings = {closing(false, end + minutes(10)), closing(true, end + minutes(40))};
    input.changes = {{"done", 291, 300}, {"missed", 18, 9}, {"entered-later", 4, 13}};
  }
  return input;
}

AssignmentBoardInput assignment_board() {
  AssignmentBoardInput input;
  input.unit = "5 East";
  input.charge = true;
  const Instant now = moment().now;
  for (std::size_t n = 0; n < kNurses.size(); ++n) {
    AssignmentBoardInput::Nurse nurse{kNurses[n], {}, {}};
    for (std::size_t i = n; i < kBeds; i += kNurses.size()) nurse.beds.push_back(bed(i));
    input.nurses.push_back(std::move(nurse));
    input.staff.push_back({{std::string(kNurses[n])}, kNurses[n], Role::Nurse});
  }
  input.unassigned = {"6B"};
  input.breaks = {{"b1", kNurses[2], kNurses[0], now - minutes(10), now + minutes(20), true, "Carla Nguyen"},
                  {"b2", kNurses[1], kNurses[3], now + minutes(30), now + minutes(60), false, "Carla Nguyen"}};
  input.nurses[2].on_break = input.breaks[0];
  input.changes = {{"3A", kNurses[1], now - minutes(35), "Carla Nguyen", true},
                   {"7B", kNurses[2], now - hours(2), "Carla Nguyen", false}};
  return input;
}

std::vector<PaperPatientInput> back_entry() {
  std::vector<PaperPatientInput> patients;
  for (std::size_t i = 0; i < 9; ++i) {
    PaperPatientInput patient{{"stay-" + std::to_string(i)}, bed(i), name(i), {}, i == 1 ? 3 : 0};
    for (int hour = 2; hour < (i == 3 ? 2 : 6); ++hour)
      patient.open.push_back({morning() + hours(hour), morning() + hours(hour + 1)});
    patients.push_back(std::move(patient));
  }
  return patients;
}

UnitFiguresInput unit_figures(const Texts& texts) {
  UnitFiguresInput input;
  input.unit = "5 East";
  const bool es = texts.language() == "es";  // the pack's words, which samples do not read
  const std::array<std::string, 2> names{es ? "Día" : "Day", es ? "Noche" : "Night"};
  for (int i = 0; i < 8; ++i) {
    const Instant from = morning() - hours(12 * i);
    const care::Shift one{moment().zone.local(from).date, i % 2 == 0 ? "day" : "night", from, from + hours(12)};
    ShiftFigureInput shift{shift_words(names[static_cast<std::size_t>(i % 2)], one, moment(), texts), i != 2};
    if (i != 2)
      shift.done = 300 - 7 * i, shift.due = 320, shift.missed = 9, shift.compliance = "93.75", shift.live_share = "91.30";
    input.shifts.push_back(std::move(shift));
  }
  input.pooled = "92.14";
  input.reported = 7, input.put_right = 5;
  input.put_right_words = {"Wet floor outside room 12", "Bed rail of 3A loose", "Call light in 7B did not ring"};
  return input;
}

DowntimeInput downtime(const Texts& texts) {
  DowntimeInput input{"5 East Cardiology and Step-down",
                      "Carla Nguyen",
                      moment().now,
                      {},
                      {"Check the crash cart", "Ice machine leaks: mop until it is mended"}};
  for (std::size_t i = 0; i < kBeds; ++i) {
    DowntimeInput::Patient patient{bed(i),
                                   name(i),
                                   "100-" + std::to_string(4000 + i),
                                   "1942-03-1" + std::to_string(i % 9),
                                   kNurses[i % kNurses.size()],
                                   i % 3 == 0 ? "Penicillin, latex" : texts("sheet.not_recorded"),
                                   i % 4 == 0 ? "DNR" : "Full code",
                                   i % 5 == 0 ? "contact" : texts("downtime.none"),
                                   i % 2 == 0 ? "High" : "",
                                   i % 4 == 1,
                                   static_cast<int>(i % 3),
                                   "",
                                   {},
                                   {}};
    for (int hour = 0; hour < 12; ++hour) patient.due.push_back(morning() + hours(8 + hour));
    if (i % 3 == 1) patient.tasks = {"Fresh water", "Ask the provider whether the catheter is still needed"};
    input.patients.push_back(std::move(patient));
  }
  return input;
}

namespace {

std::string words(const Texts& texts, const char* en, const char* es) { return texts.language() == "es" ? es : en; }

// The longest names there are, as everywhere in the samples.
IncidentInput fall(std::string id, std::size_t patient, Instant at, const Texts& texts) {
  IncidentInput report;
  report.first = report.newest = std::move(id);
  report.kind = "fall", report.name = name(patient), report.bed = bed(patient);
  report.occurred_at = at, report.recorded_at = at + minutes(6), report.by = kNurses[patient % kNurses.size()];
  report.confirm_by = at + hours(24);
  report.overdue = moment().now > *report.confirm_by;
  report.counts_for = "5 East";
  report.level = "undetermined", report.level_words = words(texts, "Not yet known", "Aún no se sabe");
  report.said = {{report.level_words, false, report.recorded_at, report.by, ""}};
  for (int hour = 3; hour > 0; --hour) report.rounds.push_back(at - hours(hour));
  return report;
}

}  // namespace

IncidentsInput incidents(const Texts& texts) {
  const Instant now = moment().now;
  const auto say = [&](const char* en, const char* es) { return words(texts, en, es); };
  IncidentInput late = fall("late", 5, now - hours(26), texts), again = fall("again", 2, now - minutes(44), texts);
  IncidentInput earlier = fall("earlier", 2, now - minutes(52), texts), confirmed = fall("confirmed", 3, now - hours(40), texts);
  again.told = {{say("What the patient was doing", "Qué hacía el paciente"), say("Going to the toilet", "Iba al baño")},
                {say("What happened, in plain words", "Qué ocurrió, con palabras sencillas"),
                 say("Stood up alone because the call light had fallen behind the bed, and slid down along the rail.",
                     "Se levantó sin ayuda porque el timbre había caído detrás de la cama y resbaló por la baranda.")}};
  again.may_be_same = {{"earlier", earlier.occurred_at, earlier.by}};
  earlier.told_again = {{"third", earlier.occurred_at + minutes(3), kNurses[0]}};
  confirmed.level = "moderate", confirmed.level_words = say("Moderate", "Moderada"), confirmed.confirmed = true,
  confirmed.overdue = false;
  confirmed.said.push_back({confirmed.level_words, true, now - hours(20), "Carla Nguyen",
                            say("Three stitches above the left brow; film without fracture",
                                "Tres puntos sobre la ceja izquierda; placa sin fractura")});
  IncidentInput near = fall("near", 7, now - hours(3), texts);
  near.kind = "near-miss", near.level.clear(), near.level_words.clear(), near.confirm_by.reset(), near.said.clear(),
  near.rounds.clear();
  IncidentsInput input{{again, earlier, near, late, confirmed}, {}, {{"icu", "Intensive Care"}, {"xray", "Radiology"}}, true};
  input.levels = {{"none", say("None", "Ninguna")},          {"minor", say("Minor", "Leve")},
                  {"moderate", say("Moderate", "Moderada")}, {"major", say("Major", "Grave")},
                  {"death", say("Death", "Muerte")},         {"undetermined", say("Not yet known", "Aún no se sabe")}};
  return input;
}

ChartingFlagsInput charting_flags() {
  ChartingFlagsInput input{"5 East", moment().now - hours(24 * 7), moment().now, 1846, 9, 4, 2, 4, 10, 4, 60, "rounding@1.0.0"};
  return input;
}

}  // namespace wardlight::models::samples
