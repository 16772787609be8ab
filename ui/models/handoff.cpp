// SPDX-License-Identifier: Apache-2.0
#include "ui/models/handoff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ui/models/bedside_lines.h"
#include "ui/models/form_sections.h"

namespace wardlight::models {

namespace {

std::vector<SheetStep> build_steps(const HandoffInput& input, const Moment& moment, const Texts& texts) {
  constexpr std::array words = {"handoff.draft", "handoff.ready", "handoff.at_bedside", "handoff.given", "handoff.synthesised",
      "handoff.accepted"};
  const int at = input.state == HandoffState::Conflict ? 3 : std::max(static_cast<int>(input.state) - 1, 0);
  std::vector<SheetStep> steps;
  for (int i = 0; i < static_cast<int>(words.size()); ++i)
    steps.push_back({texts(words[static_cast<std::size_t>(i)]), "", i < at || input.state == HandoffState::Accepted
        ? StepState::Done : i == at ? StepState::Now : StepState::Later});
  if (input.given_at) steps[3].note = hour_text(moment, *input.given_at) + " " + input.from;
  if (input.accepted_at) steps[5].note = hour_text(moment, *input.accepted_at) + " " + input.to;
  return steps;
}

bool editable(const HandoffInput& input) { return input.may_give && input.state <= HandoffState::Given; }

SheetLine row_line(const HandoffRowInput& row, const HandoffInput& input, const Moment& moment, const Texts& texts) {
  SheetLine line;
  line.key = "row." + row.id;
  line.title = row.label;
  if (row.value.at && !row.value.stale)
    line.detail = row.value.words + " · " + age_text(moment, *row.value.at, texts);
  else
    show_age(line, row.value, moment, texts);
  line.mark = row.confirmed ? Mark::Done : row.value.stale ? Mark::Clock : Mark::Open;
  line.tone = row.confirmed ? Tone::Ok : row.value.stale || !row.value.at ? Tone::Warn : Tone::Neutral;
  if (row.changed) line.badges.push_back({texts("handoff.new"), Tone::Info});
  if (!row.confirmed && row.value.at && editable(input))
    line.taps.push_back({"row.confirm." + row.id, row.value.stale ? texts("handoff.confirm_stale") : texts("handoff.confirm"),
                         {DeedKind::ConfirmRow, input.patient.encounter, row.id}, TapLook::Quiet});
  return line;
}

SheetSection changes_section(const HandoffInput& input, const Moment& moment, const Texts& texts) {
  const std::string title = input.last_handoff ? texts("handoff.changed", {{"time", clock_text(moment, *input.last_handoff,
      texts)}}) : texts("handoff.first");
  SheetSection section{"changes", title, "", {}, texts("handoff.no_changes")};
  for (std::size_t i = 0; i < input.changes.size(); ++i) {
    SheetLine line{"changed." + std::to_string(i), Mark::Chart, Tone::Info, input.changes[i].words};
    line.value = hour_text(moment, input.changes[i].at);
    if (input.changes[i].late_entry) line.badges.push_back({texts("handoff.late_entry"), Tone::Warn});
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetSection conflict_section(const HandoffInput& input, const Texts& texts) {
  SheetSection section{"conflict", texts("handoff.conflict"), input.charge ? "" : texts("handoff.charge_decides"), {}, ""};
  for (const auto& version : input.versions) {
    SheetLine line{"version." + version.id, Mark::Sign, Tone::Bad, texts("handoff.version"), version.words, version.id.substr(0,
        12)};
    if (input.charge)
      line.taps.push_back({"version.keep." + version.id, texts("handoff.keep_version"), {DeedKind::KeepVersion,
          input.patient.encounter, version.id}, TapLook::Main, Mark::Done});
    section.lines.push_back(std::move(line));
  }
  return section;
}

// What was said, to be read: the answer over its question. What was left open and need not be said is left out.
std::optional<SheetLine> said_line(const FormRow& row, const Texts& texts) {
  SheetLine line;
  line.key = row.key;
  line.title = row.label;
  if (row.kind == RowKind::Heading || row.kind == RowKind::Words) return line;
  if (!row.answered && !row.missing) return std::nullopt;
  std::vector<std::string> said;
  for (const auto& option : row.options)
    if (option.selected) said.push_back(option.label);
  if (row.answered && !row.value.empty()) said.push_back(row.value);
  line.detail = said.empty() ? texts("sheet.not_recorded") : join(said, ", ");
  return line;
}

// The form's groups as sections, with the chart's rows in front of the questions of the same group.
std::vector<SheetSection> parts_of(const HandoffInput& input, const Moment& moment, const Texts& texts) {
  std::vector<SheetSection> sections;
  if (input.given != nullptr) sections = build_form_sections(*input.given, input.patient.encounter, moment, texts);
  for (auto& section : sections) {
    std::vector<SheetLine> lines;
    for (const auto& row : input.rows)
      if (row.section == section.key && !row.sensitive) lines.push_back(row_line(row, input, moment, texts));
    const bool hidden = section.key == input.private_group;
    for (auto& line : section.lines) {
      if (line.row && hidden) line.row->enabled = editable(input);
      if (editable(input) || !line.row || hidden)
        lines.push_back(std::move(line));
      else if (auto said = said_line(*line.row, texts))
        lines.push_back(*std::move(said));
    }
    section.lines = std::move(lines);
    if (!editable(input)) section.tap.reset();
  }
  std::erase_if(sections, [](const SheetSection& section) { return section.lines.empty(); });
  return sections;
}

// What is told away from the bedside: closed until somebody opens it, and not to be opened there.
SheetSection close_private(SheetSection section, const HandoffInput& input, const SheetAnswers& answers, const Moment& moment,
    const Texts& texts) {
  section.note = texts("handoff.private_note");
  for (const auto& row : input.rows)
    if (row.sensitive) section.lines.insert(section.lines.begin(), row_line(row, input, moment, texts));
  if (answer_of(answers, "private") == "yes" && input.state != HandoffState::AtBedside) return section;
  // What is chosen says only that there is something; what is written stays closed.
  std::erase_if(section.lines, [](const SheetLine& line) { return !line.row || line.row->kind != RowKind::Choices; });
  section.tap.reset();
  SheetLine closed{"handoff-private", Mark::Private, Tone::Violet, texts("handoff.private_closed"),
      texts("handoff.private_text")};
  closed.taps.push_back({"handoff.open_private", texts("handoff.open_private"), {DeedKind::Choose, input.patient.encounter,
      "private", "yes"}, TapLook::Quiet, Mark::Private,
                         input.state != HandoffState::AtBedside});
  section.lines.push_back(std::move(closed));
  return section;
}

std::vector<SheetSection> by_letter(std::vector<SheetSection> parts, const HandoffInput& input) {
  std::vector<SheetSection> sections;
  for (const auto& letter : input.sbar) {
    SheetSection all{"sbar." + letter.title, letter.title, "", {}, ""};
    for (auto& part : parts) {
      if (std::ranges::find(letter.groups, part.key) == letter.groups.end()) continue;
      for (auto& line : part.lines) all.lines.push_back(std::move(line));
      if (part.tap) all.tap = std::move(part.tap);
      part.lines.clear();
      part.key.clear();
    }
    if (!all.lines.empty()) sections.push_back(std::move(all));
  }
  for (auto& part : parts)
    if (!part.key.empty()) sections.push_back(std::move(part));
  return sections;
}

Tap step_tap(const char* key, std::string label, DeedKind kind, const HandoffInput& input, Mark mark, std::string value = {}) {
  return {key, std::move(label), {kind, input.patient.encounter, "", std::move(value)}, TapLook::Main, mark};
}

void add_giver_foot(Sheet& sheet, const HandoffInput& input, const Texts& texts) {
  const auto stale = list_stale(input);
  const bool open = std::ranges::any_of(input.rows, [](const auto& row) { return !row.confirmed && row.value.at; });
  const bool draft = input.state <= HandoffState::Draft;
  if (open && !draft)
    sheet.foot.push_back({"handoff.confirm_all", texts("handoff.confirm_all"), {DeedKind::ConfirmAll, input.patient.encounter},
                          TapLook::Plain, Mark::Done, stale.empty()});
  if (open)
    sheet.foot_words = stale.empty() ? texts("handoff.need_confirm") : texts("handoff.stale", {{"what", join(stale, ", ")}});
  if (draft) {
    // What is not too old is confirmed by the same tap: its words stand on the page.
    Tap ready = step_tap("handoff.ready", texts(open ? "handoff.confirm_and_ready" : "handoff.mark_ready"), DeedKind::MarkReady,
                         input, Mark::Next, open ? "confirm" : "");
    ready.enabled = stale.empty();
    // Whoever stands at the bed already says both at once.
    Tap both = step_tap("handoff.ready_bedside", texts(open ? "handoff.confirm_and_bedside" : "handoff.ready_bedside"),
                        DeedKind::MarkReady, input, Mark::Bed, open ? "confirm,bedside" : "bedside");
    both.enabled = ready.enabled;
    ready.look = TapLook::Plain;
    sheet.foot.push_back(std::move(ready));
    sheet.foot.push_back(std::move(both));
  } else if (input.state == HandoffState::Ready) {
    sheet.foot.push_back(step_tap("handoff-bedside", texts("handoff.mark_bedside"), DeedKind::MarkBedside, input, Mark::Bed));
  } else {
    const auto missing = input.given != nullptr ? list_missing(*input.given, texts) : std::vector<std::string>{};
    Tap sign = step_tap("handoff.give", texts("handoff.give"), DeedKind::Sign, input, Mark::Sign, "give");
    sign.enabled = !open && missing.empty();
    if (!missing.empty() && sheet.foot_words.empty()) sheet.foot_words = texts.count("handoff.missing",
        static_cast<std::int64_t>(missing.size()), {{"what", missing.front()}});
    sheet.foot.push_back(std::move(sign));
  }
}

void add_foot(Sheet& sheet, const HandoffInput& input, const SheetAnswers& answers, const Texts& texts) {
  if (input.state == HandoffState::Accepted) {
    Tap add = step_tap("handoff.addendum", texts("handoff.add_addendum"), DeedKind::AddAddendum, input, Mark::Add);
    add.enabled = !answer_of(answers, "addendum").empty();
    sheet.foot.push_back(std::move(add));
  } else if (input.may_accept) {
    sheet.foot.push_back(step_tap("handoff.read_back", texts("handoff.read_back"), DeedKind::OpenReadBack, input, Mark::Next));
  } else if (input.may_give && input.state <= HandoffState::AtBedside) {
    add_giver_foot(sheet, input, texts);
  } else if (input.state == HandoffState::Given) {
    if (input.may_give) {
      sheet.foot.push_back(step_tap("handoff.give", texts("handoff.give_again"), DeedKind::Sign, input, Mark::Sign, "give"));
      sheet.foot.back().look = TapLook::Quiet;
    }
    sheet.foot_words = texts("handoff.waiting");
    sheet.foot.push_back(step_tap("handoff.read_back", texts("handoff.read_back"), DeedKind::OpenReadBack, input, Mark::Next));
  }
}

SheetSection addendum_section(const Texts& texts) {
  SheetSection section{"addendum", texts("handoff.addendum"), "", {}, ""};
  SheetLine line;
  line.key = "handoff-addendum_words";
  line.detail = texts("handoff.accepted_text");
  line.field = SheetField{texts("handoff.addendum"), true, {DeedKind::Type, {}, "addendum"}};
  section.lines.push_back(std::move(line));
  return section;
}

}  // namespace

std::vector<std::string> list_stale(const HandoffInput& input) {
  std::vector<std::string> labels;
  for (const auto& row : input.rows)
    if (row.value.stale && !row.confirmed) labels.push_back(row.label);
  return labels;
}

std::vector<std::string> list_actions(const HandoffInput& input) {
  std::vector<std::string> actions;
  if (input.given == nullptr) return actions;
  for (const auto& row : input.given->rows())
    if (row.field.link_id == input.actions_link_id)
      for (const auto& answer : row.answers) actions.push_back(answer.text);
  return actions;
}

Sheet build_handoff(const HandoffInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, input.type.empty() ? texts("handoff.title") : input.type, moment, texts);
  const bool by_sbar = answer_of(answers, "view") == "sbar";
  if (!input.sbar.empty())
    sheet.views = SheetChoices{{{"ipass", "I-PASS", !by_sbar}, {"sbar", "SBAR", by_sbar}}, {DeedKind::Choose,
        input.patient.encounter, "view"}};
  sheet.steps = build_steps(input, moment, texts);
  if (input.refusal) sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("handoff.refused"), *input.refusal});
  if (input.unclaimed) sheet.banners.push_back({Tone::Bad, Mark::Clock, texts("handoff.unclaimed"),
      texts("handoff.unclaimed_text")});
  if (input.state == HandoffState::Conflict) sheet.sections.push_back(conflict_section(input, texts));
  if (input.state == HandoffState::Accepted) sheet.sections.push_back(addendum_section(texts));
  sheet.sections.push_back(changes_section(input, moment, texts));
  if (!input.concerns.empty()) {
    SheetSection concerns{"concerns", texts("handoff.concerns"), "", {}, ""};
    for (const auto& concern : input.concerns) concerns.lines.push_back(question_line(concern, input.patient.encounter, moment,
        texts));
    sheet.sections.push_back(std::move(concerns));
  }
  if (!input.tasks.empty()) {
    SheetSection tasks{"tasks", texts("handoff.open_tasks"), "", {}, ""};
    for (const auto& task : input.tasks) {
      tasks.lines.push_back(task_line(task, {}, moment, texts));
      tasks.lines.back().taps.clear();
    }
    sheet.sections.push_back(std::move(tasks));
  }
  auto parts = parts_of(input, moment, texts);
  std::vector<SheetSection> last;
  if (const auto hidden = std::ranges::find(parts, input.private_group, &SheetSection::key); hidden != parts.end()) {
    last.push_back(close_private(std::move(*hidden), input, answers, moment, texts));
    parts.erase(hidden);
  }
  for (auto& section : by_sbar ? by_letter(std::move(parts), input)
      : std::move(parts)) sheet.sections.push_back(std::move(section));
  for (auto& section : last) sheet.sections.push_back(std::move(section));
  add_foot(sheet, input, answers, texts);
  return sheet;
}

