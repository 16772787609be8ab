// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/closing.h"

#include <algorithm>
#include <iostream>

#include "core/workflows/assign_patients.h"
#include "core/workflows/close_shift.h"
#include "core/workflows/record_round.h"
#include "core/workflows/statement_parts.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/sim/nurse.h"
#include "platforms/sim/seeded_chance.h"
#include "platforms/sim/sim_clock.h"
#include "platforms/sim/sim_ward.h"

namespace wardlight::sim {
namespace {

using workflows::Outcome;

constexpr Date kDay{2025, 6, 10};
constexpr std::size_t kTablets = 4;
constexpr int kHours = 12;
constexpr unsigned kMissedPercent = 8, kPaperPercent = 6;

class ClosingDay {
 public:
  ClosingDay(const ClosingOptions& options, std::string folder, Zone zone)
      : m_options(options), m_folder(std::move(folder)), m_zone(std::move(zone)), m_start(m_zone.to_instant(kDay, 7 * 60)),
        m_clock(m_start - minutes(30)), m_keys(options.seed), m_chance(options.seed) {}

  Expected<ClosingReport> play();

 private:
  struct Paper {
    std::size_t patient;
    Instant done_at;
  };

  Expected<void> open_ward();
  Expected<void> begin_shift();
  Expected<void> pass_day();
  Expected<void> care_for(std::size_t patient, int hour);
  Expected<void> enter(std::size_t patient, Instant done_at, bool from_paper);
  Expected<void> enter_paper();
  Expected<workflows::ShiftView> look(std::size_t tablet);
  Expected<void> sign(const workflows::ShiftView& shown, std::string_view why);
  Expected<void> come_together();
  Expected<void> look_back();
  std::size_t tablet_of(std::size_t patient) const { return patient % kTablets; }
  void set_away(bool away);
  void sync_all();

