// SPDX-License-Identifier: Apache-2.0
#include "ui/models/shift.h"

#include <algorithm>
#include <array>

#include "core/base/decimal.h"
#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

using care::OpenItem;
using care::OpenKind;
using care::Urgency;
using care::ShiftVerdict;

// The figures of a closing, by the names they stand under in its statement.
constexpr std::array<std::pair<std::string_view, const char*>, 11> kFigures{{
    {"due", "shift.figure_due"},
    {"excluded", "shift.figure_excluded"},
    {"done", "shift.figure_done"},
    {"late", "shift.figure_late"},
    {"refused", "shift.figure_refused"},
    {"missed-with-reason", "shift.figure_missed_with_reason"},
    {"missed", "shift.figure_missed"},
    {"handoffs-accepted", "shift.figure_handoffs"},
    {"entered-live", "shift.figure_live"},
    {"entered-later", "shift.figure_later"},
    {"entered-from-paper", "shift.figure_paper"},
}};

const char* state_key(const std::string& state) {
  if (state == "complete") return "shift.state_complete";
  return state == "open" ? "shift.state_open" : "shift.state_not_known";
}

Tone tone_of(Urgency urgency) {
  return urgency == Urgency::Now ? Tone::Bad : urgency == Urgency::Told ? Tone::Neutral : Tone::Warn;
}

Mark mark_of(OpenKind kind) {
  switch (kind) {
    case OpenKind::HelpCall: return Mark::Help;
    case OpenKind::Conflict:
    case OpenKind::HandoffPending: return Mark::People;
    case OpenKind::DoubleBinding: return Mark::Bed;
    case OpenKind::Quarantine:
    case OpenKind::TabletSilent:
    case OpenKind::TabletUnsent: return Mark::Tablet;
    case OpenKind::NotDelivered: return Mark::Phone;
    case OpenKind::Escalation:
    case OpenKind::Task: return Mark::Task;
    case OpenKind::Reassessment: return Mark::Form;
    case OpenKind::DeviceReview: return Mark::Device;
    case OpenKind::Concern: return Mark::Question;
    case OpenKind::Missed:
    case OpenKind::MissedReason:
    case OpenKind::Late: return Mark::Clock;
  }
  return Mark::Pending;
}

SheetLine open_line(const ShiftInput& input, const OpenItem& item, const Moment& moment, const Texts& texts) {
  SheetLine line{"open." + std::string(care::to_code(item.kind)), mark_of(item.kind), tone_of(item.urgency),
                 open_words(input, item.kind, texts)};
  line.detail = join(item.beds, ", ");
  if (item.oldest)
    line.detail += (line.detail.empty() ? "" : " · ") + texts("shift.oldest", {{"age", age_text(moment, *item.oldest, texts)}});
  if (item.urgency == Urgency::NotKnown) line.badges.push_back({texts("shift.not_known"), Tone::Warn});
  line.value = item.count == 0 ? "?" : std::to_string(item.count);
  line.filled = item.urgency == Urgency::Now;
  if (item.count == 0) line.detail = texts("shift.not_heard_of");
  return line;
}

void add_fine(const ShiftInput& input, const SheetAnswers& answers, const Texts& texts, SheetSection& section) {
  const bool open = answer_of(answers, "fine") == "yes";
  SheetLine fold{"fine", Mark::Done, Tone::Ok, texts.count("shift.fine", static_cast<int>(input.picture.fine.size()))};
  fold.opens = Deed{DeedKind::Choose, {}, "fine", open ? "" : "yes"};
  section.lines.push_back(std::move(fold));
  if (!open) return;
  for (const OpenKind kind : input.picture.fine)
    section.lines.push_back(
        {"fine." + std::string(care::to_code(kind)), Mark::Done, Tone::Ok, open_words(input, kind, texts), "", "", {}, "0"});
}

std::string percent(const std::string& number, const Texts& texts) {
  return number == kNotCalculable ? texts("board.not_calculable") : number + " %";
}

