// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "platforms/linux/paths.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"
#include "platforms/tool/png_file.h"
#include "platforms/tool/shot_gallery.h"
#include "ui/screens/bedside_samples.h"

namespace wardlight::tool {
namespace {

struct Wanted {
  std::string out;
  std::vector<std::string> themes{"day", "night"};
  std::vector<std::string> sizes{"1280x800", "800x1280"};
  std::vector<std::string> languages{"en", "es"};
  float scale = 1;
};

Expected<std::pair<int, int>> parse_size(const std::string& text) {
  int width = 0;
  int height = 0;
  const auto cross = text.find('x');
  if (cross != std::string::npos) {
    std::from_chars(text.data(), text.data() + cross, width);
    std::from_chars(text.data() + cross + 1, text.data() + text.size(), height);
  }
  if (width < 320 || height < 320 || width > 8192 || height > 8192)
    return Error{ErrorCode::BadUsage, "A size is written as 1280x800, from 320 to 8192.", text};
  return std::pair{width, height};
}

Expected<std::vector<ShotVariant>> list_variants(const Wanted& wanted, const std::string& language) {
  std::vector<ShotVariant> variants;
  for (const std::string& size : wanted.sizes)
    for (const std::string& theme : wanted.themes) {
      WL_TRY(const auto pixels, parse_size(size));
      variants.push_back({*ui::theme_from_code(theme), pixels.first, pixels.second, language});
    }
  return variants;
}

struct Pictures {
  std::vector<std::string> files;
  std::size_t screens = 0;
  ShotFaults faults;
};

Expected<void> draw_language(const Wanted& wanted, const std::string& assets, const std::string& language,
                             const ui::FontSet& fonts, Pictures& pictures) {
  WL_TRY(const std::string words, read_input(assets + "/text/" + language + ".json"));
  WL_TRY(const models::Texts texts, models::Texts::load(words));
  WL_TRY(const std::string questionnaire, read_clinical("hourly-round.questionnaire.json"));
  WL_TRY(const std::string rounding, read_clinical("rounding.json"));
  WL_TRY(const std::string off_unit, read_clinical("off-unit.questionnaire.json"));
  WL_TRY(auto samples, screens::build_screen_samples(texts, {questionnaire, rounding, off_unit}));
  WL_TRY(const std::string shift, read_clinical("shift.json"));
  std::map<std::string, std::string> forms;
  for (const std::string name : screens::kSampleForms) {
    WL_TRY(forms[name], read_clinical(name + ".questionnaire.json"));
  }
  WL_TRY(auto bedside, screens::build_bedside_samples(texts, {questionnaire, rounding, {}, shift}, forms));
  std::ranges::move(bedside, std::back_inserter(samples));
  WL_TRY(const auto variants, list_variants(wanted, language));
  pictures.screens = samples.size();
  for (const ShotVariant& variant : variants) {
    std::cerr << "drawing " << samples.size() << " screens: " << variant.name() << '\n';
    for (const screens::ScreenSample& sample : samples) {
      const std::string path = wanted.out + "/" + sample.name + "-" + variant.name() + ".png";
      WL_CHECK(write_png(path, take_shot(sample, variant, fonts, pictures.faults)));
      pictures.files.push_back(path);
    }
  }
  return {};
}

Expected<Answer> run_shots(const Wanted& wanted) {
  WL_TRY(const std::string assets, platform::assets_folder());
  std::error_code failed;
  std::filesystem::create_directories(wanted.out, failed);
  if (failed) return Error{ErrorCode::Environment, "This folder cannot be made; choose another with --out.", wanted.out};
  const ui::FontSet fonts(wanted.scale);
  Pictures pictures;
  for (const std::string& language : wanted.languages) WL_CHECK(draw_language(wanted, assets, language, fonts, pictures));
  auto files = json::Value::array();
  for (const std::string& file : pictures.files) files.push(file);
  json::Value answer;
  answer.set("files", std::move(files));
  answer.set("screens", static_cast<std::int64_t>(pictures.screens));
  answer.set("overflows", pictures.faults.count(ui::Fault::Overflow));
  // A name that two things share is as good as none.
  answer.set("unlabelled", pictures.faults.count(ui::Fault::Unlabelled) + pictures.faults.count(ui::Fault::DuplicateKey));
  answer.set("small_targets", pictures.faults.count(ui::Fault::SmallTarget));
  answer.set("low_contrast", pictures.faults.count(ui::Fault::LowContrast));
  return Answer{std::move(answer), Exit::Done};
}

}  // namespace

void add_shots(CLI::App& app, int& exit_code) {
  auto wanted = std::make_shared<Wanted>();
  CLI::App* command = app.add_subcommand("shots", "Draw every screen of the app into PNG files, without a display");
  command->add_option("--out", wanted->out, "Folder for the pictures")->required();
  command->add_option("--theme", wanted->themes, "day or night; both when not given")->check(CLI::IsMember({"day", "night"}));
  command->add_option("--size", wanted->sizes, "Pixels, as 1280x800; that and 800x1280 when not given");
  command->add_option("--scale", wanted->scale, "Pixels a dp")->check(CLI::Range(0.5, 4.0));
  command->add_option("--lang", wanted->languages, "en or es; both when not given")->check(CLI::IsMember({"en", "es"}));
  command->callback([wanted, &exit_code] { exit_code = finish(run_shots(*wanted)); });
}

}  // namespace wardlight::tool
