// SPDX-License-Identifier: Apache-2.0
#include "ui/models/wave.h"

#include <algorithm>
#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {


SheetSection wash_section(const WaveInput& input, const Texts& texts) {
  SheetSection section{"wash", texts("wave.wash"), "", {}, ""};
  if (input.plan.isolation && input.plan.isolation->soap_and_water) {
    SheetLine soap{"wave-soap", Mark::Warning, Tone::Warn, texts("isolation.soap"), input.plan.isolation->kind};
    soap.filled = true;
    section.lines.push_back(std::move(soap));
  }
  SheetLine line;
  line.key = "wave.wash";
  line.mark = Mark::Wash;
  line.tone = Tone::Info;
  line.title = texts("wave.family_ok");
  line.detail = input.own_hands;
  line.taps.push_back({"wave.observe", texts("wave.observe"), {DeedKind::OpenWash}, TapLook::Plain, Mark::Wash});
  section.lines.push_back(std::move(line));
  return section;
}

SheetSection ask_section(const WaveInput& input, const Moment& moment, const Texts& texts) {
  const EncounterId& encounter = input.plan.patient.encounter;
  SheetSection section{"ask", texts("wave.ask"), "", {}, ""};
  for (const auto& question : input.questions) section.lines.push_back(question_line(question, encounter, moment, texts));
  SheetLine add;
  add.key = "wave.ask";
  add.mark = Mark::Question;
  add.tone = Tone::Primary;
  add.title = texts("wave.ask_hint");
  add.taps.push_back({"wave-new_question", texts("ask.new"), {DeedKind::OpenAsk, encounter}, TapLook::Main, Mark::Add});
  section.lines.push_back(std::move(add));
  return section;
}

}  // namespace

Sheet build_wave(const WaveInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.plan.patient, texts("wave.title"), moment, texts);
  sheet.sections.push_back(wash_section(input, texts));
  sheet.sections.push_back(ask_section(input, moment, texts));
  SheetSection vaccines = vaccine_section(input.plan, moment, texts);
  vaccines.title = texts("wave.vaccinate");
  vaccines.note = texts("wave.never_orders");
  sheet.sections.push_back(std::move(vaccines));
  SheetSection devices = device_section(input.plan, answers, moment, texts);
  devices.title = texts("wave.devices");
  sheet.sections.push_back(std::move(devices));
  sheet.foot.push_back({"wave-place", texts("device.place"), {DeedKind::OpenForm, input.plan.patient.encounter,
      "device-insertion"}, TapLook::Quiet, Mark::Add});
  sheet.foot.push_back({"wave-patient", texts("patient_view.turn"), {DeedKind::OpenPatientView, input.plan.patient.encounter},
      TapLook::Main, Mark::Tablet});
  return sheet;
}

Sheet build_wash(const WashInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("wash.title");
  sheet.subtitle = input.started_at ? texts("wash.running", {{"length", duration_text(moment.now - *input.started_at, texts)}})
      : texts("wash.hint");
  sheet.back_label = texts("patient.back");
  SheetSection seen{"seen", texts("wash.moment"), texts("wash.several"), {}, ""};
  bool any = false;
  for (const auto& one : input.moments) {
    const std::string id = "moment." + one.code;
    const bool on = answer_of(answers, id) == "yes";
    any = any || on;
    SheetLine line{"wash." + one.code, on ? Mark::Done : Mark::Open, on ? Tone::Ok : Tone::Neutral, one.words};
    line.opens = Deed{DeedKind::Choose, {}, id, on ? "" : "yes"};
    seen.lines.push_back(std::move(line));
  }
  SheetSection who{"who", texts("wash.person"), "", {}, ""}, done{"done", texts("wash.action"), "", {}, ""};
  SheetLine person, action;
  person.key = "wash.person", person.choices = one_of(input.people, "person", answers);
  action.key = "wash.action", action.choices = one_of(input.actions, "action", answers);
  who.lines.push_back(std::move(person));
  done.lines.push_back(std::move(action));
  SheetSection count{"count", texts("wash.so_far"), "", {}, ""};
  count.lines.push_back({"wash-count", Mark::Chart, Tone::Primary, texts.count("wash.opportunities", input.opportunities),
      texts("wash.only_observed"), "", {},
                         std::to_string(input.clean), texts("wash.clean")});
  sheet.sections = {std::move(seen), std::move(who), std::move(done), std::move(count)};
  const bool whole = any && !answer_of(answers, "person").empty() && !answer_of(answers, "action").empty();
  sheet.foot.push_back({"wash.end", texts("wash.end"), {DeedKind::SaveWash, {}, "", "end"}, TapLook::Quiet});
  sheet.foot.push_back({"wash.save", texts("wash.save"), {DeedKind::SaveWash}, TapLook::Main, Mark::Add, whole});
  if (!whole) sheet.foot_words = texts("wash.missing");
  return sheet;
}

Sheet build_ask(const AskInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("ask.title"), moment, texts);
  SheetSection about{"about", texts("ask.category"), "", {}, ""}, words{"words", texts("ask.words"), "", {}, ""};
  SheetLine category, to, field;
  category.key = "ask.category", category.choices = one_of(input.categories, "category", answers);
  to.key = "ask.asked_of", to.title = texts("ask.asked_of"), to.choices = one_of(input.asked_of, "asked_of", answers);
  about.lines = {std::move(category), std::move(to)};
  field.key = "ask-question";
  field.field = SheetField{texts("ask.field"), true, {DeedKind::Type, {}, "question"}};
  words.lines.push_back(std::move(field));
  sheet.sections = {std::move(about), std::move(words)};
  if (!input.stock.empty()) {
    SheetSection ready{"stock", texts("ask.stock"), "", {}, ""};
    for (std::size_t i = 0; i < input.stock.size(); ++i) {
      SheetLine line{"ask.stock." + std::to_string(i), Mark::Question, Tone::Info, input.stock[i]};
      line.opens = Deed{DeedKind::Type, {}, "question", input.stock[i]};
      ready.lines.push_back(std::move(line));
    }
    sheet.sections.push_back(std::move(ready));
  }
  const bool whole = !answer_of(answers, "category").empty() && !answer_of(answers, "question").empty();
  sheet.foot.push_back({"ask.save", texts("ask.save"), {DeedKind::SaveQuestion, input.patient.encounter}, TapLook::Main,
      Mark::Done, whole});
  if (!whole) sheet.foot_words = texts("ask.missing");
  return sheet;
}

}  // namespace wardlight::models
