// SPDX-License-Identifier: Apache-2.0
#include "core/audit/entry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json/value.h"
#include "core/time/time.h"

namespace wardlight::audit {
namespace {

constexpr std::array<std::pair<Act, std::string_view>, 14> kActs{{
    {Act::SignedIn, "signed-in"},
    {Act::Locked, "locked"},
    {Act::PinChanged, "pin-changed"},
    {Act::StaffUnlocked, "staff-unlocked"},
    {Act::StaffEnrolled, "staff-enrolled"},
    {Act::ListSeen, "list-seen"},
    {Act::ChartOpened, "chart-opened"},
    {Act::FormOpened, "form-opened"},
    {Act::StatementSaved, "statement-saved"},
    {Act::Refused, "refused"},
    {Act::IdentityConfirmed, "identity-confirmed"},
    {Act::IncidentsRead, "incidents-read"},
    {Act::FlagsOpened, "flags-opened"},
    {Act::Printed, "printed"},
}};

Error damaged() { return {ErrorCode::InvalidContent, "A line of the audit log is not one that Wardlight writes.", "audit"}; }

}  // namespace

std::string_view to_code(Act act) {
  for (const auto& [known, code] : kActs)
    if (known == act) return code;
  return {};
}

std::optional<Act> act_from_code(std::string_view code) {
  for (const auto& [act, known] : kActs)
    if (known == code) return act;
  return std::nullopt;
}

Bytes write_entry(const Entry& entry) {
  json::Value line;
  line.set("at", format_time(entry.at, 0));
  line.set("device", entry.device.value);
  line.set("who", entry.who.value);
  line.set("act", to_code(entry.act));
  line.set("subject", entry.subject);
  line.set("detail", entry.detail);
  return to_bytes(json::write(line));
}

Expected<Entry> parse_entry(ByteView bytes) {
  WL_TRY(const auto line, json::parse(as_text(bytes)));
  const auto at = parse_time(line.text_of("at"));
  const auto act = act_from_code(line.text_of("act"));
  if (!at || !act) return damaged();
  Entry entry{at->instant, {std::string(line.text_of("device"))}, {std::string(line.text_of("who"))},
              *act,        std::string(line.text_of("subject")),  std::string(line.text_of("detail"))};
  if (!std::ranges::equal(write_entry(entry), bytes)) return damaged();
  return entry;
}

}  // namespace wardlight::audit
