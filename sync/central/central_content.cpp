// SPDX-License-Identifier: Apache-2.0
#include "sync/central/central_content.h"

namespace wardlight::central {
namespace {

Expected<std::string> read_pack(Disk& disk, const std::string& assets, const char* name) {
  WL_TRY(const auto bytes, read_file(disk, assets + "/clinical/" + name));
  return to_string(bytes);
}

}  // namespace

Expected<CentralContent> load_central_content(Disk& disk, const std::string& assets) {
  CentralContent content;
  WL_TRY(const auto registry, read_pack(disk, assets, "measures.json"));
  WL_TRY(const auto rules, read_pack(disk, assets, "network.json"));
  WL_TRY(const auto charts, read_pack(disk, assets, "control-charts.json"));
  WL_TRY(content.registry, measures::load_measure_registry(registry));
  WL_TRY(content.rules, measures::load_network_rules(rules));
  WL_TRY(content.run_rules, measures::load_run_rules(charts));
  return content;
}

}  // namespace wardlight::central
