// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "ui/screens/bedside_samples.h"

using namespace wardlight;

namespace {

std::string read_asset(const std::string& path) {
  std::ifstream in(std::filesystem::path(WARDLIGHT_SOURCE) / "assets" / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The texts live as long as the samples that refer to them.
struct Loaded {
  std::optional<models::Texts> texts;
  std::vector<screens::ScreenSample> samples;
};

Loaded load(const std::string& language) {
  Loaded loaded;
  if (auto texts = models::Texts::load(read_asset("text/" + language + ".json"))) loaded.texts = *std::move(texts);
  return loaded;
}

const std::vector<screens::ScreenSample>& samples(const std::string& language) {
  static std::map<std::string, Loaded> all;
  const auto found = all.find(language);
  if (found != all.end()) return found->second.samples;
  Loaded& loaded = all[language] = load(language);
  REQUIRE(loaded.texts);
  auto built = screens::build_screen_samples(
      *loaded.texts, {read_asset("clinical/hourly-round.questionnaire.json"), read_asset("clinical/rounding.json"),
                      read_asset("clinical/off-unit.questionnaire.json")});
  REQUIRE(built);
  loaded.samples = *std::move(built);
  std::map<std::string, std::string> forms;
  for (const char* name : screens::kSampleForms)
    forms[name] = read_asset(std::string("clinical/") + name + ".questionnaire.json");
  auto bedside = screens::build_bedside_samples(
      *loaded.texts, {read_asset("clinical/hourly-round.questionnaire.json"), read_asset("clinical/rounding.json"), "",
                      read_asset("clinical/shift.json")}, forms);
  REQUIRE(bedside);
  for (auto& one : *bedside) loaded.samples.push_back(std::move(one));
  return loaded.samples;
}

const screens::ScreenSample& sample(const std::string& name) {
  for (const auto& one : samples("en"))
    if (one.name == name) return one;
  FAIL("no sample is called " << name);
  return samples("en").front();
}

constexpr ui::Size kLandscape{1280, 800};
constexpr ui::Size kPortrait{800, 1280};

void draw(ui::Kit& kit, const screens::ScreenSample& one, ui::Size dp, ui::Theme theme, int frames = 2) {
  for (int i = 0; i < frames; ++i) {
    kit.begin_frame({dp.w * kit.scale(), dp.h * kit.scale()}, theme, 0.016 * i);
    one.draw(kit);
    kit.end_frame();
  }
}

// Words that stick out, things without a name, small targets, faint words: how many, each one printed.
int count_faults(const ui::FontSet& fonts, const std::string& language, ui::Size dp, ui::Theme theme) {
  int faults = 0;
  for (const auto& one : samples(language)) {
    ui::Kit kit(fonts);
    kit.watch(ui::Watch::Everything);
    draw(kit, one, dp, theme);
    for (const auto& finding : kit.lint().findings()) {
      UNSCOPED_INFO(one.name << " " << language << " " << dp.w << "x" << dp.h << ": " << finding.what << " " << finding.detail);
      ++faults;
    }
  }
  return faults;
}

}  // namespace

TEST_CASE("No screen has a fault, by day and by night, lying and standing, in both languages") {
  const ui::FontSet fonts(1);
  for (const auto* language : {"en", "es"})
    for (const auto theme : {ui::Theme::Day, ui::Theme::Night})
      for (const auto size : {kLandscape, kPortrait}) CHECK(count_faults(fonts, language, size, theme) == 0);
}

TEST_CASE("No screen has a fault on a finer screen") {
  const ui::FontSet finer(1.5f), finest(2);
  CHECK(count_faults(finer, "es", kPortrait, ui::Theme::Night) == 0);
  CHECK(count_faults(finest, "en", kLandscape, ui::Theme::Day) == 0);
}

TEST_CASE("A full round fits one lying screen") {
  const ui::FontSet fonts(1);
  ui::Kit kit(fonts);
  kit.watch(ui::Watch::Everything);
  draw(kit, sample("round-awake"), kLandscape, ui::Theme::Day);
  int answers = 0;
  for (const auto& entry : kit.registry().entries()) {
    if (!entry.key.starts_with("form.")) continue;
    ++answers;
    INFO(entry.key);
    CHECK(entry.clip.contains(entry.rect));
  }
  CHECK(answers > 40);
}

TEST_CASE("A sleeper's save button is one tap away once asleep is chosen") {
  const ui::FontSet fonts(1);
  ui::Kit kit(fonts);
  draw(kit, sample("round-asleep"), kLandscape, ui::Theme::Day);
  const auto* save = kit.registry().find("save");
  REQUIRE(save != nullptr);
  CHECK(save->enabled == ui::Enabled::Yes);
  CHECK(save->label == "All seen, save");
}

TEST_CASE("The second patient of a pair carries the alert and both identifiers into the form") {
  const ui::FontSet fonts(1);
  ui::Kit kit(fonts);
  kit.watch(ui::Watch::Everything);
  draw(kit, sample("round-start"), kPortrait, ui::Theme::Day);
  bool alert = false, identifiers = false;
  for (const auto& entry : kit.registry().entries()) {
    alert = alert || entry.label.find("check the wristband") != std::string::npos;
    identifiers =
        identifiers || (entry.label.find("born ") != std::string::npos && entry.label.find("MRN ") != std::string::npos);
  }
  CHECK(alert);
  CHECK(identifiers);
}

TEST_CASE("A page that cannot be relied on says so on the screen") {
  const ui::FontSet fonts(1);
  for (const auto* name : {"my-patients-offline", "board-offline", "patient-offline"}) {
    ui::Kit kit(fonts);
    kit.watch(ui::Watch::Everything);
    draw(kit, sample(name), kLandscape, ui::Theme::Day);
    bool said = false;
    for (const auto& entry : kit.registry().entries())
      said = said || entry.label.find("Last heard from hub 13:38") != std::string::npos;
    INFO(name);
    CHECK(said);
  }
}