  const ClosingOptions m_options;
  const std::string m_folder;
  const Zone m_zone;
  const Instant m_start;
  SimClock m_clock;
  SeededChance m_keys;
  std::mt19937_64 m_chance;
  platform::PosixDisk m_disk;
  std::unique_ptr<SimWard> m_ward;
  std::vector<std::unique_ptr<SimTablet>> m_tablets;
  std::vector<demo::DemoPerson> m_nurses;  // one a tablet
  demo::DemoPerson m_charge;
  LocationId m_unit;
  std::optional<care::Shift> m_shift;
  std::vector<EncounterId> m_patients;
  std::vector<Paper> m_paper;
  ClosingReport m_report;
};

Expected<void> must_save(const Expected<Outcome>& outcome) {
  if (!outcome) return outcome.error();
  if (outcome->saved) return {};
  return Error{ErrorCode::InvalidContent, outcome->objections.front().text, outcome->objections.front().link_id};
}

Expected<void> ClosingDay::open_ward() {
  WL_TRY(m_ward, SimWard::open(m_folder, m_disk, m_clock, m_keys));
  m_shift = care::find_shift(m_ward->content().shift, m_zone, "2025-06-10/day");
  m_charge = m_ward->charge_nurse();
  const auto nurses = m_ward->people({access::Role::Nurse});
  for (std::size_t i = 0; i < kTablets; ++i) {
    WL_TRY(auto tablet, m_ward->enrol("tablet-" + std::to_string(i + 1), m_chance()));
    tablet->network().set_lossless();
    m_tablets.push_back(std::move(tablet));
    m_nurses.push_back(nurses[i % nurses.size()]);
  }
  return replace_file(m_disk, m_folder + "/charge.pin", as_bytes(m_charge.pin));
}

Expected<void> ClosingDay::begin_shift() {
  for (auto& tablet : m_tablets) {
    WL_CHECK(tablet->sign_in(m_charge));
    tablet->sync();
  }
  WL_TRY(const auto census, m_tablets.front()->store().list_census({}, m_clock.now()));
  if (census.size() < m_options.patients)
    return Error{ErrorCode::BadUsage,
                 "The demo ward has " + std::to_string(census.size()) + " patients; ask for no more than that.", "--patients"};
  m_unit = census.front().now.unit;
  std::vector<workflows::Assign> assignments;
  for (std::size_t i = 0; i < m_options.patients; ++i) {
    m_patients.push_back(census[i].encounter);
    const auto& nurse = m_nurses[tablet_of(i)];
    assignments.push_back({census[i].encounter, nurse.practitioner, nurse.role});
  }
  return must_save(workflows::assign_patients(m_tablets.front()->ward(), assignments));
}

Expected<void> ClosingDay::enter(std::size_t patient, Instant done_at, bool from_paper) {
  SimTablet& tablet = *m_tablets[tablet_of(patient)];
  WL_CHECK(tablet.sign_in(m_nurses[tablet_of(patient)]));
  WL_TRY(auto round, workflows::open_round(tablet.ward(), m_patients[patient]));
  WL_TRY(round.form, fill_round(m_chance, m_ward->content(), care::RoundKind::Full));
  round.occurred_at = done_at;
  round.from_paper = from_paper;
  WL_CHECK(must_save(workflows::record_round(tablet.ward(), round)));
  ++m_report.rounds_done;
  m_report.from_paper += from_paper ? 1 : 0;
  return {};
}

// Some rounds are missed, and some are written on paper because no tablet was at hand. None so near the edge of its slot that it
// could count for another: what was done is then what must be counted.
Expected<void> ClosingDay::care_for(std::size_t patient, int hour) {
  const unsigned chance = static_cast<unsigned>(m_chance() % 100);
  const Instant at = m_start + hours(hour) + minutes(static_cast<std::int64_t>(16 + m_chance() % 30));
  if (chance < kMissedPercent) return {};
  if (chance < kMissedPercent + kPaperPercent) {
    m_paper.push_back({patient, at});
    return {};
  }
  return enter(patient, at, false);
}

void ClosingDay::set_away(bool away) {
  for (std::size_t i = 1; i < kTablets; ++i) m_tablets[i]->network().set_reachable(!away);
  m_report.tablets_away = away ? kTablets - 1 : m_report.tablets_away;
}

void ClosingDay::sync_all() {
  for (auto& tablet : m_tablets) tablet->sync();
  m_ward->hospital().tick();
}

Expected<void> ClosingDay::pass_day() {
  const int lost_at = 6 + static_cast<int>(m_chance() % 4);
  for (int hour = 0; hour < kHours; ++hour) {
    if (hour == lost_at) set_away(true);
    m_clock.go_to(m_start + hours(hour) + minutes(50));
    for (std::size_t i = 0; i < m_patients.size(); ++i) WL_CHECK(care_for(i, hour));
    sync_all();
    std::cerr << m_zone.label(m_clock.now()) << "  " << m_report.rounds_done << " rounds saved" << std::endl;
  }
  return {};
}

Expected<void> ClosingDay::enter_paper() {
  for (const Paper& paper : m_paper) WL_CHECK(enter(paper.patient, paper.done_at, true));
  return {};
}

Expected<workflows::ShiftView> ClosingDay::look(std::size_t tablet) {
  WL_CHECK(m_tablets[tablet]->sign_in(m_charge));
  return workflows::read_shift(m_tablets[tablet]->ward(), m_unit, *m_shift, m_tablets[tablet]->other_tablets());
}

Expected<void> ClosingDay::sign(const workflows::ShiftView& shown, std::string_view why) {
  SimTablet& tablet = *m_tablets.front();
  workflows::CloseShift close{workflows::new_statement_id(tablet.ward()), m_unit, *m_shift, shown.hash, {}};
  for (const care::OpenItem& item : shown.picture.wrong) close.why[item.kind] = why;
  WL_TRY(const auto signer, tablet.confirm(m_charge));
  return must_save(workflows::close_shift(tablet.ward(), *signer, close, tablet.other_tablets()));
}

Expected<void> ClosingDay::come_together() {
  for (int pass = 0; pass < 3; ++pass) {
    m_clock.go_to(m_clock.now() + minutes(2));  // past every back-off
    for (std::size_t i = 0; i < kTablets; ++i) WL_CHECK(m_tablets[i]->sign_in(i == 0 ? m_charge : m_nurses[i]));
    sync_all();
  }
  return {};
}

std::int64_t done_in(const care::ShiftFigures& figures) {
  const auto done = std::ranges::find(figures, "done", &care::ShiftFigures::value_type::first);
  return done == figures.end() ? -1 : done->second;
}

Expected<void> ClosingDay::look_back() {
  std::string told;
  m_report.everywhere = true;
  for (std::size_t i = 0; i < kTablets; ++i) {
    WL_TRY(const auto view, look(i));
    std::string here;
    for (const auto& closing : view.closings) here += closing.id.value + closing.hash + (closing.holds ? "+" : "-");
    here += std::to_string(view.changes.size());
    if (i == 0) told = here;
    m_report.everywhere = m_report.everywhere && here == told;
    if (i == 0) {
      m_report.amended = view.closings.size() == 2 && !view.closings[0].holds && view.closings[1].holds &&
                         view.closing == workflows::ClosingState::Closed;
      m_report.done_at_last = view.newest() == nullptr ? -1 : done_in(view.newest()->figures);
    }
    WL_TRY(const auto outbox, m_tablets[i]->store().count_outbox());
    m_report.unsent_at_end += outbox.pending + outbox.rejected;
  }
  return {};
}

Expected<ClosingReport> ClosingDay::play() {
  m_report.seed = m_options.seed;
  WL_CHECK(open_ward());
  m_report.charge = m_charge.name;
  WL_CHECK(begin_shift());
  WL_CHECK(pass_day());
  m_clock.go_to(m_start + hours(kHours) + minutes(20));
  sync_all();
  WL_TRY(const auto shown, look(0));
  for (const care::OpenItem& item : shown.picture.wrong)
    if (item.kind == care::OpenKind::TabletSilent || item.kind == care::OpenKind::TabletUnsent)
      m_report.silent_shown += static_cast<int>(item.beds.size());
  WL_CHECK(sign(shown, "waits-for-tablet"));
  WL_TRY(const auto closed, look(0));
  m_report.first_state = closed.newest()->state;
  m_report.done_at_first = done_in(closed.newest()->figures);
  WL_CHECK(enter_paper());
  set_away(false);
  WL_CHECK(come_together());
  WL_TRY(const auto late, look(0));
  m_report.changes_shown = late.closing == workflows::ClosingState::ChangedSince ? late.changes.size() : 0;
  WL_CHECK(sign(late, "passed-on"));
  WL_CHECK(come_together());
  WL_CHECK(look_back());
  return m_report;
}

}  // namespace

bool ClosingReport::is_whole() const {
  return tablets_away == 3 && silent_shown == 3 && first_state != "complete" && changes_shown > 0 && amended && everywhere &&
         done_at_first < done_at_last && done_at_last == static_cast<std::int64_t>(rounds_done) && unsent_at_end == 0;
}

json::Value to_json(const ClosingReport& report) {
  const auto number = [](std::size_t n) { return json::Value(static_cast<std::int64_t>(n)); };
  json::Value json;
  json.set("seed", json::Value(report.seed))
      .set("charge", report.charge)
      .set("rounds_done", number(report.rounds_done))
      .set("from_paper", number(report.from_paper));
  json.set("tablets_away", number(report.tablets_away)).set("tablets_named", report.silent_shown);
  json.set("first_closing", json::Value().set("state", report.first_state).set("done", report.done_at_first));
  json.set("changes_shown", number(report.changes_shown));
  json.set("second_closing", json::Value().set("done", report.done_at_last).set("amends", report.amended));
  json.set("same_on_every_tablet", report.everywhere).set("unsent_at_end", report.unsent_at_end);
  return json.set("ok", report.is_whole());
}

Expected<ClosingReport> play_closing(const ClosingOptions& options, const std::string& folder) {
  WL_TRY(auto zone, Zone::find("America/New_York"));
  return ClosingDay(options, folder, std::move(zone)).play();
}

}  // namespace wardlight::sim
