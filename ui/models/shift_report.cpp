// SPDX-License-Identifier: Apache-2.0
#include "ui/models/shift_report.h"

#include <algorithm>
#include <map>

#include "core/base/decimal.h"
#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

std::string percent(const std::string& number, const Texts& texts) {
  return number == kNotCalculable ? texts("board.not_calculable") : number + " %";
}

// The newest signature's word for why that is open.
std::string why_of(const ShiftInput& input, const std::string& what) {
  for (auto closing = input.closings.rbegin(); closing != input.closings.rend(); ++closing)
    if (closing->holds)
      for (const ClosingInput::Open& open : closing->open)
        if (open.what == what) return open.why;
  return {};
}

void add_signature(const ShiftInput& input, const Moment& moment, const Texts& texts, ShiftReport& report) {
  report.signature = texts("shift.not_closed");
  for (std::size_t i = 0; i < input.closings.size(); ++i) {
    const ClosingInput& one = input.closings[i];
    const std::string words =
        texts(i == 0 ? "shift.closed_by" : "shift.amended_by", {{"name", one.by}, {"time", clock_text(moment, one.at, texts)}});
    report.signature = i == 0 ? words : report.signature + " · " + words;
  }
  for (const care::FigureChange& change : input.changes)
    report.amended.push_back(figure_words(change.figure, texts) + " " + std::to_string(change.was) + " → " +
                             std::to_string(change.is));
}

void add_open(const ShiftInput& input, const Moment& moment, const Texts& texts, ShiftReport& report) {
  report.open_title = texts(input.picture.wrong.empty() ? "shift.nothing_wrong" : "shift.wrong");
  for (const auto* items : {&input.picture.wrong, &input.picture.told})
    for (const care::OpenItem& item : *items) {
      ShiftReport::Open open{open_words(input, item.kind, texts),
                             item.count == 0 ? "?" : std::to_string(item.count),
                             join(item.beds, ", "),
                             {},
                             item.urgency == care::Urgency::Now};
      if (item.count == 0) open.where = texts("shift.not_heard_of");
      if (item.oldest) open.where += " · " + texts("shift.oldest", {{"age", age_text(moment, *item.oldest, texts)}});
      open.why = why_of(input, open.what);
      report.open.push_back(std::move(open));
    }
  std::vector<std::string> fine;
  for (const care::OpenKind kind : input.picture.fine) fine.push_back(open_words(input, kind, texts));
  if (!fine.empty()) report.fine = texts("shift.fine_list", {{"list", join(fine, " · ")}});
}

std::string open_of(const care::ShiftPatient& patient, const Texts& texts) {
  int open = 0;
  for (const auto& [kind, count] : patient.open) open += count;
  return open == 0 ? std::string() : texts.count("shift.open_things", open);
}

void add_beds(const ShiftInput& input, const Moment& moment, const Texts& texts, ShiftReport& report) {
  std::map<Instant, std::size_t> columns;
  for (const auto& patient : input.facts.patients)
    for (const care::ShiftRound& round : patient.rounds) columns.emplace(round.slot.start, 0);
  for (auto& [start, column] : columns) column = report.hours.size(), report.hours.push_back(hour_text(moment, start));
  for (const auto& patient : input.facts.patients) {
    ShiftReport::Bed bed{
        patient.bed,
        patient.name,
        patient.nurse_name.empty() ? texts("patient.no_nurse") : patient.nurse_name,
        texts("shift.of", {{"done", std::to_string(patient.counts.done)}, {"due", std::to_string(patient.counts.due)}}),
        open_of(patient, texts),
        std::vector<BoardCell>(report.hours.size())};
    const auto cells = shift_cells(patient, moment, texts);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t column = columns.at(patient.rounds[i].slot.start);
      bed.cells[column] = cells[i];
      // "14:05" below "14:00" is ":05": the narrow cell then has room for it.
      if (std::string& mark = bed.cells[column].mark; mark.size() == 5 && mark.substr(0, 3) == report.hours[column].substr(0, 3))
        mark.erase(0, 2);
    }
    report.beds.push_back(std::move(bed));
  }
}

void add_nurses(const ShiftInput& input, const Texts& texts, ShiftReport& report) {
  for (const care::NurseShift& nurse : input.picture.nurses)
    report.nurses.push_back(
        {nurse.name.empty() ? texts("patient.no_nurse") : nurse.name, std::to_string(nurse.patients),
         texts("shift.of", {{"done", std::to_string(nurse.counts.done)}, {"due", std::to_string(nurse.counts.due)}}),
         texts("shift.of", {{"done", std::to_string(nurse.handoffs_accepted)},
                            {"due", std::to_string(nurse.handoffs_accepted + nurse.handoffs_pending)}}),
         std::to_string(nurse.open)});
}

}  // namespace