SheetSection rounds_section(const ShiftInput& input, const Texts& texts) {
  const care::ShiftPicture& picture = input.picture;
  const auto entries = [&](care::Entry entry) {
    const auto found = picture.entries.find(entry);
    return std::to_string(found == picture.entries.end() ? 0 : found->second);
  };
  SheetSection section{"rounds", texts("shift.rounds")};
  SheetLine done{"rounds-done", Mark::Clock, Tone::Neutral, texts("shift.done")};
  done.detail =
      texts("shift.of_due", {{"done", std::to_string(picture.counts.done)}, {"due", std::to_string(picture.counts.due)}});
  done.value = percent(picture.rates.compliance, texts);
  section.lines.push_back(std::move(done));
  SheetLine live{"rounds-live", Mark::Tablet, Tone::Neutral, texts("shift.live")};
  live.detail = texts("shift.live_note", {{"later", entries(care::Entry::Back)}, {"paper", entries(care::Entry::Paper)}});
  live.value = percent(picture.live_share, texts);
  section.lines.push_back(std::move(live));
  SheetLine handoffs{"rounds-handoffs", Mark::People, Tone::Neutral, texts("shift.handoffs")};
  handoffs.detail = texts("shift.handoffs_note", {{"pending", std::to_string(picture.handoffs_pending)}});
  handoffs.value = std::to_string(picture.handoffs_accepted);
  section.lines.push_back(std::move(handoffs));
  return section;
}

SheetSection settle_section(const ShiftInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection section{"settle", texts("shift.settle")};
  for (const ConflictInput& one : input.conflicts) {
    SheetLine line{"conflict." + one.encounter.value, Mark::People, Tone::Bad, texts("shift.conflict", {{"bed", one.bed}}),
                   texts("shift.conflict_text", {{"from", one.from}, {"to", one.to}})};
    line.opens = Deed{DeedKind::OpenHandoff, one.encounter};
    section.lines.push_back(std::move(line));
  }
  const auto hand_on = [&](SheetLine line, const std::string& asked, Deed deed, bool handed_on, const char* hint) {
    if (handed_on) line.badges.push_back({texts("shift.handed_on"), Tone::Ok});
    if (!handed_on && input.charge && !answers.contains(asked)) {
      line.taps.push_back({asked, texts("shift.hand_on"), {DeedKind::Choose, {}, asked, ""}, TapLook::Plain});
    } else if (!handed_on && input.charge) {
      line.field = SheetField{texts(hint), false, {DeedKind::Type, {}, asked}};
      line.taps.push_back({asked + ".save", texts("shift.hand_on"), std::move(deed), TapLook::Main, Mark::None,
                           !answer_of(answers, asked).empty()});
    }
    section.lines.push_back(std::move(line));
  };
  for (const BindingInput& one : input.bindings) {
    SheetLine line{"binding." + one.encounter.value + ".line", Mark::Bed, one.handed_on ? Tone::Neutral : Tone::Bad,
                   texts("shift.binding")};
    line.detail = texts("shift.binding_text",
                        {{"name", one.name}, {"bed", one.bed}, {"other", one.other_name}, {"other_bed", one.other_bed}});
    hand_on(std::move(line), "binding." + one.encounter.value, {DeedKind::SettleBinding, one.encounter, one.other.value},
            one.handed_on, "shift.binding_hint");
  }
  for (const SetAsideInput& one : input.set_aside) {
    SheetLine line{
        "aside." + one.statement + ".line", Mark::Tablet, one.handed_on ? Tone::Neutral : Tone::Bad,
        texts("shift.aside", {{"bed", one.bed.empty() ? input.unit : one.bed}, {"time", clock_text(moment, one.at, texts)}}),
        one.problem};
    hand_on(std::move(line), "aside." + one.statement, {DeedKind::SettleSetAside, {}, one.statement}, one.handed_on,
            "shift.aside_hint");
  }
  for (const TaskInput& task : input.tasks) section.lines.push_back(task_line(task, answers, moment, texts));
  return section;
}

void add_open(Sheet& sheet, const ShiftInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection wrong{"wrong", texts("shift.wrong"), "", {}, texts("shift.nothing_wrong")};
  for (const OpenItem& item : input.picture.wrong) wrong.lines.push_back(open_line(input, item, moment, texts));
  for (const OpenItem& item : input.picture.told) wrong.lines.push_back(open_line(input, item, moment, texts));
  add_fine(input, answers, texts, wrong);
  sheet.sections.push_back(std::move(wrong));
  if (auto settle = settle_section(input, answers, moment, texts); !settle.lines.empty())
    sheet.sections.push_back(std::move(settle));
  sheet.sections.push_back(rounds_section(input, texts));
}

