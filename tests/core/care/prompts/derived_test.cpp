// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/derived.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "core/care/prompts/prompt_groups.h"
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

json::Value about(const char* id, const char* hash) { return json::Value().set("id", id).set("hash", hash); }

std::vector<Fact> derived(std::vector<Fact> facts) { return derive_facts(prompt_book(), std::move(facts), prompt_now(), prompt_zone()); }

TEST_CASE("HND-6: an acceptance over other content than was given last is a conflict until the charge nurse settles it") {
  const std::vector<Fact> same{fact("handoff-given", about("h", "aa"), 30), fact("handoff-accepted", about("h", "aa"), 20)};
  CHECK_FALSE(latest_fact(derived(same), kConflictFact, prompt_now()));
  std::vector<Fact> facts{fact("handoff-given", about("h", "aa"), 30), fact("handoff-given", about("h", "bb"), 15),
                          fact("handoff-accepted", about("h", "aa"), 20)};
  REQUIRE(latest_fact(derived(facts), kConflictFact, prompt_now()));
  CHECK(find_prompt(raised(facts), "handoff-conflict") != nullptr);
  facts.push_back(fact("handoff-resolved", json::Value().set("id", "h"), 10));
  CHECK(find_prompt(raised(facts), "handoff-conflict") == nullptr);
  facts.push_back(fact("handoff-accepted", about("h", "aa"), 5));  // over what the charge nurse kept
  CHECK(find_prompt(raised(facts), "handoff-conflict") == nullptr);
}

TEST_CASE("7.3: what the vaccine packs say of the recorded doses is a fact for prompts and handoff, and a nurse's word of today counts instead") {
  const Instant november = parse_time("2025-11-10T10:00:00-05:00")->instant;
  std::vector<Fact> facts{{"born", "1973-01-02", november - hours(48), "Patient/1"},
                          {"problem-list", true, november - hours(48), "Condition/1"}};
  const auto status = [&](const char* kind) {
    const auto found = latest_fact(derive_facts(prompt_book(), facts, november, prompt_zone()), kind, november);
    return found ? found->value.text() : std::string("not recorded");
  };
  CHECK(status("vaccine-influenza") == "offer");
  CHECK(status("vaccine-pneumococcal") == "offer");
  facts.push_back({"immunization", json::Value().set("cvx", "216"), parse_time("2022-05-01T10:00:00-04:00")->instant, "Immunization/1"});
  CHECK(status("vaccine-pneumococcal") == "up_to_date");
  facts.push_back({"vaccine-influenza", "declined", november - minutes(30), "QuestionnaireResponse/1"});
  CHECK(status("vaccine-influenza") == "declined");
  facts.front() = {"language", "en", november - hours(48), "Patient/1"};
  CHECK(status("vaccine-pneumococcal") == "not recorded");  // no age, no screen
}

TEST_CASE("What one source leaves open is one line: a patient of whom nothing is recorded has no more than ten, and none is lost") {
  const auto prompts = raised({fact("arrived", "2025-06-10T00:00:00-04:00", 600), fact("born", "1941-03-09", 600)});
  const auto groups = group_prompts(prompt_book().facts, prompts);
  CHECK(prompts.size() > 18);
  CHECK(groups.size() <= 10);
  std::set<std::size_t> shown;
  for (const PromptGroup& group : groups) {
    for (const std::size_t member : group.members) CHECK(shown.insert(member).second);
    if (group.origin.empty()) CHECK(group.members.size() == 1);
    else CHECK(group.text.en.find(std::to_string(group.members.size())) != std::string::npos);
  }
  CHECK(shown.size() == prompts.size());
}

TEST_CASE("What is urgent, of high severity, or judged by something that is recorded never goes into a group") {
  const auto prompts = raised({fact("pain-score", 7, 5), fact("medication-data", true, 600)});
  for (const PromptGroup& group : group_prompts(prompt_book().facts, prompts)) {
    if (group.origin.empty()) continue;
    for (const std::size_t member : group.members) {
      CHECK(prompts[member].severity >= prompts::Severity::Medium);
      for (const PromptBasis& basis : prompts[member].basis) CHECK((basis.value.is_null() || basis.kind == "arrived"));
    }
  }
}

// A rule that waits for a fact that nothing can give would ask for ever.
TEST_CASE("Every kind of fact that a rule looks at is read from some resource, or follows from others") {
  const FactRules& rules = prompt_book().facts;
  std::set<std::string, std::less<>> given{std::string(kAgeFact), std::string(kConflictFact), rules.medication_score.band_kind,
                                           rules.orthostatic.result_kind};
  for (const facts::ReadRule& rule : rules.readers.rules)
    for (const facts::Emit& emit : rule.emit) given.insert(emit.kind);
  for (const InstrumentFacts& one : rules.instruments) {
    given.insert(one.total_kind), given.insert(one.band_kind);
    for (const ScaleItem& item : one.instrument.items) given.insert(one.item_prefix + item.key);
  }
  for (const PromptPack& pack : prompt_book().packs)
    for (const prompts::Rule& rule : pack.rules) {
      std::vector<std::string> kinds;
      prompts::add_kinds(rule.when, kinds);
      for (const prompts::Match& match : rule.answered.facts) kinds.push_back(match.kind);
      for (const std::string& kind : kinds) {
        INFO(rule.id << " looks at " << kind);
        CHECK(given.contains(kind));
      }
    }
}

}  // namespace
}  // namespace wardlight::care
