// SPDX-License-Identifier: Apache-2.0
#include "platforms/demo/hospital.h"

#include <charconv>

#include "core/access/pin_rules.h"
#include "core/json/value.h"
#include "core/time/time.h"
#include "platforms/hub/late_handler.h"
#include "platforms/linux/paths.h"
#include "sync/census/fhir_reader.h"
#include "sync/hub/importer.h"
#include "sync/hub/people.h"
#include "sync/wire/enrolment.h"

namespace wardlight::demo {
namespace {

// "{hours ago 55}" becomes that time, so that a made-up patient left two days ago whenever the demo is begun.
Expected<std::string> set_times(std::string_view text, Instant now) {
  constexpr std::string_view begin = "{hours ago ";
  WL_TRY(const Zone utc, Zone::find("Etc/UTC"));
  std::string dated;
  while (true) {
    const std::size_t at = text.find(begin);
    dated += text.substr(0, at);
    if (at == std::string_view::npos) return dated;
    text.remove_prefix(at + begin.size());
    int ago = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), ago);
    if (bad != std::errc{} || *end != '}')
      return Error{ErrorCode::InvalidContent, "A number of hours and } belong here.", "demo"};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    dated += utc.format(now - hours(ago));
  }
}

}  // namespace

Expected<std::unique_ptr<Hospital>> Hospital::make(const std::string& folder, const HospitalWorld& world) {
  std::unique_ptr<Hospital> hospital(new Hospital(world));
  WL_TRY(const std::string assets, platform::assets_folder());
  const hub_program::NewHub wish{"Demo hospital", "America/New_York", {}};
  WL_CHECK(hub_program::create_hub_folder(folder, wish, world.disk, world.random, world.clock.now(), world.store));
  WL_TRY(hospital->m_folder, hub_program::open_hub_folder(folder, world.disk, world.random, world.store));
  WL_CHECK(hospital->import_census(assets));
  WL_CHECK(hospital->add_staff(assets));
  WL_CHECK(hospital->serve());
  return hospital;
}

Hospital::~Hospital() {
  if (m_hub) m_hub->finish();
  if (m_server) m_server->stop();
}

Expected<void> Hospital::import_census(const std::string& assets) {
  hub::Importer importer(storage(), m_world.clock, [](std::uint64_t, std::uint64_t) {});
  WL_TRY(const auto names, m_world.disk.list(assets + "/demo"));
  for (const std::string& name : names) {
    if (!name.ends_with(".ndjson")) continue;
    WL_TRY(const Bytes text, read_file(m_world.disk, assets + "/demo/" + name));
    WL_TRY(const std::string dated, set_times(as_text(text), m_world.clock.now()));
    const std::string made = m_folder.path + "/" + name;
    WL_CHECK(replace_file(m_world.disk, made, as_bytes(dated)));
    WL_TRY(auto file, m_world.disk.open(made, OpenMode::Read));
    WL_CHECK(census::read_fhir(*file, name, importer));
    WL_CHECK(m_world.disk.remove(made));
  }
  WL_CHECK(importer.finish());
  if (importer.summary().refused.empty()) return {};
  return Error{ErrorCode::InvalidContent, importer.summary().refused.front().what, importer.summary().refused.front().file};
}

Expected<void> Hospital::add_staff(const std::string& assets) {
  WL_TRY(const Bytes list, read_file(m_world.disk, assets + "/demo/staff.json"));
  WL_TRY(const json::Value people, json::parse(as_text(list)));
  WL_TRY(const Bytes rules_text, read_file(m_world.disk, assets + "/access/pin-rules.json"));
  WL_TRY(const auto rules, access::PinRules::parse(as_text(rules_text)));
  for (const json::Value& person : people.items()) {
    const auto role = access::role_from_code(person.text_of("role"));
    if (!role) return Error{ErrorCode::InvalidContent, "A role here is none that the ward has.", "staff.json"};
    const crypto::Secret pin = rules.make_pin(m_world.random);
    const std::string name(person.text_of("name"));
    WL_TRY(auto practitioner, hub::add_person(storage(), {name, std::string(access::to_code(*role)), pin, m_world.pin_cost},
                                              m_world.clock, m_world.random));
    m_staff.push_back({std::move(practitioner), name, *role, std::string(as_text(pin.view()))});
  }
  return {};
}

Expected<void> Hospital::serve() {
  WL_TRY(auto serving, hub_program::load_serving_keys(m_folder, m_world.disk, m_world.clock.now()));
  WL_TRY(auto forms, hub_program::load_known_forms(m_world.disk));
  transport::HttpServerOptions options;
  options.certificate = serving.certificate;
  options.key = std::move(serving.tls_key);
  options.authorities = {serving.keys.authority.certificate};
  auto door = std::make_unique<hub_program::LateHandler>();
  WL_TRY(m_server, transport::listen(std::move(options), m_world.clock, *door));
  m_base = "https://127.0.0.1:" + std::to_string(m_server->port()) + "/fhir";
  hub::HubOptions described;
  described.base = m_base;
  WL_TRY(described.zone, storage().setting(hub_program::kZoneSetting));
  WL_TRY(described.hospital, storage().setting(hub_program::kNameSetting));
  described.free_bytes = [&disk = m_world.disk, path = m_folder.path] { return disk.free_bytes(path); };
  described.log = [](const std::string&) {};
  WL_TRY(m_incidents, hub_program::open_incidents(m_folder));
  described.incidents = m_incidents.get();
  m_hub = std::make_unique<hub::Hub>(storage(), std::move(serving.keys), std::move(forms), std::move(described), m_world.clock,
                                     m_world.random);
  door->set(*m_hub);
  m_door = std::move(door);
  return {};
}

Expected<std::string> Hospital::make_enrolment_code(const std::string& device) {
  std::string code = wire::make_enrolment_code(m_world.random);
  WL_TRY(auto key, wire::enrolment_key(code));
  const std::string name = wire::code_name(key);
  WL_CHECK(
      storage().put_enrolment_code({name, std::move(key), device, m_world.clock.now() + hub::kCodeLife, hub::kCodeTries, false}));
  return code;
}

}  // namespace wardlight::demo
