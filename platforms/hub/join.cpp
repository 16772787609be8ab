// SPDX-License-Identifier: Apache-2.0
// How a hospital's hub joins a network, puts reports into its inbox by hand, and reads what the network says.
#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/offering.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/central/central.h"
#include "sync/central/report_bundle.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

struct JoinWords {
  std::string data;
  std::string central;
  std::string code_file;
  std::string name;
};

Expected<tool::Answer> run_join(const JoinWords& words) {
  platform::PosixDisk disk;
  const platform::SystemClock clock;
  WL_TRY(const auto key, read_hub_key(words.data, disk));
  WL_TRY(auto code, tool::read_input(words.code_file));
  while (!code.empty() && (code.back() == '\n' || code.back() == '\r')) code.pop_back();
  const auto signing = hub::signing_keys_from(key);
  const auto folder = central_folder(words.data);
  WL_CHECK(disk.make_folder(folder.root));
  WL_TRY(const auto first_contact, transport::make_enrolment_client(sync::hub_address(words.central)));
  WL_CHECK(sync::ReportOutbox::join({disk, clock, folder, key, signing}, *first_contact, {words.central, code, words.name}));
  WL_TRY(const auto record, sync::read_device(disk, folder));
  return tool::Answer{Value::object(
      {{"central", Value(record.hub)}, {"network", Value(record.hospital)}, {"device", Value(record.device.value)}})};
}

struct OfferWords {
  std::string data;
  std::string in;
};

Expected<tool::Answer> run_offer(const OfferWords& words) {
  platform::PosixDisk disk;
  WL_TRY(const auto record, sync::read_device(disk, central_folder(words.data)));
  WL_TRY(const auto text, tool::read_input(words.in));
  WL_TRY(const auto bundle, dress_bundle(text, record.name));
  WL_CHECK(disk.make_folder(inbox_of(words.data)));
  const std::string id = central::bundle_id(bundle);
  WL_CHECK(replace_file(disk, inbox_of(words.data) + "/" + id + ".json", as_bytes(bundle)));
  return tool::Answer{Value::object({{"bundle", Value(id)}})};
}

Expected<tool::Answer> run_network(const std::string& data) {
  platform::PosixDisk disk;
  const platform::SystemClock clock;
  WL_TRY(const auto key, read_hub_key(data, disk));
  const auto signing = hub::signing_keys_from(key);
  WL_TRY(const auto outbox, sync::ReportOutbox::open({disk, clock, central_folder(data), key, signing}, store::OpenFor::Looking));
  WL_TRY(const auto counts, outbox->counts());
  WL_TRY(const auto resource, outbox->find_reference(central::kFiguresType, central::kFiguresId));
  Value figures;
  if (resource) {
    WL_TRY(figures, central::read_figures(*resource));
  }
  return tool::Answer{Value::object({{"unsent", Value(counts.pending)},
                                     {"accepted", Value(counts.accepted + counts.released)},
                                     {"rejected", Value(counts.rejected)},
                                     {"figures", std::move(figures)}})};
}

}  // namespace

void add_join(CLI::App& app, int& exit_code) {
  auto join = std::make_shared<JoinWords>();
  auto* command = app.add_subcommand("join", "Join a network: enrol this hub at central with a one-time code");
  command->add_option("--data", join->data, "The hub's data folder")->required();
  command->add_option("--central", join->central, "Central's address, https://HOST:PORT")->required();
  command->add_option("--code-file", join->code_file, "File with the code, or - for standard input")->required();
  command->add_option("--name", join->name, "The hospital's name in the network; central's code says which")->required();
  command->callback([join, &exit_code] { exit_code = tool::finish(run_join(*join)); });

  auto offer = std::make_shared<OfferWords>();
  auto* offers = app.add_subcommand("offer", "Give the network a Bundle of MeasureReports, as wardlight-tool measures makes it");
  offers->add_option("--data", offer->data, "The hub's data folder; the serving hub sends it")->required();
  offers->add_option("--in", offer->in, "The Bundle, or - for standard input")->required();
  offers->callback([offer, &exit_code] { exit_code = tool::finish(run_offer(*offer)); });

  auto data = std::make_shared<std::string>();
  auto* network = app.add_subcommand("network", "What was reported to the network, and the figures it handed back");
  network->add_option("--data", *data, "The hub's data folder")->required();
  network->callback([data, &exit_code] { exit_code = tool::finish(run_network(*data)); });
}

}  // namespace wardlight::hub_program