ShiftReport build_shift_report(const ShiftInput& input, const std::string& printed_by, const Moment& moment, const Texts& texts) {
  const care::ShiftPicture& picture = input.picture;
  ShiftReport report;
  report.title = texts("report.shift_title", {{"unit", input.unit}});
  report.subtitle = shift_words(input, moment, texts);
  report.verdict = verdict_words(input, texts);
  add_signature(input, moment, texts, report);
  const auto number = [](int n) { return std::to_string(n); };
  report.figures = {
      {percent(picture.rates.compliance, texts),
       texts("shift.done") + " " +
           texts("shift.of", {{"done", number(picture.counts.done)}, {"due", number(picture.counts.due)}})},
      {number(picture.counts.late), figure_words("late", texts)},
      {number(picture.counts.missed_with_reason) + " / " + number(picture.counts.missed), texts("shift.missed_both")},
      {number(picture.handoffs_accepted) + " / " + number(picture.handoffs_pending), texts("shift.handoffs_both")},
      {percent(picture.live_share, texts), texts("shift.live")}};
  add_open(input, moment, texts, report);
  report.bed_head = texts("board.bed"), report.nurse_head = texts("report.nurse"), report.done_head = texts("report.rounds");
  report.open_head = texts("shift.open_head");
  add_beds(input, moment, texts, report);
  report.nurses_title = texts("shift.nurses_note");
  report.patients_head = texts("report.patients"), report.rounds_head = texts("report.rounds"),
  report.handoffs_head = texts("report.handoffs");
  add_nurses(input, texts, report);
  report.legend = texts("report.legend");
  report.foot = texts("report.foot", {{"name", printed_by}, {"time", clock_text(moment, moment.now, texts)}});
  return report;
}

DowntimeList build_downtime_list(const DowntimeInput& input, const Moment& moment, const Texts& texts) {
  DowntimeList list;
  list.title = texts("downtime.list_title", {{"unit", input.unit}});
  list.subtitle = texts("downtime.made", {{"name", input.made_by}, {"time", clock_text(moment, input.made_at, texts)}});
  list.how_to = texts("downtime.how_to");
  list.bed_head = texts("downtime.bed_head"), list.risks_head = texts("downtime.risks_head"),
  list.rounds_head = texts("downtime.rounds_head");
  for (const DowntimeInput::Patient& one : input.patients) {
    DowntimeList::Patient patient{one.bed, one.name, {}, {}, {}, {}, {}};
    patient.identifiers =
        texts("downtime.identifiers",
              {{"born", birth_date_text(one.birth_date, texts)}, {"mrn", one.record_number}, {"nurse", one.nurse}});
    patient.cautions =
        texts("downtime.cautions", {{"allergies", one.allergies}, {"code", one.code_status}, {"isolation", one.isolation}});
    std::vector<std::string> risks{one.fall_band.empty() ? texts("downtime.fall_unknown")
                                                         : texts("downtime.fall", {{"band", one.fall_band}})};
    if (one.harm) risks.push_back(texts("downtime.harm"));
    if (one.devices > 0) risks.push_back(texts.count("downtime.devices", one.devices));
    if (!one.mobility.empty()) risks.push_back(one.mobility);
    patient.risks = join(risks, " · ");
    patient.tasks = one.tasks.empty() ? texts("downtime.no_tasks") : texts("downtime.tasks", {{"list", join(one.tasks, "; ")}});
    for (const Instant due : one.due) patient.due.push_back(hour_text(moment, due));
    list.patients.push_back(std::move(patient));
  }
  if (!input.unit_tasks.empty()) list.unit_tasks = texts("downtime.unit_tasks", {{"list", join(input.unit_tasks, "; ")}});
  list.foot = texts("downtime.foot");
  return list;
}

std::string printed_words(const PrintedInput& printed, const Texts& texts) {
  if (!printed.failure.empty()) return printed.failure;
  if (printed.on_printer && !printed.where.empty()) return texts("print.both", {{"file", printed.where}});
  return printed.on_printer ? texts("print.printer") : texts("print.file", {{"file", printed.where}});
}

Sheet build_downtime_page(const DowntimeInput& input, const std::optional<PrintedInput>& printed, const Moment& moment,
                          const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("downtime.title", {{"unit", input.unit}});
  sheet.back_label = texts("shift.back_to");
  if (printed)
    sheet.banners.push_back({printed->failure.empty() ? Tone::Ok : Tone::Bad, Mark::Print,
                             texts(printed->failure.empty() ? "print.done" : "print.failed"), printed_words(*printed, texts)});
  SheetSection section{"patients", texts("downtime.patients"), texts("downtime.patients_note"), {}, texts("shift.nobody")};
  const DowntimeList list = build_downtime_list(input, moment, texts);
  for (std::size_t i = 0; i < list.patients.size(); ++i) {
    const DowntimeList::Patient& one = list.patients[i];
    SheetLine line{"down." + std::to_string(i),
                   Mark::Bed,
                   Tone::Neutral,
                   texts("patient.bed", {{"bed", one.bed}}) + " · " + one.name,
                   one.risks,
                   one.tasks};
    line.value = one.due.empty() ? "–" : one.due.front();
    line.value_note = texts("downtime.next");
    section.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(section));
  SheetSection after{"after", texts("downtime.after")};
  SheetLine enter{"down-enter", Mark::Form, Tone::Neutral, texts("paper.title"), texts("paper.why")};
  enter.opens = Deed{DeedKind::OpenBackEntry};
  after.lines.push_back(std::move(enter));
  sheet.sections.push_back(std::move(after));
  sheet.foot_words = texts("print.careful");
  sheet.foot.push_back({"down-print", texts("downtime.print"), {DeedKind::PrintDowntime}, TapLook::Main, Mark::Print});
  return sheet;
}

}  // namespace wardlight::models
