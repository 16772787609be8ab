// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_keeper.h"

#include <random>
#include <set>

#include "core/care/prompts/prompt_groups.h"
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

std::string shown(const std::vector<Prompt>& prompts) { return json::write(prompts_to_json(prompts, prompt_zone(), "en")); }

// A patient of whom more and more is known, some of it late, some of it taken back, while time passes.
class Bed {
 public:
  explicit Bed(std::uint64_t seed) : m_chance(seed) {
    for (const auto& [name, kind] : prompt_book().facts.kinds) m_kinds.push_back(&kind);
    for (const PromptPack& pack : prompt_book().packs)
      for (const prompts::Rule& rule : pack.rules) m_ids.push_back(rule.ask && !rule.ask->id.empty() && one_in(2) ? rule.ask->id : rule.id);
    m_known.add({std::string(kBornFact), "1950-06-11", {}, "Patient/1"});
  }

  void happen() {
    switch (pick(8)) {
      case 0: take_back(); break;
      case 1: put_off(); break;
      case 2: case 3: break;
      default: for (std::size_t i = 1 + pick(6); i > 0; --i) learn(); break;
    }
  }
  void pass_time() {
    const Duration steps[] = {{}, milliseconds(1), milliseconds(59'999), minutes(1), minutes(5), minutes(30), hours(1), hours(4), hours(11), hours(24)};
    m_now = m_now + steps[pick(std::size(steps))];
    if (one_in(40)) m_now = m_now - minutes(7);
  }
  std::string carried() {
    std::vector<Prompt> prompts;
    const PromptsNow now = m_keeper.refresh(prompt_book(), m_known, m_now, m_zone);
    for (const Prompt* prompt : now.prompts) prompts.push_back(*prompt);
    CHECK(now.groups == group_prompts(prompt_book().facts, prompts).size());
    return shown(prompts);
  }
  std::string anew() const { return shown(prompts_for(prompt_book(), m_known.in_order(), m_now, m_zone)); }

 private:
  std::size_t pick(std::size_t of) { return std::uniform_int_distribution<std::size_t>(0, of - 1)(m_chance); }
  bool one_in(std::size_t of) { return pick(of) == 0; }

  json::Value value_of(const FactKind& kind) {
    switch (kind.type) {
      case ValueType::Number: return json::Value(static_cast<int>(pick(one_in(2) ? 12 : 200)));
      case ValueType::Code: return kind.codes.empty() ? json::Value("some") : json::Value(kind.codes[pick(kind.codes.size())]);
      case ValueType::Text: return json::Value("some words");
      case ValueType::YesNo: return json::Value(one_in(2));
      case ValueType::Time: return json::Value(m_zone.format(m_now + minutes(static_cast<int>(pick(600)) - 300)));
      case ValueType::Object: break;
    }
    json::Value object = json::Value::object();
    for (const std::string& member : kind.members) object.set(member, one_in(2) ? "a" : "b");
    return object;
  }
  void learn() {
    const FactKind& kind = *m_kinds[pick(m_kinds.size())];
    if (kind.kind == kSnoozedFact || (kind.kind == kDepartedFact && !one_in(10))) return;
    Instant at = m_now - minutes(static_cast<int>(pick(one_in(3) ? 6000 : 300)));
    if (one_in(10)) at = m_now + minutes(static_cast<int>(pick(120)));
    if (one_in(30)) at = {};
    m_known.add({kind.kind, value_of(kind), at, "Observation/" + std::to_string(++m_last)});
  }
  void take_back() {
    const std::string source = "Observation/" + std::to_string(pick(static_cast<std::size_t>(m_last) + 1));
    m_known.erase_if([&](const Fact& fact) { return fact.source == source; });
  }
  void put_off() {
    json::Value snooze;
    snooze.set("prompt", m_ids[pick(m_ids.size())]).set("until", m_zone.format(m_now + minutes(static_cast<int>(pick(120))))).set("reason", "asleep");
    m_known.add({std::string(kSnoozedFact), std::move(snooze), m_now - minutes(static_cast<int>(pick(20))), "Communication/" + std::to_string(++m_last)});
  }

  std::mt19937_64 m_chance;
  std::vector<const FactKind*> m_kinds;
  std::vector<std::string> m_ids;
  const Zone m_zone = prompt_zone();
  Instant m_now = prompt_now();
  int m_last = 0;
  KnownFacts m_known;
  PromptKeeper m_keeper;
};

TEST_CASE("Prompts that are carried on are at every moment those that are worked out anew, whatever becomes known and however time passes") {
  std::set<std::string> different;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    Bed bed(seed);
    for (int moment = 0; moment < 60; ++moment) {
      INFO("moment " << moment);
      bed.happen();
      bed.pass_time();
      const std::string carried = bed.carried();
      REQUIRE(carried == bed.anew());
      different.insert(carried);
    }
  }
  CHECK(different.size() > 1000);
}

TEST_CASE("A prompt comes and goes at the very millisecond, without anything being written") {
  KnownFacts known({fact("pain-score", 5, 0)});
  PromptKeeper keeper;
  std::string before;
  int changes = 0;
  for (int minute = 0; minute <= 600; ++minute)
    for (const Instant now : {prompt_now() + minutes(minute) - milliseconds(1), prompt_now() + minutes(minute), prompt_now() + minutes(minute) + milliseconds(1)}) {
      std::vector<Prompt> prompts;
      for (const Prompt* prompt : keeper.refresh(prompt_book(), known, now, prompt_zone()).prompts) prompts.push_back(*prompt);
      const std::string carried = shown(prompts);
      REQUIRE(carried == shown(prompts_for(prompt_book(), known.in_order(), now, prompt_zone())));
      changes += carried != before ? 1 : 0;
      before = carried;
    }
  CHECK(changes > 600);
}

TEST_CASE("What asks for the same source makes one line, and counting the lines is counting the groups") {
  const std::vector<Prompt> prompts = raised({fact("pain-score", 5, 20), {std::string(kBornFact), "1950-06-11", {}, "Patient/1"}});
  REQUIRE(prompts.size() > 5);
  for (std::size_t some = 0; some <= prompts.size(); ++some) {
    const auto first = std::span(prompts).first(some);
    CHECK(count_groups(prompt_book().facts, first) == group_prompts(prompt_book().facts, first).size());
  }
}

}  // namespace
}  // namespace wardlight::care