// The most pressing bed first.
void add_beds(Sheet& sheet, const ShiftInput& input, const Moment& moment, const Texts& texts) {
  SheetSection beds{"beds", texts("shift.beds"), texts("shift.beds_note"), {}, texts("shift.nobody")};
  std::vector<const care::ShiftPatient*> order;
  for (const auto& patient : input.facts.patients) order.push_back(&patient);
  std::ranges::stable_sort(order, std::greater{}, [](const auto* one) { return one->counts.missed; });
  for (const auto* patient : order) {
    SheetLine line{"bed." + patient->stay, Mark::None, Tone::Neutral,
                   texts("patient.bed", {{"bed", patient->bed}}) + " · " + patient->name};
    line.detail = patient->nurse_name.empty() ? texts("patient.no_nurse") : patient->nurse_name;
    line.value =
        texts("shift.of", {{"done", std::to_string(patient->counts.done)}, {"due", std::to_string(patient->counts.due)}});
    line.tone = patient->counts.missed > 0 ? Tone::Warn : Tone::Neutral;
    line.cells = shift_cells(*patient, moment, texts);
    beds.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(beds));
}

void add_nurses(Sheet& sheet, const ShiftInput& input, const Texts& texts) {
  SheetSection nurses{"nurses", texts("shift.nurses"), texts("shift.nurses_note"), {}, texts("shift.nobody")};
  for (const care::NurseShift& nurse : input.picture.nurses) {
    SheetLine line{"nurse." + nurse.nurse, Mark::Person, Tone::Neutral,
                   nurse.name.empty() ? texts("patient.no_nurse") : nurse.name};
    line.detail = texts.count("board.patients", nurse.patients) + " · " +
                  texts("shift.nurse_handoffs",
                        {{"n", std::to_string(nurse.handoffs_accepted)}, {"pending", std::to_string(nurse.handoffs_pending)}});
    if (nurse.counts.missed > 0) line.badges.push_back({texts.count("shift.missed", nurse.counts.missed), Tone::Warn});
    if (nurse.open > 0) line.badges.push_back({texts.count("shift.open_things", nurse.open), Tone::Neutral});
    line.value = texts("shift.of", {{"done", std::to_string(nurse.counts.done)}, {"due", std::to_string(nurse.counts.due)}});
    nurses.lines.push_back(std::move(line));
  }
  nurses.tap = Tap{"shift-assign", texts("cover.open"), {DeedKind::OpenAssignBoard}, TapLook::Plain, Mark::People};
  sheet.sections.push_back(std::move(nurses));
}

SheetLine tablet_line(const care::ShiftTablet& tablet, const Moment& moment, const Texts& texts) {
  SheetLine line{"tablet." + tablet.device, Mark::Tablet, Tone::Neutral,
                 tablet.name.empty() ? texts("shift.this_tablet") : tablet.name};
  line.detail = tablet.this_one ? texts("shift.this_tablet")
                : tablet.seen   ? texts("shift.heard", {{"age", age_text(moment, *tablet.seen, texts)}})
                                : texts("shift.never_heard");
  if (tablet.oldest) {
    line.tone = Tone::Warn;
    line.badges.push_back({texts("shift.oldest", {{"age", age_text(moment, *tablet.oldest, texts)}}), Tone::Warn});
  }
  line.value = tablet.unsent ? std::to_string(*tablet.unsent) : "?";
  line.value_note = texts("shift.unsent");
  return line;
}

SheetLine closing_line(const ClosingInput& closing, std::size_t number, const Moment& moment, const Texts& texts) {
  SheetLine line{"closing." + std::to_string(number), Mark::Sign, closing.holds ? Tone::Ok : Tone::Neutral,
                 texts(number == 0 ? "shift.closed_by" : "shift.amended_by",
                       {{"name", closing.by}, {"time", clock_text(moment, closing.at, texts)}})};
  line.badges.push_back({texts(state_key(closing.state)), closing.state == "complete" ? Tone::Ok : Tone::Warn});
  if (!closing.holds) line.badges.push_back({texts("shift.replaced"), Tone::Neutral});
  for (const ClosingInput::Open& open : closing.open)
    line.detail += (line.detail.empty() ? "" : "\n") + open.what + " (" + std::to_string(open.count) + "): " + open.why;
  line.source = closing.note;
  return line;
}

