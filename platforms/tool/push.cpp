// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/client/enrol.h"
#include "sync/client/sync_client.h"

namespace wardlight::tool {
namespace {

constexpr Duration kIdle = seconds(5);

struct Options {
  std::string data;
  std::string hub;
  bool once = false;
};

json::Value to_json(const store::SealedJournal& journal, std::size_t waiting_before) {
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  for (const auto& answer : journal.answers())
    ++(answer.verdict == store::SealedJournal::Verdict::Accepted ? accepted : rejected);
  const auto number = [](std::size_t n) { return json::Value(std::uint64_t{n}); };
  return json::Value::object({{"waited", number(waiting_before)},
                              {"unsent", number(journal.unanswered().size())},
                              {"accepted", number(accepted)},
                              {"rejected", number(rejected)}});
}

// A tablet without a screen and without a person: it delivers its sealed journal as a locked one does, and needs no PIN.
Expected<Answer> push(const Options& options) {
  platform::PosixDisk disk;
  const platform::SystemClock clock;
  platform::SystemRandom random;
  const access::TabletFolder folder{options.data};
  WL_TRY(auto record, sync::read_device(disk, folder));
  if (!options.hub.empty()) record.hub = sync::hub_address(options.hub);
  WL_TRY(const auto http, sync::connect_to_hub(disk, folder, record, clock));
  WL_TRY(const auto journal, store::SealedJournal::open(disk, folder.journal(), record.ingest_key));
  const std::size_t waiting = journal->unanswered().size();
  sync::SyncOptions how;
  how.first_contact_within = options.once ? Duration{} : how.first_contact_within;
  sync::SyncClient client(*http, journal, clock, random, how);
  while (true) {
    const auto progress = client.step(0);
    if (progress == sync::Progress::More) continue;
    if (options.once && progress == sync::Progress::Waiting)
      return Error{ErrorCode::Offline,
                   client.status().problem.empty() ? "The hub asks for patience; run it again later." : client.status().problem,
                   "push"};
    if (options.once) return Answer{to_json(*journal, waiting), Exit::Done};
    const auto pause = progress == sync::Progress::Waiting ? client.wait() : kIdle;
    std::this_thread::sleep_for(std::chrono::milliseconds(pause.milliseconds));
  }
}

}  // namespace

void add_push(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("push", "Deliver what a tablet has saved, without a screen and without a PIN");
  command->add_option("--data", options->data, "The tablet's data folder; no other program may use it meanwhile")->required();
  command->add_option("--hub", options->hub, "The hub's address, if it is not the one of the enrolment");
  command->add_flag("--once", options->once, "End when everything is answered, instead of staying");
  command->callback([options, &exit_code] { exit_code = finish(push(*options)); });
}

}  // namespace wardlight::tool
