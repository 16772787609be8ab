// SPDX-License-Identifier: Apache-2.0
#include "ui/models/texts.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "core/json/value.h"
#include "tests/ui/models/ward_fixture.h"

using namespace wardlight;
using models::Texts;

namespace {

// Models hold keys in tables too, so there every literal with the shape of a key counts; elsewhere what is given to texts.
// Keys given to count() stand for their .one and .other.
struct UsedKeys {
  std::set<std::string> plain;
  std::set<std::string> counted;
  std::set<std::string> mentioned;  // any literal of that shape in any program or library
};

UsedKeys find_used_keys() {
  static const std::regex pattern(R"re((texts\.count\()?(texts(?:\(\))?\(|\bt\()?"([a-z][a-z_]*(?:\.[a-z0-9_]+)+)")re");
  UsedKeys used;
  for (const auto* root : {"ui", "platforms"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(WARDLIGHT_SOURCE) / root)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
      const bool model =
          entry.path().parent_path().filename() == "models" && !entry.path().filename().string().starts_with("samples");
      const std::string source = fixture::read_file(entry.path());
      for (auto it = std::sregex_iterator(source.begin(), source.end(), pattern); it != std::sregex_iterator(); ++it) {
        used.mentioned.insert((*it)[3].str());
        if ((*it)[1].matched)
          used.counted.insert((*it)[3].str());
        else if ((*it)[2].matched || model)
          used.plain.insert((*it)[3].str());
      }
    }
  return used;
}

// The sources of a folder as one text, with literals that go on in the next line joined.
std::string read_sources(const std::string& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(WARDLIGHT_SOURCE) / folder))
    if (entry.path().extension() == ".cpp") all += fixture::read_file(entry.path());
  return std::regex_replace(all, std::regex(R"("\s*\n\s*")"), "");
}

// The text of each source that a rule about prompts names, and the pack that it stands in.
std::map<std::string, std::string> prompt_sources() {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("prompts-")) continue;
    const auto pack = json::parse(fixture::read_file(entry.path())).value();
    std::set<std::string> used;
    for (const auto& rule : pack["rules"].items()) used.emplace(rule.text_of("source"));
    for (const auto& source : pack["sources"].items())
      if (used.contains(std::string(source.text_of("id")))) all.emplace(std::string(source.text_of("text")), name);
  }
  return all;
}

const Texts& english() { return fixture::texts("en"); }
const Texts& spanish() { return fixture::texts("es"); }

}  // namespace

TEST_CASE("Every text that the code names exists in both languages") {
  const auto used = find_used_keys();
  REQUIRE(used.plain.size() > 100);
  for (const auto* language : {&english(), &spanish()}) {
    for (const auto& key : used.plain) {
      INFO(language->language() << " lacks " << key);
      CHECK(language->has(key));
    }
    for (const auto& key : used.counted) {
      INFO(language->language() << " lacks " << key << ".one or .other");
      CHECK(language->has(key + ".one"));
      CHECK(language->has(key + ".other"));
    }
  }
}

TEST_CASE("Each rule that a prompt rests on has its source in each language") {
  const auto sources = prompt_sources();
  CHECK(sources.size() > 15);
  for (const auto& [source, pack] : sources) {
    INFO(pack << ": " << source);
    CHECK(english().said(source) == source);
    CHECK(english().has("said." + source));
    CHECK(spanish().said(source) != source);
  }
}

TEST_CASE("FAL-R1 and FAL-R2 refuse in the language of the screen") {
  static const std::regex refusal(R"re(refused\("([^"]+)"\))re");
  const std::string sources = read_sources("core/care/falls");
  std::set<std::string> sentences;
  for (auto it = std::sregex_iterator(sources.begin(), sources.end(), refusal); it != std::sregex_iterator(); ++it)
    sentences.insert((*it)[1].str());
  CHECK(sentences.size() >= 5);
  for (const auto& sentence : sentences) {
    INFO(sentence);
    CHECK(english().said(sentence) == sentence);
    CHECK(spanish().said(sentence) != sentence);
  }
}

TEST_CASE("What a workflow objects to has its words in each language") {
  const std::string sources = read_sources("core/workflows");
  static const std::regex objection(R"re(ObjectionKind::\w+,[^;"]*(?:"[a-z_]*",\s*)?"([A-Z][^"]* [^"]*\.)")re");
  std::set<std::string> sentences;
  for (auto it = std::sregex_iterator(sources.begin(), sources.end(), objection); it != std::sregex_iterator(); ++it)
    sentences.insert((*it)[1].str());
  CHECK(sentences.size() > 40);
  for (const auto& sentence : sentences) {
    INFO(sentence);
    CHECK(english().has("said." + sentence));
    CHECK(spanish().has("said." + sentence));
    CHECK(spanish().said(sentence) != sentence);
  }
}

