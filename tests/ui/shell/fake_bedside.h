// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/fake_clock.h"
#include "ui/shell/ward_services.h"

namespace wardlight::shell::test {

// The bedside of a ward in memory: gives what a test put in, and writes down what it was asked to do.
class FakeBedside : public WardServices {
 public:
  explicit FakeBedside(const support::FakeClock& clock) : m_time(clock) {}

  Expected<BedsideData> bedside(const EncounterId&, const models::Texts&) override {
    ++bedside_reads;
    return data;
  }
  Expected<UnitData> unit_work(const models::Texts&) override { return unit; }
  Expected<std::vector<models::OwnFigureInput>> own_figures(const models::Texts&) override {
    return std::vector<models::OwnFigureInput>{{"Rounds", "17", ""}};
  }
  Expected<std::vector<models::OwnFigureInput>> care_figures(const models::Texts&) override {
    return std::vector<models::OwnFigureInput>{{"Handoffs at the bedside", "75.00 %", "of 4"}};
  }
  BedsideChoices choices(const models::Texts&) override { return offered; }
  std::vector<std::string> stock_questions(const std::string&,
      const models::Texts&) override { return {"What is this medicine for?"}; }

  Expected<workflows::OpenForm> open_form(const EncounterId& encounter, const std::string& name) override {
    opened.push_back(name);
    if (const auto kept = drafts.find(name); kept != drafts.end()) return kept->second;
    return workflows::OpenForm{{"form"}, encounter, {}, {}, {}, m_time.now(), forms::FormSession(form(name)), {}, {}, {}, {}};
  }
  Expected<workflows::Outcome> record_form(const workflows::OpenForm& form) override {
    forms_recorded.push_back(form);
    return saved();
  }
  std::optional<models::JudgedForm> judge_form(const workflows::OpenForm& form, const models::Texts&) override {
    const auto score = form.form.score();
    if (!score || !score->total) return std::nullopt;
    return models::JudgedForm{score->total->text(), "High risk", models::Tone::Bad, "morse@1.0.0"};
  }
  std::optional<forms::FormSession> given_form(const workflows::HandoffView&) override {
    if (given) return given->form.form;
    return std::nullopt;
  }
  Expected<workflows::Outcome> carry_out(const BedsideAct& act) override {
    acts_done.push_back(act);
    if (bedside_refusal) return *bedside_refusal;
    if (bedside_objection) return workflows::Outcome{{}, {*bedside_objection}};
    move(act);
    changed();
    return saved();
  }
  Expected<models::ShiftInput> shift(const std::string&, const models::Texts&) override { return shift_input; }
  Expected<models::AssignmentBoardInput> assignment_board(const models::Texts&) override { return assignment_input; }
  Expected<std::vector<models::PaperPatientInput>> back_entry() override { return paper_input; }
  Expected<models::UnitFiguresInput> unit_figures(const models::Texts&) override { return models::UnitFiguresInput{}; }
  Expected<models::DowntimeInput> downtime(const models::Texts&) override { return models::DowntimeInput{}; }
  Expected<models::IncidentsInput> incidents(const std::string& reason, const models::Texts&) override {
    reasons.push_back(reason);
    if (bedside_refusal) return *bedside_refusal;
    return incidents_input;
  }
  Expected<models::ChartingFlagsInput> charting_flags(const std::string& reason) override {
    reasons.push_back(reason);
    if (bedside_refusal) return *bedside_refusal;
    return charting_input;
  }
  LocationId unit_on_screen() const override { return {"unit-1"}; }
  Expected<PrintedAt> print_shift(const models::ShiftInput&, const models::Texts&) override {
    ++printed;
    return PrintedAt{"/prints/shift.pdf", false};
  }
  Expected<PrintedAt> print_downtime(const models::DowntimeInput&, const models::Texts&) override {
    ++printed;
    return PrintedAt{"/prints/list.pdf", true};
  }
  Expected<PrintedAt> print_card(const EncounterId& encounter, const models::PaperCard& card) override {
    card_for = encounter, card_printed = card;
    return PrintedAt{"/prints/card.pdf", false};
  }
  // The PIN is known at once; in a tablet that takes a while, on a thread.
  void begin_sign(SignRequest request, std::string pin) override {
    progress = {};
    if (pin != "483926") {
      progress.pin.wrong = true;
      return;
    }
    signers.push_back(request.signer);
    if (auto* give = std::get_if<workflows::GiveHandoff>(&request.what)) {
      given = *give;
      data.handoff.state = workflows::HandoffState::Given;
      data.handoff.may_accept = true;
    }
    if (auto* accept = std::get_if<workflows::AcceptHandoff>(&request.what)) accepted = *accept,
        data.handoff.state = workflows::HandoffState::Accepted;
    if (const auto* close = std::get_if<workflows::CloseShift>(&request.what)) shift_closed = *close;
    changed();
    progress.outcome = request.what.index() == 0 ? Expected<workflows::Outcome>(workflows::Outcome{}) : saved();
  }
  SignProgress sign_progress() override { return std::exchange(progress, SignProgress{progress.pin, {}}); }

