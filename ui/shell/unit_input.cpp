// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/unit_input.h"

#include <algorithm>

#include "ui/shell/bedside_parts.h"

namespace wardlight::shell {
namespace {

models::TaskStanding standing_of(const std::string& state) {
  if (state == "accepted") return models::TaskStanding::Accepted;
  if (state == "declined") return models::TaskStanding::Declined;
  if (state == "done") return models::TaskStanding::Done;
  if (state == "verified") return models::TaskStanding::Verified;
  return state == "reopened" ? models::TaskStanding::Reopened : models::TaskStanding::Requested;
}

// Mine: what I took, and what waits for my role and nobody took.
bool is_mine(const workflows::WorkTask& task, const access::Person& me) {
  if (task.owner) return *task.owner == me.practitioner;
  if (task.rung > 0 || task.owner_role == "charge") return me.role == access::Role::Charge;
  return task.owner_role == "aide" || (task.owner_role == "nurse" && me.role != access::Role::Aide);
}

}  // namespace

models::Role model_role(access::Role role) {
  switch (role) {
    case access::Role::Nurse: return models::Role::Nurse;
    case access::Role::Aide: return models::Role::Aide;
    case access::Role::Charge: return models::Role::Charge;
    case access::Role::Admin: return models::Role::Admin;
  }
  return models::Role::Aide;
}

models::TaskInput build_task_input(const workflows::WorkTask& task, const access::Person& me, const models::Texts& texts) {
  models::TaskInput input;
  input.id = task.task.value;
  input.encounter = task.encounter;
  input.place = task.bed.empty() ? "" : texts("patient.bed", {{"bed", task.bed}});
  input.text = task.text.in(texts.language());
  input.owner = task.owner_name.empty() ? role_words(task.owner_role, texts) : task.owner_name;
  input.standing = standing_of(task.state);
  input.due = task.due;
  input.since = task.raised_at;
  input.escalated = task.rung > 0;
  input.mine = is_mine(task, me);
  const auto done = std::ranges::find(task.lines, workflows::TaskStep::Done, &workflows::TaskLine::step);
  input.can_verify = done == task.lines.end() || done->by != me.practitioner;
  if (!task.lines.empty()) input.note = task.lines.back().note;
  return input;
}

namespace {

void add_open(UnitData& data, const workflows::UnitWork& work, const models::Texts& texts) {
  const auto add = [&](const char* key, std::size_t count, models::Tone tone) {
    data.open.push_back({texts(key), static_cast<int>(count), "", count == 0 ? models::Tone::Ok : tone});
  };
  add("open.help", work.help.size(), models::Tone::Bad);
  add("open.escalated", work.escalated.size(), models::Tone::Bad);
  add("open.tasks", work.tasks.size(), models::Tone::Warn);
  add("open.conflicts", work.conflicts.size(), models::Tone::Bad);
  add("open.not_accepted", work.not_accepted.size(), models::Tone::Warn);
  add("open.questions", work.questions.size(), models::Tone::Warn);
  add("open.prompts", work.prompts.size(), models::Tone::Warn);
}

UnitTile tile_of(const workflows::BoardBadge& badge, const models::Texts& texts) {
  UnitTile tile;
  tile.handoff = badge.handoff;
  tile.severity = badge.severity, tile.changes = badge.changes, tile.unclaimed = badge.unclaimed;
  const auto add = [&](std::string words, models::Tone tone) { tile.badges.push_back({std::move(words), tone}); };
  if (badge.help_called) add(texts("tile.help"), models::Tone::Bad);
  if (badge.late_prompts > 0) add(texts.count("tile.late_prompts", badge.late_prompts), models::Tone::Bad);
  if (badge.open_tasks > 0) add(texts.count("tile.tasks", badge.open_tasks), badge.overdue_tasks > 0 ? models::Tone::Bad
      : models::Tone::Warn);
  if (badge.fall_band == "high") add(texts("tile.fall_high"), models::Tone::Warn);
  if (badge.longest_device_day > 0) add(texts("tile.device_day", {{"n", std::to_string(badge.longest_device_day)}}),
      models::Tone::Neutral);
  return tile;
}

models::CallInput call_input(const workflows::CallRow& row, const workflows::WardContent& content, const models::Texts& texts) {
  models::CallInput input;
  input.id = row.encounter.value;
  input.name = row.family + (row.family.empty() || row.given.empty() ? "" : ", ") + row.given;
  const auto& phones = row.next == care::CallTo::Alternate ? row.alternates : row.phones;
  for (const auto& phone : phones)
    input.phone += (input.phone.empty() ? "" : " · ") + (phone.who.empty() ? "" : phone.who + " ") + phone.number;
  input.language = row.language;
  input.discharged_at = row.discharged_at;
  input.open_at = row.not_before && *row.not_before > row.opens_at ? *row.not_before : row.opens_at;
  input.target_at = row.target_at;
  input.attempts = row.attempts;
  input.most_attempts = content.calls.attempts;
  if (const care::CallResult* result = content.calls.find_result(row.last_result))
    input.last_result = result->choice.label.in(texts.language());
  input.reached = row.state == care::CallState::Reached;
  input.closed = row.state == care::CallState::Closed || row.state == care::CallState::Ended;
  return input;
}

models::PatientInput patient_of(const workflows::CallRow& row) {
  models::PatientInput input;
  input.encounter = row.encounter, input.patient = row.patient;
  input.family = row.family, input.given = row.given;
  input.birth_date = row.birth_date, input.sex = row.gender, input.record_number = row.record_number;
  return input;
}

}  // namespace

UnitData build_unit_data(const workflows::UnitWork& work, const access::Person& me, const std::string& help_number,
                         const models::Texts& texts) {
  UnitData data;
  for (const auto& task : work.tasks) data.tasks.push_back(build_task_input(task, me, texts));
  add_open(data, work, texts);
  for (const auto& task : work.undelivered)
    data.undelivered.push_back(
        {task.task.value,
         task.text.in(texts.language()) + (task.bed.empty() ? "" : ", " + texts("patient.bed", {{"bed", task.bed}})),
         task.phone, task.raised_at});
  for (const auto& call : work.help) {
    if (!call.undelivered()) continue;
    const std::string who = call.caller == "family" ? texts("caller.family") : texts("caller.patient");
    data.undelivered.push_back(
        {"help." + call.call.value, texts("help.undelivered", {{"who", who}, {"bed", call.bed}}), help_number, call.pressed_at});
  }
  for (const auto& badge : work.badges) data.tiles[badge.encounter] = tile_of(badge, texts);
  return data;
}

void add_calls(UnitData& data, const workflows::CallList& list, const workflows::WardContent& content, const access::Person& me,
               const models::Texts& texts) {
  data.calls.emplace();
  for (const auto& row : list.rows) {
    data.calls->push_back(call_input(row, content, texts));
    data.discharged.push_back(patient_of(row));
  }
  for (const auto& task : list.tasks) data.tasks.push_back(build_task_input(task, me, texts));
}

namespace {

// "75.00 %", and of how many; what cannot be calculated is left out.
void add_share(std::vector<models::OwnFigureInput>& all, const std::string& words, const std::string& percent, std::int64_t of,
               const models::Texts& texts) {
  if (of > 0) all.push_back({words, percent + " %", texts("figure.of", {{"n", std::to_string(of)}})});
}

void add_care(std::vector<models::OwnFigureInput>& all, const workflows::CareFigures& care, const workflows::WardContent& content,
              const models::Texts& texts) {
  const auto& handoffs = care.handoffs;
  add_share(all, texts("figure.handoff_bedside"), handoffs.at_bedside, handoffs.handoffs, texts);
  add_share(all, texts("figure.handoff_patient"), handoffs.patient_included, handoffs.handoffs, texts);
  add_share(all, texts("figure.handoff_goal"), handoffs.goal_recorded, handoffs.handoffs, texts);
  add_share(all, texts("figure.teach_correct"), care.teach_back.correct, care.teach_back.due, texts);
  add_share(all, texts("figure.teach_first"), care.teach_back.first_try, care.teach_back.due, texts);
  for (const auto& device : care.devices) {
    const care::DeviceType* type = content.devices.find_type(device.type);
    const std::string name = type == nullptr ? device.type : type->choice.label.in(texts.language());
    add_share(all, texts("figure.bundle", {{"device", name}}), device.maintenance.compliance, device.maintenance.checked, texts);
    const auto& placed = device.insertion;
    add_share(all, texts("figure.bundle_placed", {{"device", name}}), placed.compliance, placed.checked, texts);
  }
}

}  // namespace

std::vector<models::OwnFigureInput> build_care_figures(const workflows::CareOfUnit& figures,
                                                       const workflows::WardContent& content, const models::Texts& texts) {
  std::vector<models::OwnFigureInput> all;
  const auto& hands = figures.care.observed_hands;
  add_share(all, texts("figure.hands_observed"), hands.compliance, hands.opportunities, texts);
  if (!hands.comparable && !all.empty()) all.back().note += " · " + content.hygiene.not_comparable.in(texts.language());
  add_care(all, figures.care, content, texts);
  add_share(all, texts("figure.calls_in_time"), figures.calls.reached_in_time_percent, figures.calls.eligible, texts);
  add_share(all, texts("figure.calls_attempted"), figures.calls.attempted_percent, figures.calls.eligible, texts);
  if (figures.help.calls > 0)
    all.push_back({texts("figure.help"), std::to_string(figures.help.calls),
                   texts("figure.help_note", {{"rate", figures.help.per_thousand_days},
                                              {"minutes", figures.help.median_minutes_to_arrival}})});
  return all;
}

std::vector<models::OwnFigureInput> build_own_figures(const workflows::OwnFigures& figures, const workflows::WardContent& content,
                                                      const models::Texts& texts) {
  std::vector<models::OwnFigureInput> all;
  const auto add = [&](const char* key, int number, std::string note = {}) { all.push_back({texts(key), std::to_string(number),
      std::move(note)}); };
  add("figure.rounds", figures.rounds, texts("figure.week"));
  add("figure.late", figures.late_entries);
  add("figure.assessments", figures.assessments);
  add("figure.handoffs", figures.handoffs_given + figures.handoffs_accepted);
  add("figure.tasks", figures.tasks_done);
  add("figure.hands", figures.hand_hygiene_yes, texts("figure.of", {{"n", std::to_string(figures.hand_hygiene_asked)}}));
  add_care(all, figures.care, content, texts);
  std::string words;
  for (const auto& thanks : figures.thanks) words += (words.empty() ? "" : " · ") + thanks;
  add("figure.thanks", static_cast<int>(figures.thanks.size()), words);
  return all;
}

}  // namespace wardlight::shell
