// SPDX-License-Identifier: Apache-2.0
#include "ui/models/handoff_list.h"

#include <algorithm>
#include <utility>

namespace wardlight::models {

namespace {

int rank(const HandoffListRow& row) {
  const int severity = row.severity == "unstable" ? 0 : row.severity == "watcher" ? 1 : row.severity == "stable" ? 3 : 2;
  return (row.state == HandoffState::Accepted ? 100 : 0) + (row.state == HandoffState::Conflict || row.unclaimed ? -10
      : 0) + severity;
}

Badge severity_badge(const std::string& severity, const Texts& texts) {
  if (severity == "unstable") return {texts("handoff.severity_unstable"), Tone::Bad};
  if (severity == "watcher") return {texts("handoff.severity_watcher"), Tone::Warn};
  if (severity == "stable") return {texts("handoff.severity_stable"), Tone::Ok};
  return {texts("handoff.severity_open"), Tone::Warn};
}

Badge state_badge(const HandoffListRow& row, const Texts& texts) {
  switch (row.state) {
    case HandoffState::None:
    case HandoffState::Draft: return {texts("handoff.draft"), Tone::Neutral};
    case HandoffState::Ready: return {texts("handoff.ready"), Tone::Primary};
    case HandoffState::AtBedside: return {texts("handoff.at_bedside"), Tone::Primary};
    case HandoffState::Given: return {texts("handoff.given"), Tone::Info};
    case HandoffState::Synthesised: return {texts("handoff.synthesised"), Tone::Info};
    case HandoffState::Accepted: return {texts("handoff.accepted"), Tone::Ok};
    case HandoffState::Conflict: return {texts("handoff.conflict"), Tone::Bad};
  }
  return {};
}

SheetLine list_line(const HandoffListRow& row, const Moment& moment, const Texts& texts) {
  const PatientHead head = build_patient_head(*row.patient, moment, texts);
  SheetLine line;
  line.key = "handoff." + row.patient->encounter.value;
  const Badge severity = severity_badge(row.severity, texts);
  line.mark = row.state == HandoffState::Accepted ? Mark::Done : Mark::Severity;
  line.tone = severity.tone;
  line.title = head.bed_label + " · " + head.name;
  line.detail = head.identifiers;
  line.badges = {severity, state_badge(row, texts)};
  if (!head.same_name_short.empty()) line.badges.push_back({head.same_name_short, Tone::Warn});
  if (row.unclaimed) line.badges.push_back({texts("handoff.unclaimed"), Tone::Bad});
  line.value = row.changes > 0 ? std::to_string(row.changes) : "";
  line.value_note = row.changes > 0 ? texts("handoff.changes") : "";
  line.opens = Deed{DeedKind::OpenHandoff, row.patient->encounter};
  return line;
}

}  // namespace

Sheet build_handoff_list(const std::vector<HandoffListRow>& rows, const SyncStatus& sync, const Moment& moment,
    const Texts& texts, const WorkKnown& known) {
  Sheet sheet;
  sheet.title = texts("handoff.list_title");
  sheet.subtitle = texts("handoff.list_text");
  const SyncLine line = build_sync_line(sync, moment, texts);
  if (!line.sentence.empty()) sheet.banners.push_back({Tone::Warn, Mark::Warning, "", line.sentence});
  if (const std::string work = work_sentence(known, moment, texts); !work.empty())
    sheet.banners.push_back({Tone::Warn, Mark::Warning, "", work});
  auto sorted = rows;
  std::ranges::stable_sort(sorted, [](const auto& one, const auto& other) {
    const int a = rank(one), b = rank(other);
    return a != b ? a < b : bed_order(one.patient->bed) < bed_order(other.patient->bed);
  });
  SheetSection give{"give", texts("handoff.list_give"), "", {}, texts("handoff.list_none")},
      take{"take", texts("handoff.list_take"), "", {}, texts("handoff.list_none")};
  for (const auto& row : sorted) (row.mine_to_accept ? take : give).lines.push_back(list_line(row, moment, texts));
  sheet.sections.push_back(std::move(give));
  sheet.sections.push_back(std::move(take));
  return sheet;
}

}  // namespace wardlight::models
