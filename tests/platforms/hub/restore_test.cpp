// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <csignal>
#include <memory>

#include "core/base/uuid.h"
#include "core/store/database.h"
#include "core/store/store.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "sync/client/enrol.h"
#include "sync/wire/staff.h"
#include "tests/platforms/hub/hub_for_test.h"

using namespace wardlight;
using namespace wardlight::hub_program;

namespace {

const std::string kTool = std::string(WARDLIGHT_BINARY) + "/bin/wardlight-tool";

// A tablet's data folder on the real disk: enrolled, with a store and a journal. Nobody is signed in but while saving.
class Tablet {
 public:
  Tablet(std::string root, const std::string& base, const std::string& code, std::string nurse)
      : m_folder{std::move(root)}, m_nurse(std::move(nurse)) {
    REQUIRE(m_disk.make_folder(m_folder.root));
    auto first_contact = must(transport::make_enrolment_client(base));
    m_record = must(sync::enrol_device(m_disk, m_folder, *first_contact, {base, code, "Tablet"}));
    const auto hub = must(sync::connect_to_hub(m_disk, m_folder, m_record, m_clock));
    const wire::SignerKeys keys{{m_nurse}, m_keys.public_key, {}};
    REQUIRE(must(hub->send({"POST", "/fhir/$signers", {}, wire::write_signers(std::span(&keys, 1))}, kPatience)).status == 200);
    must(store::Store::create(m_disk, m_clock, must(open_journal()), options(), m_key));
  }

  void save_rounds(int count) {
    const auto store = must(store::Store::open(m_disk, m_clock, must(open_journal()), options(), m_key));
    for (int i = 0; i < count; ++i) {
      const std::string id = make_uuid_v7(m_clock.now(), m_random);
      store::SaveRequest request;
      request.statements = {{{id},
                             "QuestionnaireResponse",
                             R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                                 R"(","questionnaire":"urn:test|1","status":"completed","author":{"reference":"Practitioner/)" +
                                 m_nurse + "\"}}"}};
      request.signer = {m_nurse};
      request.sign = [this](const crypto::Hash& chain) -> Expected<crypto::Signature> { return crypto::sign(m_keys, chain); };
      must(store->save(request));
    }
  }

  support::ProgramResult push_once() const { return support::run_program(kTool, {"push", "--data", m_folder.root, "--once"}); }
  json::Value delivered() const {
    const auto result = push_once();
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return must(json::parse(result.out));
  }
  std::unique_ptr<support::RunningProgram> push() const {
    return std::make_unique<support::RunningProgram>(kTool, std::vector<std::string>{"push", "--data", m_folder.root});
  }

 private:
  Expected<std::shared_ptr<store::SealedJournal>> open_journal() {
    return store::SealedJournal::open(m_disk, m_folder.journal(), m_record.ingest_key);
  }
  store::StoreOptions options() const {
    store::StoreOptions options;
    options.paths = store::StorePaths::in(m_folder.root);
    options.device = m_record.device;
    options.ballast_bytes = 4096;
    return options;
  }

  platform::PosixDisk m_disk;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  access::TabletFolder m_folder;
  std::string m_nurse;
  sync::DeviceRecord m_record;
  crypto::SigningKeys m_keys = crypto::make_signing_keys(m_random);
  crypto::Secret m_key = crypto::Secret::random(store::kKeySize, m_random);
};

// A hub that serves, and tablets that were enrolled at it.
struct Fleet {
  explicit Fleet(int tablets_wanted) {
    folder.init();
    const std::string nurse(folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"}).text_of("practitioner"));
    serve("127.0.0.1:0");
    for (int i = 0; i < tablets_wanted; ++i) {
      const std::string code(folder.answer({"enrol-code", "--device", "Tablet " + std::to_string(i)}).text_of("code"));
      tablets.push_back(std::make_unique<Tablet>(folder.data() + "-tablet-" + std::to_string(i), base, code, nurse));
    }
  }
  void serve(const std::string& listen) {
    hub = std::make_unique<support::RunningProgram>(
        kHub, std::vector<std::string>{"serve", "--data", folder.data(), "--listen", listen});
    base = serve_and_read_base(*hub);
  }
  std::string statements() const { return std::string(folder.answer({"status", "--json"})["statements"].text()); }
  // Tablets send by themselves; the hub is asked until it has them or half a minute is over.
  bool comes_to(const std::string& count) const {
    for (int i = 0; i < 150; ++i) {
      if (statements() == count) return true;
      poll(nullptr, 0, 200);
    }
    return false;
  }

  HubFolderForTest folder;
  std::unique_ptr<support::RunningProgram> hub;
  std::string base;
  std::vector<std::unique_ptr<Tablet>> tablets;
};

}  // namespace

TEST_CASE("wardlight-tool push delivers what a tablet has saved, once; without a hub it says so and loses nothing") {
  Fleet fleet(1);
  Tablet& tablet = *fleet.tablets[0];
  tablet.save_rounds(60);  // more than one push
  fleet.hub->stop(SIGTERM);
  const auto alone = tablet.push_once();
  CHECK(alone.exit_code == 3);
  CHECK(alone.out.empty());
  CHECK_FALSE(alone.err.empty());
  fleet.serve(fleet.base.substr(8));
  const auto delivered = tablet.delivered();
  CHECK(delivered["waited"].text() == "60");
  CHECK(delivered["accepted"].text() == "60");
  CHECK(delivered["unsent"].text() == "0");
  CHECK(delivered["rejected"].text() == "0");
  CHECK(tablet.delivered()["waited"].text() == "0");
  CHECK(fleet.statements() == "60");
  CHECK(support::run_program(kTool, {"push", "--data", fleet.folder.data(), "--once"}).exit_code == 2);
}

TEST_CASE("An older backup is put back under a live fleet: every round since comes back by itself, with nobody at the tablets") {
  Fleet fleet(3);
  for (auto& tablet : fleet.tablets) {
    tablet->save_rounds(4);
    CHECK(tablet->delivered()["accepted"].text() == "4");
  }
  const std::string backup = fleet.folder.data() + "-backup";
  const auto made = must(json::parse(support::run_program(kHub, {"backup", "--data", fleet.folder.data(), "--to", backup}).out));
  CHECK(made["statements"].text() == "12");

  for (auto& tablet : fleet.tablets) tablet->save_rounds(7);
  std::vector<std::unique_ptr<support::RunningProgram>> pushing;
  for (auto& tablet : fleet.tablets) pushing.push_back(tablet->push());
  REQUIRE(fleet.comes_to("33"));
  const auto before = fleet.folder.answer({"status", "--json"});

  const auto restored =
      must(json::parse(support::run_program(kHub, {"restore", "--data", fleet.folder.data(), "--from", backup}).out));
  CHECK(restored["statements"].text() == "12");
  CHECK(restored.text_of("epoch") != before.text_of("epoch"));
  CHECK(fleet.comes_to("33"));
  const auto after = fleet.folder.answer({"status", "--json"});
  CHECK(after["quarantined"].text() == "0");
  for (auto& program : pushing) program->stop(SIGTERM);
}
