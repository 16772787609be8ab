// SPDX-License-Identifier: Apache-2.0
#include "core/care/shift/shift_examples.h"

#include <array>
#include <charconv>

#include "core/care/shift/completion.h"

namespace wardlight::care {
namespace {

constexpr Instant kNow{1'749'600'000'000};
constexpr std::array<std::string_view, 4> kVerdicts{"running", "complete", "open", "not-known"};

int whole(const json::Value& value) {
  int number = 0;
  std::from_chars(value.text().data(), value.text().data() + value.text().size(), number);
  return number;
}

Expected<ShiftPatient> read_patient(const json::Value& given) {
  WL_CHECK(
      json::refuse_unknown_members(given, {"bed", "missed", "done", "late", "live", "back", "paper", "open"}, "shift: patient"));
  ShiftPatient patient;
  patient.bed = given.text_of("bed");
  patient.counts.done = whole(given["done"]);
  patient.counts.late = whole(given["late"]);
  patient.counts.missed = whole(given["missed"]);
  patient.counts.due = patient.counts.done + patient.counts.missed;
  patient.entries = {
      {Entry::Live, whole(given["live"])}, {Entry::Back, whole(given["back"])}, {Entry::Paper, whole(given["paper"])}};
  for (const json::Member& member : given["open"].members()) {
    const auto kind = open_kind_from_code(member.name);
    if (!kind) return Error{ErrorCode::InvalidContent, "This is no kind of what can be open.", member.name};
    patient.open[*kind] = whole(member.value);
  }
  return patient;
}

ShiftTablet read_tablet(const json::Value& given) {
  ShiftTablet tablet{
      std::string(given.text_of("name")), std::string(given.text_of("name")), given["thisOne"].boolean(), {}, {}, {}};
  if (given.find("seenAgo") != nullptr) tablet.seen = kNow - minutes(whole(given["seenAgo"]));
  if (given.find("oldestAgo") != nullptr) tablet.oldest = kNow - minutes(whole(given["oldestAgo"]));
  if (given.find("unsent") != nullptr) tablet.unsent = whole(given["unsent"]);
  return tablet;
}

Expected<json::Value> run_picture(const ShiftPack& pack, const json::Value& given) {
  ShiftFacts facts;
  facts.now = kNow;
  facts.shift = {{2025, 6, 10}, pack.shifts.front().code, kNow - hours(12), given["over"].boolean() ? kNow : kNow + hours(1)};
  facts.others_known = given["othersKnown"].boolean();
  for (const json::Value& one : given["patients"].items()) {
    WL_TRY(ShiftPatient patient, read_patient(one));
    facts.patients.push_back(std::move(patient));
  }
  for (const json::Value& one : given["tablets"].items()) facts.tablets.push_back(read_tablet(one));
  const ShiftPicture picture = judge_shift(pack, facts);
  json::Value wrong = json::Value::array();
  for (const OpenItem& item : picture.wrong) wrong.push(std::string(to_code(item.kind)) + " " + std::to_string(item.count));
  json::Value report;
  report.set("verdict", kVerdicts[static_cast<std::size_t>(picture.verdict)]).set("wrong", std::move(wrong));
  return report.set("live", picture.live_share);
}

}  // namespace

Expected<json::Value> run_shift_example(const ShiftPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "at", "zone", "facts", "expect"}, "shift: example"));
  if (example.find("facts") != nullptr) return run_picture(pack, example["facts"]);
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  WL_TRY(const OffsetTime at, parse_time(example.text_of("at")));
  const Shift shift = shift_at(pack, zone, at.instant);
  json::Value report;
  report.set("shift", name_of(shift));
  report.set("hours", json::Value(whole_minutes(shift.to - shift.from) / 60));
  return report;
}

}  // namespace wardlight::care
