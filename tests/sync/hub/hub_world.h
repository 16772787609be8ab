// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/uuid.h"
#include "core/store/unit.h"
#include "platforms/linux/posix_disk.h"
#include "sync/hub/hub.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "sync/wire/bundle.h"
#include "sync/wire/feed.h"
#include "sync/wire/headers.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

namespace wardlight::hub {

// A tablet's pen: statements signed and chained as wire.md says.
class TestTablet {
 public:
  TestTablet(std::string device, std::string signer, RandomSource& random, std::uint64_t incarnation = 1)
      : m_device(std::move(device)), m_signer(std::move(signer)), m_incarnation(incarnation), m_random(random),
          m_keys(std::make_shared<crypto::SigningKeys>(crypto::make_signing_keys(random))) {}

  struct Written {
    std::string id;
    std::string bytes;
    std::string entry;
  };

  std::string new_id() { return make_id(); }
  // A round on the test's form; `answer` is the JSON of item "1".
  Written round(const std::string& answer = "true", const std::string& more = "") {
    const std::string id = make_id();
    return write("QuestionnaireResponse", id,
                 R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(",)" + more +
                     R"("questionnaire":"urn:test:round|1","status":"completed","subject":{"reference":"Patient/p1"},)"
                     R"("authored":"2025-06-10T08:00:00-04:00","author":{"reference":"Practitioner/)" +
                     m_signer + R"("},"item":[{"linkId":"1","answer":[{"valueBoolean":)" + answer + "}]}]}");
  }
  Written write(const std::string& type, const std::string& id, const std::string& bytes) {
    store::UnitEnvelope envelope{{m_device}, m_incarnation, ++m_seq, crypto::sha256(as_bytes(bytes)), m_prev, {m_signer}, {}};
    m_prev = store::chain_value(envelope);
    envelope.signature = crypto::sign(*m_keys, m_prev);
    return {id, bytes, store::write_entry(envelope, type, id, bytes)};
  }
  wire::SignerKeys keys() const { return {{m_signer}, m_keys->public_key, {}}; }
  const std::string& device() const { return m_device; }
  const std::string& signer() const { return m_signer; }

 private:
  std::string make_id() { return make_uuid_v7({1'749'556'800'000}, m_random); }

  std::string m_device;
  std::string m_signer;
  std::uint64_t m_incarnation;
  RandomSource& m_random;
  std::shared_ptr<crypto::SigningKeys> m_keys;  // a copy of the tablet has the same
  std::uint64_t m_seq = 0;
  crypto::Hash m_prev{};
};

// A hub with a store on disk, a clock that stands still, and no network: what it answers is caught here.
class HubWorld {
 public:
  HubWorld();
  ~HubWorld();

  void start();  // a hub over what is on the disk
  void stop();

  // Enrols and registers, as tests of other things take for granted.
  TestTablet add_tablet(const std::string& device, const std::string& signer = "nurse-1");

  struct Reply {
    int status = 0;
    wire::HeaderList headers;
    std::string body;
  };
  // Empty while the hub has not answered (a feed that waits).
  std::shared_ptr<std::optional<Reply>> send(const std::string& device, const std::string& method, const std::string& target,
      std::string body = {},
                                             wire::HeaderList headers = {});
  Reply ask(const std::string& device, const std::string& method, const std::string& target, std::string body = {},
      wire::HeaderList headers = {});
  std::vector<wire::UnitAnswer> push(const std::string& device, const std::vector<std::string>& entries);
  wire::FeedPage page(const std::string& device, const std::string& cursor, int count = 100);
  // Every entry from an empty cursor until a page is empty; gives the last cursor.
  std::string read_all(const std::string& device, std::vector<std::string>& ids, int count = 100);

  Hub& hub() { return *m_hub; }
  storage::HubStorage& storage() { return *m_storage; }
  const HubKeys& keys() const { return m_keys_for_tests; }
  const std::string& folder() const { return m_folder; }
  const crypto::Secret& key() const { return m_key; }

  support::FakeClock clock;
  support::SeededRandom random{11};
  platform::PosixDisk disk;
  HubOptions options{"https://hub.test/fhir", "America/New_York", "Test hospital", {}, 1000, 8, {}};
  std::optional<transport::CertificateIdentity> identity_of(const std::string& device);
  std::uint64_t incarnation = 1;  // what certificates say

 private:
  HubKeys make_keys();

  std::string m_folder;
  crypto::Secret m_key;
  HubKeys m_keys_for_tests;
  std::unique_ptr<storage::HubStorage> m_storage;
  std::unique_ptr<Hub> m_hub;
};

}  // namespace wardlight::hub
