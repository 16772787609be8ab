// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/known_facts.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

namespace wardlight::care {
namespace {

// The same facts in a plain list.
struct Both {
  KnownFacts known;
  std::vector<Fact> plain;

  void add(Fact fact) {
    plain.push_back(fact);
    known.add(std::move(fact));
  }
  void erase_source(const std::string& source) {
    const auto gone = [&](const Fact& fact) { return fact.source == source; };
    known.erase_if(gone);
    std::erase_if(plain, gone);
  }
};

constexpr std::string_view kKinds[] = {"pain-score", "round", "device-urinary"};

void require_same(const Both& both, int values) {
  for (const std::string_view kind : kKinds) {
    std::vector<Fact> found;
    for (const Fact* fact : both.known.of(kind)) found.push_back(*fact);
    REQUIRE(found == facts_of(both.plain, kind, {1'000'000}));
    for (int at = -1; at <= 12; ++at) {
      const Fact* latest = both.known.latest(kind, {at});
      REQUIRE((latest == nullptr ? std::nullopt : std::optional(*latest)) == latest_fact(both.plain, kind, {at}));
    }
    for (int value = 0; value < values; ++value) {
      const auto is_so = [&](const Fact& fact) { return fact.value == json::Value(value); };
      const bool is_there = std::ranges::any_of(found, is_so);
      if (values <= 8) REQUIRE(both.known.may_have(kind, is_so) == is_there);
      else REQUIRE((both.known.may_have(kind, is_so) || !is_there));
    }
  }
}

TEST_CASE("Facts that come and go stay in order, and what may be among them is known of few values and never denied of many") {
  for (const int values : {3, 8, 40}) {
    std::mt19937_64 chance(static_cast<std::uint64_t>(values));
    const auto pick = [&](int of) { return std::uniform_int_distribution<int>(0, of - 1)(chance); };
    Both both;
    for (int moment = 0; moment < 400; ++moment) {
      const std::string source = "Observation/" + std::to_string(pick(60));
      if (pick(4) == 0) both.erase_source(source);
      else both.add({std::string(kKinds[pick(3)]), pick(values), {pick(11)}, source});
      require_same(both, values);
    }
    both.known = KnownFacts(both.plain);
    require_same(both, values);
  }
}

TEST_CASE("The kinds that every round brings are told apart from those that derived facts rest on, so these are not derived again each time") {
  KindSet round, derived;
  for (const std::string_view kind : {"round", "pain-score", "toileting", "position", "call-light", "floor", "lines-glance", "alarm", "devices-known"})
    round.add(kind);
  for (const std::string_view kind : {"problem-list", "condition", "immunization", "handoff-given", "handoff-accepted", "handoff-resolved", "born"})
    derived.add(kind);
  CHECK_FALSE(round.meets(derived));
  derived.add("round");
  CHECK(round.meets(derived));
}

}  // namespace
}  // namespace wardlight::care
