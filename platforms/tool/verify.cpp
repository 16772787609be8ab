// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "core/access/sign_keys.h"
#include "core/audit/verify_log.h"
#include "platforms/tool/command.h"
#include "platforms/tool/open_tablet.h"

namespace wardlight::tool {
namespace {

constexpr std::size_t kPage = 500;

// The checks in the order they were made.
class Report {
 public:
  void add(const std::string& name, const std::vector<std::string>& findings, const std::string& all_well) {
    json::Value check;
    check.set("name", name).set("ok", findings.empty());
    std::string text = findings.empty() ? all_well : findings.front();
    if (findings.size() > 1) text += " And " + std::to_string(findings.size() - 1) + " more.";
    m_ok = m_ok && findings.empty();
    m_checks.push(check.set("text", std::move(text)));
  }
  Answer answer() const {
    json::Value json;
    json.set("ok", m_ok).set("checks", m_checks);
    return {std::move(json), m_ok ? Exit::Done : Exit::No};
  }

 private:
  bool m_ok = true;
  json::Value m_checks = json::Value::array();
};

using access::SignKeys;

// Every statement's bytes against its hash; this tablet's own against their chain and their signers' keys too.
class ChainCheck {
 public:
  ChainCheck(DeviceId device, const SignKeys& keys) : m_device(std::move(device)), m_keys(keys) {}
  void take(const store::StoredStatement& statement) {
    ++m_seen;
    if (crypto::sha256(as_bytes(statement.bytes)) != statement.envelope.hash)
      m_findings.push_back("The bytes of statement " + statement.id.value + " are not those that were signed.");
    if (statement.envelope.device == m_device)
      m_own[{statement.envelope.incarnation, statement.envelope.seq}] = statement.envelope;
  }
  std::vector<std::string> findings() {
    const store::UnitEnvelope* before = nullptr;
    for (const auto& [place, envelope] : m_own) {
      check_place(before, envelope);
      before = &envelope;
    }
    return m_findings;
  }
  std::size_t seen() const { return m_seen; }
  std::size_t own() const { return m_own.size(); }

 private:
  void check_place(const store::UnitEnvelope* before, const store::UnitEnvelope& envelope) {
    const std::string place = std::to_string(envelope.incarnation) + "/" + std::to_string(envelope.seq);
    const bool first = before == nullptr || before->incarnation != envelope.incarnation;
    const crypto::Hash expected = first ? crypto::Hash{} : store::chain_value(*before);
    if (envelope.seq != (first ? 1 : before->seq + 1)) m_findings.push_back("The chain has a gap before unit " + place + ".");
    else if (envelope.prev != expected) m_findings.push_back("Unit " + place + " does not follow the one before it.");
    const auto keys = m_keys.find(envelope.signer);
    const auto holds = [&](const crypto::SignPublicKey& key) {
      return crypto::verify(key, store::chain_value(envelope), envelope.signature);
    };
    if (keys != m_keys.end() && std::ranges::none_of(keys->second, holds))
      m_findings.push_back("The signature of unit " + place + " is not its signer's.");
  }

  const DeviceId m_device;
  const SignKeys& m_keys;
  std::size_t m_seen = 0;
  std::map<std::pair<std::uint64_t, std::uint64_t>, store::UnitEnvelope> m_own;
  std::vector<std::string> m_findings;
};

Expected<std::vector<std::string>> find_unsealed(const store::Store& store, const store::SealedJournal& journal) {
  std::set<store::UnitName> sealed;
  for (const auto& frame : journal.frames()) sealed.insert(frame.name);
  WL_TRY(const auto unsent, store.list_unsent(std::size_t{1} << 20));
  std::vector<std::string> findings;
  for (const auto& row : unsent)
    if (!sealed.contains(row.unit))
      findings.push_back("Unit " + std::to_string(row.unit.incarnation) + "/" + std::to_string(row.unit.seq) +
                         " has no sealed copy.");
  return findings;
}

Expected<void> check_store(store::Store& store, const platform::TabletData& tablet, const SignKeys& keys, Disk& disk,
                           Report& report) {
  std::vector<std::string> alarms;
  for (const auto& alarm : store.alarms()) alarms.push_back(alarm.text);
  report.add("store", alarms, "It is as it was left.");
  WL_TRY(const auto damage, store.check_integrity());
  report.add("integrity", damage, "Every page and index is sound.");
  ChainCheck chain(tablet.device().device, keys);
  for (std::int64_t after = 0;;) {
    WL_TRY(const auto page, store.list_statements(after, kPage));
    for (const auto& statement : page.statements) chain.take(statement);
    if (page.statements.size() < kPage) break;
    after = page.last;
  }
  const auto broken = chain.findings();
  report.add("statements", broken,
             std::to_string(chain.seen()) + " statements, " + std::to_string(chain.own()) +
                 " of this tablet; hashes, chain and signatures fit.");
  WL_TRY(const auto unsealed, find_unsealed(store, *tablet.journal()));
  report.add("journal", unsealed, "Every unsent statement has its sealed copy.");
  WL_TRY(const auto head, audit::read_head(disk, tablet.folder().audit_head(store.incarnation())));
  // Of somebody who has had several keys the one that fits the head, if any does.
  const auto find_key = [&](const PractitionerId& person) -> std::optional<crypto::SignPublicKey> {
    const auto known = keys.find(person);
    if (known == keys.end()) return std::nullopt;
    for (const auto& key : known->second)
      if (head && crypto::verify(key, audit::head_message(*head), head->signature)) return key;
    return known->second.front();
  };
  WL_TRY(const auto log, audit::verify_log(store, head, find_key));
  report.add("audit log", log.findings, std::to_string(log.entries) + " entries, none edited, dropped or moved.");
  return {};
}

Expected<Answer> run(const TabletWords& words) {
  WL_TRY(const auto opened, OpenTablet::sign_in(words));
  access::AccessControl& door = opened->door();
  platform::TabletData& tablet = opened->data();
  Report report;
  WL_TRY(const auto slots, door.check_slots());
  report.add("sign-in slots", slots, "All are whole and made on this tablet.");
  WL_TRY(const auto store_key, opened->session()->store_key());
  WL_TRY(const auto keys, access::list_sign_keys(tablet.parts(), store_key));
  auto store = tablet.open_store(*opened->session(), store::OpenFor::Looking);
  const Expected<void> checked =
      store ? check_store(**store, tablet, keys, opened->disk(), report) : Expected<void>(store.error());
  // What SQLite cannot read ends a check: that is this command's finding, not its failure.
  const bool damaged = !checked && (checked.error().code == ErrorCode::Corrupt || checked.error().where.starts_with("sqlite"));
  if (!checked && !damaged) return checked.error();
  if (!checked) report.add("reading", {checked.error().text}, {});
  return report.answer();
}

}  // namespace

void add_verify(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<TabletWords>();
  auto* command = app.add_subcommand("verify", "Check a tablet's store, chain, journal, audit log and sign-in slots");
  add_tablet_options(*command, *words);
  command->callback([words, &exit_code] { exit_code = finish(run(*words)); });
}

}  // namespace wardlight::tool
