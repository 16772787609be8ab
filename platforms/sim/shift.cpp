// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/shift.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "core/base/decimal.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/patient_day.h"
#include "core/workflows/record_round.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/sim/ledger.h"
#include "platforms/sim/nurse.h"
#include "platforms/sim/seeded_chance.h"
#include "platforms/sim/sim_clock.h"
#include "platforms/sim/sim_ward.h"
#include "sync/client/plain/plain_feed.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::sim {
namespace {

constexpr Date kDay{2025, 6, 10};
constexpr int kShiftStart = 7 * 60;  // minutes of the local day
constexpr Duration kAfterwards = minutes(75);  // until everything noted on paper is entered
constexpr Duration kCorrectionDelay = minutes(7);
constexpr int kPollMinutes = 10;

class ShiftPlay {
 public:
  ShiftPlay(const ShiftOptions& options, std::string folder, Zone zone)
      : m_options(options), m_folder(std::move(folder)), m_zone(std::move(zone)), m_start(m_zone.to_instant(kDay, kShiftStart)),
        m_end(m_start + hours(options.hours)), m_clock(m_start - minutes(30)), m_keys(options.seed), m_chance(options.seed) {}

  Expected<ShiftReport> play();

 private:
  struct Correction {
    Instant at;
    std::size_t act;
  };

  Expected<void> open_ward();
  Expected<void> open_server();
  Expected<void> begin_shift();
  Expected<void> pass_time();
  Expected<void> do_round(const PlannedRound& round);
  Expected<void> correct(const Correction& correction);
  Expected<void> enter(NurseAct act, std::optional<StatementId> corrects, std::optional<care::RoundKind> instead);
  void sync_all();
  Expected<void> come_together();
  Expected<ShiftReport> look_back();
  Expected<void> judge_care(ShiftReport& report);
  Expected<void> write(const std::string& name, const std::string& text);
  void say_progress(Instant at);

