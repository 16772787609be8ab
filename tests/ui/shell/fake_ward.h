// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/ui/shell/fake_bedside.h"
#include "ui/shell/application.h"

namespace wardlight::shell::test {

inline std::string read_asset(const std::string& name) {
  std::ifstream in(std::string(WARDLIGHT_SOURCE) + "/assets/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline const Languages& languages() {
  static const Languages all([] {
    std::vector<models::Texts> texts;
    for (const char* code : {"en", "es"})
      texts.push_back(must(models::Texts::load(read_asset(std::string("text/") + code + ".json"))));
    return texts;
  }());
  return all;
}

inline const workflows::WardContent& content() {
  static const workflows::WardContent loaded = [] {
    workflows::WardContent one;
    one.rounding = must(care::load_rounding_pack(read_asset("clinical/rounding.json")));
    one.round_form = *must(forms::parse_questionnaire(read_asset("clinical/hourly-round.questionnaire.json"))).form;
    one.off_unit_form = *must(forms::parse_questionnaire(read_asset("clinical/off-unit.questionnaire.json"))).form;
    return one;
  }();
  return loaded;
}

// A ward of two patients in memory, that writes down what it was asked to do.
class FakeWard final : public FakeBedside {
 public:
  explicit FakeWard(const support::FakeClock& clock) : FakeBedside(clock), m_clock(clock) {
    m_patients.push_back(patient("1", "Fernando", "12A"));
    m_patients.push_back(patient("2", "Okafor", "12B"));
  }

  std::uint64_t change_tick() const override { return tick; }
  void collect() override { ++collected; }
  Zone zone() const override { return *Zone::find("America/New_York"); }
  const workflows::WardContent& content() const override { return test::content(); }

  models::SignInInput door() override {
    models::SignInInput input;
    input.unit = "5 East";
    input.staff.push_back({{"ana"}, "Ana Ruiz", models::Role::Charge});
    input.pin = pin;
    return input;
  }
  void begin_sign_in(const PractitionerId&, std::string typed) override {
    pin.wrong = typed != "483926";
    signed_in = !pin.wrong;
    touch();
    ++tick;
  }
  void forget_pin_trouble() override { pin = {}; }
  bool is_signed_in() const override { return signed_in; }
  void lock() override {
    signed_in = false;
    ++tick;
  }
  void touch() override { m_touched = m_clock.monotonic_milliseconds(); }
  std::optional<Duration> lock_when_idle() override {
    if (!signed_in) return std::nullopt;
    const Duration left{m_touched + 120'000 - m_clock.monotonic_milliseconds()};
    if (left.milliseconds > 0) return left;
    lock();
    return std::nullopt;
  }

  void begin_change_pin(std::string old_pin, std::string new_pin) override {
    changed_pins.emplace_back(old_pin, new_pin);
    change.change = models::PinChange::Checking;
    ++tick;
  }
  PinChangeState pin_change() override { return change; }
  Expected<std::vector<models::StaffInput>> list_locked_out() override { return locked_out; }
  Expected<void> unlock_staff(const PractitionerId& practitioner) override {
    std::erase_if(locked_out, [&](const auto& one) { return one.practitioner == practitioner; });
    return {};
  }

  std::vector<std::string> take_alarms() override { return std::exchange(alarms, {}); }

  models::WardInput ward() override {
    ++reads;
    models::WardInput input;
    input.unit = "5 East";
    input.me = {"ana"};
    input.my_name = "Ana Ruiz";
    input.role = models::Role::Charge;
    input.patients = m_patients;
    input.drafts = my_drafts;
    input.nurses = {{{"ana"}, "Ana Ruiz", models::Role::Charge}, {{"ben"}, "Ben Okafor", models::Role::Nurse}};
    input.sync = sync_status();
    return input;
  }
  Expected<std::vector<models::ActInput>> timeline(const EncounterId&) override {
    ++charts_opened;
    return acts;
  }
  std::vector<models::UnitInput> list_units() override { return units; }
  void show_unit(const LocationId& unit, const std::string&) override { shown_unit = unit; }
  models::SyncStatus sync_status() override {
    models::SyncStatus sync;
    sync.online = true;
    sync.last_contact = m_clock.now();
    return sync;
  }
  Expected<workflows::ScanResult> find_by_scan(std::string_view code) override {
    workflows::ScanResult result;
    for (const auto& one : m_patients)
      if (one.record_number == code) result.found.push_back(one.encounter);
    return result;
  }

  Expected<workflows::OpenRound> open_round(const EncounterId& encounter, std::optional<StatementId> corrects) override {
    corrected = corrects;
    workflows::OpenRound round{{"round"}, encounter, {}, {}, {}, m_clock.now(), forms::FormSession(test::content().round_form),
                               {},        {},        {}, {}};
    if (draft) round.form = draft->form;
    return round;
  }
  Expected<void> discard_draft(const EncounterId& encounter, const std::string& questionnaire) override {
    std::erase_if(my_drafts, [&](const auto& one) { return one.encounter == encounter && one.questionnaire == questionnaire; });
    ++tick;
    return {};
  }
  Expected<void> keep_draft(const workflows::OpenRound& round) override {
    ++drafts_kept;
    draft = round;
    return {};
  }
  Expected<workflows::Outcome> record_round(const workflows::OpenRound& round) override {
    if (refusal) return *refusal;
    recorded.push_back(round.encounter.value);
    draft.reset();
    ++tick;
    workflows::Outcome outcome = done();
    outcome.saved->prompts = prompts;
    return outcome;
  }
  StatementId new_statement_id() override { return {"new-" + std::to_string(++m_ids)}; }
  Expected<workflows::Outcome> close_slot(const workflows::SlotReason& reason) override {
    closed.push_back(reason);
    return done();
  }
  Expected<workflows::Outcome> reopen_slot(const workflows::SlotReason& reason) override {
    reopened.push_back(reason);
    return done();
  }
  Expected<workflows::Outcome> record_off_unit(const workflows::OffUnit& one) override {
    if (refusal) return *refusal;
    off_unit.push_back(one);
    models::ActInput act;
    act.statement = one.id;
    act.kind = models::ActKind::Away;
    act.occurred_at = act.recorded_at = m_clock.now();
    act.code = one.where_to;
    act.starts_at = one.left;
    act.ends_at = one.back;
    for (models::ActInput& earlier : acts)
      if (earlier.statement == one.supersedes) earlier.standing = models::ActStanding::Corrected;
    acts.insert(acts.begin(), act);
    ++tick;
    return done();
  }
  Expected<workflows::Outcome> take_back(const workflows::TakeBack& one) override {
    taken_back.push_back(one);
    return done();
  }
  Expected<workflows::Outcome> assign(const models::AssignChoice& choice) override {
    assigned = choice;
    return done();
  }
  Expected<workflows::Outcome> take_over(const EncounterId&) override { return done(); }
  Expected<workflows::Outcome> add_patient(const models::NewPatient&, const NewStay&) override { return done(); }
  void send_now() override {}
  void changed() override { ++tick; }

  std::uint64_t tick = 1;
  bool signed_in = false;
  models::PinState pin;
  int collected = 0;
  int reads = 0;
  int charts_opened = 0;
  int drafts_kept = 0;
  std::vector<models::MyDraftInput> my_drafts;
  std::optional<workflows::OpenRound> draft;
  std::optional<Error> refusal;
  std::vector<std::string> recorded;
  models::AssignChoice assigned;
  std::vector<models::ActInput> acts;
  std::vector<workflows::SlotReason> closed;
  std::vector<workflows::SlotReason> reopened;
  std::vector<workflows::OffUnit> off_unit;
  std::vector<workflows::TakeBack> taken_back;
  std::optional<StatementId> corrected;
  std::vector<care::PromptRule> prompts;
  std::vector<std::string> alarms;
  std::vector<std::pair<std::string, std::string>> changed_pins;
  PinChangeState change;
  std::vector<models::StaffInput> locked_out;
  std::vector<models::UnitInput> units;
  std::optional<LocationId> shown_unit;

 private:
  models::PatientInput patient(const std::string& id, const std::string& family, const std::string& bed) const {
    models::PatientInput one;
    one.encounter = {"e" + id};
    one.patient = {"p" + id};
    one.family = family;
    one.given = "Priya";
    one.bed = bed;
    one.birth_date = "1987-03-12";
    one.sex = "female";
    one.record_number = "40002" + id;
    one.nurse = PractitionerId{"ana"};
    one.nurse_name = "Ana Ruiz";
    one.state = models::LiveState::Due;
    one.due_at = m_clock.now() - minutes(10);
    one.due_until = m_clock.now() + minutes(50);
    models::SlotInput slot;
    slot.start = *one.due_at;
    slot.end = *one.due_until;
    slot.live = models::LiveState::Due;
    one.slots = {slot};
    return one;
  }
  workflows::Outcome done() const {
    workflows::Outcome outcome;
    outcome.saved = workflows::Saved{{"saved"}, m_clock.now(), m_clock.now()};
    return outcome;
  }

  const support::FakeClock& m_clock;
  std::int64_t m_touched = 0;
  int m_ids = 0;
  std::vector<models::PatientInput> m_patients;
};

// What the tablet was told to sound, each change of it.
class FakeSounder final : public Sounder {
 public:
  bool can_sound() const override { return able; }
  void alarm(bool on) override {
    if (on != sounds) changes.push_back(on);
    sounds = on;
  }
  bool able = true;
  bool sounds = false;
  std::vector<bool> changes;
};

// The app on the fake ward with a finger; time passes only when a test says so.
class Desk {
 public:
  explicit Desk(Settings settings = {})
      : app(
            fonts(), ward, clock, languages(), std::move(settings), [this](const Settings& now) { kept.push_back(now); },
            &sounder) {
    app.kit().watch(ui::Watch::Everything);
    settle();
  }

  int settle(int most = 600) {
    int drawn = 0;
    app.tick();
    for (; drawn < most && app.wants_frame(); ++drawn) {
      app.frame();
      clock.advance(milliseconds(16));
      app.tick();
    }
    return drawn;
  }
  const ui::Entry* find(const std::string& key) { return app.kit().registry().find(key); }
  bool shows(const std::string& label) {
    for (const ui::Entry& entry : app.kit().registry().entries())
      if (entry.visible && entry.label == label) return true;
    return false;
  }
  bool tap(const std::string& key) {
    const ui::Entry* entry = find(key);
    if (entry == nullptr || entry->hit.empty()) return false;
    const ui::Point at = entry->hit.center();
    app.pointer_down(at.x, at.y);
    clock.advance(milliseconds(60));
    app.pointer_up(at.x, at.y);
    settle();
    return true;
  }
  void type(const std::string& text) {
    for (const char letter : text) app.type_text(std::string(1, letter));
    clock.advance(milliseconds(100));
    settle();
  }
  void sign_in() {
    tap("staff.ana");
    type("483926");
  }

  support::FakeClock clock;
  FakeWard ward{clock};
  FakeSounder sounder;
  std::vector<Settings> kept;

 private:
  static const ui::FontSet& fonts() {
    static const ui::FontSet set(1.0f);
    return set;
  }

 public:
  Application app;
};

}  // namespace wardlight::shell::test
