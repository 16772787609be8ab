// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// Family-activated rapid response (clinical.md 10). The tablet is never the only route: show the number whatever happens here.
namespace wardlight::workflows {

struct CallForHelp {
  StatementId id;
  EncounterId encounter;
  std::string caller;  // patient, family, staff-on-behalf
  std::string reason;  // a code of the pack; may be empty: nobody is kept from calling
};
// An urgent Communication: sent before everything else. Needs only an open session.
Expected<Outcome> call_for_help(const Ward& ward, const CallForHelp& call);

enum class HelpStep { Confirmed, Arrived, Closed };  // somebody reached by phone or in person; the team is there; outcome known
std::string_view to_code(HelpStep step);
struct HelpMove {
  StatementId id;
  StatementId call;
  HelpStep step = HelpStep::Confirmed;
  std::string outcome = {};  // of Closed: no-change, care-changed, transfer, rrt-or-code
};
Expected<Outcome> move_help(const Ward& ward, const HelpMove& move);

struct HelpCall {
  StatementId call;
  EncounterId encounter;
  std::string bed;
  std::string caller;
  std::string reason;
  Instant pressed_at;
  std::optional<Instant> confirmed_at, arrived_at, closed_at;
  std::string outcome;
  store::Delivery delivery = store::Delivery::OnHub;
  // The largest type there is, until somebody confirms.
  bool undelivered() const { return !confirmed_at && !arrived_at && delivery != store::Delivery::OnHub; }
};

}  // namespace wardlight::workflows
