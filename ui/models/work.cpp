// SPDX-License-Identifier: Apache-2.0
#include "ui/models/work.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

const char* standing_key(TaskStanding standing) {
  switch (standing) {
    case TaskStanding::Requested: return "task.requested";
    case TaskStanding::Accepted: return "task.accepted";
    case TaskStanding::Declined: return "task.declined";
    case TaskStanding::Done: return "task.done";
    case TaskStanding::Verified: return "task.verified";
    case TaskStanding::Reopened: return "task.reopened";
  }
  return "";
}

struct Step {
  const char* code;
  const char* label;
  TapLook look;
  bool needs_reason;
};

std::vector<Step> next_steps(const TaskInput& task) {
  switch (task.standing) {
    case TaskStanding::Requested:
    case TaskStanding::Reopened: return {{"accept", "task.accept", TapLook::Main, false}, {"decline", "task.decline",
        TapLook::Quiet, true}};
    case TaskStanding::Declined: return {{"accept", "task.accept", TapLook::Plain, false}};
    case TaskStanding::Accepted: return {{"done", "task.mark_done", TapLook::Main, false}, {"decline", "task.decline",
        TapLook::Quiet, true}};
    case TaskStanding::Done: {
      std::vector<Step> steps{{"reopen", "task.reopen", TapLook::Quiet, true}};
      if (task.can_verify) steps.insert(steps.begin(), {"verify", "task.verify", TapLook::Plain, false});
      return steps;
    }
    case TaskStanding::Verified: return {{"reopen", "task.reopen", TapLook::Quiet, true}};
  }
  return {};
}

// A step that needs a reason asks for it first; the words then go with it.
void add_steps(SheetLine& line, const TaskInput& task, const SheetAnswers& answers, const Texts& texts) {
  for (const Step& step : next_steps(task)) {
    const std::string asked = std::string("why.") + step.code + "." + task.id;
    const std::string key = std::string("task.") + step.code + "." + task.id;
    if (!step.needs_reason) {
      line.taps.push_back({key, texts(step.label), {DeedKind::TaskStep, task.encounter, task.id, step.code}, step.look});
    } else if (!answers.contains(asked)) {
      line.taps.push_back({key, texts(step.label), {DeedKind::Choose, task.encounter, asked, ""}, step.look});
    } else {
      line.field = SheetField{texts("task.why"), false, {DeedKind::Type, task.encounter, asked}};
      line.taps.push_back({key, texts(step.label), {DeedKind::TaskStep, task.encounter, task.id, step.code}, TapLook::Main,
          Mark::None, !answer_of(answers, asked).empty()});
    }
  }
}

bool is_over(const TaskInput& task) { return task.standing == TaskStanding::Verified || task.standing == TaskStanding::Declined; }

void add_tasks(Sheet& sheet, const WorkInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  const bool own = input.role == Role::Aide;  // sees no other patients' work
  SheetSection mine{"mine", texts("work.mine"), "", {}, texts("work.none_mine")};
  SheetSection unit{"unit", texts(own ? "work.others" : "work.unit"), "", {}, texts(own ? "work.none_others" : "work.none_unit")};
  auto tasks = input.tasks;
  std::ranges::stable_sort(tasks, [](const TaskInput& one, const TaskInput& other) {
    const auto key = [](const TaskInput& task) {
      return std::tuple(is_over(task), task.standing == TaskStanding::Done, !task.escalated,
          task.due.value_or(task.since + hours(48)).milliseconds, task.id);
    };
    return key(one) < key(other);
  });
  for (const auto& task : tasks) (task.mine ? mine : unit).lines.push_back(task_line(task, answers, moment, texts));
  sheet.sections = {std::move(mine), std::move(unit)};
  sheet.foot.push_back({"work-figures", texts("figures.open"), {DeedKind::OpenFigures}, TapLook::Plain, Mark::Chart});
  if (input.role == Role::Charge || input.role == Role::Nurse)
    sheet.foot.push_back({"work-shift", texts("shift.open"), {DeedKind::OpenShift}, TapLook::Plain, Mark::Clock});
  sheet.foot.push_back({"work-report", texts("report.open"), {DeedKind::OpenReport}, TapLook::Main, Mark::Add});
}

