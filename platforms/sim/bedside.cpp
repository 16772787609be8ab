// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/bedside.h"

#include <algorithm>
#include <array>
#include <iostream>

#include "core/workflows/ask_question.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/place_device.h"
#include "core/workflows/read_unit_work.h"
#include "core/workflows/record_form.h"
#include "core/workflows/record_round.h"
#include "core/workflows/replay.h"
#include "core/workflows/statement_parts.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/sim/ledger.h"
#include "platforms/sim/nurse.h"
#include "platforms/sim/seeded_chance.h"
#include "platforms/sim/sim_clock.h"
#include "platforms/sim/sim_ward.h"

namespace wardlight::sim {
namespace {

using workflows::HandoffState;
using workflows::Outcome;

constexpr Date kDay{2025, 6, 10};
constexpr int kShiftStart = 7 * 60;
constexpr std::array<std::string_view, 9> kKnownOfPatients{"Location", "Patient", "Encounter", "AllergyIntolerance", "Flag",
                                                            "Observation", "MedicationRequest", "Condition", "Immunization"};

class BedsideDay {
 public:
  BedsideDay(const BedsideOptions& options, std::string folder, Zone zone)
      : m_options(options), m_folder(std::move(folder)), m_zone(std::move(zone)), m_start(m_zone.to_instant(kDay, kShiftStart)),
        m_clock(m_start - minutes(30)), m_keys(options.seed), m_chance(options.seed) {}

  Expected<BedsideReport> play();

 private:
  enum Where : std::size_t { kGivers, kReceivers };  // whose tablet
  struct Seen {
    Instant at;
    EncounterId encounter;
    std::string prompts;
  };

  Expected<void> open_ward();
  Expected<void> choose_patients();
  Expected<void> pass_day();
  Expected<void> care_for(std::size_t patient, int hour);
  Expected<void> record(std::size_t patient, std::string_view form);
  Expected<void> note_prompts();
  Expected<void> hand_over_all();
  Expected<void> begin(const EncounterId& encounter);
  Expected<void> give(const EncounterId& encounter, std::string_view more);
  Expected<void> accept(Where tablet, const EncounterId& encounter);
  Expected<void> settle_conflict();
  Expected<void> come_together();
  Expected<void> look_back();
  Expected<void> compare_prompts();
  Expected<void> must_save(Expected<Outcome> outcome);
  workflows::Ward ward(Where tablet) { return m_tablets[tablet]->ward(); }
  StatementId id(Where tablet) { return workflows::new_statement_id(ward(tablet)); }
  void pass(Duration time) { m_clock.go_to(m_clock.now() + time); }
  void set_network(bool reachable) {
    for (auto& tablet : m_tablets) tablet->network().set_reachable(reachable);
  }

