// SPDX-License-Identifier: Apache-2.0
#include "ui/models/bedside_samples.h"

#include "ui/models/samples.h"

namespace wardlight::models::samples {

namespace {

Instant ago(int minutes_ago) { return moment().now - minutes(minutes_ago); }
Instant in(int minutes_ahead) { return moment().now + minutes(minutes_ahead); }

BasisInput basis(const char* words, int minutes_ago, const char* source, bool stale = false) { return {words, ago(minutes_ago),
    source, stale, false}; }
BasisInput missing(const char* words) { return {words, {}, "", false, true}; }

Tap act(const char* id, const char* label, const char* form) { return {std::string("prompt.act.") + id, label,
    {DeedKind::OpenForm, {}, form}, TapLook::Main, Mark::Form}; }

PromptInput prompt(const char* id, Urgency urgency, const char* text, std::optional<Instant> due,
    std::vector<BasisInput> inputs) {
  PromptInput one;
  one.id = id, one.urgency = urgency, one.text = text, one.due = due, one.basis = std::move(inputs);
  one.rule = id, one.pack = "bedside-prompts@1.0.0", one.source = "local default, to be confirmed by the hospital",
      one.who = "Nurse";
  return one;
}

}  // namespace

std::vector<PromptInput> prompts() {
  std::vector<PromptInput> all;
  all.push_back(prompt("fall-reassess", Urgency::Soon, "Reassess fall risk: a new sedative was given", ago(25),
      {basis("Lorazepam given", 85, "medication record")}));
  all.back().act = act("fall-reassess", "Reassess now", "morse");
  all.push_back(prompt("pain-now", Urgency::Now, "Pain 7: tell the nurse and treat", ago(4),
      {basis("Pain 7", 19, "round by an aide")}));
  all.push_back(prompt("catheter-needed", Urgency::Soon, "Say whether the urinary catheter is still needed", in(20),
      {basis("Urinary catheter, day 5", 5760, "device record")}));
  all.back().can_snooze = true;
  all.push_back(prompt("turn", Urgency::Watch, "Turn the patient", in(48), {basis("Braden 13", 380, "assessment"),
      missing("Position")}));
  all.push_back(prompt("teach-call-light", Urgency::Watch, "Teach-back: call light", {}, {}));
  all.back().snoozed_until = in(120);
  return all;
}

PlanInput plan(const PatientInput& patient) {
  PlanInput input{patient, prompts(), {}, {}, true, {}, {}, {}, {}, {}};
  input.fall = {"75", "High fall risk", Tone::Bad, "morse@1.0.0 · bands ahrq", ago(790), ago(70), {"age 88", "anticoagulant"},
      true, {}};
  input.fall.factors = {{"aid", "Walks with furniture", {"No unaided walking", "Walker in reach"}, ""}, {"gait", "Impaired gait",
      {"Two persons, gait belt"}, ""},
                        {"mental", "Forgets limits", {}, ""}};
  input.devices = {{"d1", "Urinary catheter", "", 5, "Hourly output", false, ago(130), false, ago(30),
      "device-urinary-maintenance"},
                   {"d2", "Peripheral line", "left forearm", 2, "", true, {}, true, {}, ""}};
  input.isolation = IsolationInput{"contact (C. difficile)", {"gown", "gloves"}, true, true};
  input.moving = {"Two persons", "sit-to-stand lift", ago(300)};
  input.vaccines = {{"flu", "Influenza", "Offer", Tone::Warn, "No dose this season is recorded", "vaccines@2025.11", true},
                    {"pcv", "Pneumococcal", "Up to date", Tone::Ok, "PCV20 in 2022", "vaccines@2025.11", false}};
  input.forms = {{"morse", "Fall risk (Morse)", "Total 75, high", ago(790), ago(70), Mark::Fall},
      {"braden", "Skin risk (Braden)", "Total 13, moderate", ago(380), in(220), Mark::Skin},
                 {"sepsis-confirm", "Sepsis screen", "", {}, in(30), Mark::Sepsis}, {"teach-back", "Teach-back", "", {}, {},
                     Mark::Teach}, {"safe-handling", "Moving safely", "Two persons", ago(300), {}, Mark::Moving}};
  return input;
}

SepsisInput sepsis(const PatientInput& patient, ScreenResult result) {
  SepsisInput input{patient, {}, "", {}, in(6), {"Takes a beta blocker: the heart rate may stay low"}};
  ScreenInput sirs{"SIRS", result, "2 of 4 met", "SEP-R1", "sepsis@1.0.0",
      "SEP-1 reading of SIRS, to be confirmed by the hospital", {}};
  sirs.basis = {basis("Temperature 38.6 °C", 22, "Observation/901"), basis("Heart rate 104 /min", 22, "Observation/902"),
      basis("Respiratory rate 18 /min", 190, "Observation/877", true),
                missing("White blood cells")};
  if (result == ScreenResult::CannotExclude) sirs.count = "1 of 4 met, 2 missing or too old",
      sirs.basis[0].words = "Temperature 37.2 °C";
  ScreenInput qsofa{"qSOFA", ScreenResult::CannotExclude, "0 of 3 met, 1 missing", "SEP-R1", "sepsis@1.0.0", "qSOFA",
      {basis("Systolic 118 mmHg", 22, "Observation/903"), missing("Alertness (GCS)")}};
  input.screens = {std::move(sirs), std::move(qsofa)};
  return input;
}

FallsInput fall(const PatientInput& patient, bool fallen) {
  FallsInput input{patient, {}, {}, {}, "", "", false, {}, false, {}, false};
  if (!fallen) return input;
  input.fell_at = ago(65);
  input.steps = {{"check", "Danger and airway, breathing, circulation checked", ago(63), "Amara Okafor"}, {"help", "Help called",
      ago(62), "Amara Okafor"},
                 {"spine", "Neck and spine checked before moving", {}, ""}, {"aid", "First aid for visible injuries", {}, ""},
                     {"move", "Moved with an aid", {}, ""}};
  input.arm = "head strike or unwitnessed";
  input.pack = "post-fall@1.0.0";
  for (const int hour : {1, 2, 3, 4, 8, 12, 16, 20, 24}) input.observations.push_back({*input.fell_at + hours(hour), {}, false});
  input.observations[0].done_at = *input.fell_at + minutes(58);
  input.huddle_due = *input.fell_at + hours(1);
  input.morse_due = *input.fell_at + hours(1);
  return input;
}

std::vector<QuestionInput> questions() {
  return {{"q1", "When can I eat again?", "Plan", "Doctor", ago(275), false}, {"q2", "Why do I get the white pill at night?",
      "Medicine", "Nurse", ago(40), true}};
}

std::vector<HandoffRowInput> handoff_rows(bool stale) {
  const auto row = [](const char* id, const char* section, const char* label, const char* words, int minutes_ago) {
    return HandoffRowInput{id, section, label, {words, ago(minutes_ago), false}, false, false, false};
  };
  std::vector<HandoffRowInput> rows{row("diagnosis", "H3", "Diagnosis", "Hip fracture, repaired yesterday", 1500),
      row("code", "H3", "Code status", "Full code", 1500),
                                    row("vitals", "H3", "Last vital signs", "37.2 °C, 84/min, 128/76, 18/min", 22),
                                        row("fall", "H4", "Fall risk", "75, high", 70),
                                    row("skin", "H4", "Skin (Braden)", "13, moderate", 380), row("devices", "H4", "Devices",
                                        "Urinary catheter, day 5", 130)};
  rows[2].changed = true;
  rows[3].value.stale = stale;
  rows.push_back({"diet", "H3", "Diet", {"", {}, false}, false, false, false});
  rows.push_back({"social", "HP", "Social history", {"Told to the social worker", ago(900), false}, false, false, true});
  return rows;
}

std::vector<ChangeInput> handoff_changes() {
  return {{"Vital signs taken", ago(22)}, {"Lorazepam given", ago(85)}, {"Round: pain 3, helped to the toilet", ago(66)}};
}

std::vector<SbarLetter> sbar() {
  return {{"Situation", {"H2", "H3"}}, {"Background", {"H1"}}, {"Assessment", {"H4", "H5"}}, {"Recommendation", {"H6", "H7"}}};
}

WorkInput work(WorkView view) {
  WorkInput input;
  input.view = view, input.role = Role::Charge, input.sync = sync(Network::Fresh);
  input.tasks = {{"t1", {"enc-1"}, "1B · Wójcik, Łukasz", "Call light does not ring", "Nurse", TaskStanding::Requested, in(12),
      ago(18), false, true, false, ""},
                 {"t2", {"enc-6"}, "2C · Singh, Gurpreet", "Family wants to talk about discharge", "Charge nurse",
                     TaskStanding::Accepted, ago(35), ago(95), true, true, false, ""},
                 {"t3", {"enc-3"}, "1D · Nguyễn, Thị Lan", "Room is cold", "Ben Castellanos-Whitmore", TaskStanding::Done,
                     in(60), ago(80), false, false, true, ""},
                 {"t4", {}, "5 East", "Wet floor by the pantry", "Charge nurse", TaskStanding::Reopened, in(5), ago(20), false,
                     false, false, "Still wet, said Farah Aziz"}};
  input.calls = std::vector<CallInput>{{"c1", "Brown, Denise", "555 0134", "English", ago(60 * 58), ago(60 * 10), in(60 * 14), 1,
      4, "No answer", false, false},
                 {"c2", "García, Íñigo", "555 0171", "Spanish", ago(60 * 75), ago(60 * 27), ago(60 * 3), 2, 4,
                     "Answering machine", false, false},
                 {"c3", "Ito, Haruka", "", "", ago(60 * 20), in(60 * 28), in(60 * 52), 0, 4, "", false, false},
                 {"c4", "Petrov, Ivan", "555 0190", "", ago(60 * 60), ago(60 * 12), in(60 * 12), 1, 4, "", true, false}};
  input.attempt_results = {{"machine", "Answering machine"}, {"no-answer", "No answer"}, {"not-home", "Not at home"},
      {"declined", "Declined"}, {"busy", "Busy"}, {"other", "Other"}};
  input.open = {{"Rounds due or overdue", 9, "4 of them overdue", Tone::Bad}, {"Open tasks", 4, "1 with the charge nurse",
      Tone::Warn}, {"Devices to review before noon", 0, "all reviewed", Tone::Ok},
                {"Handoffs not accepted", 1, "given 40 min ago", Tone::Warn}};
  input.mine = {{"Rounds done on time", "17", "of 19 that were yours"}, {"Late entries", "2", "written more than 30 min after"},
      {"Hands cleaned in and out", "18", "of 19, your own ticks"},
                {"Thanks from colleagues", "3", "this month"}};
  return input;
}

WashInput wash() {
  WashInput input;
  input.moments = {{"bef-pat", "Before touching the patient"}, {"bef-asept", "Before a clean task"},
      {"aft-bf", "After body fluids"}, {"aft-pat", "After touching the patient"},
          {"aft-psurr", "After touching the surroundings"}};
  input.people = {{"1", "Nurse"}, {"2", "Aide"}, {"3", "Doctor"}, {"4", "Other"}};
  input.actions = {{"HR", "Rubbed"}, {"HW", "Washed"}, {"missed", "Missed"}};
  input.started_at = ago(7), input.opportunities = 12, input.clean = 9;
  return input;
}

AskInput ask(const PatientInput& patient) {
  return {patient, {{"medicine", "Medicine"}, {"test", "Test"}, {"pain", "Pain"}, {"plan", "Plan"}, {"device", "Device"},
      {"cleanliness", "Cleanliness"}, {"discharge", "Discharge"}, {"other", "Other"}},
          {"What is this medicine for?", "What side effects should I tell you about?", "When do I stop taking it?"},
              {{"nurse", "Nurse"}, {"provider", "Doctor"}, {"charge", "Charge nurse"}}};
}

ReportInput report(const WardInput& ward) {
  return {&ward.patients[1], {{"call-light", "Call light"}, {"equipment", "Equipment"}, {"cleaning", "Cleaning"},
      {"food", "Food"}, {"noise", "Noise"}, {"other", "Something else"}},
          {{"lifting", "Lifting"}, {"sharps", "Needle or blade"}, {"violence", "Violence"}, {"slip", "Wet floor"},
              {"other", "Other"}}, ward.nurses};
}

HelpCallInput help_call(const PatientInput& patient) {
  return {patient, "5555", {{"patient", "Patient"}, {"family", "Family"}, {"staff-on-behalf", "Staff on their behalf"}},
          {{"change", "The condition changed"}, {"not-heard", "Not heard"}, {"pain", "Pain"},
              {"medicine", "Worry about a medicine"}, {"plan", "Confusion over the plan"}, {"other", "Other"}},
          {{"no-change", "No change"}, {"care-changed", "Care was changed"}, {"transfer", "Moved to another unit"},
              {"rrt-or-code", "Rapid response or code"}}, {}, {}, "", false};
}

std::vector<UndeliveredInput> undelivered() {
  return {{"u1", "Family calls for help, bed 2C", "5555", ago(3)}, {"u2", "Pain 9, bed 4A", "5512", ago(1)}};
}

}  // namespace wardlight::models::samples
