// SPDX-License-Identifier: Apache-2.0
#include "core/audit/merkle.h"

namespace wardlight::audit {

crypto::Hash leaf_hash(ByteView entry) {
  Bytes message{0x00};
  append(message, entry);
  return crypto::sha256(message);
}

crypto::Hash node_hash(const crypto::Hash& left, const crypto::Hash& right) {
  Bytes message{0x01};
  append(message, left);
  append(message, right);
  return crypto::sha256(message);
}

// Each trailing one of the count is a subtree of the same size as the one that grows: they join, as in adding one.
void MerkleTree::append(ByteView entry) {
  crypto::Hash joined = leaf_hash(entry);
  for (std::uint64_t rest = m_count; rest % 2 == 1; rest /= 2) {
    joined = node_hash(m_peaks.back(), joined);
    m_peaks.pop_back();
  }
  m_peaks.push_back(joined);
  ++m_count;
}

crypto::Hash MerkleTree::root() const {
  if (m_peaks.empty()) return crypto::sha256({});
  crypto::Hash root = m_peaks.back();
  for (auto peak = m_peaks.rbegin() + 1; peak != m_peaks.rend(); ++peak) root = node_hash(*peak, root);
  return root;
}

}  // namespace wardlight::audit
