// SPDX-License-Identifier: Apache-2.0
#include "core/care/shift/completion.h"

#include <algorithm>

#include "core/base/decimal.h"

namespace wardlight::care {
namespace {

int of(const std::map<OpenKind, int>& counts, OpenKind kind) {
  const auto found = counts.find(kind);
  return found == counts.end() ? 0 : found->second;
}

int of(const std::map<Entry, int>& counts, Entry entry) {
  const auto found = counts.find(entry);
  return found == counts.end() ? 0 : found->second;
}

int count_of(const ShiftPatient& patient, OpenKind kind) {
  switch (kind) {
    case OpenKind::Missed: return patient.counts.missed;
    case OpenKind::MissedReason: return patient.counts.missed_with_reason;
    case OpenKind::Late: return patient.counts.late;
    default: return of(patient.open, kind);
  }
}

bool is_told(OpenKind kind) { return kind == OpenKind::MissedReason || kind == OpenKind::Late; }

OpenItem gather(const ShiftFacts& facts, OpenKind kind) {
  OpenItem item{kind, Urgency::Open, of(facts.of_unit, kind), {}, {}};
  for (const ShiftPatient& patient : facts.patients) {
    const int here = count_of(patient, kind);
    item.count += here;
    if (here > 0) item.beds.push_back(patient.bed);
  }
  return item;
}

struct Tablets {
  OpenItem silent{OpenKind::TabletSilent, Urgency::NotKnown, 0, {}, {}};
  OpenItem unsent{OpenKind::TabletUnsent, Urgency::Open, 0, {}, {}};
  bool known = false;
};

void add_unsent(const ShiftPack& pack, const ShiftFacts& facts, const ShiftTablet& tablet, OpenItem& item) {
  item.count += tablet.unsent.value_or(1);
  item.beds.push_back(tablet.name);
  if (!tablet.oldest) return;
  item.oldest = std::min(item.oldest.value_or(*tablet.oldest), *tablet.oldest);
  if (facts.now - *tablet.oldest > pack.urgent_after) item.urgency = Urgency::Now;
}

Tablets judge_tablets(const ShiftPack& pack, const ShiftFacts& facts) {
  Tablets tablets;
  tablets.known = facts.others_known;
  for (const ShiftTablet& tablet : facts.tablets) {
    const bool forgotten = tablet.seen && *tablet.seen < facts.shift.from - pack.forget_after;
    const bool silent = !tablet.this_one && (!tablet.seen || facts.now - *tablet.seen > pack.silent_after);
    if (tablet.oldest || tablet.unsent.value_or(0) > 0) add_unsent(pack, facts, tablet, tablets.unsent);
    else if ((silent || !tablet.unsent) && !forgotten) ++tablets.silent.count, tablets.silent.beds.push_back(tablet.name);
  }
  return tablets;
}

void place(const ShiftPack& pack, OpenItem item, bool known, ShiftPicture& picture) {
  const OpenRule& rule = pack.rule_for(item.kind);
  if (item.count == 0 && known) return picture.fine.push_back(item.kind);
  if (item.urgency != Urgency::Now) item.urgency = rule.urgency;
  (item.urgency == Urgency::Told ? picture.told : picture.wrong).push_back(std::move(item));
}

void add_nurse(std::map<std::pair<std::string, std::string>, NurseShift>& nurses, const ShiftPatient& patient) {
  NurseShift& nurse = nurses[{patient.nurse_name, patient.nurse}];
  nurse.nurse = patient.nurse;
  nurse.name = patient.nurse_name;
  ++nurse.patients;
  nurse.counts += patient.counts;
  nurse.handoffs_accepted += patient.handoffs_accepted;
  for (const auto& [kind, count] : patient.open) {
    if (kind == OpenKind::HandoffPending) nurse.handoffs_pending += count;
    else if (!is_told(kind)) nurse.open += count;
  }
}

ShiftVerdict verdict_of(const ShiftFacts& facts, const ShiftPicture& picture) {
  const auto has = [&](Urgency urgency) {
    return std::ranges::any_of(picture.wrong, [&](const OpenItem& item) { return item.urgency == urgency; });
  };
  if (has(Urgency::Now) || has(Urgency::Open)) return ShiftVerdict::Open;
  if (has(Urgency::NotKnown)) return ShiftVerdict::NotKnown;
  return facts.now < facts.shift.to ? ShiftVerdict::Running : ShiftVerdict::Complete;
}

std::string line_of(const ShiftPatient& patient) {
  const RoundCounts& n = patient.counts;
  std::string line = patient.bed + "|" + patient.stay + "|" + patient.nurse;
  for (const int number :
       {n.scheduled, n.excluded, n.done, n.late, n.refused, n.missed_with_reason, n.missed, patient.handoffs_accepted})
    line += "|" + std::to_string(number);
  for (const auto& [kind, count] : patient.open)
    if (count > 0) line += "|" + std::string(to_code(kind)) + "=" + std::to_string(count);
  return line + "\n";
}

}  // namespace

std::string live_share(const std::map<Entry, int>& entries) {
  const int live = of(entries, Entry::Live);
  return format_percent(live, live + of(entries, Entry::Back) + of(entries, Entry::Paper));
}

ShiftPicture judge_shift(const ShiftPack& pack, const ShiftFacts& facts) {
  ShiftPicture picture;
  std::map<std::pair<std::string, std::string>, NurseShift> nurses;
  for (const ShiftPatient& patient : facts.patients) {
    picture.counts += patient.counts;
    picture.handoffs_accepted += patient.handoffs_accepted;
    picture.handoffs_pending += of(patient.open, OpenKind::HandoffPending);
    for (const auto& [entry, count] : patient.entries) picture.entries[entry] += count;
    add_nurse(nurses, patient);
  }
  for (auto& [key, nurse] : nurses) picture.nurses.push_back(std::move(nurse));
  picture.rates = rates(picture.counts);
  picture.live_share = live_share(picture.entries);
  const Tablets tablets = judge_tablets(pack, facts);
  for (const OpenRule& rule : pack.kinds) {
    if (rule.kind == OpenKind::TabletSilent) place(pack, tablets.silent, tablets.known, picture);
    else if (rule.kind == OpenKind::TabletUnsent) place(pack, tablets.unsent, true, picture);
    else place(pack, gather(facts, rule.kind), true, picture);
  }
  picture.verdict = verdict_of(facts, picture);
  return picture;
}

ShiftFigures figures_of(const ShiftPicture& picture) {
  const RoundCounts& n = picture.counts;
  return {{"due", n.due},
          {"excluded", n.excluded},
          {"done", n.done},
          {"late", n.late},
          {"refused", n.refused},
          {"missed-with-reason", n.missed_with_reason},
          {"missed", n.missed},
          {"handoffs-accepted", picture.handoffs_accepted},
          {"entered-live", of(picture.entries, Entry::Live)},
          {"entered-later", of(picture.entries, Entry::Back)},
          {"entered-from-paper", of(picture.entries, Entry::Paper)}};
}

std::vector<FigureChange> compare_figures(const ShiftFigures& closed, const ShiftFigures& now) {
  std::vector<FigureChange> changes;
  for (const auto& [figure, is] : now) {
    const auto was = std::ranges::find(closed, figure, &ShiftFigures::value_type::first);
    if (was != closed.end() && was->second != is) changes.push_back({figure, was->second, is});
  }
  return changes;
}

std::string shown_text(const ShiftFacts& facts, const ShiftPicture& picture) {
  std::string text = name_of(facts.shift) + "\n";
  for (const auto& [figure, value] : figures_of(picture)) text += figure + "=" + std::to_string(value) + "\n";
  for (const auto* items : {&picture.wrong, &picture.told})
    for (const OpenItem& item : *items) {
      if (item.kind == OpenKind::TabletUnsent) continue;  // it changes with every record that is sent, also with a signature
      text += std::string(to_code(item.kind)) + "=" + std::to_string(item.count);
      for (const std::string& bed : item.beds) text += "|" + bed;
      text += "\n";
    }
  for (const ShiftPatient& patient : facts.patients) text += line_of(patient);
  return text;
}

}  // namespace wardlight::care
