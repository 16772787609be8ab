// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/bedside_parts.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "core/care/sepsis/screen.h"
#include "core/care/vaccines/chart_vaccines.h"

namespace wardlight::shell {
namespace {

using care::Fact;

constexpr const char* kFallForm = "morse";
constexpr const char* kNecessityForm = "device-necessity";

std::string text_of(const json::Value& object, const char* name) {
  const json::Value* member = object.find(name);
  return member != nullptr && member->is_string() ? member->text() : std::string();
}

// The measures in force against one factor, and the reason when there is none.
void add_measures(models::FactorInput& factor, const workflows::BedsideView& view, const BedsideWorld& world) {
  for (const Fact& fact : view.facts) {
    const std::string about = text_of(fact.value, "factor");
    if (about != factor.id && !about.starts_with(factor.id + "-")) continue;
    for (const json::Value& measure : fact.value["measures"].items()) {
      std::string words = option_words(world.ward, "fall-plan", measure.text(), world.texts);
      if (std::ranges::find(factor.interventions, words) == factor.interventions.end())
        factor.interventions.push_back(std::move(words));
    }
    if (fact.kind == "fall-factor-reason") factor.reason = text_of(fact.value, "reason");
  }
}

// What counts for a fall, by the instrument's own weights: whatever scored asks for a measure.
void add_factors(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  for (const auto& facts : world.ward.prompts.facts.instruments) {
    const workflows::ClinicalForm* form = world.ward.forms.find_url(facts.instrument.form_url);
    if (form == nullptr || form->name != kFallForm) continue;
    for (const auto& item : facts.instrument.items) {
      const Fact* fact = view.latest(facts.item_prefix + item.key);
      if (fact == nullptr) continue;
      const auto answer = std::ranges::find_if(item.answers, [&](const auto& one) { return one.plain == fact->value ||
          json::Value(one.code) == fact->value; });
      if (answer == item.answers.end() || answer->points == 0) continue;
      const forms::Item* asked = form->form.find(item.link_id);
      models::FactorInput factor{item.key, asked == nullptr ? item.key : asked->text.in(world.texts.language()), {}, ""};
      for (const auto& option : asked == nullptr ? std::vector<forms::Option>{} : asked->options)
        if (option.value.coding.code == answer->code) factor.words += ": " + option.display.in(world.texts.language());
      add_measures(factor, view, world);
      data.fall.factors.push_back(std::move(factor));
    }
  }
}

void add_harm(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  struct Sign {
    const char* kind;
    const char* words;
  };
  constexpr std::array signs = {Sign{"frail", "harm.frail"},           Sign{"osteoporosis", "harm.bones"},     Sign{"fracture",
      "harm.bones"}, Sign{"bone-metastasis", "harm.bones"},
                                Sign{"coagulopathy", "harm.blood"}, Sign{"anticoagulant-given", "harm.blood"},
                                    Sign{"recent-surgery", "harm.surgery"}};
  for (const Sign& sign : signs) {
    const Fact* fact = view.latest(sign.kind);
    if (fact == nullptr) continue;
    data.fall.harm_known = true;
    if (fact->value.is_boolean() && !fact->value.boolean()) continue;
    std::string words = world.texts(sign.words);
    if (std::ranges::find(data.fall.harm, words) == data.fall.harm.end()) data.fall.harm.push_back(std::move(words));
  }
}

// The device's id is how its prompts and facts call it, without the resource's type.
std::string id_of(const workflows::BedsideDevice& device) { return device.reference.substr(device.reference.rfind('/') + 1); }

// What is due about the device, by the form that answers it.
void add_due(models::DeviceInput& input, const workflows::BedsideDevice& device, const workflows::BedsideView& view,
             const BedsideWorld& world) {
  for (const auto& one : view.prompts) {
    if (one.prompt.about != id_of(device)) continue;
    const workflows::ClinicalForm* form = world.ward.forms.find_for_prompt(one.prompt.id).form;
    if (form == nullptr) continue;
    if (form->name == kNecessityForm && one.prompt.due && (!input.needed_due || *one.prompt.due < *input.needed_due))
      input.needed_due = one.prompt.due;
    if (form->name == input.check_form)
      input.check_due = care::shift_at(world.ward.shift, world.moment.zone, world.moment.now).to;
  }
  for (const Fact& fact : view.facts)
    if (fact.kind == "device-removal-asked" && text_of(fact.value, "id") == id_of(device)) input.removal_asked = true;
}

models::DeviceInput device_input(const workflows::BedsideDevice& device, const workflows::BedsideView& view,
                                 const BedsideWorld& world) {
  models::DeviceInput input;
  input.id = device.reference;
  input.kind = kind_words("device-" + device.type, world);
  input.site = device.site;
  input.day = device.day;
  if (!device.indication.empty()) input.indication = option_words(world.ward, kNecessityForm, device.indication, world.texts);
  const Date today = world.moment.zone.local(world.moment.now).date;
  input.needed_answered = device.checked_at && world.moment.zone.local(*device.checked_at).date == today;
  const std::string form = "device-" + device.type + "-maintenance";
  if (world.ward.forms.find(form) != nullptr) input.check_form = form;
  add_due(input, device, view, world);
  return input;
}

const char* status_key(care::VaccineStatus status) {
  switch (status) {
    case care::VaccineStatus::Offer: return "vaccine.status_offer";
    case care::VaccineStatus::UpToDate: return "vaccine.status_up_to_date";
    case care::VaccineStatus::NotIndicated: return "vaccine.status_not_indicated";
    case care::VaccineStatus::NotInWindow: return "vaccine.status_not_in_window";
    case care::VaccineStatus::Defer: return "vaccine.status_defer";
    case care::VaccineStatus::Declined: return "vaccine.status_declined";
    case care::VaccineStatus::Due: return "vaccine.status_due";
    case care::VaccineStatus::SharedDecision: return "vaccine.status_shared_decision";
  }
  return "";
}

models::ScreenResult result_of(care::Verdict verdict) {
  switch (verdict) {
    case care::Verdict::Positive: return models::ScreenResult::Positive;
    case care::Verdict::Negative: return models::ScreenResult::Negative;
    case care::Verdict::CannotExclude: return models::ScreenResult::CannotExclude;
  }
  return models::ScreenResult::CannotExclude;
}

models::ScreenInput screen_input(const care::ScreenPack& pack, const workflows::BedsideView& view, const BedsideWorld& world) {
  models::ScreenInput input;
  input.name = pack.title;
  const auto scheme = pack.get_scheme("");
  if (!scheme) return input;
  const care::ScreenValues values = care::read_screen_facts(pack.inputs, view.facts, world.moment.now);
  const care::ScreenResult judged = care::judge_screen(pack, **scheme, values, world.moment.now);
  input.result = result_of(judged.verdict);
  input.pack = judged.pack;
  input.count = world.texts("sepsis.met", {{"n", std::to_string(judged.met)}});
  if (!judged.missing.empty()) input.count += ", " + world.texts("sepsis.missing",
      {{"n", std::to_string(judged.missing.size())}});
  for (const auto* advice : judged.prompts) input.rule += (input.rule.empty() ? ""
      : " ") + advice->words.in(world.texts.language());
  if (!judged.prompts.empty()) input.source = world.texts.said(judged.prompts.front()->source);
  for (const auto& rule : pack.inputs) {
    const Fact* fact = view.latest(rule.fact);
    models::BasisInput basis{kind_words(rule.fact, world)};
    basis.missing = fact == nullptr;
    if (fact != nullptr) {
      basis = basis_input(rule.fact, fact->value, fact->at, fact->source, world);
      basis.stale = std::ranges::find(judged.stale, rule.key) != judged.stale.end();
    }
    input.basis.push_back(std::move(basis));
  }
  return input;
}

}  // namespace

void read_fall_risk(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  const auto last = std::ranges::find(view.instruments, std::string(kFallForm), &workflows::Instrument::form);
  if (last != view.instruments.end()) {
    data.fall.at = last->occurred_at;
    data.fall.total = last->total;
    data.fall.band = band_words(last->band, world.texts);
    data.fall.tone = band_tone(last->band);
    data.fall.pack = last->pack;
  }
  for (const auto& one : view.prompts)
    if (const auto* form = world.ward.forms.find_for_prompt(one.prompt.id).form; form != nullptr && form->name == kFallForm)
      if (one.prompt.due && (!data.fall.due || *one.prompt.due < *data.fall.due)) data.fall.due = one.prompt.due;
  add_harm(data, view, world);
  add_factors(data, view, world);
  for (const auto& factor : data.fall.factors)
    for (const auto& measure : factor.interventions) data.fall_plan.push_back(measure);
}

std::string moving_words(const models::MovingInput& moving, const models::Texts& texts) {
  std::string words = moving.level;
  if (!moving.aid.empty()) words += (words.empty() ? "" : " · ") + texts("moving.aid", {{"aid", moving.aid}});
  return words;
}

// FTI-3 and 7.4: the measures in force, what is due for a device and how the patient moves stand at the item of the round where
// they are seen to.
void read_round_extras(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  std::vector<care::ActiveMeasure> active;
  for (const Fact& fact : view.facts) {
    if (fact.kind != "fall-intervention") continue;
    for (const json::Value& measure : fact.value["measures"].items())
      active.push_back({text_of(fact.value, "factor"), measure.text()});
  }
  const auto add = [&](const std::string& link_id, std::string words) {
    const auto is_same = [&](const models::RoundExtra& one) { return one.link_id == link_id && one.words == words; };
    if (std::ranges::none_of(data.round_extras, is_same)) data.round_extras.push_back({link_id, std::move(words)});
  };
  for (const care::FallMeasure* measure : care::round_extras(world.bedside.fall_plan, active))
    add(measure->round_item, measure->round_words.in(world.texts.language()));
  const care::FallMeasure* lifting = world.bedside.fall_plan.find_measure("lift-aid");
  if (const std::string moving = moving_words(data.moving, world.texts); lifting != nullptr && !moving.empty())
    add(lifting->round_item, world.texts("round.moving", {{"how", moving}}));
  for (const auto& device : data.devices) {
    std::string words = world.texts("round.device", {{"device", device.kind}, {"n", std::to_string(device.day)}});
    if (device.needed_due && !device.needed_answered && !device.removal_asked)
      words += ": " +
               world.texts("round.device_needed", {{"time", models::clock_text(world.moment, *device.needed_due, world.texts)}});
    if (device.check_due)
      words += " · " + world.texts("device.check_due",
          {{"time", models::clock_text(world.moment, *device.check_due, world.texts)}});
    for (const auto& item : world.ward.devices.round_items) add(item, words);
  }
}

void read_safety(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  for (const auto& device : view.devices) data.devices.push_back(device_input(device, view, world));
  data.devices_known = !view.devices.empty() || view.latest("devices-known") != nullptr;
  std::vector<std::string> codes;
  for (const Fact& fact : view.facts)
    if (fact.kind == "isolation" && fact.value.is_string() && fact.value.text() != "none") codes.push_back(fact.value.text());
  const Fact* soap = view.latest("soap-and-water");
  const bool recorded = view.latest("isolation") != nullptr;
  const care::IsolationNeeds needs = care::isolation_needs(world.bedside.isolation, recorded ? care::Recorded::Yes
      : care::Recorded::No, codes, soap != nullptr && soap->value.boolean());
  data.contact_isolation = needs.tablet == care::TabletToPatient::PrintedCardInstead;
  if (!codes.empty()) {
    models::IsolationInput isolation;
    for (const auto& code : codes) {
      const care::IsolationType* type = world.bedside.isolation.find_type(code);
      isolation.kind += (isolation.kind.empty() ? "" : ", ") + (type == nullptr ? code
          : type->choice.label.in(world.texts.language()));
    }
    for (const auto* piece : needs.equipment) isolation.equipment.push_back(piece->label.in(world.texts.language()));
    isolation.soap_and_water = needs.hands == care::HandCleaning::SoapAndWater;
    isolation.wipe_tablet = needs.wipe_tablet;
    data.isolation = std::move(isolation);
  }
  if (const Fact* level = view.latest("mobility-level")) data.moving.level = value_words(level->kind, level->value, world),
      data.moving.at = level->at;
  if (const Fact* aid = view.latest("lift-aid")) data.moving.aid = value_words(aid->kind, aid->value, world);
}

void read_screens(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  const Fact* age = view.latest("age-years");
  for (const auto& pack : world.ward.prompts.facts.screens) {
    models::ScreenInput screen = screen_input(pack, view, world);
    const bool known = age != nullptr && age->value.is_number();
    if (known && std::atoi(age->value.text().c_str()) < pack.least_age) screen.result = models::ScreenResult::NotForThisAge;
    data.screens.push_back(std::move(screen));
    for (const auto& note : pack.notes) {
      std::string words = note.words.in(world.texts.language());
      if (std::ranges::find(data.screen_notes, words) == data.screen_notes.end()) data.screen_notes.push_back(std::move(words));
    }
  }
}

void read_vaccines(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  const auto born = parse_date(view.patient.birth_date);
  if (!born) return;  // the screens need an age
  care::VaccineChart chart{*born, view.facts, {}};
  for (const std::string_view vaccine : {care::kInfluenza, care::kPneumococcal})
    if (const Fact* said = view.latest("vaccine-" + std::string(vaccine)); said != nullptr && said->value.is_string()) {
      care::VaccineForm form;
      form.at = said->at, form.vaccine = vaccine, form.declined = said->value.text() == "declined";
      if (said->value.text() == "not_indicated") form.stated.push_back("severe-allergic-reaction");
      chart.forms.push_back(std::move(form));
    }
  for (const auto& one : care::screen_chart_vaccines(world.bedside.influenza, world.bedside.pneumococcal, chart,
                                                     world.moment.zone, world.moment.now)) {
    models::VaccineInput input;
    input.id = one.vaccine;
    input.name = world.texts(one.vaccine == care::kInfluenza ? "vaccine.influenza" : "vaccine.pneumococcal");
    input.status = world.texts(status_key(one.answer.status));
    input.why = one.answer.why.in(world.texts.language());
    input.pack = one.answer.pack;
    using care::VaccineStatus;
    input.offer = one.answer.status == VaccineStatus::Offer || one.answer.status == VaccineStatus::Due ||
        one.answer.status == VaccineStatus::SharedDecision;
    input.tone = input.offer ? models::Tone::Warn : one.answer.status == VaccineStatus::UpToDate ? models::Tone::Ok
        : models::Tone::Neutral;
    data.vaccines.push_back(std::move(input));
  }
}

void read_fall(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world) {
  const care::PostFallPack& pack = world.bedside.post_fall;
  for (const auto& step : pack.at_once) data.fall_steps.push_back({step.id, step.words.in(world.texts.language()), {}, ""});
  for (const auto& done : view.fall_steps)
    for (auto& step : data.fall_steps)
      if (step.id == done.step) step.done_at = done.at, step.by = done.by_name;
  const Fact* fall = view.latest("fall");
  if (fall == nullptr) return;
  const auto arm = care::post_fall_arm_from_code(text_of(fall->value, "arm")).value_or(care::PostFallArm::Head);
  const auto due = care::observation_times(pack, arm, fall->at, world.moment.zone);
  if (due.empty() || due.back() + hours(24) < world.moment.now) return;  // long over
  data.fell_at = fall->at;
  std::vector<Instant> done;
  for (const Fact& fact : view.facts) {
    if (fact.at < fall->at) continue;
    if (fact.kind == "neuro-observation") done.push_back(fact.at);
    if (fact.kind == "fall-huddle") data.huddle_done = true;
    if (fact.kind == "fall-reported") data.fall_reported = true;
  }
  for (const auto& one : care::judge_observations(pack, due, done, world.moment.now)) data.observations.push_back({one.due,
      one.done, one.state == care::ObservationState::Missed});
  data.observations_pack = pack.id_and_version();
  for (const auto& task : care::post_fall_tasks(pack, arm, fall->at)) {
    if (task.task->advice.id == "FAL-huddle") data.huddle_due = task.due;
    if (task.task->advice.id == "FAL-morse") data.morse_due = task.due;
  }
}

}  // namespace wardlight::shell
