// SPDX-License-Identifier: Apache-2.0
// The shift's pages: what they are built from, and what pressing something on them does.
#include <charconv>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

using models::Deed;
using models::DeedKind;

std::optional<BedsidePage> unit_page_of(DeedKind kind) {
  switch (kind) {
    case DeedKind::OpenCloseShift: return BedsidePage::CloseShift;
    case DeedKind::OpenAssignBoard: return BedsidePage::AssignmentBoard;
    case DeedKind::OpenDowntime: return BedsidePage::Downtime;
    case DeedKind::OpenBackEntry: return BedsidePage::BackEntry;
    case DeedKind::OpenFigures: return BedsidePage::UnitFigures;
    case DeedKind::OpenDrafts: return BedsidePage::Drafts;
    default: return std::nullopt;
  }
}

models::ShiftPart part_of(const std::string& code) {
  if (code == "beds") return models::ShiftPart::Beds;
  if (code == "nurses") return models::ShiftPart::Nurses;
  return code == "closings" ? models::ShiftPart::Closings : models::ShiftPart::Open;
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void Navigator::open_unit_page(BedsidePage page) {
  m_desk.bedside.printed.reset();
  open_bedside(page, {});
}

void Navigator::read_unit_page(BedsidePage page) {
  BedsideState& state = m_desk.bedside;
  const ReadAt stamp = read_stamp();
  if (state.shift_read_for == page && state.shift_read_at == stamp) return;
  state.shift_read_for = page;
  state.shift_read_at = stamp;
  state.failure.reset();
  const auto take = [&](auto read, auto& into) {
    if (read) into = *std::move(read);
    else state.failure = texts().said(read.error().text);
  };
  switch (page) {
    case BedsidePage::Shift:
    case BedsidePage::CloseShift: take(m_services.shift(state.shift_name, texts()), state.shift); break;
    case BedsidePage::Downtime: take(m_services.downtime(texts()), state.downtime); break;
    case BedsidePage::BackEntry: take(m_services.back_entry(), state.paper); break;
    case BedsidePage::UnitFigures: take(m_services.unit_figures(texts()), state.unit_figures); break;
    case BedsidePage::AssignmentBoard:
      take(m_services.assignment_board(texts()), state.assignment);
      if (state.assignment) state.assignment->staff = m_ward.nurses;
      break;
    default: break;
  }
}

bool Navigator::refresh_unit_page(BedsidePage page) {
  if (page < BedsidePage::Shift) return false;
  if (refresh_apart(page)) return true;
  BedsideState& state = m_desk.bedside;
  if (page == BedsidePage::Drafts) {
    m_sheet = build_drafts_page();
    return true;
  }
  read_unit_page(page);
  m_sheet = {};
  m_sheet.title = texts()("shift.open");
  m_sheet.back_label = texts()("shift.back");
  if (state.failure) {
    m_sheet.notice = {texts()("ward.failed"), *state.failure, models::Tone::Bad};
    return true;
  }
  if (page == BedsidePage::Shift && state.shift) {
    m_sheet = models::build_shift(*state.shift, state.shift_part, state.answers, moment(), texts());
    if (state.printed)
      m_sheet.banners.push_back({state.printed->failure.empty() ? models::Tone::Ok : models::Tone::Bad, models::Mark::Print,
                                 texts()(state.printed->failure.empty() ? "print.done" : "print.failed"),
                                 models::printed_words(*state.printed, texts())});
  }
  if (page == BedsidePage::CloseShift && state.shift)
    m_sheet = models::build_close_shift(*state.shift, state.answers, state.refusal, moment(), texts());
  if (page == BedsidePage::Downtime && state.downtime)
    m_sheet = models::build_downtime_page(*state.downtime, state.printed, moment(), texts());
  if (page == BedsidePage::BackEntry) m_sheet = models::build_back_entry(state.paper, state.answers, moment(), texts());
  if (page == BedsidePage::UnitFigures && state.unit_figures) m_sheet = models::build_unit_figures(*state.unit_figures, texts());
  if (page == BedsidePage::AssignmentBoard && state.assignment)
    m_sheet = models::build_assignment_board(*state.assignment, state.answers, moment(), texts());
  return true;
}

workflows::CloseShift Navigator::closing() const {
  const BedsideState& state = m_desk.bedside;
  workflows::CloseShift close;
  close.id = m_services.new_statement_id();
  close.unit = m_services.unit_on_screen();
  if (!state.shift) return close;
  close.shift = state.shift->facts.shift;
  close.hash = state.shift->hash;
  close.why = models::reasons_given(*state.shift, state.answers);
  close.note = models::answer_of(state.answers, "note");
  return close;
}

// The pages a deed opens, what it prints, and whatever else belongs to the shift.
bool Navigator::do_shift(const Deed& deed) {
  BedsideState& state = m_desk.bedside;
  const EncounterId encounter = deed.encounter;
  if (const auto page = unit_page_of(deed.kind)) return open_unit_page(*page), true;
  switch (deed.kind) {
    case DeedKind::OpenShift: {
      state.shift_part = part_of(deed.value);
      if (!deed.id.empty()) state.shift_name = deed.id, state.shift_read_for.reset();
      if (place().kind == Place::Kind::Bedside && place().page == BedsidePage::Shift) return true;
      state.shift_name.clear();
      open_unit_page(BedsidePage::Shift);
      return true;
    }
    case DeedKind::SignShift: ask_sign(models::SignFor::CloseShift); return true;
    case DeedKind::PrintReport:
      if (state.shift) note_print(m_services.print_shift(*state.shift, texts()));
      return true;
    case DeedKind::PrintDowntime:
      if (state.downtime) note_print(m_services.print_downtime(*state.downtime, texts()));
      return true;
    case DeedKind::PrintCard:
      if (const models::PatientInput* patient = find_patient(encounter); patient != nullptr && state.data)
        note_print(m_services.print_card(encounter, patient_card(*patient)));
      return true;
    case DeedKind::CoverBreak: cover_break(deed); return true;
    case DeedKind::EnterPaper: enter_paper(deed, encounter); return true;
    case DeedKind::SettleBinding:
      carry_out(workflows::SettleBinding{m_services.new_statement_id(), encounter, {deed.id},
                                         models::answer_of(state.answers, "binding." + encounter.value)}, "toast.handed_on");
      return true;
    case DeedKind::SettleSetAside:
      carry_out(
          workflows::SettleSetAside{
              m_services.new_statement_id(), {deed.id}, models::answer_of(state.answers, "aside." + deed.id)},
          "toast.handed_on");
      return true;
    default: return false;
  }
}

void Navigator::note_print(const Expected<PrintedAt>& printed) {
  m_desk.bedside.printed = printed ? models::PrintedInput{printed->file, printed->on_printer, {}}
                                   : models::PrintedInput{{}, false, texts().said(printed.error().text)};
}

void Navigator::cover_break(const Deed& deed) {
  BedsideState& state = m_desk.bedside;
  const StatementId id = m_services.new_statement_id();
  if (!deed.id.empty()) {
    carry_out(EndCover{id, {deed.id}}, "toast.cover_ended");
    return;
  }
  const Instant now = moment().now;
  workflows::CoverBreak cover{id,
                              m_services.unit_on_screen(),
                              {models::answer_of(state.answers, "away")},
                              {models::answer_of(state.answers, "cover")},
                              now,
                              now + minutes(number_of(models::answer_of(state.answers, "minutes")))};
  if (carry_out(cover, "toast.covered")) state.answers.clear();
}

// The round's own form, at that slot's time; after saving the list of what is still to enter is up again.
void Navigator::enter_paper(const Deed& deed, const EncounterId& encounter) {
  const Instant at = models::paper_time({number_of(deed.id)}, m_desk.bedside.answers);
  start_round(encounter, std::nullopt);
  if (m_desk.round) m_desk.round->enter_from_paper(at);
}

}  // namespace wardlight::shell
