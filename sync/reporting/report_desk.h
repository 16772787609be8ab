// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/json/value.h"

// What infection prevention and quality confirm, correct, count and explain: one act, by command or by page.
namespace wardlight::reporting {

// Who speaks, as whoever looked at the PIN says.
struct DeskSpeaker {
  std::string practitioner;
  std::string name;
  std::string role;
};

// Safe on any thread.
class ReportDesk {
 public:
  virtual ~ReportDesk() = default;

  // Whether this role has anything to say here: the confirmers of assets/clinical/reporting.json.
  virtual bool may_speak(std::string_view role) const = 0;

  // An entry as measures::read_entry takes it: checked, stored with who and when, and counted. {"id":…,"at":T,"by":…}.
  // NotAllowed when the role may not say this; InvalidContent names what is missing or cannot be.
  virtual Expected<json::Value> take(const DeskSpeaker& who, const json::Value& entry) = 0;

  // What this role may say, what waits for it, and what was said of a month; `period` empty: the newest.
  // {"role":…,"period":"2025-03","periods":[…],"units":[{"id","name"}],"kinds":[{"kind":…,"members":[{"name","values":[…]}]}],
  //  "counts":[…],"figures":[{"id","title"}],"measures":[{"id","title"}],
  //  "events":[{"id","kind","date","unit","encounter","detail":{…},"by_hand":b,"waits":b,"decided":{"by","role","at","text"}|null}],
  //  "entries":[{"at","by","role","kind","unit","period","about","text","body"}]}   newest first; subjects are ids, never names
  // NotAllowed for any other role; NotFound when there is no such month.
  virtual Expected<json::Value> waiting(std::string_view role, const std::string& period) = 0;
};

}  // namespace wardlight::reporting