SheetLine call_line(const CallInput& call, const WorkInput& input, const SheetAnswers& answers, const Moment& moment,
    const Texts& texts) {
  SheetLine line{"call." + call.id, call.reached ? Mark::Done : Mark::Call, Tone::Neutral, call.name};
  line.detail = call.phone.empty() ? texts("call.no_phone") : call.phone + (call.language.empty() ? "" : " · " + call.language);
  line.source = texts("call.discharged", {{"time", clock_text(moment, call.discharged_at, texts)}});
  line.badges.push_back({texts("call.attempts", {{"n", std::to_string(call.attempts)},
      {"most", std::to_string(call.most_attempts)}}), Tone::Neutral});
  if (!call.last_result.empty()) line.badges.push_back({call.last_result, Tone::Neutral});
  if (call.reached) {
    line.tone = Tone::Ok;
    line.badges.push_back({texts("call.reached"), Tone::Ok});
    return line;
  }
  if (call.closed) {
    line.badges.push_back({texts("call.closed"), Tone::Neutral});
    return line;
  }
  if (moment.now < call.open_at) {
    line.badges.push_back({texts("call.opens", {{"time", clock_text(moment, call.open_at, texts)}}), Tone::Neutral});
  } else {
    line.tone = is_late(call.target_at, moment) ? Tone::Bad : Tone::Primary;
    line.badges.push_back(due_badge(call.target_at, moment, texts));
  }
  line.taps.push_back({"call.reached." + call.id, texts("call.start"), {DeedKind::OpenCall, {}, call.id},
      moment.now >= call.open_at ? TapLook::Main : TapLook::Quiet, Mark::Phone});
  const std::string asked = "attempt." + call.id;
  if (!answers.contains(asked)) {
    line.taps.push_back({"call.not_reached." + call.id, texts("call.not_reached"), {DeedKind::Choose, {}, asked, ""},
        TapLook::Quiet});
  } else {
    line.choices = SheetChoices{{}, {DeedKind::CallAttempt, {}, call.id}};
    for (const auto& result : input.attempt_results) line.choices->options.push_back({result.code, result.words});
  }
  return line;
}

void add_calls(Sheet& sheet, const WorkInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  if (!input.calls) {
    sheet.notice = {texts("call.not_known"), texts("call.not_known_text"), Tone::Warn};
    return;
  }
  auto calls = *input.calls;
  std::ranges::stable_sort(calls, [](const CallInput& one, const CallInput& other) {
    const auto key = [](const CallInput& call) { return std::tuple(call.reached || call.closed, call.target_at.milliseconds,
        call.id); };
    return key(one) < key(other);
  });
  SheetSection now{"now", texts("call.now"), "", {}, texts("call.none_now")}, later{"later", texts("call.later"), "", {},
      texts("call.none_later")};
  for (const auto& call : calls) {
    const bool open = !call.reached && !call.closed && moment.now >= call.open_at;
    (open ? now : later).lines.push_back(call_line(call, input, answers, moment, texts));
  }
  sheet.sections = {std::move(now), std::move(later)};
}

SheetLine figure_line(std::string key, const OwnFigureInput& one) {
  return {std::move(key), Mark::Chart, Tone::Neutral, one.words, one.note, "", {}, one.number};
}

SheetSection with_a_reason(const Texts& texts) {
  SheetSection section{"apart", texts("apart.section"), texts("apart.section_note")};
  section.lines.push_back({"work-incidents", Mark::Fall, Tone::Neutral, texts("incident.page"), texts("incident.page_note")});
  section.lines.back().opens = Deed{DeedKind::OpenIncidents};
  section.lines.push_back({"work-charting", Mark::Chart, Tone::Neutral, texts("charting.open"), texts("charting.open_note")});
  section.lines.back().opens = Deed{DeedKind::OpenChartingFlags};
  return section;
}

