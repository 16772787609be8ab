// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/store.h"
#include "core/time/time.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_disk.h"
#include "tests/support/seeded_random.h"

// A tablet's store on a disk of the test's own, with the made-up ward's plainest acts.
namespace wardlight::support {

inline constexpr std::string_view kRoundForm = "urn:test:round";

inline store::ProjectionRules test_rules() {
  store::ProjectionRules rules;
  store::ActRule round;
  round.questionnaire = kRoundForm;
  round.act = "round";
  round.kind_link_id = "kind";
  round.kinds.push_back({"asleep", "asleep", {"breathing"}});
  round.otherwise = "full";
  round.glance = {"call-light", "bed-low"};
  rules.acts.push_back(round);
  store::ActRule closing;
  closing.questionnaire = "urn:test:slot-closing";
  closing.act = "slot-closing";
  closing.kind_link_id = "reason";
  closing.starts_link_id = "slot";
  rules.acts.push_back(closing);
  store::ActRule away;
  away.questionnaire = "urn:test:off-unit";
  away.act = "off-unit";
  away.otherwise = "test";
  away.starts_link_id = "from";
  away.ends_link_id = "to";
  rules.acts.push_back(away);
  return rules;
}

class Tablet {
 public:
  explicit Tablet(FaultDisk& disk, std::string name = "tablet-1")
      : m_disk(disk), m_random(7), m_key(crypto::Secret::random(store::kKeySize, m_random)), m_hub(crypto::make_box_keys(m_random)),
        m_nurse(crypto::make_signing_keys(m_random)), m_name(std::move(name)) {}

  store::StoreOptions options() const {
    store::StoreOptions options;
    options.paths = store::StorePaths::in("/" + m_name);
    options.device = {m_name};
    options.rules = test_rules();
    options.ballast_bytes = m_ballast;
    options.vfs = m_disk.vfs_name();
    options.guards = m_guards;
    return options;
  }
  Expected<std::shared_ptr<store::SealedJournal>> journal() {
    return store::SealedJournal::open(m_disk, "/" + m_name + "/journal", m_hub.public_key);
  }
  Expected<std::unique_ptr<store::Store>> create() {
    WL_TRY(auto journal, this->journal());
    return store::Store::create(m_disk, m_clock, std::move(journal), options(), m_key);
  }
  Expected<std::unique_ptr<store::Store>> open() {
    WL_TRY(auto journal, this->journal());
    return store::Store::open(m_disk, m_clock, std::move(journal), options(), m_key);
  }

  store::SaveRequest round(const std::string& id, const std::string& encounter = "enc-1", const std::string& kind = "full",
                           const std::string& supersedes = "") {
    return request({{id}, "QuestionnaireResponse", round_bytes(id, encounter, kind, supersedes)});
  }
  store::SaveRequest request(store::NewStatement statement) {
    store::SaveRequest request;
    request.statements.push_back(std::move(statement));
    request.signer = {"nurse-1"};
    request.sign = [this](const crypto::Hash& chain) -> Expected<crypto::Signature> { return crypto::sign(m_nurse, chain); };
    request.audit.push_back(to_bytes("saved " + request.statements.front().id.value));
    return request;
  }
  std::string round_bytes(const std::string& id, const std::string& encounter, const std::string& kind, const std::string& supersedes) const {
    const std::string now = format_time(m_clock.now(), -240);
    std::string extensions = R"({"url":"urn:wardlight:recorded","valueDateTime":")" + now + R"("})";
    if (!supersedes.empty())
      extensions += R"(,{"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/)" + supersedes + R"("}})";
    return R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(","extension":[)" + extensions + R"(],"questionnaire":")" +
           std::string(kRoundForm) + R"(|1.0.0","status":"completed","subject":{"reference":"Patient/pat-1"},"encounter":{"reference":"Encounter/)" +
           encounter + R"("},"authored":")" + now +
           R"(","author":{"reference":"Practitioner/nurse-1"},"item":[{"linkId":"kind","answer":[{"valueCoding":{"code":")" + kind +
           R"("}}]},{"linkId":"safety","item":[{"linkId":"call-light","answer":[{"valueBoolean":true}]},)"
           R"({"linkId":"bed-low","answer":[{"valueBoolean":true}]}]}]})";
  }

  void set_ballast(std::uint64_t bytes) { m_ballast = bytes; }
  void weaken(store::GuardLists guards) { m_guards = guards; }

  FakeClock& clock() { return m_clock; }
  const crypto::Secret& key() const { return m_key; }
  const crypto::BoxKeys& hub() const { return m_hub; }
  const crypto::SigningKeys& nurse() const { return m_nurse; }
  std::string path(const std::string& below) const { return "/" + m_name + "/" + below; }

 private:
  FaultDisk& m_disk;
  SeededRandom m_random;
  crypto::Secret m_key;
  crypto::BoxKeys m_hub;
  crypto::SigningKeys m_nurse;
  std::string m_name;
  FakeClock m_clock;
  store::GuardLists m_guards;
  std::uint64_t m_ballast = 16 << 10;
};

}  // namespace wardlight::support