  const BedsideOptions m_options;
  const std::string m_folder;
  const Zone m_zone;
  const Instant m_start;
  SimClock m_clock;
  SeededChance m_keys;
  std::mt19937_64 m_chance;
  platform::PosixDisk m_disk;
  std::unique_ptr<SimWard> m_ward;
  std::vector<std::unique_ptr<SimTablet>> m_tablets;
  demo::DemoPerson m_giver, m_receiver, m_charge;
  LocationId m_unit;
  std::vector<EncounterId> m_patients;
  std::vector<StatementId> m_saved;
  std::vector<Seen> m_seen;
  BedsideReport m_report;
};

Expected<void> BedsideDay::must_save(Expected<Outcome> outcome) {
  if (!outcome) return outcome.error();
  if (!outcome->saved)
    return Error{ErrorCode::InvalidContent, outcome->objections.front().text, outcome->objections.front().rule};
  m_saved.push_back(outcome->saved->id);
  pass(seconds(10));
  return {};
}

Expected<void> BedsideDay::open_ward() {
  WL_TRY(m_ward, SimWard::open(m_folder, m_disk, m_clock, m_keys));
  m_charge = m_ward->charge_nurse();
  const auto nurses = m_ward->people({access::Role::Nurse});
  m_giver = nurses.front();
  m_receiver = nurses.back();
  for (const std::string name : {"tablet-1", "tablet-2"}) {
    WL_TRY(auto tablet, m_ward->enrol(name, m_chance()));
    tablet->network().set_lossless();
    m_tablets.push_back(std::move(tablet));
  }
  return {};
}

Expected<void> BedsideDay::choose_patients() {
  for (auto& tablet : m_tablets) {
    WL_CHECK(tablet->sign_in(m_charge));
    tablet->sync();
  }
  WL_TRY(const auto census, m_tablets[kGivers]->store().list_census({}, m_clock.now()));
  if (census.size() < m_options.patients)
    return Error{ErrorCode::BadUsage,
                 "The demo ward has " + std::to_string(census.size()) + " patients; ask for no more than that.", "--patients"};
  m_unit = census.front().now.unit;
  std::vector<workflows::Assign> assignments;
  for (std::size_t i = 0; i < m_options.patients; ++i) {
    m_patients.push_back(census[i].encounter);
    assignments.push_back({census[i].encounter, m_giver.practitioner, m_giver.role});
  }
  return must_save(workflows::assign_patients(ward(kGivers), assignments));
}

Expected<void> BedsideDay::record(std::size_t patient, std::string_view form) {
  WL_TRY(auto open, workflows::open_form(ward(kGivers), m_patients[patient], form));
  WL_CHECK(fill_plainly(open.form, m_zone.format(m_clock.now())));
  return must_save(workflows::record_form(ward(kGivers), open));
}

// What a day brings: a scale or a device now and then, a question, and a round every hour.
Expected<void> BedsideDay::care_for(std::size_t patient, int hour) {
  if (hour == 1) WL_CHECK(record(patient, patient % 2 == 0 ? "morse" : "braden"));
  if (hour == 2 && patient % 3 == 0)
    WL_CHECK(must_save(
        workflows::place_device(ward(kGivers), {id(kGivers), m_patients[patient], "urinary", m_clock.now(), false, "", "", ""})));
  if (hour == 4 && patient % 4 == 1)
    WL_CHECK(must_save(
        workflows::ask_question(ward(kGivers), {id(kGivers), m_patients[patient], "plan", "When can I go home?", "nurse"})));
  WL_TRY(auto round, workflows::open_round(ward(kGivers), m_patients[patient]));
  WL_TRY(round.form, fill_round(m_chance, m_ward->content(), care::RoundKind::Full));
  return must_save(workflows::record_round(ward(kGivers), round));
}

Expected<void> BedsideDay::note_prompts() {
  for (const EncounterId& encounter : m_patients) {
    WL_TRY(const auto prompts, workflows::read_prompts(ward(kGivers), encounter));
    m_report.prompts_raised += prompts.size();
    m_seen.push_back({m_clock.now(), encounter, workflows::prompts_text(prompts, m_zone)});
  }
  pass(minutes(1));
  return {};
}

Expected<void> BedsideDay::pass_day() {
  for (int hour = 0; hour < m_options.hours; ++hour) {
    m_clock.go_to(m_start + hours(hour));
    WL_CHECK(m_tablets[kGivers]->sign_in(m_giver));
    for (std::size_t i = 0; i < m_patients.size(); ++i) WL_CHECK(care_for(i, hour));
    WL_CHECK(note_prompts());
    for (auto& tablet : m_tablets) tablet->sync();
    m_ward->hospital().tick();
    std::cerr << m_zone.label(m_clock.now()) << "  " << m_saved.size() << " acts saved" << std::endl;
  }
  return {};
}

Expected<void> BedsideDay::begin(const EncounterId& encounter) {
  const StatementId handoff = id(kGivers);
  WL_CHECK(must_save(workflows::start_handoff(ward(kGivers), {handoff, encounter, workflows::HandoffType::Shift})));
  WL_CHECK(must_save(workflows::mark_ready(ward(kGivers), {id(kGivers), handoff})));
  return must_save(workflows::mark_at_bedside(ward(kGivers), {id(kGivers), handoff}));
}

Expected<void> BedsideDay::give(const EncounterId& encounter, std::string_view more) {
  WL_TRY(const auto view, workflows::read_handoff(ward(kGivers), encounter));
  WL_TRY(auto open, workflows::open_form(ward(kGivers), encounter, "handoff-given"));
  WL_CHECK(fill_plainly(open.form, m_zone.format(m_clock.now() + hours(2))));
  if (!more.empty()) WL_CHECK(open.form.set({"H3-1", {}}, forms::Answer::of(forms::ValueKind::String, std::string(more))));
  WL_TRY(const auto signer, m_tablets[kGivers]->confirm(m_giver));
  return must_save(workflows::give_handoff(ward(kGivers), *signer, {view.handoff, std::move(open), view.content.rows}));
}

Expected<void> BedsideDay::accept(Where tablet, const EncounterId& encounter) {
  WL_TRY(const auto view, workflows::read_handoff(ward(tablet), encounter));
  WL_TRY(auto open, workflows::open_form(ward(tablet), encounter, "handoff-accepted"));
  WL_CHECK(fill_plainly(open.form, m_zone.format(m_clock.now())));
  WL_TRY(const auto signer, m_tablets[tablet]->confirm(m_receiver));
  return must_save(workflows::accept_handoff(ward(tablet), *signer, {view.handoff, std::move(open), view.hash}));
}

// The first half on one tablet; of the rest the giver's half of the work is synced, then both tablets are alone.
Expected<void> BedsideDay::hand_over_all() {
  m_clock.go_to(m_start + hours(m_options.hours));
  WL_CHECK(m_tablets[kGivers]->sign_in(m_giver));
  WL_CHECK(m_tablets[kReceivers]->sign_in(m_receiver));
  const std::size_t half = m_patients.size() / 2;
  for (std::size_t i = half; i < m_patients.size(); ++i) {
    WL_CHECK(begin(m_patients[i]));
    WL_CHECK(give(m_patients[i], ""));
  }
  for (auto& tablet : m_tablets) tablet->sync();
  set_network(false);
  for (std::size_t i = 0; i < half; ++i) {
    WL_CHECK(begin(m_patients[i]));
    WL_CHECK(give(m_patients[i], ""));
    WL_CHECK(accept(kGivers, m_patients[i]));
    ++m_report.on_one_tablet;
  }
  WL_CHECK(give(m_patients.back(), "A late word that the other tablet never saw"));
  for (std::size_t i = half; i < m_patients.size(); ++i) {
    WL_CHECK(accept(kReceivers, m_patients[i]));
    ++m_report.on_two_tablets;
  }
  return {};
}

Expected<void> BedsideDay::come_together() {
  set_network(true);
  for (int pass_no = 0; pass_no < 3; ++pass_no)
    for (auto& tablet : m_tablets) {
      pass(minutes(2));  // past every back-off
      WL_CHECK(tablet->sign_in(m_charge));
      tablet->sync();
      m_ward->hospital().tick();
    }
  return {};
}

// The charge nurse sees the one conflict, asks both, and says which content holds; the receiver then reads that one and signs.
Expected<void> BedsideDay::settle_conflict() {
  WL_TRY(const auto before, workflows::read_unit_work(ward(kGivers), m_unit));
  m_report.conflicts_shown = before.conflicts.size();
  for (const auto& conflict : before.conflicts)
    WL_CHECK(must_save(
        workflows::resolve_handoff(ward(kGivers), {id(kGivers), conflict.handoff, conflict.hash, "Asked both nurses"})));
  WL_CHECK(come_together());
  WL_CHECK(m_tablets[kReceivers]->sign_in(m_receiver));
  for (const EncounterId& encounter : m_patients) {
    WL_TRY(const auto view, workflows::read_handoff(ward(kReceivers), encounter));
    if (view.state == HandoffState::Given) WL_CHECK(accept(kReceivers, encounter));
  }
  WL_CHECK(come_together());
  WL_TRY(const auto after, workflows::read_unit_work(ward(kGivers), m_unit));
  m_report.conflicts_left = after.conflicts.size();
  for (const EncounterId& encounter : m_patients) {
    WL_TRY(const auto view, workflows::read_handoff(ward(kGivers), encounter));
    m_report.accepted += view.state == HandoffState::Accepted ? 1 : 0;
  }
  return {};
}

// Prompts are never stored: what every nurse saw at every hour comes out again of the exported resources alone.
Expected<void> BedsideDay::compare_prompts() {
  std::string lines;
  for (const std::string_view type : kKnownOfPatients) {
    WL_TRY(const auto items, m_tablets[kGivers]->store().list_references(type));
    for (const auto& item : items) lines += item.bytes + "\n";
  }
  WL_TRY(const auto statements, m_tablets[kGivers]->store().list_statements(0, 1'000'000));
  for (const auto& statement : statements.statements) lines += statement.bytes + "\n";
  WL_CHECK(replace_file(m_disk, m_folder + "/export.ndjson", as_bytes(lines)));
  WL_TRY(const auto resources, workflows::read_export(lines));
  std::map<EncounterId, std::vector<care::Fact>> facts;
  Instant facts_at{-1};
  for (const Seen& seen : m_seen) {
    if (seen.at != facts_at) {
      WL_TRY(facts, workflows::facts_of_export(m_ward->content(), resources, seen.at));
      facts_at = seen.at;
    }
    const auto again = care::prompts_for(m_ward->content().prompts, facts[seen.encounter], seen.at, m_zone);
    ++m_report.prompts_compared;
    m_report.prompts_unequal += workflows::prompts_text(again, m_zone) == seen.prompts ? 0 : 1;
  }
  return {};
}

Expected<void> BedsideDay::look_back() {
  const std::string form = m_ward->content().rounding.checklist.url;
  WL_TRY(const Replica hub, read_hub(m_ward->hospital().storage(), form));
  m_report.replicas_equal = true;
  for (auto& tablet : m_tablets) {
    WL_TRY(const Replica own, read_tablet(tablet->store(), form));
    m_report.replicas_equal = m_report.replicas_equal && own.entries == hub.entries;
    WL_TRY(const auto outbox, tablet->store().count_outbox());
    m_report.unsent_at_end += outbox.pending + outbox.rejected;
  }
  for (const StatementId& id : m_saved) m_report.lost += hub.entries.contains(id.value) ? 0 : 1;
  m_report.acts = m_saved.size();
  return compare_prompts();
}

Expected<BedsideReport> BedsideDay::play() {
  m_report.seed = m_options.seed;
  m_report.patients = m_options.patients;
  WL_CHECK(open_ward());
  WL_CHECK(choose_patients());
  WL_CHECK(pass_day());
  WL_CHECK(hand_over_all());
  WL_CHECK(come_together());
  WL_CHECK(settle_conflict());
  WL_CHECK(look_back());
  return m_report;
}

}  // namespace

json::Value to_json(const BedsideReport& report) {
  const auto count = [](std::size_t number) { return json::Value(static_cast<std::uint64_t>(number)); };
  json::Value json;
  json.set("seed", report.seed).set("patients", count(report.patients)).set("acts", count(report.acts));
  json.set("on_one_tablet", count(report.on_one_tablet)).set("on_two_tablets", count(report.on_two_tablets));
  json.set("accepted", count(report.accepted)).set("conflicts_shown", count(report.conflicts_shown));
  json.set("conflicts_left", count(report.conflicts_left)).set("prompts_compared", count(report.prompts_compared));
  json.set("prompts_unequal", count(report.prompts_unequal)).set("prompts_raised", count(report.prompts_raised));
  json.set("lost", count(report.lost)).set("replicas_equal", report.replicas_equal).set("unsent_at_end", report.unsent_at_end);
  return json;
}

Expected<BedsideReport> play_bedside(const BedsideOptions& options, const std::string& folder) {
  WL_TRY(auto zone, Zone::find("America/New_York"));
  return BedsideDay(options, folder, std::move(zone)).play();
}

}  // namespace wardlight::sim
