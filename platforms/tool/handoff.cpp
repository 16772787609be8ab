// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/care/handoff/handoff_events.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct HandoffWords {
  std::string events;
  std::string pack;
};

Expected<Answer> run_handoff(const HandoffWords& words) {
  WL_TRY(const std::string pack_text, read_clinical("handoff.json", words.pack));
  WL_TRY(const care::HandoffPack pack, care::load_handoff_pack(pack_text));
  WL_TRY(const std::string text, read_input(words.events));
  WL_TRY(const json::Value source, json::parse(text));
  WL_TRY(const std::vector<care::HandoffEvent> events, care::read_handoff_events(pack, source));
  return Answer{care::report_handoff(pack, events), Exit::Done};
}

constexpr const char* kRules = R"(What may follow what (a refused event changes nothing; one answer an event):
  start       -> DRAFT. Again only after a temporary handoff was accepted, by its new owner: the return (HND-8)
  ready       DRAFT -> READY
  bedside     READY -> AT_BEDSIDE
  give        AT_BEDSIDE -> GIVEN; from READY with "not_at_bedside":"why"; a return also from DRAFT. Needs "content_hash" (HND-5)
  synthesise  GIVEN -> SYNTHESISED, by another person than gave (HND-2); needs "actions", or "no_actions":"why", and at severity
              watcher or unstable "contingency" (HND-3)
  accept      SYNTHESISED -> ACCEPTED, by who read back (HND-3), not by who gave (HND-2), over the content_hash that was given
              (HND-5). On another "tablet" over another hash -> CONFLICT (HND-6). "role":"charge" owns it for now (HND-7)
  amend       before GIVEN: no change. After: by who gave, -> GIVEN, the read-back is void; its "content_hash" holds, and without one
              the giver gives again. After ACCEPTED refused (HND-4)
  addendum    only when ACCEPTED (HND-4)
  resolve     CONFLICT -> GIVEN, "role":"charge", "content_hash" one of the two (HND-6)
  Anything else out of order is refused as HND-ORDER.
Keys: at, do, by; content_hash, severity, actions, contingency, no_actions, not_at_bedside, type (shift, temporary, transfer, return),
tablet, sign_in (give and accept with the same one: HND-2), role (nurse, charge). "severity" holds until said otherwise.)";

}  // namespace

void add_handoff(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<HandoffWords>();
  CLI::App* command = app.add_subcommand("handoff", "Say what each step of a bedside handoff comes to");
  command->add_option("--events", words->events, "The steps in order of time, as a JSON list; - is standard input")->required();
  command->add_option("--pack", words->pack, "Another handoff pack than the one that comes with the program");
  command->footer(kRules);
  command->callback([words, &exit_code] { exit_code = finish(run_handoff(*words)); });
}

}  // namespace wardlight::tool
