// SPDX-License-Identifier: Apache-2.0
#include "ui/models/bedside_samples.h"

#include <utility>

#include "ui/models/samples.h"

namespace wardlight::models::samples {

namespace {

Instant ago(int minutes_ago) { return moment().now - minutes(minutes_ago); }
Instant in(int minutes_ahead) { return moment().now + minutes(minutes_ahead); }

BasisInput basis(std::string words, int minutes_ago, std::string source, bool stale = false) {
  return {std::move(words), ago(minutes_ago), std::move(source), stale, false};
}
BasisInput missing(std::string words) { return {std::move(words), {}, "", false, true}; }

Tap act(const char* id, std::string label, const char* form) { return {std::string("prompt.act.") + id, std::move(label),
    {DeedKind::OpenForm, {}, form}, TapLook::Main, Mark::Form}; }

PromptInput prompt(const Say& say, const char* id, Urgency urgency, std::string text, std::optional<Instant> due,
                   std::vector<BasisInput> inputs) {
  PromptInput one;
  one.id = id, one.urgency = urgency, one.text = std::move(text), one.due = due, one.basis = std::move(inputs);
  one.rule = id, one.pack = "bedside-prompts@1.0.0",
  one.source = say("local default, to be confirmed by the hospital", "valor local, por confirmar por el hospital"),
  one.who = say("Nurse", "Enfermería");
  return one;
}

}  // namespace

std::vector<PromptInput> prompts(const Say& say) {
  std::vector<PromptInput> all;
  all.push_back(
      prompt(say, "fall-reassess", Urgency::Soon,
             say("Reassess fall risk: a new sedative was given", "Reevalúe el riesgo de caída: se dio un sedante nuevo"), ago(25),
             {basis(say("Lorazepam given", "Lorazepam administrado"), 85, say("medication record", "registro de medicación"))}));
  all.back().act = act("fall-reassess", say("Reassess now", "Reevaluar ahora"), "morse");
  all.push_back(prompt(say, "pain-now", Urgency::Now,
                       say("Pain 7: tell the nurse and treat", "Dolor 7: avise a enfermería y trate"), ago(4),
                       {basis(say("Pain 7", "Dolor 7"), 19, say("round by an aide", "ronda de auxiliar"))}));
  all.push_back(prompt(
      say, "catheter-needed", Urgency::Soon,
      say("Say whether the urinary catheter is still needed", "Diga si la sonda vesical sigue siendo necesaria"), in(20),
      {basis(say("Urinary catheter, day 5", "Sonda vesical, día 5"), 5760, say("device record", "registro de dispositivos"))}));
  all.back().can_snooze = true;
  all.push_back(
      prompt(say, "turn", Urgency::Watch, say("Turn the patient", "Cambie de posición al paciente"), in(48),
             {basis(say("Braden 13", "Braden 13"), 380, say("assessment", "valoración")), missing(say("Position", "Posición"))}));
  all.push_back(prompt(say, "teach-call-light", Urgency::Watch, say("Teach-back: call light", "Repetición: el timbre"), {}, {}));
  all.back().snoozed_until = in(120);
  all.back().snoozed_why = say("asleep, family comes at four", "duerme, la familia viene a las cuatro");
  return all;
}

PlanInput plan(const PatientInput& patient, const Say& say) {
  PlanInput input{patient, prompts(say), {}, {}, true, {}, {}, {}, {}, {}};
  input.fall = {"75",
                say("High fall risk", "Riesgo de caída alto"),
                Tone::Bad,
                say("morse@1.0.0 · bands ahrq", "morse@1.0.0 · escala ahrq"),
                ago(790),
                ago(70),
                {say("age 88", "88 años"), say("anticoagulant", "anticoagulante")},
                true,
                {}};
  input.fall.factors = {
      {"aid",
       say("Walks with furniture", "Se apoya en muebles"),
       {say("No unaided walking", "No camina sin ayuda"), say("Walker in reach", "Andador al alcance")},
       ""},
      {"gait", say("Impaired gait", "Marcha alterada"), {say("Two persons, gait belt", "Dos personas, cinturón de marcha")}, ""},
      {"mental", say("Forgets limits", "Olvida sus límites"), {}, ""}};
  input.devices = {{"d1", say("Urinary catheter", "Sonda vesical"), "", 5, say("Hourly output", "Diuresis horaria"), false,
                    ago(130), false, ago(30), "device-urinary-maintenance"},
                   {"d2",
                    say("Peripheral line", "Vía periférica"),
                    say("left forearm", "antebrazo izquierdo"),
                    2,
                    "",
                    true,
                    {},
                    true,
                    {},
                    ""}};
  input.isolation = IsolationInput{
      say("contact (C. difficile)", "contacto (C. difficile)"), {say("gown", "bata"), say("gloves", "guantes")}, true, true};
  input.moving = {say("Two persons", "Dos personas"), say("sit-to-stand lift", "grúa de bipedestación"), ago(300)};
  input.vaccines = {{"flu", say("Influenza", "Gripe"), say("Offer", "Ofrecer"), Tone::Warn,
                     say("No dose this season is recorded", "No consta ninguna dosis esta temporada"), "vaccines@2025.11", true},
                    {"pcv", say("Pneumococcal", "Neumococo"), say("Up to date", "Al día"), Tone::Ok,
                     say("PCV20 in 2022", "PCV20 en 2022"), "vaccines@2025.11", false}};
  input.forms = {{"morse", say("Fall risk (Morse)", "Riesgo de caída (Morse)"), say("Total 75, high", "Total 75, alto"), ago(790),
                  ago(70), Mark::Fall},
                 {"braden", say("Skin risk (Braden)", "Riesgo de la piel (Braden)"),
                  say("Total 13, moderate", "Total 13, moderado"), ago(380), in(220), Mark::Skin},
                 {"sepsis-confirm", say("Sepsis screen", "Cribado de sepsis"), "", {}, in(30), Mark::Sepsis},
                 {"teach-back", say("Teach-back", "Enseñar y repetir"), "", {}, {}, Mark::Teach},
                 {"safe-handling",
                  say("Moving safely", "Moverse con seguridad"),
                  say("Two persons", "Dos personas"),
                  ago(300),
                  {},
                  Mark::Moving}};
  return input;
}

SepsisInput sepsis(const PatientInput& patient, ScreenResult result, const Say& say) {
  SepsisInput input{
      patient,
      {},
      "",
      {},
      in(6),
      {say("Takes a beta blocker: the heart rate may stay low", "Toma un betabloqueante: la frecuencia puede seguir baja")}};
  ScreenInput sirs{"SIRS", result, say("2 of 4 met", "2 de 4 cumplidos"), "SEP-R1", "sepsis@1.0.0",
      say("SEP-1 reading of SIRS, to be confirmed by the hospital", "lectura SEP-1 del SIRS, por confirmar por el hospital"), {}};
  sirs.basis = {basis(say("Temperature 38.6 °C", "Temperatura 38,6 °C"), 22, "Observation/901"),
                basis(say("Heart rate 104 /min", "Frecuencia cardíaca 104 /min"), 22, "Observation/902"),
                basis(say("Respiratory rate 18 /min", "Frecuencia respiratoria 18 /min"), 190, "Observation/877", true),
                missing(say("White blood cells", "Leucocitos"))};
  if (result == ScreenResult::CannotExclude)
    sirs.count = say("1 of 4 met, 2 missing or too old", "1 de 4 cumplidos, 2 faltan o son antiguos"),
    sirs.basis[0].words = say("Temperature 37.2 °C", "Temperatura 37,2 °C");
  ScreenInput qsofa{"qSOFA",
                    ScreenResult::CannotExclude,
                    say("0 of 3 met, 1 missing", "0 de 3 cumplidos, falta 1"),
                    "SEP-R1",
                    "sepsis@1.0.0",
                    "qSOFA",
                    {basis(say("Systolic 118 mmHg", "Sistólica 118 mmHg"), 22, "Observation/903"),
                     missing(say("Alertness (GCS)", "Alerta (GCS)"))}};
  input.screens = {std::move(sirs), std::move(qsofa)};
  return input;
}

FallsInput fall(const PatientInput& patient, bool fallen, const Say& say) {
  FallsInput input{patient};
  if (!fallen) return input;
  input.fell_at = ago(65);
  input.steps = {
      {"check", say("Danger and airway, breathing, circulation checked", "Peligro, vía aérea, respiración y pulso comprobados"),
       ago(63), "Amara Okafor"},
      {"help", say("Help called", "Ayuda pedida"), ago(62), "Amara Okafor"},
      {"spine", say("Neck and spine checked before moving", "Cuello y columna comprobados antes de mover"), {}, ""},
      {"aid", say("First aid for visible injuries", "Primeros auxilios de lesiones visibles"), {}, ""},
      {"move", say("Moved with an aid", "Movido con ayuda"), {}, ""}};
  input.arm = say("head strike or unwitnessed", "golpe en la cabeza o sin testigos");
  input.pack = "post-fall@1.0.0";
  for (const int hour : {1, 2, 3, 4, 8, 12, 16, 20, 24}) input.observations.push_back({*input.fell_at + hours(hour), {}, false});
  input.observations[0].done_at = *input.fell_at + minutes(58);
  input.huddle_due = *input.fell_at + hours(1);
  input.morse_due = *input.fell_at + hours(1);
  return input;
}

std::vector<QuestionInput> questions(const Say& say) {
  return {{"q1", say("When can I eat again?", "¿Cuándo puedo volver a comer?"), say("Plan", "Plan"), say("Doctor", "Médico"),
           ago(275), false},
          {"q2", say("Why do I get the white pill at night?", "¿Para qué es la pastilla blanca de la noche?"),
           say("Medicine", "Medicamento"), say("Nurse", "Enfermería"), ago(40), true}};
}

std::vector<HandoffRowInput> handoff_rows(bool stale, const Say& say) {
  const auto row = [](const char* id, const char* section, std::string label, std::string words, int minutes_ago) {
    return HandoffRowInput{id, section, std::move(label), {std::move(words), ago(minutes_ago), false}, false, false, false};
  };
  std::vector<HandoffRowInput> rows{
      row("diagnosis", "H3", say("Diagnosis", "Diagnóstico"),
          say("Hip fracture, repaired yesterday", "Fractura de cadera, operada ayer"), 1500),
      row("code", "H3", say("Code status", "Reanimación"), say("Full code", "Reanimación completa"), 1500),
      row("vitals", "H3", say("Last vital signs", "Últimas constantes"),
          say("37.2 °C, 84/min, 128/76, 18/min", "37,2 °C, 84/min, 128/76, 18/min"), 22),
      row("fall", "H4", say("Fall risk", "Riesgo de caída"), say("75, high", "75, alto"), 70),
      row("skin", "H4", say("Skin (Braden)", "Piel (Braden)"), say("13, moderate", "13, moderado"), 380),
      row("devices", "H4", say("Devices", "Dispositivos"), say("Urinary catheter, day 5", "Sonda vesical, día 5"), 130)};
  rows[2].changed = true;
  rows[3].value.stale = stale;
  rows.push_back({"diet", "H3", say("Diet", "Dieta"), {"", {}, false}, false, false, false});
  rows.push_back({"social",
                  "HP",
                  say("Social history", "Situación social"),
                  {say("Told to the social worker", "Contado a trabajo social"), ago(900), false},
                  false,
                  false,
                  true});
  return rows;
}

std::vector<ChangeInput> handoff_changes(const Say& say) {
  return {{say("Vital signs taken", "Constantes tomadas"), ago(22)},
          {say("Lorazepam given", "Lorazepam administrado"), ago(85)},
          {say("Round: pain 3, helped to the toilet", "Ronda: dolor 3, ayudado al baño"), ago(66)}};
}

std::vector<SbarLetter> sbar(const Say& say) {
  return {{say("S · Situation", "S · Situación"), {"H2", "H3"}},
          {say("B · Background", "B · Antecedentes"), {"H1"}},
          {say("A · Assessment", "A · Valoración"), {"H4", "H5"}},
          {say("R · Recommendation", "R · Recomendación"), {"H6", "H7"}}};
}

WorkInput work(WorkView view, const Say& say) {
  WorkInput input;
  input.view = view, input.role = Role::Charge, input.sync = sync(Network::Fresh);
  input.tasks = {{"t1",
                  {"enc-1"},
                  "1B · Wójcik, Łukasz",
                  say("Call light does not ring", "El timbre no suena"),
                  say("Nurse", "Enfermería"),
                  TaskStanding::Requested,
                  in(12),
                  ago(18),
                  false,
                  true,
                  false,
                  ""},
                 {"t2",
                  {"enc-6"},
                  "2C · Singh, Gurpreet",
                  say("Family wants to talk about discharge", "La familia quiere hablar del alta"),
                  say("Charge nurse", "Supervisión"),
                  TaskStanding::Accepted,
                  ago(35),
                  ago(95),
                  true,
                  true,
                  false,
                  ""},
                 {"t3",
                  {"enc-3"},
                  "1D · Nguyễn, Thị Lan",
                  say("Room is cold", "La habitación está fría"),
                  "Ben Castellanos-Whitmore",
                  TaskStanding::Done,
                  in(60),
                  ago(80),
                  false,
                  false,
                  true,
                  ""},
                 {"t4",
                  {},
                  "5 East",
                  say("Wet floor by the pantry", "Suelo mojado junto al office"),
                  say("Charge nurse", "Supervisión"),
                  TaskStanding::Reopened,
                  in(5),
                  ago(20),
                  false,
                  false,
                  false,
                  say("Still wet, said Farah Aziz", "Sigue mojado, dijo Farah Aziz")}};
  input.calls = std::vector<CallInput>{
      {"c1", "Brown, Denise", "555 0134", say("English", "inglés"), ago(60 * 58), ago(60 * 10), in(60 * 14), 1, 4,
       say("No answer", "Sin respuesta"), false, false},
      {"c2", "García, Íñigo", "555 0171", say("Spanish", "español"), ago(60 * 75), ago(60 * 27), ago(60 * 3), 2, 4,
       say("Answering machine", "Contestador"), false, false},
      {"c3", "Ito, Haruka", "", "", ago(60 * 20), in(60 * 28), in(60 * 52), 0, 4, "", false, false},
      {"c4", "Petrov, Ivan", "555 0190", "", ago(60 * 60), ago(60 * 12), in(60 * 12), 1, 4, "", true, false}};
  input.attempt_results = {{"machine", say("Answering machine", "Contestador")},
                           {"no-answer", say("No answer", "Sin respuesta")},
                           {"not-home", say("Not at home", "No está en casa")},
                           {"declined", say("Declined", "No quiso")},
                           {"busy", say("Busy", "Ocupado")},
                           {"other", say("Other", "Otro")}};
  input.open = {
      {say("Rounds due or overdue", "Rondas pendientes o atrasadas"), 9, say("4 of them overdue", "4 atrasadas"), Tone::Bad},
      {say("Open tasks", "Tareas abiertas"), 4, say("1 with the charge nurse", "1 con supervisión"), Tone::Warn},
      {say("Devices to review before noon", "Dispositivos por revisar antes de mediodía"), 0,
       say("all reviewed", "todos revisados"), Tone::Ok},
      {say("Handoffs not accepted", "Entregas sin aceptar"), 1, say("given 40 min ago", "entregada hace 40 min"), Tone::Warn}};
  input.mine = {
      {say("Rounds done on time", "Rondas a tiempo"), "17", say("of 19 that were yours", "de 19 que eran suyas")},
      {say("Late entries", "Entradas tardías"), "2", say("written more than 30 min after", "escritas más de 30 min después")},
      {say("Hands cleaned in and out", "Manos limpias al entrar y salir"), "18",
       say("of 19, your own ticks", "de 19, según usted")},
      {say("Thanks from colleagues", "Agradecimientos de colegas"), "3", say("this month", "este mes")}};
  return input;
}

WashInput wash(const Say& say) {
  WashInput input;
  input.moments = {{"bef-pat", say("Before touching the patient", "Antes de tocar al paciente")},
                   {"bef-asept", say("Before a clean task", "Antes de una tarea limpia")},
                   {"aft-bf", say("After body fluids", "Tras fluidos corporales")},
                   {"aft-pat", say("After touching the patient", "Tras tocar al paciente")},
                   {"aft-psurr", say("After touching the surroundings", "Tras tocar el entorno")}};
  input.people = {{"1", say("Nurse", "Enfermería")},
                  {"2", say("Aide", "Auxiliar")},
                  {"3", say("Doctor", "Médico")},
                  {"4", say("Other", "Otro")}};
  input.actions = {{"HR", say("Rubbed", "Con gel")}, {"HW", say("Washed", "Lavadas")}, {"missed", say("Missed", "Omitida")}};
  input.started_at = ago(7), input.opportunities = 12, input.clean = 9;
  return input;
}

AskInput ask(const PatientInput& patient, const Say& say) {
  return {patient,
          {{"medicine", say("Medicine", "Medicamento")},
           {"test", say("Test", "Prueba")},
           {"pain", say("Pain", "Dolor")},
           {"plan", say("Plan", "Plan")},
           {"device", say("Device", "Dispositivo")},
           {"cleanliness", say("Cleanliness", "Limpieza")},
           {"discharge", say("Discharge", "Alta")},
           {"other", say("Other", "Otro")}},
          {say("What is this medicine for?", "¿Para qué es este medicamento?"),
           say("What side effects should I tell you about?", "¿Qué efectos debo contarles?"),
           say("When do I stop taking it?", "¿Cuándo dejo de tomarlo?")},
          {{"nurse", say("Nurse", "Enfermería")},
           {"provider", say("Doctor", "Médico")},
           {"charge", say("Charge nurse", "Supervisión")}}};
}

ReportInput report(const WardInput& ward, const Say& say) {
  return {&ward.patients[1],
          {{"call-light", say("Call light", "Timbre")},
           {"equipment", say("Equipment", "Equipo")},
           {"cleaning", say("Cleaning", "Limpieza")},
           {"food", say("Food", "Comida")},
           {"noise", say("Noise", "Ruido")},
           {"other", say("Something else", "Otra cosa")}},
          {{"lifting", say("Lifting", "Levantar peso")},
           {"sharps", say("Needle or blade", "Aguja o bisturí")},
           {"violence", say("Violence", "Violencia")},
           {"slip", say("Wet floor", "Suelo mojado")},
           {"other", say("Other", "Otro")}},
          ward.nurses};
}

HelpCallInput help_call(const PatientInput& patient, const Say& say) {
  return {patient,
          "5555",
          {{"patient", say("Patient", "Paciente")},
           {"family", say("Family", "Familia")},
           {"staff-on-behalf", say("Staff on their behalf", "Personal en su nombre")}},
          {{"change", say("The condition changed", "Cambió el estado")},
           {"not-heard", say("Not heard", "No escuchados")},
           {"pain", say("Pain", "Dolor")},
           {"medicine", say("Worry about a medicine", "Preocupación por un medicamento")},
           {"plan", say("Confusion over the plan", "El plan no está claro")},
           {"other", say("Other", "Otro")}},
          {{"no-change", say("No change", "Sin cambios")},
           {"care-changed", say("Care was changed", "Cambió la atención")},
           {"transfer", say("Moved to another unit", "Traslado a otra unidad")},
           {"rrt-or-code", say("Rapid response or code", "Respuesta rápida o código")}}};
}

std::vector<UndeliveredInput> undelivered(const Say& say) {
  return {{"u1", say("Family calls for help, bed 2C", "Familia pide ayuda, cama 2C"), "5555", ago(3)},
          {"u2", say("Pain 9, bed 4A", "Dolor 9, cama 4A"), "5512", ago(1)}};
}

}  // namespace wardlight::models::samples
