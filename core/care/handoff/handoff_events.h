// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/handoff/handoff.h"

// A handoff's events as JSON in and what became of each as JSON out: the shapes of `wardlight-tool handoff`,
// which the pack's worked examples use too. Pure; any thread.
namespace wardlight::care {

// A list of {"at","do","by"} with, where they apply, "content_hash", "severity", "actions", "contingency" and also
// "no_actions" (the reason), "not_at_bedside" (the reason), "type" (shift, temporary, transfer, return), "tablet",
// "sign_in" and "role" (nurse, charge). Fails with InvalidContent naming the event and the key: unknown keys, an unknown "do",
// nobody named, times that run backwards.
Expected<std::vector<HandoffEvent>> read_handoff_events(const HandoffPack& pack, const json::Value& events);

// One answer an event: {"state":…} or {"refused":RULE,"text":…}.
json::Value report_handoff(const HandoffPack& pack, std::span<const HandoffEvent> events);

// {"id","events","expect":{"answers":[STATE or RULE, …]}}.
Expected<json::Value> run_handoff_example(const HandoffPack& pack, const json::Value& example);

}  // namespace wardlight::care
