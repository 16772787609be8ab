// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/call_for_help.h"

#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"

namespace wardlight::workflows {

std::string_view to_code(HelpStep step) {
  switch (step) {
    case HelpStep::Confirmed: return "confirmed";
    case HelpStep::Arrived: return "arrived";
    case HelpStep::Closed: break;
  }
  return "closed";
}

// Nobody is asked for a right to call: whoever is signed in lent the tablet.
Expected<Outcome> call_for_help(const Ward& ward, const CallForHelp& call) {
  WL_TRY(auto earlier, find_saved(ward, call.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const Talk talk{call.id, std::string(kFamilyCall), call.encounter, {}, call.reason, {}, call.caller == "patient"};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  resource.set("priority", "stat");
  if (!call.caller.empty()) add_extension(resource, "caller", "String", call.caller);
  return save_talk(ward, talk, store::Urgency::Urgent, std::move(resource));
}

Expected<Outcome> move_help(const Ward& ward, const HelpMove& move) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, move.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  if (move.step == HelpStep::Closed && move.outcome.empty())
    return Outcome{{}, {{ObjectionKind::NothingToDo, "", "Say what came of the call."}}};
  WL_TRY(const store::Record call, find_first(ward, move.call));
  const Talk talk{move.id, std::string(kFamilyCall) + "-" + std::string(to_code(move.step)), call.encounter, move.call,
      move.outcome};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  return save_talk(ward, talk, store::Urgency::Urgent, std::move(resource));
}

}  // namespace wardlight::workflows
