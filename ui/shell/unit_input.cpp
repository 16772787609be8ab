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
  const bool charge = me.role == access::Role::Charge;
  return task.rung > 0 || task.owner_role == "charge" ? charge : task.owner_role == "nurse" || task.owner_role == "aide";
}

}  // namespace

models::TaskInput build_task_input(const workflows::WorkTask& task, const access::Person& me, const models::Texts& texts) {
  models::TaskInput input;
  input.id = task.task.value;
  input.encounter = task.encounter;
  input.place = task.bed.empty() ? "" : texts("patient.bed", {{"bed", task.bed}});
  input.text = task.text;
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

}  // namespace

UnitData build_unit_data(const workflows::UnitWork& work, const access::Person& me, const std::string& help_number,
                         const models::Texts& texts) {
  UnitData data;
  for (const auto& task : work.tasks) data.tasks.push_back(build_task_input(task, me, texts));
  add_open(data, work, texts);
  for (const auto& task : work.undelivered) data.undelivered.push_back({task.task.value, task.text + (task.bed.empty() ? ""
      : ", " + texts("patient.bed", {{"bed", task.bed}})), task.phone, task.raised_at});
  for (const auto& call : work.help) {
    if (!call.undelivered()) continue;
    const std::string who = call.caller == "family" ? texts("caller.family") : texts("caller.patient");
    data.undelivered.push_back(
        {"help." + call.call.value, texts("help.undelivered", {{"who", who}, {"bed", call.bed}}), help_number, call.pressed_at});
  }
  for (const auto& badge : work.badges) data.tiles[badge.encounter] = tile_of(badge, texts);
  return data;
}

std::vector<models::OwnFigureInput> build_own_figures(const workflows::OwnFigures& figures, const models::Texts& texts) {
  std::vector<models::OwnFigureInput> all;
  const auto add = [&](const char* key, int number, std::string note = {}) { all.push_back({texts(key), std::to_string(number),
      std::move(note)}); };
  add("figure.rounds", figures.rounds, texts("figure.week"));
  add("figure.late", figures.late_entries);
  add("figure.assessments", figures.assessments);
  add("figure.handoffs", figures.handoffs_given + figures.handoffs_accepted);
  add("figure.tasks", figures.tasks_done);
  add("figure.hands", figures.hand_hygiene_yes, texts("figure.of", {{"n", std::to_string(figures.hand_hygiene_asked)}}));
  std::string words;
  for (const auto& thanks : figures.thanks) words += (words.empty() ? "" : " · ") + thanks;
  add("figure.thanks", static_cast<int>(figures.thanks.size()), words);
  return all;
}

}  // namespace wardlight::shell
