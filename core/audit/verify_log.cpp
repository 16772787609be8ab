// SPDX-License-Identifier: Apache-2.0
#include "core/audit/verify_log.h"

#include "core/audit/entry.h"

namespace wardlight::audit {
namespace {

constexpr std::string_view kChainLabel{"wardlight-audit-1\0", 18};
constexpr std::size_t kRowsAtOnce = 512;

// Walks the rows in order and remembers what it has seen.
class Walk {
 public:
  explicit Walk(const std::optional<LogHead>& head) : m_head(head) {}

  // False when the chain is broken here.
  bool take(const store::Store::AuditRow& row) {
    const std::uint64_t expected = m_tree.count() + 1;
    if (row.seq != expected) return break_at(expected, "is missing");
    if (row.chain != chain_value(m_chain, row.entry)) return break_at(expected, "was changed, or one before it");
    if (!parse_entry(row.entry)) return break_at(expected, "is not one that Wardlight writes");
    m_chain = row.chain;
    m_tree.append(row.entry);
    if (m_head && m_head->tree.count() == m_tree.count()) compare_with_head();
    return true;
  }

  void finish() {
    if (m_head && m_tree.count() < m_head->tree.count() && m_findings.empty())
      m_findings.push_back("The log ends at entry " + std::to_string(m_tree.count()) + ", but " +
                           std::to_string(m_head->tree.count()) + " were signed for.");
  }

  Verification result() && { return {m_tree.count(), std::move(m_findings)}; }
  void find(std::string sentence) { m_findings.push_back(std::move(sentence)); }

 private:
  bool break_at(std::uint64_t seq, const std::string& what) {
    m_findings.push_back("Entry " + std::to_string(seq) + " " + what + ".");
    return false;
  }
  void compare_with_head() {
    if (m_chain != m_head->chain || m_tree.root() != m_head->tree.root())
      m_findings.push_back("The first " + std::to_string(m_tree.count()) + " entries are not those that were signed for.");
  }

  const std::optional<LogHead>& m_head;
  crypto::Hash m_chain{};
  MerkleTree m_tree;
  std::vector<std::string> m_findings;
};

void check_signature(const LogHead& head, const FindSignKey& find_key, Walk& walk) {
  const auto key = find_key(head.signer);
  if (!key)
    walk.find("The log's head was signed by somebody this tablet does not know.");
  else if (!crypto::verify(*key, head_message(head), head.signature))
    walk.find("The signature of the log's head does not hold.");
}

}  // namespace

crypto::Hash chain_value(const crypto::Hash& previous, ByteView entry) {
  Bytes message = to_bytes(kChainLabel);
  append(message, previous);
  append(message, crypto::sha256(entry));
  return crypto::sha256(message);
}

Expected<Verification> verify_log(const ReadRows& read, const std::optional<LogHead>& head, const FindSignKey& find_key) {
  Walk walk(head);
  if (head) check_signature(*head, find_key, walk);
  std::uint64_t next = 1;
  bool unbroken = true;
  while (unbroken) {
    WL_TRY(const auto rows, read(next, kRowsAtOnce));
    if (rows.empty()) break;
    for (const auto& row : rows)
      if (unbroken) unbroken = walk.take(row);
    next = rows.back().seq + 1;
  }
  walk.finish();
  return std::move(walk).result();
}

Expected<Verification> verify_log(const store::Store& store, const std::optional<LogHead>& head, const FindSignKey& find_key) {
  return verify_log([&store](std::uint64_t from, std::size_t count) { return store.list_audit(from, count); }, head, find_key);
}

}  // namespace wardlight::audit