Sheet build_read_back(const HandoffInput& input, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("handoff.read_back_title"), moment, texts);
  sheet.subtitle = texts("handoff.read_back_text");
  if (input.refusal) sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("handoff.refused"), *input.refusal});
  SheetSection actions{"actions", texts("handoff.say_back"), "", {}, texts("handoff.no_actions")};
  std::vector<std::string> said;
  if (input.read_back != nullptr)
    for (const auto& row : input.read_back->rows())
      for (const auto& answer : row.answers) said.push_back(answer.text);
  const auto given = list_actions(input);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool on = std::ranges::find(said, given[i]) != said.end();
    SheetLine line{"restate." + std::to_string(i), on ? Mark::Done : Mark::Open, on ? Tone::Ok : Tone::Primary, given[i]};
    line.opens = Deed{DeedKind::Restate, input.patient.encounter, "", given[i]};
    actions.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(actions));
  if (input.read_back != nullptr)
    for (auto& section : build_form_sections(*input.read_back, input.patient.encounter, moment,
        texts)) sheet.sections.push_back(std::move(section));
  const auto missing = input.read_back != nullptr ? list_missing(*input.read_back, texts) : std::vector<std::string>{};
  Tap accept = step_tap("handoff.accept", texts("handoff.accept"), DeedKind::Sign, input, Mark::Sign, "accept");
  accept.enabled = missing.empty();
  if (!missing.empty()) sheet.foot_words = texts.count("handoff.missing", static_cast<std::int64_t>(missing.size()),
      {{"what", missing.front()}});
  sheet.foot.push_back(std::move(accept));
  return sheet;
}

}  // namespace wardlight::models
