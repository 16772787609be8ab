// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/tablet_settings.h"

#include "core/json/value.h"

namespace wardlight::desktop {

shell::Settings read_settings(Disk& disk, const std::string& path) {
  shell::Settings settings;
  const auto bytes = read_file(disk, path);
  if (!bytes) return settings;
  const auto json = json::parse(to_string(*bytes));
  if (!json) return settings;
  if (const auto theme = ui::theme_from_code(json->text_of("theme"))) settings.theme = *theme;
  if (const auto language = json->text_of("language"); !language.empty()) settings.language = language;
  settings.unit = {std::string(json->text_of("unit"))};
  settings.unit_name = json->text_of("unitName");
  settings.help_number = json->text_of("helpNumber");
  settings.print_folder = json->text_of("printFolder");
  return settings;
}

Expected<void> keep_settings(Disk& disk, const std::string& path, const shell::Settings& settings) {
  json::Value json;
  json.set("theme", settings.theme == ui::Theme::Night ? "night" : "day").set("language", settings.language);
  json.set("unit", settings.unit.value).set("unitName", settings.unit_name);
  if (!settings.help_number.empty()) json.set("helpNumber", settings.help_number);
  if (!settings.print_folder.empty()) json.set("printFolder", settings.print_folder);
  return replace_file(disk, path, as_bytes(json::write(json)));
}

}  // namespace wardlight::desktop
