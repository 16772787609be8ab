// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/desk.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "core/access/tablet_parts.h"
#include "core/time/time.h"
#include "platforms/demo/hospital.h"
#include "platforms/desktop/desk_tablet.h"
#include "platforms/desktop/tablet_settings.h"
#include "platforms/desktop/window.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/sound/alarm_tone.h"

namespace wardlight::desktop {
namespace {

using platform::TabletData;
using platform::TabletWorld;

Expected<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::BadUsage, "This file cannot be read; check its name and your rights.", path};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Expected<shell::Languages> load_languages(const std::string& assets) {
  std::vector<models::Texts> texts;
  for (const char* code : {"en", "es"}) {
    WL_TRY(const std::string json, read_text(assets + "/text/" + code + ".json"));
    WL_TRY(auto one, models::Texts::load(json));
    texts.push_back(std::move(one));
  }
  return shell::Languages(std::move(texts));
}

// A folder that goes when the demo ends.
class DemoFolder {
 public:
  explicit DemoFolder(std::string path) : m_path(std::move(path)) {}
  DemoFolder(const DemoFolder&) = delete;
  DemoFolder& operator=(const DemoFolder&) = delete;
  ~DemoFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

void tell_staff(const demo::Hospital& hospital) {
  std::cerr << "The demo's staff, made up anew each time:\n";
  for (const demo::DemoPerson& person : hospital.staff()) {
    char line[160];
    std::snprintf(line, sizeof line, "  %-24s %-8s PIN %s\n", person.name.c_str(),
                  std::string(access::to_code(person.role)).c_str(), person.pin.c_str());
    std::cerr << line;
  }
}

std::string machine_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? name : "Tablet";
}

Expected<std::unique_ptr<TabletData>> open_tablet(const Options& options, const TabletWorld& world) {
  std::string folder = options.data;
  if (folder.empty()) {
    WL_TRY(folder, platform::default_data_folder());
  }
  if (options.enrol_code_file.empty()) return TabletData::open(folder, world);
  WL_TRY(std::string code, read_text(options.enrol_code_file));
  while (!code.empty() && std::isspace(static_cast<unsigned char>(code.back())) != 0) code.pop_back();
  std::cerr << "Enrolling this tablet at " << options.hub << " …\n";
  return TabletData::enrol(folder, world, options.hub, code, machine_name());
}

// The frame as a file, whole at every moment.
void write_tree(const std::string& path, const ui::Kit& kit) {
  const std::string draft = path + ".new";
  std::ofstream(draft, std::ios::binary) << ui::to_json(kit.registry(), kit.scale());
  std::error_code ignored;
  std::filesystem::rename(draft, path, ignored);
}

Instant built_at() {
  const auto day = parse_time(WARDLIGHT_BUILT_ON "T00:00:00Z");
  return day ? day->instant : Instant{};
}

struct Desk {
  platform::SystemClock machine_clock;
  platform::SystemRandom random;
  platform::PosixDisk disk;
  std::optional<MovedClock> moved_clock;
  access::AccessRules rules;
  std::optional<workflows::WardContent> content;
  shell::BedsideContent bedside;

  const Clock& clock() const { return moved_clock ? static_cast<const Clock&>(*moved_clock) : machine_clock; }
  TabletWorld world() { return {disk, clock(), random, rules, *content, {}, moved_clock ? Instant{} : built_at()}; }
};

Expected<void> show(Window& window, const Options& options, const shell::Languages& languages, Desk& desk,
                    std::unique_ptr<TabletData> data) {
  const std::string kept = data->folder().settings();
  shell::Settings settings = read_settings(desk.disk, kept);
  if (options.theme) settings.theme = *ui::theme_from_code(*options.theme);
  if (options.language) settings.language = *options.language;
  WL_TRY(const auto tablet, DeskTablet::start(std::move(data), desk.world(), desk.bedside, settings, Window::wake));
  const ui::FontSet fonts(options.scale);
  // A look that cannot be kept is no reason to disturb anybody: it holds until the app is closed.
  const auto keep = [&](const shell::Settings& now) { static_cast<void>(keep_settings(desk.disk, kept, now)); };
  sound::AlarmTone tone;
  shell::Application application(fonts, tablet->ward(), desk.clock(), languages, settings, keep, &tone);
  if (options.accessibility_tree.empty()) {
    window.run(application);
  } else {
    application.kit().watch(ui::Watch::Everything);
    window.run(application, [&] { write_tree(options.accessibility_tree, application.kit()); });
  }
  return {};
}

Expected<void> show_demo(Window& window, const Options& options, const shell::Languages& languages, Desk& desk) {
  WL_TRY(std::string path, platform::make_temporary_folder("demo"));
  const DemoFolder folder(std::move(path));
  std::cerr << "Making the demo hospital …\n";
  WL_TRY(const auto hospital, demo::Hospital::make(folder.path() + "/hub", {desk.disk, desk.clock(), desk.random}));
  WL_TRY(const std::string code, hospital->make_enrolment_code("Demo tablet"));
  WL_TRY(auto data, TabletData::enrol(folder.path() + "/tablet", desk.world(), hospital->base(), code, "Demo tablet"));
  tell_staff(*hospital);
  return show(window, options, languages, desk, std::move(data));
}

}  // namespace

Expected<void> run_desk(const Options& options) {
  WL_CHECK(check(options));
  WL_TRY(const WindowSize size, parse_size(options.size));
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(const shell::Languages languages, load_languages(assets));
  Desk desk;
  if (!options.now.empty()) {
    WL_TRY(const OffsetTime now, parse_time(options.now));
    desk.moved_clock.emplace(desk.machine_clock, now.instant);
  }
  WL_TRY(desk.rules, access::load_access_rules(desk.disk, assets));
  WL_TRY(desk.content, workflows::load_ward_content(desk.disk, assets));
  WL_TRY(desk.bedside, shell::load_bedside_content(desk.disk, assets));
  // Before anything is enrolled: without a display the code would be used up for nothing.
  WL_TRY(const auto window, Window::open({size.width, size.height}));
  if (options.demo) return show_demo(*window, options, languages, desk);
  WL_TRY(auto data, open_tablet(options, desk.world()));
  return show(*window, options, languages, desk, std::move(data));
}

}  // namespace wardlight::desktop
