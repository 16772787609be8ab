// SPDX-License-Identifier: Apache-2.0
#include "ui/models/bedside_plan.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {

namespace {

SheetLine factor_line(const FactorInput& factor, const EncounterId& encounter, const Texts& texts) {
  SheetLine line;
  line.key = "factor." + factor.id;
  line.title = factor.words;
  const bool covered = !factor.interventions.empty();
  line.detail = covered ? join(factor.interventions, " · ") : factor.reason;
  line.mark = covered ? Mark::Done : Mark::Warning;
  line.tone = covered ? Tone::Ok : Tone::Warn;
  if (!covered && factor.reason.empty()) {
    line.detail = texts("fall.no_intervention");
    line.opens = Deed{DeedKind::OpenForm, encounter, "fall-plan"};
  }
  return line;
}

SheetSection fall_section(const PlanInput& input, const Moment& moment, const Texts& texts) {
  const EncounterId& encounter = input.patient.encounter;
  SheetSection section{"fall", texts("plan.fall"), "", {}, ""};
  SheetLine head = fall_line(input.fall, moment, texts);
  head.taps.push_back({"plan-reassess", input.fall.total ? texts("fall.reassess") : texts("fall.assess"), {DeedKind::OpenForm,
      encounter, "morse"},
                       is_late(input.fall.due, moment) || !input.fall.total ? TapLook::Main : TapLook::Plain, Mark::Form});
  section.lines.push_back(std::move(head));
  for (const auto& factor : input.fall.factors) section.lines.push_back(factor_line(factor, encounter, texts));
  return section;
}

void offer_need(SheetLine& line, const DeviceInput& device, const EncounterId& encounter, const SheetAnswers& answers,
    const Texts& texts) {
  if (device.removal_asked) return;
  const std::string asked = "remove." + device.id;
  if (!device.needed_answered)
    line.taps.push_back({"device.needed." + device.id, texts("device.still_needed"), {DeedKind::KeepDevice, encounter,
        device.id}});
  if (answers.contains(asked)) {
    line.taps.push_back({"device.removed." + device.id, texts("device.removed_now"), {DeedKind::RemoveDevice, encounter,
        device.id, "removed"}});
    line.taps.push_back({"device.ask." + device.id, texts("device.ask_removal"), {DeedKind::RemoveDevice, encounter, device.id,
        "asked"}, TapLook::Main});
  } else {
    line.taps.push_back({"device.out." + device.id, texts("device.not_needed"), {DeedKind::Choose, encounter, asked, "yes"},
        TapLook::Quiet});
  }
  if (!device.check_form.empty())
    line.taps.push_back({"device.check." + device.id, texts("device.check"), {DeedKind::OpenForm, encounter, device.check_form,
        device.id}, TapLook::Quiet});
}

SheetLine device_line(const DeviceInput& device, const EncounterId& encounter, const SheetAnswers& answers, const Moment& moment,
    const Texts& texts) {
  SheetLine line;
  line.key = "device." + device.id;
  line.mark = Mark::Device;
  line.title = device.kind + (device.site.empty() ? "" : " · " + device.site);
  line.detail = device.indication.empty() ? texts("device.no_indication") : device.indication;
  line.value = std::to_string(device.day);
  line.value_note = texts("device.day");
  line.tone = device.indication.empty() ? Tone::Warn : Tone::Primary;
  if (device.removal_asked) line.badges.push_back({texts("device.removal_asked"), Tone::Violet});
  if (!device.needed_answered && !device.removal_asked) {
    line.badges.push_back({texts("device.needed_question"), is_late(device.needed_due, moment) ? Tone::Bad : Tone::Warn});
    if (device.needed_due) line.badges.push_back(due_badge(device.needed_due, moment, texts));
  }
  if (device.check_due)
    line.badges.push_back({texts("device.check_due", {{"time", clock_text(moment, *device.check_due, texts)}}),
        is_late(device.check_due, moment) ? Tone::Bad : Tone::Warn});
  offer_need(line, device, encounter, answers, texts);
  return line;
}

SheetSection safety_section(const PlanInput& input, const Moment& moment, const Texts& texts) {
  SheetSection section{"safety", texts("plan.safety"), "", {}, ""};
  if (input.isolation) section.lines.push_back(isolation_line(*input.isolation, texts));
  SheetLine moving;
  moving.key = "plan-moving";
  moving.mark = Mark::Moving;
  moving.title = input.moving.level.empty() ? texts("moving.not_recorded") : input.moving.level;
  moving.tone = input.moving.level.empty() ? Tone::Warn : Tone::Primary;
  moving.detail = input.moving.aid.empty() ? texts("moving.no_aid") : texts("moving.aid", {{"aid", input.moving.aid}});
  if (input.moving.at) moving.badges.push_back({age_text(moment, *input.moving.at, texts), Tone::Neutral});
  section.lines.push_back(std::move(moving));
  return section;
}

std::vector<FormDueInput> by_due(std::vector<FormDueInput> forms) {
  std::ranges::stable_sort(forms, {}, [](const FormDueInput& form) {
    return form.due ? form.due->milliseconds : std::numeric_limits<std::int64_t>::max();
  });
  return forms;
}

}  // namespace