void add_open(Sheet& sheet, const WorkInput& input, const Texts& texts) {
  SheetSection section{"open", texts("work.open"), texts(input.role == Role::Aide ? "work.open_own_note" : "work.open_note"), {},
      texts("work.none_unit")};
  for (std::size_t i = 0; i < input.open.size(); ++i) {
    const auto& one = input.open[i];
    section.lines.push_back({"open." + std::to_string(i), one.count == 0 ? Mark::Done : Mark::Pending, one.tone, one.kind,
        one.detail, "", {}, std::to_string(one.count)});
  }
  sheet.sections.push_back(std::move(section));
  if (input.role == Role::Charge) sheet.sections.push_back(with_a_reason(texts));
  if (input.unit.empty()) return;
  SheetSection figures{"unit_figures", texts("work.unit_figures"), texts("work.unit_figures_note"), {}, ""};
  for (std::size_t i = 0; i < input.unit.size(); ++i)
    figures.lines.push_back(figure_line("unit_figure." + std::to_string(i), input.unit[i]));
  sheet.sections.push_back(std::move(figures));
}

void add_mine(Sheet& sheet, const WorkInput& input, const Texts& texts) {
  SheetSection section{"figures", texts("work.my_rounds"), "", {}, texts("work.no_figures")};
  for (std::size_t i = 0; i < input.mine.size(); ++i)
    section.lines.push_back(figure_line("figure." + std::to_string(i), input.mine[i]));
  sheet.sections.push_back(std::move(section));
  sheet.foot_words = texts("work.only_you");
}

}  // namespace

SheetLine task_line(const TaskInput& task, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetLine line{"task." + task.id, is_over(task) ? Mark::Done : Mark::Task, Tone::Neutral, task.text, task.place};
  const bool open = !is_over(task) && task.standing != TaskStanding::Done;
  if (open) line.tone = task.escalated || is_late(task.due, moment) ? Tone::Bad : Tone::Warn;
  if (task.standing == TaskStanding::Verified) line.tone = Tone::Ok;
  line.badges.push_back({texts(standing_key(task.standing)) + (task.owner.empty() ? "" : " · " + task.owner),
      task.standing == TaskStanding::Declined ? Tone::Warn : Tone::Neutral});
  if (open && task.due) line.badges.push_back(due_badge(task.due, moment, texts));
  if (task.escalated) line.badges.push_back({texts("task.escalated"), Tone::Bad});
  line.source = task.note;
  add_steps(line, task, answers, texts);
  return line;
}

Sheet build_work(const WorkInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("work.title");
  const SyncLine sync = build_sync_line(input.sync, moment, texts);
  if (!sync.sentence.empty()) sheet.banners.push_back({Tone::Warn, Mark::Warning, "", sync.sentence});
  sheet.views = SheetChoices{{}, {DeedKind::OpenWork}};
  const auto view = [&](WorkView one, const char* code, const char* key) { sheet.views->options.push_back({code, texts(key),
      one == input.view}); };
  view(WorkView::Tasks, "tasks", "work.view_tasks");
  if (input.role != Role::Aide) view(WorkView::Calls, "calls", "work.view_calls");
  view(WorkView::Open, "open", "work.view_open");
  view(WorkView::Mine, "mine", "work.view_mine");
  const bool of_unit = input.view != WorkView::Mine;
  if (of_unit && input.known.reading) {
    const bool failed = !input.known.failure.empty();
    if (failed) sheet.notice = {texts("ward.failed"), input.known.failure, Tone::Bad, false};
    else sheet.notice = {texts("work.reading"), texts("ward.loading_text"), Tone::Neutral, true};
    return sheet;
  }
  if (const std::string work = work_sentence(input.known, moment, texts); of_unit && !work.empty())
    sheet.banners.push_back({Tone::Warn, Mark::Warning, "", work});
  switch (input.view) {
    case WorkView::Tasks: add_tasks(sheet, input, answers, moment, texts); break;
    case WorkView::Calls: add_calls(sheet, input, answers, moment, texts); break;
    case WorkView::Open: add_open(sheet, input, texts); break;
    case WorkView::Mine: add_mine(sheet, input, texts); break;
  }
  return sheet;
}

}  // namespace wardlight::models
