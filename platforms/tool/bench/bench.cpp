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
  std::cerr << (bench::is_within_bound(figure) ? "ok    " : "OVER  ") << figure.name << ": " << figure.value << ' ' << figure.unit
            << "; " << figure.yardstick << ": " << figure.yardstick_value << "; ratio " << bench::ratio_of(figure) << " (bound "
            << figure.bound << ")\n";
}

struct Wanted {
  std::string json_file;
  std::vector<std::string> only;  // empty: all but those that are asked for
  int central_hospitals = 0;      // above 0: central alone
};

struct Bench {
  std::string_view name;
  std::function<Expected<std::vector<Figure>>(const std::string& folder)> measure;
  enum class When { Always, Asked } when = When::Always;
};

const std::vector<Bench>& all_benches() {
  static const std::vector<Bench> benches{{"save", bench::bench_save},
                                          {"read", bench::bench_read},
                                          {"frame", [](const std::string&) { return bench::bench_frame(); }},
                                          {"hub", bench::bench_hub},
                                          {"measures", bench::bench_measures},
                                          {"postgres", bench::bench_postgres},
                                          {"wire", bench::bench_wire},
                                          {"memory", bench::bench_memory},
                                          {"growth", bench::bench_growth, Bench::When::Asked}};
  return benches;
}

std::vector<Bench> wanted_benches(const Wanted& wanted) {
  std::vector<Bench> benches = all_benches();
  std::erase_if(benches, [&](const Bench& one) {
    if (wanted.only.empty()) return one.when == Bench::When::Asked;
    return std::ranges::find(wanted.only, one.name) == wanted.only.end();
  });
  return benches;
}

std::vector<Bench> central_benches(int hospitals) {
  return {{"central", [hospitals](const std::string& folder) { return bench::bench_central(folder, hospitals); }},
          {"dashboard",
           [hospitals](const std::string& folder) { return bench::bench_dashboard(folder, std::max(10, hospitals / 10)); }}};
}

Expected<std::vector<Figure>> measure_all(const std::string& folder, const Wanted& wanted) {
  std::vector<Figure> figures;
  for (const Bench& one : wanted.central_hospitals > 0 ? central_benches(wanted.central_hospitals) : wanted_benches(wanted)) {
    WL_TRY(const auto measured, one.measure(folder + "/" + std::string(one.name)));
    for (const Figure& figure : measured) {
      print_line(figure);
      figures.push_back(figure);
    }
  }
  return figures;
}

Expected<Answer> run_bench(const Wanted& wanted) {
  WL_TRY(std::string path, platform::make_temporary_folder("bench"));
  const BenchFolder folder(std::move(path));
  WL_TRY(const auto figures, measure_all(folder.path(), wanted));
  auto list = json::Value::array();
  bool all_within = true;
  for (const Figure& figure : figures) {
    list.push(bench::to_json(figure));
    all_within = all_within && bench::is_within_bound(figure);
  }
  if (!wanted.json_file.empty() && !(std::ofstream(wanted.json_file) << json::write(list) << '\n'))
    return Error{ErrorCode::Environment, "The JSON file cannot be written; check its folder.", wanted.json_file};
  return Answer{std::move(list), all_within ? Exit::Done : Exit::No};
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  auto wanted = std::make_shared<Wanted>();
  std::vector<std::string> names;
  for (const Bench& one : all_benches()) names.emplace_back(one.name);
  auto* command = app.add_subcommand("bench", "Measure speed, each figure against a yardstick of the same run");
  command->add_option("--json", wanted->json_file, "Write the figures to this file too");
  command->add_option("--only", wanted->only, "Only these, with commas between; growth runs only when it is named")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  command
      ->add_option("--central", wanted->central_hospitals,
                   "Measure a network's central of so many hospitals instead; 4000 is the claim and takes long")
      ->check(CLI::Range(40, 10'000));
  command->callback([wanted, &exit_code] { exit_code = finish(run_bench(*wanted)); });
}

}  // namespace wardlight::tool