  const ShiftOptions m_options;
  const std::string m_folder;
  const Zone m_zone;
  const Instant m_start;
  const Instant m_end;
  SimClock m_clock;
  SeededChance m_keys;
  std::mt19937_64 m_chance;
  platform::PosixDisk m_disk;
  std::vector<care::Slot> m_slots;
  std::unique_ptr<SimWard> m_ward;
  std::unique_ptr<transport::HttpClient> m_server_way;
  std::unique_ptr<sync::PlainServer> m_server;  // only when rounds go through one that is no hub
  std::vector<std::unique_ptr<SimTablet>> m_tablets;
  std::vector<std::vector<Stretch>> m_offline;
  std::vector<demo::DemoPerson> m_nurses;
  demo::DemoPerson m_charge;
  std::vector<EncounterId> m_encounters;
  std::vector<NurseAct> m_acts;
  std::vector<Correction> m_corrections;
  int m_last_hour = -1;
};

Expected<void> ShiftPlay::open_ward() {
  WL_TRY(m_ward, SimWard::open(m_folder, m_disk, m_clock, m_keys));
  m_charge = m_ward->charge_nurse();
  m_nurses = m_ward->people({access::Role::Nurse, access::Role::Aide});
  if (!m_options.through.empty()) WL_CHECK(open_server());
  for (std::size_t i = 0; i < m_options.tablets; ++i) {
    WL_TRY(auto tablet, m_ward->enrol("tablet-" + std::to_string(i + 1), m_chance(), m_options.through));
    m_tablets.push_back(std::move(tablet));
    m_offline.push_back(plan_offline(m_chance, {m_start, m_end}, m_options.offline_percent));
  }
  return {};
}

// The FHIR server gets the hospital's own resources, as from its admission system.
Expected<void> ShiftPlay::open_server() {
  WL_TRY(const auto address, sync::read_plain_address(m_options.through));
  WL_TRY(m_server_way, transport::make_server_client({address.origin, {}, std::nullopt}, m_clock));
  m_server = std::make_unique<sync::PlainServer>(*m_server_way, address, std::string());
  for (const auto& kind : sync::all_plain_kinds()) {
    WL_TRY(const auto rows, m_ward->hospital().storage().list_references(kind.type));
    for (const auto& row : rows) {
      WL_TRY(const auto put, m_server->ask("PUT", row.type + "/" + row.id, to_string(row.bytes), {}));
      if (!put.ok())
        return Error{ErrorCode::InvalidContent,
                     "The server does not take the ward's " + row.type + " (status " + std::to_string(put.status) + ").",
                     "--through"};
    }
  }
  return {};
}

// Everybody's tablet learns the census; the charge nurse says who has whom.
Expected<void> ShiftPlay::begin_shift() {
  for (auto& tablet : m_tablets) {
    WL_CHECK(tablet->sign_in(m_charge));
    for (tablet->sync(); !tablet->is_caught_up() && m_clock.now() < m_start; tablet->sync())
      m_clock.go_to(m_clock.now() + minutes(1));
  }
  WL_TRY(const auto census, m_tablets.front()->store().list_census({}, m_clock.now()));
  if (census.size() < m_options.beds)
    return Error{ErrorCode::BadUsage,
                 "The demo ward has " + std::to_string(census.size()) + " patients; ask for no more beds than that.", "--beds"};
  std::vector<workflows::Assign> assignments;
  for (std::size_t i = 0; i < m_options.beds; ++i) {
    m_encounters.push_back(census[i].encounter);
    const auto& nurse = m_nurses[i % m_nurses.size()];
    assignments.push_back({census[i].encounter, nurse.practitioner, nurse.role});
  }
  WL_TRY(const auto outcome, workflows::assign_patients(m_tablets.front()->ward(), assignments));
  if (outcome.saved) return {};
  return Error{ErrorCode::InvalidContent, outcome.objections.front().text, "sim"};
}

void ShiftPlay::sync_all() {
  // Nothing tells of news there: tablets ask now and then.
  if (m_server && whole_minutes(m_clock.now() - m_start) % kPollMinutes != 0) return;
  for (std::size_t i = 0; i < m_tablets.size(); ++i) {
    m_tablets[i]->network().set_reachable(!is_within(m_offline[i], m_clock.now()));
    m_tablets[i]->lock_when_idle();
    m_tablets[i]->sync();
  }
  m_ward->hospital().tick();
}

Expected<void> ShiftPlay::enter(NurseAct act, std::optional<StatementId> corrects, std::optional<care::RoundKind> instead) {
  SimTablet& tablet = *m_tablets[act.tablet];
  const auto nurse = std::find_if(m_nurses.begin(), m_nurses.end(), [&](const auto& n) { return n.practitioner == act.nurse; });
  WL_CHECK(tablet.sign_in(*nurse));
  if (instead) act.kind = *instead;
  WL_TRY(auto opened, workflows::open_round(tablet.ward(), act.encounter, corrects));
  WL_TRY(opened.form, fill_round(m_chance, m_ward->content(), act.kind));
  opened.occurred_at = act.done_at;
  if (act.correction) opened.correction_reason = "A slip, put right";
  act.statement = opened.id;
  WL_TRY(const auto outcome, workflows::record_round(tablet.ward(), opened));
  const auto& objections = outcome.objections;
  // Someone who may not be left asleep this time is woken: the nurse does the whole round.
  if (!outcome.saved && !instead && objections.front().kind == workflows::ObjectionKind::AsleepNotAllowed)
    return enter(std::move(act), corrects, care::RoundKind::Full);
  if (!outcome.saved) return Error{ErrorCode::InvalidContent, objections.front().text, objections.front().link_id};
  act.saved = true;
  m_acts.push_back(std::move(act));
  return {};
}

Expected<void> ShiftPlay::do_round(const PlannedRound& round) {
  NurseAct act;
  act.tablet = round.tablet;
  act.nurse = m_nurses[round.nurse % m_nurses.size()].practitioner;
  act.encounter = m_encounters[round.patient];
  act.done_at = round.done_at;
  act.entered_at = m_clock.now();
  act.kind = round.kind;
  WL_CHECK(enter(std::move(act), std::nullopt, std::nullopt));
  if (round.correction == sim::Correction::Amended)
    m_corrections.push_back({m_clock.now() + kCorrectionDelay, m_acts.size() - 1});
  return {};
}

Expected<void> ShiftPlay::correct(const Correction& correction) {
  NurseAct act = m_acts[correction.act];
  const StatementId wrong = act.statement;
  act.entered_at = m_clock.now();
  act.correction = true;
  return enter(std::move(act), wrong, std::nullopt);
}

void ShiftPlay::say_progress(Instant at) {
  const int hour = m_zone.local(at).minute_of_day / 60;
  if (hour == m_last_hour) return;
  m_last_hour = hour;
  std::cerr << m_zone.label(at) << "  " << m_acts.size() << " rounds saved" << std::endl;
}

Expected<void> ShiftPlay::pass_time() {
  for (const auto& slot : care::slots_of_day(m_ward->content().rounding, m_zone, kDay)) m_slots.push_back(slot);
  for (const auto& slot : care::slots_of_day(m_ward->content().rounding, m_zone, add_days(kDay, 1))) m_slots.push_back(slot);
  std::erase_if(m_slots, [this](const care::Slot& slot) { return slot.start < m_start || slot.end > m_end; });
  const auto plan = plan_rounds(m_chance, m_options, m_slots, m_zone);
  auto next = plan.begin();
  std::size_t corrected = 0;
  for (Instant at = m_start; at < m_end + kAfterwards; at = at + minutes(1)) {
    m_clock.go_to(at);
    say_progress(at);
    for (; next != plan.end() && next->entered_at <= at + minutes(1); ++next) {
      m_clock.go_to(next->entered_at);
      WL_CHECK(do_round(*next));
    }
    for (; corrected < m_corrections.size() && m_corrections[corrected].at <= m_clock.now(); ++corrected) {
      const Correction due = m_corrections[corrected];
      WL_CHECK(correct(due));
    }
    sync_all();
  }
  return {};
}

// The network is back for good: everything goes up, everybody hears everything.
Expected<void> ShiftPlay::come_together() {
  for (int pass = 0; pass < 3; ++pass)
    for (auto& tablet : m_tablets) {
      tablet->network().set_reachable(true);
      tablet->network().set_lossless();
      m_clock.go_to(m_clock.now() + minutes(2));  // past every back-off
      WL_CHECK(tablet->sign_in(m_charge));
      tablet->sync();
      m_ward->hospital().tick();
    }
  return {};
}

Expected<void> ShiftPlay::judge_care(ShiftReport& report) {
  auto& store = m_tablets.front()->store();
  WL_TRY(const auto acts, store.list_acts(m_encounters, m_start - hours(24)));
  for (const auto& encounter : m_encounters) {
    WL_TRY(const auto stay, store.find_census(encounter));
    std::vector<store::Act> own;
    std::copy_if(acts.begin(), acts.end(), std::back_inserter(own), [&](const auto& act) { return act.encounter == encounter; });
    const auto day = workflows::read_patient_day(*stay, own).day;
    report.counts += care::count(care::credit_rounds(m_ward->content().rounding, m_slots, day), day.rounds);
    report.longest_gap = std::max(report.longest_gap, care::longest_gap_of(m_slots, day));
  }
  return {};
}

Expected<void> ShiftPlay::write(const std::string& name, const std::string& text) {
  return replace_file(m_disk, m_folder + "/" + name, as_bytes(text));
}

Expected<ShiftReport> ShiftPlay::look_back() {
  ShiftReport report;
  report.seed = m_options.seed;
  const std::string form = m_ward->content().rounding.checklist.url;
  WL_TRY(const Replica hub, m_server ? read_server(*m_server, form) : read_hub(m_ward->hospital().storage(), form));
  WL_CHECK(write("hub.ndjson", to_ndjson(hub)));
  report.replicas_equal = true;
  report.duplicates = hub.repeated;
  for (std::size_t i = 0; i < m_tablets.size(); ++i) {
    WL_TRY(const Replica tablet, read_tablet(m_tablets[i]->store(), form));
    WL_CHECK(write("tablet-" + std::to_string(i + 1) + ".ndjson", to_ndjson(tablet)));
    report.duplicates += tablet.repeated;
    report.replicas_equal = report.replicas_equal && tablet.entries == hub.entries;
    WL_TRY(const auto outbox, m_tablets[i]->store().count_outbox());
    report.unsent_at_end += outbox.pending + outbox.rejected;
  }
  std::string lines;
  for (const NurseAct& act : m_acts) {
    lines += json::write(sim::to_json(act, m_zone)) + "\n";
    ++report.rounds_done;
    report.rounds_saved += act.saved ? 1U : 0U;
    report.lost += act.saved && !hub.entries.contains(act.statement.value) ? 1U : 0U;
  }
  WL_CHECK(write("acts.ndjson", lines));
  report.rounds_on_hub = hub.rounds.size();
  report.statements_on_hub = hub.entries.size();
  Duration offline;
  for (const auto& stretches : m_offline) offline = offline + total(stretches);
  const auto all = (m_end - m_start).milliseconds * static_cast<std::int64_t>(m_tablets.size());
  report.offline_share = format_rate(offline.milliseconds, all, 1, 2);
  WL_CHECK(judge_care(report));
  return report;
}

Expected<ShiftReport> ShiftPlay::play() {
  const auto began = std::chrono::steady_clock::now();
  WL_CHECK(open_ward());
  WL_CHECK(begin_shift());
  WL_CHECK(pass_time());
  WL_CHECK(come_together());
  WL_TRY(ShiftReport report, look_back());
  report.seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began).count();
  return report;
}

}  // namespace

Expected<ShiftReport> play_shift(const ShiftOptions& options, const std::string& folder) {
  WL_TRY(auto zone, Zone::find("America/New_York"));
  return ShiftPlay(options, folder, std::move(zone)).play();
}

}  // namespace wardlight::sim