void add_closings(Sheet& sheet, const ShiftInput& input, const Moment& moment, const Texts& texts) {
  SheetSection signatures{"closings", texts("shift.closings"), "", {}, texts("shift.not_closed")};
  for (std::size_t i = input.closings.size(); i-- > 0;)
    signatures.lines.push_back(closing_line(input.closings[i], i, moment, texts));
  sheet.sections.push_back(std::move(signatures));
  if (!input.changes.empty()) {
    SheetSection changes{"changes", texts("shift.changes"), texts("shift.changes_note")};
    for (const care::FigureChange& change : input.changes)
      changes.lines.push_back({"change." + change.figure, Mark::Chart, Tone::Warn, figure_words(change.figure, texts), "", "", {},
                               std::to_string(change.was) + " → " + std::to_string(change.is)});
    sheet.sections.push_back(std::move(changes));
  }
  SheetSection tablets{"tablets", texts("shift.tablets"), input.facts.others_known ? "" : texts("shift.not_heard_of")};
  for (const auto& tablet : input.facts.tablets) tablets.lines.push_back(tablet_line(tablet, moment, texts));
  sheet.sections.push_back(std::move(tablets));
  if (input.others.empty()) return;
  SheetSection others{"others", texts("shift.others")};
  for (const OtherShiftInput& other : input.others) {
    SheetLine line{"other." + other.name, other.closed ? Mark::Sign : Mark::Pending, other.shown ? Tone::Primary : Tone::Neutral,
                   shift_words(other.shift_name, other.shift, moment, texts),
                   texts(other.closed ? "shift.closed" : "shift.not_closed")};
    line.filled = other.shown;
    line.opens = Deed{DeedKind::OpenShift, {}, other.name, "closings"};
    others.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(others));
}

SheetBanner verdict_banner(const ShiftInput& input, const Moment& moment, const Texts& texts) {
  const ShiftVerdict verdict = input.picture.verdict;
  SheetBanner banner{verdict == ShiftVerdict::Complete ? Tone::Ok : verdict == ShiftVerdict::Running ? Tone::Info : Tone::Warn,
                     verdict == ShiftVerdict::Complete ? Mark::Done : Mark::Warning, verdict_words(input, texts), ""};
  if (input.standing == ShiftStanding::ChangedSince) banner.text = texts("shift.changed_since");
  if (input.standing == ShiftStanding::ClosedTwice) banner.text = texts("shift.closed_twice");
  if (input.standing == ShiftStanding::Closed && !input.closings.empty())
    banner.text = texts("shift.closed_by",
                        {{"name", input.closings.back().by}, {"time", clock_text(moment, input.closings.back().at, texts)}});
  return banner;
}

struct View {
  const char* code;
  const char* key;
};

View view_of(ShiftPart part) {
  switch (part) {
    case ShiftPart::Open: break;
    case ShiftPart::Beds: return {"beds", "shift.view_beds"};
    case ShiftPart::Nurses: return {"nurses", "shift.view_nurses"};
    case ShiftPart::Closings: return {"closings", "shift.view_closings"};
  }
  return {"open", "shift.view_open"};
}

std::string date_words(const Moment& moment, Instant at, const Texts& texts) {
  const LocalTime local = moment.zone.local(at);
  return std::to_string(local.date.day) + " " +
         texts("month." + std::string(local.date.month < 10 ? "0" : "") + std::to_string(local.date.month));
}

}  // namespace

std::string shift_words(const ShiftInput& input, const Moment& moment, const Texts& texts) {
  return shift_words(input.shift_name, input.facts.shift, moment, texts);
}

std::string shift_words(const std::string& name, const care::Shift& shift, const Moment& moment, const Texts& texts) {
  return texts("shift.words", {{"name", name},
                               {"day", date_words(moment, shift.from, texts)},
                               {"from", hour_text(moment, shift.from)},
                               {"to", hour_text(moment, shift.to)}});
}

std::string verdict_words(const ShiftInput& input, const Texts& texts) {
  switch (input.picture.verdict) {
    case ShiftVerdict::Running: return texts("shift.running");
    case ShiftVerdict::Complete: return texts("shift.complete");
    case ShiftVerdict::Open: return texts("shift.open_verdict");
    case ShiftVerdict::NotKnown: return texts("shift.unknown_verdict");
  }
  return {};
}

std::string figure_words(const std::string& figure, const Texts& texts) {
  const auto found = std::ranges::find(kFigures, figure, &std::pair<std::string_view, const char*>::first);
  return found == kFigures.end() ? figure : texts(found->second);
}

std::string open_words(const ShiftInput& input, OpenKind kind, const Texts& texts) {
  const auto rule = std::ranges::find(input.rules, kind, &care::OpenRule::kind);
  return rule == input.rules.end() ? std::string(care::to_code(kind)) : rule->label.in(texts.language());
}

