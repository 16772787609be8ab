// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "core/access/desk_role.h"
#include "tests/support/tablet.h"

using namespace wardlight;
using namespace wardlight::access;

namespace {

std::string trim(const std::string& text) {
  const auto begin = text.find_first_not_of(" `");
  const auto end = text.find_last_not_of(" `");
  return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream row(line.substr(1));
  for (std::string cell; std::getline(row, cell, '|');) cells.push_back(trim(cell));
  return cells;
}

// The rows of its table: by the action's code, what it says of each role.
std::map<std::string, std::vector<std::string>> read_table() {
  std::ifstream readme(std::string(WARDLIGHT_SOURCE) + "/assets/access/README.md");
  std::map<std::string, std::vector<std::string>> rows;
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("|") || line.starts_with("|---") || line.starts_with("| who may")) continue;
    const auto cells = cells_of(line);
    REQUIRE(cells.size() == 8);
    rows[cells[1]] = {cells.begin() + 2, cells.end()};
  }
  return rows;
}

}  // namespace

TEST_CASE("The page of who may see what says of every action and role what the permissions say") {
  const auto rows = read_table();
  const auto permissions = support::ward_rules().permissions;
  constexpr Role kColumns[] = {Role::Nurse, Role::Aide, Role::Charge, Role::Admin, kQuality, kInfectionPrevention};
  std::size_t actions = 0;
  for (int i = 0; i <= static_cast<int>(Action::PrintUnit); ++i) {
    const auto action = static_cast<Action>(i);
    const auto row = rows.find(std::string(to_code(action)));
    INFO(to_code(action));
    REQUIRE(row != rows.end());
    ++actions;
    for (std::size_t column = 0; column < 6; ++column)
      CHECK((row->second[column] == "yes") == permissions.allows(kColumns[column], action));
  }
  CHECK(rows.size() == actions);
}