  static const forms::Questionnaire& form(const std::string& name) {
    static std::map<std::string, forms::Questionnaire> all;
    const auto found = all.find(name);
    if (found != all.end()) return found->second;
    std::ifstream in(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name + ".questionnaire.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto loaded = forms::parse_questionnaire(text);
    if (!loaded || !loaded->form) throw std::runtime_error("no form is called " + name);
    return all.emplace(name, std::move(*loaded->form)).first->second;
  }

  int bedside_reads = 0;
  BedsideData data;
  UnitData unit;
  BedsideChoices offered;
  std::vector<std::string> opened;
  std::map<std::string, workflows::OpenForm> drafts;
  models::ShiftInput shift_input;
  models::AssignmentBoardInput assignment_input;
  std::vector<models::PaperPatientInput> paper_input;
  std::optional<workflows::CloseShift> shift_closed;
  std::vector<std::string> reasons;  // that something was opened with
  models::IncidentsInput incidents_input;
  models::ChartingFlagsInput charting_input;
  int printed = 0;
  EncounterId card_for;
  models::PaperCard card_printed;
  std::vector<workflows::OpenForm> forms_recorded;
  std::vector<BedsideAct> acts_done;
  std::optional<Error> bedside_refusal;
  std::optional<workflows::Objection> bedside_objection;
  std::vector<PractitionerId> signers;
  std::optional<workflows::GiveHandoff> given;
  std::optional<workflows::AcceptHandoff> accepted;
  SignProgress progress;

 protected:
  virtual void changed() = 0;  // something a screen shows

 private:
  workflows::Outcome saved() const {
    workflows::Outcome outcome;
    outcome.saved = workflows::Saved{{"saved"}, m_time.now(), m_time.now()};
    return outcome;
  }
  // A handoff goes on as the workflow would let it.
  void move(const BedsideAct& act) {
    using workflows::HandoffState;
    if (const auto* start = std::get_if<workflows::StartHandoff>(&act)) data.handoff.handoff = start->id,
        data.handoff.state = HandoffState::Draft;
    if (const auto* step = std::get_if<MoveHandoff>(&act)) data.handoff.state = step->move == HandoffMove::Ready
        ? HandoffState::Ready : HandoffState::AtBedside;
    if (const auto* call = std::get_if<workflows::CallForHelp>(&act)) {
      data.help = workflows::HelpCall{};
      data.help->call = call->id, data.help->encounter = call->encounter, data.help->pressed_at = m_time.now();
      data.help->delivery = store::Delivery::SavedHere;
    }
    if (const auto* step = std::get_if<workflows::HelpMove>(&act); step != nullptr && data.help)
      (step->step == workflows::HelpStep::Confirmed ? data.help->confirmed_at : data.help->arrived_at) = m_time.now();
  }

  const support::FakeClock& m_time;
};

}  // namespace wardlight::shell::test
