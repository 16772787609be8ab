// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Table = std::map<std::string, std::vector<std::string>>;

Table read_table(const fs::path& path) {
  Table table;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(':');
    std::istringstream words(line.substr(colon + 1));
    auto& row = table[line.substr(0, colon)];
    for (std::string word; words >> word;) row.push_back(word);
  }
  return table;
}

bool stands_below(const std::string& path, const std::string& folder) {
  return path == folder || path.rfind(folder + "/", 0) == 0;
}

// The longest listed folder that holds `path`, or empty.
std::string owner_of(const Table& table, const std::string& path) {
  std::string owner;
  for (const auto& [folder, row] : table)
    if (stands_below(path, folder) && folder.size() > owner.size()) owner = folder;
  return owner;
}

struct Include {
  std::string from;
  std::string name;
  bool ours;
};

bool names_our_folder(const std::string& name) {
  static const std::vector<std::string> kTops{"core", "sync", "ui", "platforms", "tests"};
  return std::any_of(kTops.begin(), kTops.end(), [&](const std::string& top) { return stands_below(name, top); });
}

std::vector<Include> includes_of(const fs::path& root, const fs::path& file) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
  std::vector<Include> includes;
  std::ifstream text(file);
  std::smatch match;
  for (std::string line; std::getline(text, line);)
    if (std::regex_search(line, match, kInclude))
      includes.push_back({fs::relative(file, root).string(), match[2], names_our_folder(match[2])});
  return includes;
}

std::vector<Include> all_includes(const fs::path& root) {
  std::vector<Include> includes;
  for (const auto* top : {"core", "sync", "ui", "platforms", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const auto more = includes_of(root, entry.path());
      includes.insert(includes.end(), more.begin(), more.end());
    }
  return includes;
}

// What is wrong with one include, or empty.
std::string objection(const Table& arrows, const Table& parts, const Include& include) {
  const std::string from = owner_of(arrows, include.from);
  if (from.empty()) return include.from + " stands in a folder that arrows.txt does not know";
  if (include.ours) {
    if (stands_below(include.name, from)) return {};
    for (const auto& allowed : arrows.at(from))
      if (stands_below(include.name, allowed)) return {};
    return include.from + " includes " + include.name + ", against the arrows of " + from;
  }
  if (include.name.find('.') == std::string::npos && include.name.find('/') == std::string::npos) return {};  // std
  static const std::regex kSystem(
      "sys/.*|unistd\\.h|fcntl\\.h|errno\\.h|signal\\.h|time\\.h|string\\.h|stdio\\.h|poll\\.h|spawn\\.h|pwd\\.h|malloc\\.h");
  const bool machine = stands_below(from, "platforms") || stands_below(from, "tests");
  if (machine && std::regex_match(include.name, kSystem)) return {};
  const auto row = parts.find(owner_of(parts, include.from));
  if (row != parts.end())
    for (const auto& pattern : row->second)
      if (std::regex_match(include.name, std::regex(pattern))) return {};
  return include.from + " includes <" + include.name + ">, a part that " + from + " may not use";
}

const fs::path kRoot = WARDLIGHT_SOURCE;

}  // namespace

TEST_CASE("No include points against an arrow of the house plan") {
  const Table arrows = read_table(kRoot / "tests/architecture/arrows.txt");
  const Table parts = read_table(kRoot / "tests/architecture/parts.txt");
  std::size_t seen = 0;
  for (const Include& include : all_includes(kRoot)) {
    ++seen;
    const std::string wrong = objection(arrows, parts, include);
    INFO(wrong);
    CHECK(wrong.empty());
  }
  CHECK(seen > 100);
}

TEST_CASE("An include against an arrow is found") {
  const Table arrows = read_table(kRoot / "tests/architecture/arrows.txt");
  const Table parts = read_table(kRoot / "tests/architecture/parts.txt");
  CHECK_FALSE(objection(arrows, parts, {"core/care/slots.cpp", "core/store/store.h", true}).empty());
  CHECK_FALSE(objection(arrows, parts, {"ui/models/round.h", "ui/widgets/kit.h", true}).empty());
  CHECK_FALSE(objection(arrows, parts, {"ui/screens/round.cpp", "sync/client/client.h", true}).empty());
  CHECK_FALSE(objection(arrows, parts, {"core/care/slots.cpp", "sqlite3.h", false}).empty());
  CHECK_FALSE(objection(arrows, parts, {"ui/models/round.cpp", "imgui.h", false}).empty());
  CHECK(objection(arrows, parts, {"core/workflows/round.cpp", "core/store/store.h", true}).empty());
}

TEST_CASE("The top level holds what the house plan names and nothing else") {
  const std::vector<std::string> known{"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "core", "sync", "ui",
                                       "platforms", "tests", "assets", "build"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const auto name = entry.path().filename().string();
    INFO(name);
    CHECK((name[0] == '.' || std::find(known.begin(), known.end(), name) != known.end()));
  }
}

TEST_CASE("Every source file names its licence in the first line") {
  for (const auto* top : {"core", "sync", "ui", "platforms", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      std::string first;
      std::getline(file, first);
      INFO(entry.path().string());
      CHECK(first == "// SPDX-License-Identifier: Apache-2.0");
    }
}
