// SPDX-License-Identifier: Apache-2.0
#include "ui/models/assignment_board.h"

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

std::string span_words(const CoverInput& cover, const Moment& moment, const Texts& texts) {
  return texts("cover.span",
               {{"name", cover.by}, {"from", hour_text(moment, cover.from)}, {"to", hour_text(moment, cover.until)}});
}

SheetSection who_has_whom(const AssignmentBoardInput& input, const Moment& moment, const Texts& texts) {
  SheetSection section{"nurses", texts("cover.nurses"), "", {}, texts("cover.nobody_assigned")};
  if (!input.unassigned.empty())
    section.lines.push_back({"unassigned",
                             Mark::Warning,
                             Tone::Warn,
                             texts("board.no_nurse"),
                             join(input.unassigned, ", "),
                             "",
                             {},
                             std::to_string(input.unassigned.size())});
  for (const auto& nurse : input.nurses) {
    SheetLine line{"nurse." + nurse.name, Mark::Person, Tone::Neutral, nurse.name, join(nurse.beds, ", ")};
    if (nurse.on_break)
      line.badges.push_back({texts(nurse.on_break->now ? "cover.on_break" : "cover.break_later",
                                   {{"words", span_words(*nurse.on_break, moment, texts)}}),
                             nurse.on_break->now ? Tone::Info : Tone::Neutral});
    line.value = std::to_string(nurse.beds.size());
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetChoices people(const AssignmentBoardInput& input, const SheetAnswers& answers, const std::string& key,
                    const std::string& without) {
  SheetChoices choices{{}, {DeedKind::Choose, {}, key}};
  for (const NurseInput& one : input.staff)
    if (one.practitioner.value != without)
      choices.options.push_back({one.practitioner.value, one.name, answer_of(answers, key) == one.practitioner.value});
  return choices;
}

void add_new_break(const AssignmentBoardInput& input, const SheetAnswers& answers, const Texts& texts, SheetSection& section) {
  SheetLine away{"cover.away", Mark::Person, Tone::Neutral, texts("cover.away")};
  away.choices = people(input, answers, "away", "");
  section.lines.push_back(std::move(away));
  if (answer_of(answers, "away").empty()) return;
  SheetLine cover{"cover.cover", Mark::People, Tone::Neutral, texts("cover.cover")};
  cover.choices = people(input, answers, "cover", answer_of(answers, "away"));
  section.lines.push_back(std::move(cover));
  SheetLine length{"cover.minutes", Mark::Clock, Tone::Neutral, texts("cover.length")};
  length.choices = SheetChoices{{}, {DeedKind::Choose, {}, "minutes"}};
  for (const int minutes : input.break_minutes)
    length.choices->options.push_back({std::to_string(minutes), texts("cover.minutes", {{"n", std::to_string(minutes)}}),
                                       answer_of(answers, "minutes") == std::to_string(minutes)});
  const bool ready = !answer_of(answers, "cover").empty() && !answer_of(answers, "minutes").empty();
  length.taps.push_back({"cover.save", texts("cover.save"), {DeedKind::CoverBreak}, TapLook::Main, Mark::Sign, ready});
  section.lines.push_back(std::move(length));
}

SheetSection breaks(const AssignmentBoardInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection section{"breaks", texts("cover.breaks"), "", {}, texts("cover.none")};
  for (const CoverInput& cover : input.breaks) {
    SheetLine line{"break." + cover.id,
                   Mark::Clock,
                   cover.now ? Tone::Info : Tone::Neutral,
                   cover.away,
                   span_words(cover, moment, texts),
                   texts("cover.signed", {{"name", cover.signed_by}})};
    if (input.charge)
      line.taps.push_back({"break.end." + cover.id, texts("cover.end"), {DeedKind::CoverBreak, {}, cover.id}, TapLook::Quiet});
    section.lines.push_back(std::move(line));
  }
  if (input.charge) add_new_break(input, answers, texts, section);
  return section;
}

}  // namespace

Sheet build_assignment_board(const AssignmentBoardInput& input, const SheetAnswers& answers, const Moment& moment,
                             const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("cover.title", {{"unit", input.unit}});
  sheet.back_label = texts("shift.back_to");
  sheet.sections = {who_has_whom(input, moment, texts), breaks(input, answers, moment, texts)};
  SheetSection changes{"changes", texts("cover.changes"), "", {}, texts("cover.no_changes")};
  for (std::size_t i = 0; i < input.changes.size(); ++i) {
    const AssignmentChangeInput& one = input.changes[i];
    SheetLine line{"change." + std::to_string(i), Mark::Sign, Tone::Neutral,
                   texts("cover.change", {{"bed", one.bed}, {"name", one.to}}), texts("cover.signed", {{"name", one.signed_by}})};
    if (!one.on_hub) line.badges.push_back({texts("act.saved_here"), Tone::Neutral});
    line.value = clock_text(moment, one.at, texts);
    changes.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(changes));
  if (!input.charge) sheet.foot_words = texts("board.charge_only");
  return sheet;
}

}  // namespace wardlight::models
