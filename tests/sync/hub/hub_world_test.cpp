// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/hub/hub_world.h"

#include <filesystem>

#include "core/base/uuid.h"
#include "platforms/linux/paths.h"

namespace wardlight::hub {
namespace {

constexpr const char* kForm =
    R"({"resourceType":"Questionnaire","url":"urn:test:round","version":"1","status":"active","title":"Test",
  "item":[{"linkId":"1","type":"boolean","text":"Seen","required":true,"code":[{"system":"http://loinc.org","code":"11111-1"}]},
          {"linkId":"2","type":"string","text":"Note","maxLength":20}]})";

}  // namespace

HubWorld::HubWorld() : m_folder(must(platform::make_temporary_folder("hub"))),
    m_key(crypto::Secret::random(store::kKeySize, random)), m_keys_for_tests(make_keys()) {
  start();
  storage::StaffRow nurse{{"nurse-1"}, "Ana", "nurse", {}, crypto::Secret(32), 1};
  must(storage().put_staff(nurse));
}

HubWorld::~HubWorld() {
  stop();
  std::filesystem::remove_all(m_folder);
}

HubKeys HubWorld::make_keys() {
  return {cursor_key_from(m_key), ingest_keys_from(m_key), signing_keys_from(m_key),
      must(transport::make_authority("Test CA", clock.now())), {9}};
}

void HubWorld::start() {
  m_storage = must(storage::open_sqlite_storage({m_folder + "/hub.db", m_folder + "/epoch", store::OpenAs::CreateIfMissing},
      m_key, disk, random));
  KnownForms forms;
  must(forms.add(kForm));
  m_hub = std::make_unique<Hub>(*m_storage, make_keys(), std::move(forms), options, clock, random);
}

void HubWorld::stop() {
  m_hub.reset();
  m_storage.reset();
}

TestTablet HubWorld::add_tablet(const std::string& device, const std::string& signer) {
  must(storage().put_device({{device}, "Tablet " + device, incarnation, "01", clock.now(), {}, {}, ""}));
  TestTablet tablet(device, signer, random, incarnation);
  const auto keys = tablet.keys();
  must(storage().put_signers({device}, std::span(&keys, 1), clock.now()));
  return tablet;
}

std::optional<transport::CertificateIdentity> HubWorld::identity_of(const std::string& device) {
  if (device.empty()) return std::nullopt;
  transport::CertificateIdentity identity;
  identity.device = {device};
  identity.incarnation = incarnation;
  return identity;
}

std::shared_ptr<std::optional<HubWorld::Reply>> HubWorld::send(const std::string& device, const std::string& method,
    const std::string& target,
                                                               std::string body, wire::HeaderList headers) {
  auto reply = std::make_shared<std::optional<Reply>>();
  m_hub->handle({{method, target, std::move(headers), std::move(body)}, identity_of(device), std::nullopt},
                [reply](transport::HttpResponse response) { *reply =
                    Reply{response.status, std::move(response.headers), std::move(response.body)}; });
  return reply;
}

HubWorld::Reply HubWorld::ask(const std::string& device, const std::string& method, const std::string& target, std::string body,
    wire::HeaderList headers) {
  const auto reply = send(device, method, target, std::move(body), std::move(headers));
  REQUIRE(reply->has_value());
  must(wire::read_hub_headers((*reply)->headers));  // on every answer
  return **reply;
}

std::vector<wire::UnitAnswer> HubWorld::push(const std::string& device, const std::vector<std::string>& entries) {
  const auto reply = ask(device, "POST", "/fhir", wire::write_push(entries));
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return must(wire::read_push_answer(reply.body, entries.size()));
}

wire::FeedPage HubWorld::page(const std::string& device, const std::string& cursor, int count) {
  const auto reply = ask(device, "GET", wire::feed_target(cursor, count, 0));
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return must(wire::FeedPage::read(reply.body));
}

std::string HubWorld::read_all(const std::string& device, std::vector<std::string>& ids, int count) {
  std::string cursor;
  while (true) {
    const auto next = page(device, cursor, count);
    for (const auto& entry : next.entries()) ids.push_back(entry.id);
    if (next.entries().empty() && next.next_cursor() == cursor) return cursor;
    cursor = next.next_cursor();
  }
}

}  // namespace wardlight::hub
