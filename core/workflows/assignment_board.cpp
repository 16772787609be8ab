// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/assignment_board.h"

#include <algorithm>
#include <map>

#include "core/workflows/statement_parts.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kTaskCodes = "urn:wardlight:codes:task";
constexpr std::string_view kCover = "break-cover";
constexpr std::string_view kOver = "cancelled";

json::Value begin_cover(const Ward& ward, const StatementId& id, std::string_view status) {
  const Instant now = ward.clock.now();
  json::Value task = begin_statement(ward, {"Task", id, now, {}});
  task.set("status", status).set("intent", "order").set("code", coding(kTaskCodes, kCover));
  task.set("authoredOn", ward.zone.format(now));
  return task.set("requester", reference_to("Practitioner", ward.session.person().practitioner.value));
}

Expected<Outcome> save(const Ward& ward, const StatementId& id, json::Value task) {
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{id, std::move(task)}}));
  const Instant now = ward.clock.now();
  return Outcome{Saved{id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

std::vector<Objection> objections_to(const Ward& ward, const CoverBreak& cover) {
  if (cover.away.empty() || cover.cover.empty() || cover.away == cover.cover)
    return {{ObjectionKind::NothingToDo, "", "Choose who goes on a break and a colleague who covers."}};
  if (cover.until <= cover.from || cover.until - cover.from > ward.content.shift.longest_break)
    return {{ObjectionKind::TimesWrong, "", "A break ends after it begins, and is no longer than the unit allows."}};
  return {};
}

struct Names {
  const WardFrame& frame;
  std::string operator()(const PractitionerId& id) const { return frame.name_of(id); }
};

std::optional<BreakCover> cover_of(const store::Record& record, const json::Value& task, const Names& name_of, Instant now) {
  const auto from = parse_time(task["restriction"]["period"].text_of("start"));
  const auto until = parse_time(task["restriction"]["period"].text_of("end"));
  const json::Value* away = find_extension(task, "covers");
  if (!from || !until || away == nullptr) return std::nullopt;
  BreakCover cover{
      {record.id}, {id_in((*away)["valueReference"])}, {id_in(task["owner"])}, {}, {}, from->instant, until->instant, false, {}};
  cover.away_name = name_of(cover.away);
  cover.by_name = name_of(cover.by);
  cover.now = cover.from <= now && now < cover.until;
  cover.signed_by = name_of(record.signer);
  return cover;
}

Expected<std::vector<BreakCover>> read_breaks(const Ward& ward, const LocationId& unit, const Names& name_of, Instant now) {
  WL_TRY(const auto records, ward.store.list_records({}, "Task", store::Store::OfUnit::Yes));
  std::map<StatementId, BreakCover> covers;
  for (const store::Record& record : records) {
    if (record.bytes.find(kCover) == std::string::npos) continue;
    WL_TRY(const json::Value task, json::parse(record.bytes));
    if (task["code"]["coding"][std::size_t{0}].text_of("code") != kCover) continue;
    if (task.text_of("status") == kOver) covers.erase(record.thread);
    else if (!unit.empty() && id_in(task["focus"]) != unit.value) continue;
    else if (auto cover = cover_of(record, task, name_of, now); cover && now < cover->until)
      covers[record.thread] = *std::move(cover);
  }
  std::vector<BreakCover> by_time;
  for (auto& [thread, cover] : covers) by_time.push_back(std::move(cover));
  std::ranges::sort(by_time, {}, [](const BreakCover& one) { return std::tie(one.from, one.away_name, one.cover); });
  return by_time;
}

Expected<std::vector<AssignmentChange>> read_changes(const Ward& ward, const std::vector<store::CensusEntry>& stays,
                                                     const Names& name_of, Instant since) {
  std::vector<EncounterId> encounters;
  std::map<EncounterId, std::string> beds;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter), beds[stay.encounter] = stay.now.bed_name;
  WL_TRY(const auto acts, ward.store.list_acts(encounters, since));
  std::vector<AssignmentChange> changes;
  for (const store::Act& act : acts) {
    if (act.act != "Task" || act.kind != store::ProjectionRules{}.assignment_code) continue;
    WL_TRY(const auto statement, ward.store.find_statement(act.id));
    if (!statement) continue;
    WL_TRY(const json::Value task, json::parse(statement->bytes));
    const PractitionerId to{id_in(task["owner"])};
    changes.push_back({act.encounter, beds[act.encounter], to, name_of(to), act.occurred_at, name_of(statement->envelope.signer),
                       act.delivery});
  }
  std::ranges::sort(changes, [](const AssignmentChange& one, const AssignmentChange& other) {
    return std::tie(other.at, one.bed) < std::tie(one.at, other.bed);
  });
  return changes;
}

}  // namespace

Expected<Outcome> cover_break(const Ward& ward, const CoverBreak& cover) {
  WL_CHECK(require(ward, access::Action::AssignPatients));
  WL_TRY(auto earlier, find_saved(ward, cover.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  if (auto objections = objections_to(ward, cover); !objections.empty()) return Outcome{{}, std::move(objections)};
  json::Value task = begin_cover(ward, cover.id, "accepted");
  if (!cover.unit.empty()) task.set("focus", reference_to("Location", cover.unit.value));
  task.set("owner", reference_to("Practitioner", cover.cover.value));
  json::Value period;
  period.set("start", ward.zone.format(cover.from)).set("end", ward.zone.format(cover.until));
  task.set("restriction", json::Value().set("period", std::move(period)));
  add_extension(task, "covers", "Reference", reference_to("Practitioner", cover.away.value));
  return save(ward, cover.id, std::move(task));
}

Expected<Outcome> end_cover(const Ward& ward, const StatementId& id, const StatementId& cover) {
  WL_CHECK(require(ward, access::Action::AssignPatients));
  WL_TRY(auto earlier, find_saved(ward, id));
  if (earlier) return Outcome{std::move(earlier), {}};
  json::Value task = begin_cover(ward, id, kOver);
  add_extension(task, "thread", "String", cover.value);
  return save(ward, id, std::move(task));
}

Expected<AssignmentBoard> read_assignment_board(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::SeeBoard));
  WL_TRY(const WardFrame frame, make_frame(ward));
  const Names name_of{frame};
  WL_TRY(const auto stays, ward.store.list_census(unit, frame.now));
  AssignmentBoard board;
  board.read_at = frame.now;
  WL_TRY(board.breaks, read_breaks(ward, unit, name_of, frame.now));
  WL_TRY(board.changes, read_changes(ward, stays, name_of, care::shift_at(ward.content.shift, ward.zone, frame.now).from));
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  WL_TRY(const auto assignments, ward.store.list_assignments(encounters));
  std::map<std::pair<std::string, PractitionerId>, BoardNurse> nurses;
  for (const store::CensusEntry& stay : stays) {
    bool anybody = false;
    for (const store::Assignment& one : assignments) {
      if (one.encounter != stay.encounter) continue;
      anybody = true;
      BoardNurse& nurse = nurses[{name_of(one.practitioner), one.practitioner}];
      nurse.nurse = one.practitioner;
      nurse.name = name_of(one.practitioner);
      nurse.beds.push_back(stay.now.bed_name);
    }
    if (!anybody) board.unassigned.push_back(stay.now.bed_name);
  }
  for (auto& [key, nurse] : nurses) {
    const auto cover = std::ranges::find(board.breaks, nurse.nurse, &BreakCover::away);
    if (cover != board.breaks.end()) nurse.on_break = *cover;
    board.nurses.push_back(std::move(nurse));
  }
  return board;
}

}  // namespace wardlight::workflows
