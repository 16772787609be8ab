// SPDX-License-Identifier: Apache-2.0
#include "ui/models/samples.h"

#include <array>
#include <utility>

namespace wardlight::models::samples {

namespace {

struct Name {
  const char* family;
  const char* given;
  const char* sex;
  const char* born;
};

constexpr std::array<Name, 20> kNames = {
    {{"Fernando", "Priya", "female", "1987-03-12"},
     {"Wójcik", "Łukasz", "male", "1970-11-30"},
     {"O’Connor", "Maeve", "female", "1953-01-07"},
     {"Nguyễn", "Thị Lan", "female", "1936-06-22"},
     {"Müller-Brandt", "Zoë", "female", "1974-09-02"},
     {"Adeyemi", "Tunde", "male", "1957-04-18"},
     {"Singh", "Gurpreet", "male", "1965-02-10"},
     {"Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh", "Maximiliana Alexandrina Konstantia", "female", "1948-12-24"},
     {"Silva", "João", "male", "1991-08-15"},
     {"Haddad", "Layla", "female", "1980"},
     {"Kovács", "Ágnes", "female", "1962-10-05"},
     {"Brown", "Denise", "female", "1944-03-03"},
     {"Christodoulopoulos", "Anastasios", "male", "1939-07-29"},
     {"Ito", "Haruka", "female", "1999-05-01"},
     {"Smith", "John", "male", "1951-01-01"},
     {"García", "Íñigo", "male", "1967-12-12"},
     {"Petrov", "Ivan", "male", "1978-02-28"},
     {"Lee", "Min-jun", "male", "1988-11-11"},
     {"Okonkwo", "Chidi", "male", "1959-09-09"},
     {"Dubois", "Camille", "female", "1972-06-17"}}};

constexpr std::array<const char*, 6> kNurses = {"Amara Okafor",  "Ben Castellanos-Whitmore", "Chiara De Luca",
                                                "Dmitri Volkov", "Esperanza Gutiérrez",      "Farah Aziz"};
constexpr int kPatients = 40;
constexpr const char* kDay = "2025-06-10T";

Instant at(const char* time) { return parse_time(std::string(kDay) + time + ":00-04:00")->instant; }

PractitionerId nurse(std::size_t index) { return {"nurse-" + std::to_string(index)}; }

std::string bed(int index) { return std::to_string(1 + index / 4) + std::string(1, static_cast<char>('A' + index % 4)); }

std::string record_number(int index) {
  return "943 " + std::to_string(400 + index * 7 % 600) + " " + std::to_string(5900 + index * 37 % 900);
}

void set_flags(PatientInput& one, int index, const Say& say) {
  using Words = std::vector<std::string>;
  if (index % 5 != 2) one.allergies = index % 3 == 0 ? Words{say("penicillin", "penicilina")} : Words{};
  if (index == 1)
    one.allergies = Words{say("penicillin", "penicilina"), say("latex", "látex"), say("sulfonamides", "sulfamidas"),
                          say("iodinated contrast media", "contraste yodado")};
  if (index % 4 != 3) one.code_status = index % 6 == 1 ? say("DNR", "sin RCP") : say("full code", "RCP completa");
  if (index % 7 != 4) one.isolation = index % 6 == 1 ? Words{say("contact", "contacto")} : Words{};
}

// How the round of the 14:00 slot stands, and what was done before.
void set_round(PatientInput& one, int index) {
  one.due_at = at("14:00"), one.due_until = at("15:00");
  one.last_round =
      LastRound{at("13:05") + minutes(index % 9), kNurses[static_cast<std::size_t>(index) % kNurses.size()], RoundKind::Full};
  switch (index % 8) {
    case 0:
      one.state = LiveState::Overdue, one.due_at = at("13:00"), one.due_until = at("14:00");
      one.last_round->occurred_at = at("12:52");
      one.gap_alert = true;
      break;
    case 3:
    case 6:
      one.state = LiveState::Done, one.due_at = at("15:00"), one.due_until = at("16:00");
      one.last_round->occurred_at = at("14:03") + minutes(index % 6);
      one.last_round->kind = index % 2 == 0 ? RoundKind::Asleep : RoundKind::Full;
      break;
    case 5: one.state = LiveState::Away; break;
    default: one.state = LiveState::Due; break;
  }
  if (index == 9)
    one.state = LiveState::Missed, one.due_at = at("12:00"), one.due_until = at("13:00"), one.last_round.reset(),
    one.gap_alert = true;
  one.last_contact = one.last_round ? one.last_round->occurred_at : at("11:20");
}

SlotInput slot(int hour, int index, const Say& say) {
  SlotInput one;
  one.start = at("00:00") + hours(hour), one.end = one.start + hours(1);
  if (hour > 14) return one;
  one.live = LiveState::Done;
  one.outcome = (hour + index) % 9 == 4 ? SlotState::Late : SlotState::OnTime;
  one.done_at = one.start + minutes(one.outcome == SlotState::Late ? 66 : 4 + (hour * 7 + index * 5) % 40);
  if ((hour + index) % 13 == 5) one.live = LiveState::Tried, one.outcome = SlotState::Refused;
  if ((hour + 2 * index) % 17 == 3)
    one.live = LiveState::GivenReason, one.outcome = SlotState::MissedWithReason,
    one.reason = say("Emergency on the unit", "Emergencia en la unidad");
  if ((hour * 3 + index) % 23 == 7) one.live = LiveState::Away, one.outcome = SlotState::Excluded;
  if ((hour * 5 + index) % 29 == 11) one.live = LiveState::Missed, one.outcome = SlotState::Missed;
  return one;
}

void set_slots(PatientInput& one, int index, const Say& say) {
  for (int hour = 6; hour <= 22; ++hour) one.slots.push_back(slot(hour, index, say));
  auto& now = one.slots[8];
  now.done_at.reset(), now.reason.clear();
  now.live = *one.state == LiveState::Overdue || *one.state == LiveState::Missed ? LiveState::Due : *one.state;
  if (now.live == LiveState::Done) now.outcome = SlotState::OnTime, now.done_at = one.last_round->occurred_at;
  if (*one.state == LiveState::Overdue)
    one.slots[7] = {one.slots[7].start, one.slots[7].end, LiveState::Overdue, SlotState::Missed, {}, ""};
  if (*one.state == LiveState::Missed)
    one.slots[6] = {one.slots[6].start, one.slots[6].end, LiveState::Missed, SlotState::Missed, {}, ""};
}

PatientInput build(int index, const Say& say) {
  const Name& name = kNames[static_cast<std::size_t>(index) % kNames.size()];
  PatientInput one;
  one.encounter = {"enc-" + std::to_string(index)}, one.patient = {"pat-" + std::to_string(index)};
  one.family = name.family, one.given = name.given, one.sex = name.sex, one.birth_date = name.born;
  if (index >= static_cast<int>(kNames.size())) one.family += index % 2 == 0 ? "-Reyes" : "-Lindqvist";
  one.bed = index == 10 ? "" : bed(index);
  one.record_number = index == 12 ? "" : record_number(index);
  const auto owner = static_cast<std::size_t>(index / 6);
  if (owner < kNurses.size()) one.nurse = nurse(owner), one.nurse_name = kNurses[owner];
  set_flags(one, index, say);
  set_round(one, index);
  set_slots(one, index, say);
  if (index % 3 == 2)
    one.badges = {{say("1 prompt late", "1 aviso tarde"), Tone::Bad},
                  {say("Falls: high risk", "Caídas: riesgo alto"), Tone::Warn},
                  {say("Device day 5", "Dispositivo, día 5"), Tone::Neutral}};
  return one;
}

void make_alike(std::vector<PatientInput>& patients) {
  patients[2].family = "Singh", patients[2].given = "Gurpreet", patients[2].birth_date = "1968-05-30", patients[2].sex = "male";
  patients[2].same_name_beds = {patients[6].bed}, patients[6].same_name_beds = {patients[2].bed};
}

}  // namespace

Moment moment() { return {at("14:12"), *Zone::find("America/New_York")}; }

SyncStatus sync(Network network, const Say& say) {
  SyncStatus sync;
  sync.saved_here = 46, sync.accepted = 46;
  sync.online = true;
  sync.last_contact = at("14:11");
  switch (network) {
    case Network::Fresh: break;
    case Network::Sending: sync.accepted = 44, sync.unsent = 2, sync.oldest_unsent = at("14:10"); break;
    case Network::Offline:
      sync.online = false, sync.accepted = 43, sync.unsent = 3, sync.oldest_unsent = at("13:41"), sync.last_contact = at("13:38");
      break;
    case Network::Never:
      sync.online = false, sync.last_contact.reset(), sync.accepted = 0, sync.unsent = 46, sync.oldest_unsent = at("09:02");
      break;
    case Network::Loading: sync.loading = true; break;
    case Network::SlowClock: sync.hub_ahead = hours(3) + minutes(7); break;
    case Network::Rejected:
      sync.accepted = 45;
      sync.rejected = {{{"st-9"},
                        say("Round", "Ronda"),
                        "2B",
                        "Amara Okafor",
                        at("12:55"),
                        say("The form's version 1 is retired since 09:00. Open the patient, check the round and record it "
                            "again with the current form.",
                            "La versión 1 del formulario está retirada desde las 09:00. Abra el paciente, revise la ronda "
                            "y regístrela otra vez con el formulario actual.")}};
      break;
  }
  return sync;
}

WardInput ward(Network network, Role role, const Say& say) {
  WardInput ward;
  ward.loading = network == Network::Loading;
  ward.unit = "5 East";
  ward.me = nurse(0), ward.my_name = kNurses[0], ward.role = role;
  ward.sync = sync(network, say);
  for (std::size_t i = 0; i < kNurses.size(); ++i)
    ward.nurses.push_back({nurse(i), kNurses[i], i == 4 ? Role::Aide : Role::Nurse});
  for (int i = 0; i < kPatients; ++i) ward.patients.push_back(build(i, say));
  make_alike(ward.patients);
  ward.patients[4].draft = DraftInput{at("13:58"), kNurses[0], true};
  const forms::LocalText round{say("Hourly round", "Ronda horaria"), {}};
  const forms::LocalText morse{say("Morse fall scale", "Escala de caídas de Morse"), {}};
  ward.drafts = {{ward.patients[4].encounter, "hourly-round", "hourly-round", round, at("13:58"), true},
                 {ward.patients[2].encounter, "morse", "morse", morse, at("13:20"), true},
                 {{"left"}, "morse", "morse", morse, at("11:05"), false}};
  ward.patients[13].draft = DraftInput{at("13:50"), kNurses[2], false};
  ward.patients[3].unsent = network == Network::Offline || network == Network::Sending ? 1 : 0;
  ward.patients[5].temporary = true;
  ward.figures = {"91.67", 275, 300, hours(2) + minutes(52), "3B"};
  return ward;
}

WardInput empty_ward(Network network, const Say& say) {
  WardInput ward = samples::ward(network, Role::Charge, say);
  ward.patients.clear();
  ward.figures = {};
  return ward;
}

WardInput failed_ward(const Say& say) {
  WardInput ward = samples::ward(Network::Fresh, Role::Nurse, say);
  ward.patients.clear();
  ward.failure = say(
      "The store was damaged and has been set aside. Nothing was deleted. Use another tablet and call the hospital's engineer.",
      "El almacén estaba dañado y se ha apartado. No se borró nada. Use otra tableta y llame al técnico del hospital.");
  return ward;
}

SignInInput sign_in() {
  SignInInput input;
  input.unit = "5 East";
  input.sync = sync(Network::Offline);
  constexpr std::array<const char*, 12> others = {"Grace Mbeki",
                                                  "Henrik Sørensen",
                                                  "Imani Johnson",
                                                  "Jorge Ñíguez",
                                                  "Kateřina Dvořáková",
                                                  "Liam O’Brien",
                                                  "Bartholomew Featherstonehaugh-Cholmondeley",
                                                  "Noor Rahman",
                                                  "Olga Sidorova",
                                                  "Pedro Almeida",
                                                  "Quinn Baker",
                                                  "Rosa Jiménez"};
  for (std::size_t i = 0; i < kNurses.size(); ++i)
    input.staff.push_back({nurse(i), kNurses[i], i == 4 ? Role::Aide : Role::Nurse, i < 4, i == 0 ? 1 : 0, false});
  for (std::size_t i = 0; i < others.size(); ++i)
    input.staff.push_back({{"staff-" + std::to_string(i)},
                           others[i],
                           i == 2       ? Role::Charge
                           : i % 3 == 0 ? Role::Aide
                                        : Role::Nurse,
                           false,
                           0,
                           i == 8});
  return input;
}

std::vector<ActInput> acts(const Say& say) {
  std::vector<ActInput> acts(7);
  const auto set = [&](std::size_t i, const char* done, const char* written, std::size_t who, std::string summary) {
    acts[i].statement = {"act-" + std::to_string(i)}, acts[i].occurred_at = at(done), acts[i].recorded_at = at(written);
    acts[i].by = kNurses[who], acts[i].mine = who == 0, acts[i].summary = std::move(summary);
  };
  set(0, "13:06", "13:07", 0,
      say("Pain 3, helped to the toilet, turned, call light in reach",
          "Dolor 3, ayudado al baño, cambiado de posición, timbre al alcance"));
  set(1, "12:10", "12:58", 0, say("Pain 5, medication asked for", "Dolor 5, medicación pedida"));
  acts[1].late_entry = true, acts[1].delivery = Delivery::SavedHere;
  set(2, "11:05", "11:06", 1,
      say("Patient declined; safety glance complete", "El paciente no quiso; vistazo de seguridad completo"));
  acts[2].round = RoundKind::Refused;
  set(3, "10:00", "10:20", 2, say("Emergency on the unit", "Emergencia en la unidad"));
  acts[3].kind = ActKind::SlotClosed;
  set(4, "09:04", "09:05", 1, say("Pain 2, comfortable", "Dolor 2, cómodo"));
  acts[4].standing = ActStanding::Corrected;
  set(5, "09:04", "09:31", 1, say("Pain 4, comfortable", "Dolor 4, cómodo"));
  acts[5].correction = true, acts[5].correction_reason = say("wrong pain score", "puntuación de dolor errónea");
  set(6, "04:10", "04:11", 3, say("Breathing seen, position safe, bed low", "Se le vio respirar, posición segura, cama baja"));
  acts[6].round = RoundKind::Asleep, acts[6].delivery = Delivery::Rejected;
  return acts;
}

NewPatient new_patient() { return {"Singh", "Manjit", "1971-02-30", "male", "7B", ""}; }

}  // namespace wardlight::models::samples