SheetLine isolation_line(const IsolationInput& isolation, const Texts& texts) {
  SheetLine line;
  line.key = "plan-isolation";
  line.mark = Mark::Isolation;
  line.tone = Tone::Violet;
  line.title = texts("isolation.title", {{"kind", isolation.kind}});
  line.detail = texts("isolation.wear", {{"what", join(isolation.equipment, ", ")}});
  if (isolation.soap_and_water) line.badges.push_back({texts("isolation.soap"), Tone::Warn});
  if (isolation.wipe_tablet) line.badges.push_back({texts("isolation.wipe"), Tone::Warn});
  return line;
}

SheetSection prompt_section(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection section{"prompts", texts("plan.prompts"), "", {}, texts("plan.no_prompts")};
  const auto add = [&](const PromptInput& prompt) {
    section.lines.push_back(prompt_line(prompt, input.patient.encounter, answers, moment, texts));
  };
  for (const auto& prompt : in_order(input.prompts)) {
    add(prompt);
    if (answer_of(answers, "open." + prompt.id) != "yes") continue;
    for (const auto& one : prompt.inside) add(one);
  }
  const auto open = std::ranges::count_if(input.prompts, [](const PromptInput& prompt) { return !prompt.snoozed_until; });
  if (open > 0) section.note = texts.count("plan.prompt_count", open);
  return section;
}

SheetSection device_section(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  SheetSection section{"devices", texts("plan.devices"), "", {}, input.devices_known ? texts("device.none")
      : texts("device.not_known")};
  for (const auto& device : input.devices) section.lines.push_back(device_line(device, input.patient.encounter, answers, moment,
      texts));
  return section;
}

SheetSection vaccine_section(const PlanInput& input, const Moment&, const Texts& texts) {
  SheetSection section{"vaccines", texts("plan.vaccines"), "", {}, texts("vaccine.none")};
  for (const auto& vaccine : input.vaccines) {
    SheetLine line{"vaccine." + vaccine.id, Mark::Vaccine, vaccine.tone, vaccine.name, vaccine.why, vaccine.pack,
        {{vaccine.status, vaccine.tone}}};
    if (vaccine.offer) {
      const auto tap = [&](const char* value, std::string label, TapLook look) {
        line.taps.push_back({"vaccine." + vaccine.id + "." + value, std::move(label), {DeedKind::AnswerVaccine,
            input.patient.encounter, vaccine.id, value}, look});
      };
      tap("wants", texts("vaccine.wants"), TapLook::Plain);
      tap("declines", texts("vaccine.declined"), TapLook::Quiet);
      tap("later", texts("vaccine.later"), TapLook::Quiet);
    }
    section.lines.push_back(std::move(line));
  }
  return section;
}

Sheet build_bedside_plan(const PlanInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("plan.title"), moment, texts);
  if (input.failure) {
    sheet.notice = {texts("ward.failed"), *input.failure, Tone::Bad};
    return sheet;
  }
  sheet.sections.push_back(prompt_section(input, answers, moment, texts));
  sheet.sections.push_back(fall_section(input, moment, texts));
  sheet.sections.push_back(safety_section(input, moment, texts));
  sheet.sections.push_back(device_section(input, answers, moment, texts));
  SheetSection forms{"forms", texts("plan.forms"), "", {}, texts("plan.no_forms")};
  for (const auto& form : by_due(input.forms))
    if (form.due) forms.lines.push_back(form_line(form, input.patient.encounter, moment, texts));
  sheet.sections.push_back(std::move(forms));
  sheet.sections.push_back(vaccine_section(input, moment, texts));
  return sheet;
}

Sheet build_form_list(const PlanInput& input, const Moment& moment, const Texts& texts) {
  Sheet sheet = start_sheet(input.patient, texts("forms.title"), moment, texts);
  SheetSection due{"due", texts("forms.due"), "", {}, texts("plan.no_forms")}, other{"other", texts("forms.other"), "", {},
      texts("forms.none")};
  for (const auto& form : by_due(input.forms)) (form.due ? due : other).lines.push_back(form_line(form, input.patient.encounter,
      moment, texts));
  sheet.sections = {std::move(due), std::move(other)};
  return sheet;
}

}  // namespace wardlight::models