TEST_CASE("Every text in the files is shown somewhere") {
  const auto used = find_used_keys();
  std::string said = read_sources("core/workflows") + read_sources("core/forms") + read_sources("core/care/falls");
  said += fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/facts.json");  // units
  for (const auto& [source, pack] : prompt_sources()) said += "\"" + source + "\"";
  for (const auto& key : english().list_keys()) {
    INFO("nothing shows " << key);
    const auto stem = key.substr(0, key.rfind('.'));
    if (key.starts_with("slot_reason.") || key.starts_with("value.")) continue;  // one for each code of the packs, see below
    if (key.starts_with("said.")) {
      CHECK(said.find("\"" + key.substr(5) + "\"") != std::string::npos);
      continue;
    }
    const bool counted = (key.ends_with(".one") || key.ends_with(".other")) && used.counted.contains(stem);
    CHECK((key == "language" || counted || used.mentioned.contains(key)));
  }
}

TEST_CASE("Reasons for a slot have words for codes that the rule pack knows") {
  const auto pack = json::parse(fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/rounding.json"));
  REQUIRE(pack);
  std::set<std::string> codes;
  for (const auto& reason : (*pack)["reasons"].items()) codes.insert("slot_reason." + std::string(reason.text_of("code")));
  for (const auto& key : english().list_keys()) {
    INFO(key);
    CHECK((!key.starts_with("slot_reason.") || codes.contains(key)));
  }
}

TEST_CASE("Every code that facts may have has its words") {
  const auto rules = json::parse(fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/facts.json"));
  REQUIRE(rules);
  for (const auto& kind : (*rules)["kinds"].items()) {
    const std::string_view name = kind.text_of("kind");
    if (name.ends_with("-band") || name.starts_with("vaccine-")) continue;  // have their own
    for (const auto& code : kind["codes"].items()) {
      INFO(name << " " << code.text());
      CHECK(english().has("value." + code.text()));
      CHECK(spanish().has("value." + code.text()));
    }
  }
}

TEST_CASE("Both languages have the same keys with the same places to fill") {
  CHECK(english().list_keys() == spanish().list_keys());
  for (const auto& key : english().list_keys()) {
    auto one = models::list_places(english()(key)), other = models::list_places(spanish()(key));
    std::ranges::sort(one), std::ranges::sort(other);
    INFO(key);
    CHECK((one == other || key.ends_with(".one")));
  }
}

TEST_CASE("A text is filled by name and a missing key shows itself") {
  const auto texts = Texts::load(R"({"language":"en","bed":"Bed {bed}, {who}","n.one":"1 bed","n.other":"{n} beds"})");
  REQUIRE(texts);
  CHECK((*texts)("bed", {{"who", "Ana"}, {"bed", "4B"}}) == "Bed 4B, Ana");
  CHECK((*texts)("bed", {{"bed", "{who}"}}) == "Bed {who}, {who}");
  CHECK(texts->count("n", 1) == "1 bed");
  CHECK(texts->count("n", 0) == "0 beds");
  CHECK((*texts)("nothing") == "nothing");
}

TEST_CASE("A text file with other than strings or with an open brace is refused with its key") {
  const auto number = Texts::load(R"({"language":"en","a":1})");
  REQUIRE_FALSE(number);
  CHECK(number.error().where == "a");
  CHECK_FALSE(Texts::load(R"({"language":"en","a":"Bed {bed"})"));
  CHECK_FALSE(Texts::load("[]"));
}
