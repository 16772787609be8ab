// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <set>

#include "platforms/linux/posix_disk.h"
#include "tests/ui/shell/fake_ward.h"
#include "ui/models/bedside_lines.h"
#include "ui/shell/bedside_input.h"

// Every prompt that a worked example of a pack raises, on the plan of a tablet that speaks Spanish.
namespace wardlight::shell::test {
namespace {

struct Loaded {
  workflows::WardContent ward;
  BedsideContent bedside;
};

const Loaded& loaded() {
  static const Loaded all = [] {
    platform::PosixDisk disk;
    const std::string assets = std::string(WARDLIGHT_SOURCE) + "/assets";
    return Loaded{must(workflows::load_ward_content(disk, assets)), must(load_bedside_content(disk, assets))};
  }();
  return all;
}

std::int64_t whole(const json::Value& number) {
  std::int64_t value = 0;
  const std::string& digits = number.text();
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What the patient or a nurse wrote is in their own words, here in Spanish ones.
json::Value in_own_words(const std::string& kind, json::Value value) {
  const care::FactKind* known = loaded().ward.prompts.facts.find(kind);
  if (known != nullptr && known->type == care::ValueType::Text && value.is_string()) return json::Value("dicho por el paciente");
  if (value.find("text") != nullptr) value.set("text", "dicho por el paciente");
  return value;
}

std::vector<care::Fact> facts_of(const json::Value& example, Instant now) {
  std::vector<care::Fact> facts;
  for (const json::Value& given : example["facts"].items()) {
    const bool timed = given.find("at") != nullptr;
    const Instant at = timed ? must(parse_time(given.text_of("at"))).instant : now - minutes(whole(given["ago"]));
    const std::string kind(given.text_of("kind"));
    facts.push_back({kind, in_own_words(kind, given["value"]), at, "QuestionnaireResponse/1"});
  }
  return facts;
}

void add_words(const models::SheetLine& line, std::vector<std::string>& words) {
  for (const std::string& one : {line.title, line.detail, line.source, line.value, line.value_note}) words.push_back(one);
  for (const auto& badge : line.badges) words.push_back(badge.text);
  for (const auto& tap : line.taps) words.push_back(tap.label);
}

// What the prompts of an example put on the plan.
std::vector<std::string> screen_of(const json::Value& example, const models::Texts& texts) {
  const Zone zone = must(Zone::find(example.text_of("zone").empty() ? "UTC" : example.text_of("zone")));
  const Instant now = must(parse_time(example.text_of("now"))).instant;
  const models::Moment moment{now, zone};
  workflows::BedsideView view;
  view.read_at = now;
  for (auto& prompt : care::prompts_for(loaded().ward.prompts, facts_of(example, now), now, zone))
    view.prompts.push_back({{"e1"}, "12A", std::move(prompt), false});
  const BedsideData data = build_bedside_data(view, {loaded().ward, loaded().bedside, moment, texts});
  std::vector<std::string> words;
  const auto show = [&](const models::PromptInput& prompt) {
    const models::SheetAnswers asked{{"why." + prompt.id, "yes"}, {"open." + prompt.id, "yes"}};
    add_words(models::prompt_line(prompt, {"e1"}, asked, moment, texts), words);
    words.push_back(prompt.text), words.push_back(prompt.rule), words.push_back(prompt.ends), words.push_back(prompt.source);
    words.push_back(prompt.who);
    for (const auto& basis : prompt.basis) words.push_back(basis.words), words.push_back(basis.source);
  };
  for (const auto& prompt : data.prompts) {
    show(prompt);
    for (const auto& one : prompt.inside) show(one);
  }
  return words;
}

// The small words that no English sentence is without and no Spanish one has.
std::string english_in(const std::string& text) {
  static const std::set<std::string> small{"the", "is", "are", "was", "of", "and", "not", "with", "for", "to", "from", "an",
                                           "or", "by", "this", "that", "at", "it", "needs", "has", "known", "none", "yes",
                                           "today", "shift", "nurse", "home", "high", "low"};
  std::string word;
  for (const char letter : text + " ") {
    if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 0x80) {
      word += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
      continue;
    }
    if (small.contains(word)) return word;
    word.clear();
  }
  return {};
}

TEST_CASE("a Spanish screen of prompts holds no English sentence, whatever the prompt") {
  const models::Texts& spanish = languages().in("es");
  std::set<std::string> told;
  std::size_t examples = 0, shown = 0;
  for (const care::PromptPack& pack : loaded().ward.prompts.packs) {
    const json::Value file = must(json::parse(read_asset("clinical/" + pack.head.id + ".json")));
    for (const json::Value& example : file["examples"].items()) {
      ++examples;
      for (const std::string& words : screen_of(example, spanish)) {
        ++shown;
        const std::string english = english_in(words);
        if (english.empty() || !told.insert(words).second) continue;
        INFO(pack.head.id << ": " << example.text_of("id") << ": \"" << words << "\" has \"" << english << "\"");
        CHECK(english.empty());
      }
    }
  }
  CHECK(examples > 100);
  CHECK(shown > 2000);
}

TEST_CASE("the test above would see an English sentence") {
  CHECK_FALSE(english_in("Fall risk is not known").empty());
  CHECK(english_in("No se conoce el riesgo de caída: valórelo").empty());
  std::set<std::string> words;
  for (const auto& one : screen_of(must(json::parse(read_asset("clinical/prompts-falls.json")))["examples"].items()[3],
                                   languages().in("en")))
    if (!english_in(one).empty()) words.insert(one);
  CHECK_FALSE(words.empty());
}

}  // namespace
}  // namespace wardlight::shell::test
