// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/wait.h>

#include "core/workflows/assign_patients.h"
#include "platforms/demo/hospital.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tablet/tablet_data.h"
#include "sync/client/sync_client.h"

using namespace wardlight;

namespace {

struct Verdict {
  int exit = -1;
  json::Value json;
  std::string said;
};

// A tablet of the demo hospital after a charge nurse worked on it, looked at by the program itself.
class UsedTablet {
 public:
  UsedTablet() : m_folder(*platform::make_temporary_folder("verify")) {
    const std::string assets = std::string(WARDLIGHT_SOURCE) + "/assets";
    m_rules = *access::load_access_rules(m_disk, assets);
    auto content = *workflows::load_ward_content(m_disk, assets);
    auto hospital = *demo::Hospital::make(m_folder + "/hub", {m_disk, m_clock, m_random});
    const auto code = *hospital->make_enrolment_code("Tablet");
    auto tablet =
        *platform::TabletData::enrol(root(), {m_disk, m_clock, m_random, m_rules, content}, hospital->base(), code, "Tablet");
    for (const auto& person : hospital->staff())
      if (person.role == access::Role::Charge) m_charge = person;
    work(*tablet, content, *hospital);
    std::ofstream(m_folder + "/pin") << m_charge.pin << '\n';
  }
  ~UsedTablet() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
  }
  std::string root() const { return m_folder + "/tablet"; }

  Verdict verify() const {
    const std::string out = m_folder + "/out.json";
    const std::string command = std::string(WARDLIGHT_BINARY) + "/bin/wardlight-tool verify --data " + root() + " --as '" +
                                m_charge.name + "' --pin-file " + m_folder + "/pin > " + out + " 2> " + m_folder + "/err";
    Verdict verdict;
    verdict.exit = WEXITSTATUS(std::system(command.c_str()));
    std::stringstream text;
    text << std::ifstream(out).rdbuf();
    if (auto json = json::parse(text.str())) verdict.json = *json;
    std::ifstream said(m_folder + "/err");
    std::getline(said, verdict.said);
    return verdict;
  }

 private:
  void work(platform::TabletData& tablet, const workflows::WardContent& content, demo::Hospital& hospital) {
    auto door = *access::AccessControl::open(tablet.parts(), [](const access::Session&) {});
    const auto session = *door->sign_in(m_charge.practitioner, crypto::Secret(as_bytes(m_charge.pin)));
    auto store = *tablet.open_store(*session);
    auto http = *sync::connect_to_hub(m_disk, tablet.folder(), tablet.device(), m_clock);
    sync::SyncOptions at_once;
    at_once.first_contact_within = Duration{};
    sync::SyncClient client(*http, tablet.journal(), m_clock, m_random, at_once);
    client.use_store(*store->connect());
    while (client.step(0) == sync::Progress::More) hospital.tick();
    const Zone zone = *tablet.zone();
    const workflows::Ward ward{*store, *session, content, zone, m_clock, m_random};
    const auto census = *store->list_census({}, m_clock.now());
    for (const auto& entry : census)
      REQUIRE(workflows::assign_patients(ward, {{entry.encounter, m_charge.practitioner, m_charge.role}})->saved);
    client.close_store();
  }

  std::string m_folder;
  platform::PosixDisk m_disk;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  access::AccessRules m_rules;
  demo::DemoPerson m_charge;
};

void flip_byte(const std::string& path, std::streamoff from_end) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(-from_end, std::ios::end);
  const char byte = static_cast<char>(file.get());
  file.seekp(-from_end, std::ios::end);
  file.put(static_cast<char>(byte ^ 0x10));
}

}  // namespace

TEST_CASE("A tablet that was left in order is found sound, and one that was tampered with is not") {
  const UsedTablet tablet;
  const Verdict sound = tablet.verify();
  INFO(json::write(sound.json));
  CHECK(sound.exit == 0);
  CHECK(sound.json["ok"].boolean());
  CHECK(sound.json["checks"].items().size() == 6);

  flip_byte(tablet.root() + "/store/wardlight.db", 5000);
  const Verdict damaged = tablet.verify();
  INFO(damaged.said << json::write(damaged.json));
  CHECK(damaged.exit == 1);
  CHECK_FALSE(damaged.json["ok"].boolean());
}
