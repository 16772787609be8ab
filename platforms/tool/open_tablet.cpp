// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/open_tablet.h"

#include <CLI/CLI.hpp>

#include "platforms/linux/paths.h"
#include "platforms/tool/command.h"

namespace wardlight::tool {
namespace {

Expected<crypto::Secret> read_pin(const std::string& path) {
  WL_TRY(auto text, read_input(path));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  crypto::Secret pin{as_bytes(text)};
  crypto::wipe(text);
  return pin;
}

Expected<PractitionerId> find_person(access::AccessControl& door, const std::string& name) {
  WL_TRY(const auto staff, door.list_staff());
  for (const auto& person : staff)
    if (person.name == name) return person.practitioner;
  return Error{ErrorCode::BadUsage, "Nobody of this name can sign in on this tablet; names are those of the sign-in screen.",
               name};
}

}  // namespace

void add_tablet_options(CLI::App& command, TabletWords& words) {
  command.add_option("--data", words.data, "The tablet's data folder")->required();
  command.add_option("--as", words.name, "Who signs in, as named on the sign-in screen")->required();
  command.add_option("--pin-file", words.pin_file, "File with that person's PIN, or - for standard input")->required();
}

Expected<std::unique_ptr<OpenTablet>> OpenTablet::sign_in(const TabletWords& words) {
  std::unique_ptr<OpenTablet> tablet(new OpenTablet);
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(tablet->m_rules, access::load_access_rules(tablet->m_disk, assets));
  WL_TRY(auto content, workflows::load_ward_content(tablet->m_disk, assets));
  tablet->m_content = std::make_unique<workflows::WardContent>(std::move(content));
  WL_TRY(tablet->m_data, platform::TabletData::open(words.data, {tablet->m_disk, tablet->m_clock, tablet->m_random,
                                                                 tablet->m_rules, *tablet->m_content}));
  WL_TRY(auto zone, tablet->m_data->zone());
  tablet->m_zone.emplace(std::move(zone));
  WL_TRY(tablet->m_door, access::AccessControl::open(tablet->m_data->parts(), [](const access::Session&) {}));
  WL_TRY(const auto person, find_person(*tablet->m_door, words.name));
  WL_TRY(const auto pin, read_pin(words.pin_file));
  WL_TRY(tablet->m_session, tablet->m_door->sign_in(person, pin));
  return tablet;
}

Expected<void> OpenTablet::open_store() {
  WL_TRY(m_store, m_data->open_store(*m_session));
  return {};
}

Expected<std::unique_ptr<OpenTablet>> open_tablet(const TabletWords& words) {
  WL_TRY(auto tablet, OpenTablet::sign_in(words));
  WL_CHECK(tablet->open_store());
  return tablet;
}

}  // namespace wardlight::tool