std::vector<BoardCell> shift_cells(const care::ShiftPatient& patient, const Moment& moment, const Texts& texts) {
  std::vector<BoardCell> cells;
  for (const care::ShiftRound& one : patient.rounds)
    cells.push_back(slot_cell({one.slot.start, one.slot.end, one.live, one.outcome, one.done_at, one.reason}, moment, texts));
  return cells;
}

std::map<OpenKind, std::string> reasons_given(const ShiftInput& input, const SheetAnswers& answers) {
  std::map<OpenKind, std::string> given;
  for (const OpenItem& item : input.picture.wrong) {
    const std::string code(care::to_code(item.kind));
    const std::string& words = answer_of(answers, "words." + code);
    if (const std::string& why = words.empty() ? answer_of(answers, "why." + code) : words; !why.empty()) given[item.kind] = why;
  }
  return given;
}

Sheet build_shift(const ShiftInput& input, ShiftPart part, const SheetAnswers& answers, const Moment& moment,
                  const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("shift.title", {{"unit", input.unit}});
  sheet.subtitle = shift_words(input, moment, texts);
  sheet.back_label = texts("shift.back");
  sheet.views = SheetChoices{{}, {DeedKind::OpenShift}};
  for (const ShiftPart one : {ShiftPart::Open, ShiftPart::Beds, ShiftPart::Nurses, ShiftPart::Closings})
    sheet.views->options.push_back({view_of(one).code, texts(view_of(one).key), one == part});
  sheet.banners.push_back(verdict_banner(input, moment, texts));
  switch (part) {
    case ShiftPart::Open: add_open(sheet, input, answers, moment, texts); break;
    case ShiftPart::Beds: add_beds(sheet, input, moment, texts); break;
    case ShiftPart::Nurses: add_nurses(sheet, input, texts); break;
    case ShiftPart::Closings: add_closings(sheet, input, moment, texts); break;
  }
  sheet.foot.push_back({"shift-downtime", texts("downtime.open"), {DeedKind::OpenDowntime}, TapLook::Plain, Mark::Print});
  sheet.foot.push_back({"shift-print", texts("shift.print"), {DeedKind::PrintReport}, TapLook::Plain, Mark::Print});
  const bool again = input.standing == ShiftStanding::ChangedSince || input.standing == ShiftStanding::ClosedTwice;
  Tap close{
      "shift-close", texts(again ? "shift.sign_again" : "shift.close"), {DeedKind::OpenCloseShift}, TapLook::Main, Mark::Sign};
  close.enabled = input.charge && input.may_close_yet && input.standing != ShiftStanding::Closed;
  sheet.foot.push_back(std::move(close));
  return sheet;
}

Sheet build_close_shift(const ShiftInput& input, const SheetAnswers& answers, const std::optional<std::string>& refusal,
                        const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("shift.close_title");
  sheet.subtitle = shift_words(input, moment, texts);
  sheet.back_label = texts("shift.back_to");
  if (refusal) sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("shift.not_signed"), *refusal});
  SheetSection why{"why", texts("shift.why"), "", {}, texts("shift.nothing_to_explain")};
  const auto given = reasons_given(input, answers);
  std::size_t missing = 0;
  for (const OpenItem& item : input.picture.wrong) {
    SheetLine line = open_line(input, item, moment, texts);
    line.filled = false;
    const std::string code(care::to_code(item.kind));
    line.choices = SheetChoices{{}, {DeedKind::Choose, {}, "why." + code}};
    for (const CodeWords& reason : input.reasons)
      line.choices->options.push_back({reason.code, reason.words, answer_of(answers, "why." + code) == reason.code});
    line.field = SheetField{texts("shift.own_words"), false, {DeedKind::Type, {}, "words." + code}};
    missing += given.contains(item.kind) ? 0 : 1;
    why.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(why));
  SheetSection note{"note", texts("shift.note")};
  SheetLine field{"note-line"};
  field.title = texts("shift.note_title");
  field.field = SheetField{texts("shift.note_hint"), true, {DeedKind::Type, {}, "note"}};
  note.lines.push_back(std::move(field));
  sheet.sections.push_back(std::move(note));
  sheet.sections.push_back(rounds_section(input, texts));
  sheet.foot_words = missing > 0 ? texts.count("shift.reasons_missing", static_cast<int>(missing)) : texts("shift.sign_means");
  sheet.foot.push_back({"close-sign", texts("shift.sign"), {DeedKind::SignShift}, TapLook::Main, Mark::Sign, missing == 0});
  return sheet;
}

}  // namespace wardlight::models
