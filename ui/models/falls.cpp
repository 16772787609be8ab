// SPDX-License-Identifier: Apache-2.0
#include "ui/models/falls.h"

#include <algorithm>
#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

SheetSection steps_section(const FallsInput& input, const Moment& moment, const Texts& texts) {
  SheetSection section{"steps", texts("fall_event.steps"), "", {}, ""};
  bool first_open = true;
  for (const auto& step : input.steps) {
    SheetLine line{"fall_step." + step.id, Mark::Open, Tone::Bad, step.text};
    if (step.done_at) {
      line.mark = Mark::Done, line.tone = Tone::Ok;
      line.detail = clock_text(moment, *step.done_at, texts) + (step.by.empty() ? "" : " · " + step.by);
    } else {
      line.filled = first_open;
      line.taps.push_back({"fall_step.done." + step.id, texts("fall_event.done"), {DeedKind::FallStepDone,
          input.patient.encounter, step.id},
                           first_open ? TapLook::Main : TapLook::Plain, Mark::Done});
      first_open = false;
    }
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetSection observations_section(const FallsInput& input, const Moment& moment, const Texts& texts) {
  SheetSection section{"observations", texts("fall_event.observations"), input.arm, {}, texts("fall_event.no_observations")};
  bool next = true;
  for (std::size_t i = 0; i < input.observations.size(); ++i) {
    const auto& one = input.observations[i];
    SheetLine line{"observation." + std::to_string(i), Mark::Clock, Tone::Neutral, clock_text(moment, one.due, texts)};
    if (one.done_at) {
      line.mark = Mark::Done, line.tone = Tone::Ok;
      line.badges.push_back({texts("fall_event.seen", {{"time", clock_text(moment, *one.done_at, texts)}}), Tone::Ok});
    } else if (one.missed) {
      line.mark = Mark::Warning, line.tone = Tone::Bad;
      line.badges.push_back({texts("slot.missed"), Tone::Bad});
    } else {
      if (next) {
        line.badges.push_back(due_badge(one.due, moment, texts));
        line.tone = is_late(one.due, moment) ? Tone::Bad : Tone::Primary;
        line.taps.push_back({"observation-record", texts("fall_event.observe"), {DeedKind::OpenForm, input.patient.encounter,
            "post-fall-observation"}, TapLook::Main, Mark::Form});
      }
      next = false;
    }
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetLine todo(const FallsInput& input, const char* form, std::string title, std::optional<Instant> due, bool done,
    const Moment& moment, const Texts& texts) {
  SheetLine line{std::string("fall_todo.") + form, done ? Mark::Done : Mark::Form, done ? Tone::Ok : is_late(due, moment)
      ? Tone::Bad : Tone::Warn, std::move(title)};
  if (done) line.badges.push_back({texts("fall_event.done"), Tone::Ok});
  else if (due) line.badges.push_back(due_badge(due, moment, texts));
  if (!done) line.opens = Deed{DeedKind::OpenForm, input.patient.encounter, form};
  return line;
}

}  // namespace

Sheet build_falls(const FallsInput& input, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("fall_event.title"), moment, texts);
  if (!input.fell_at) {
    sheet.notice = {texts("fall_event.none"), texts("fall_event.none_text"), Tone::Neutral};
    sheet.foot.push_back({"fall-near_miss", texts("fall_event.near_miss"), {DeedKind::OpenForm, input.patient.encounter,
        "near-miss"}, TapLook::Quiet, Mark::Warning});
    sheet.foot.push_back({"fall-start", texts("fall_event.start"), {DeedKind::StartFall, input.patient.encounter},
        TapLook::Danger, Mark::Fall});
    return sheet;
  }
  sheet.subtitle = texts("fall_event.fell", {{"age", age_text(moment, *input.fell_at, texts)}});
  if (std::ranges::any_of(input.steps, [](const auto& step) { return !step.done_at; }))
    sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("fall_event.do_not_move"), ""});
  sheet.sections.push_back(steps_section(input, moment, texts));
  SheetSection rest{"rest", texts("fall_event.then"), texts("fall_event.kept_apart"), {}, ""};
  rest.lines.push_back(todo(input, "fall-event", texts("fall_event.report"), {}, input.reported, moment, texts));
  rest.lines.back().opens = Deed{DeedKind::OpenForm, input.patient.encounter, "fall-event"};  // told at once, described after
  rest.lines.push_back(todo(input, "morse", texts("fall.reassess"), input.morse_due, !input.morse_due, moment, texts));
  rest.lines.push_back(todo(input, "fall-huddle", texts("fall_event.huddle"), input.huddle_due, input.huddle_done, moment,
      texts));
  sheet.sections.push_back(std::move(rest));
  SheetSection seen = observations_section(input, moment, texts);
  if (!input.pack.empty() && !seen.lines.empty()) seen.lines.back().source = input.pack;
  sheet.sections.push_back(std::move(seen));
  return sheet;
}

}  // namespace wardlight::models
