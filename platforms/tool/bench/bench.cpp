// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>

#include "platforms/linux/paths.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/command.h"

namespace wardlight::tool {
namespace {

using bench::Figure;

class BenchFolder {
 public:
  explicit BenchFolder(std::string path) : m_path(std::move(path)) {}
  BenchFolder(const BenchFolder&) = delete;
  ~BenchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

void print_line(const Figure& figure) {
  std::cerr << (bench::is_within_bound(figure) ? "ok    " : "OVER  ") << figure.name << ": " << figure.value << ' ' << figure.unit << "; "
            << figure.yardstick << ": " << figure.yardstick_value << "; ratio " << bench::ratio_of(figure) << " (bound " << figure.bound << ")\n";
}

using Benches = std::vector<std::function<Expected<std::vector<Figure>>()>>;

Expected<std::vector<Figure>> measure_all(const std::string& folder, int central_hospitals) {
  Benches benches{
      [&] { return bench::bench_save(folder + "/save"); }, [&] { return bench::bench_read(folder + "/read"); },
      [] { return bench::bench_frame(); }, [&] { return bench::bench_hub(folder + "/hub"); },
      [&] { return bench::bench_measures(folder + "/measures"); }};
  if (central_hospitals > 0)
    benches = {[&] { return bench::bench_central(folder + "/central", central_hospitals); },
               [&] { return bench::bench_dashboard(folder + "/dashboard", std::max(10, central_hospitals / 10)); }};
  std::vector<Figure> figures;
  for (const auto& measure : benches) {
    WL_TRY(const auto measured, measure());
    for (const Figure& figure : measured) {
      print_line(figure);
      figures.push_back(figure);
    }
  }
  return figures;
}

Expected<Answer> run_bench(const std::string& json_file, int central_hospitals) {
  WL_TRY(std::string path, platform::make_temporary_folder("bench"));
  const BenchFolder folder(std::move(path));
  WL_TRY(const auto figures, measure_all(folder.path(), central_hospitals));
  auto list = json::Value::array();
  bool all_within = true;
  for (const Figure& figure : figures) {
    list.push(bench::to_json(figure));
    all_within = all_within && bench::is_within_bound(figure);
  }
  if (!json_file.empty() && !(std::ofstream(json_file) << json::write(list) << '\n'))
    return Error{ErrorCode::Environment, "The JSON file cannot be written; check its folder.", json_file};
  return Answer{std::move(list), all_within ? Exit::Done : Exit::No};
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  auto json_file = std::make_shared<std::string>();
  auto* command = app.add_subcommand("bench", "Measure speed, each figure against a yardstick of the same run");
  command->add_option("--json", *json_file, "Write the figures to this file too");
  auto central = std::make_shared<int>(0);
  command->add_option("--central", *central, "Measure a network's central of so many hospitals instead; 4000 is the claim and takes long")
      ->check(CLI::Range(40, 10'000));
  command->callback([json_file, central, &exit_code] { exit_code = finish(run_bench(*json_file, *central)); });
}

}  // namespace wardlight::tool
