// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/crypto/crypto.h"

namespace wardlight::audit {

// The tree of RFC 9162, 2.1: leaf = SHA-256(0x00 entry), node = SHA-256(0x01 left right). One hash stands for a whole
// log, and short proofs can show that one log continues another.
crypto::Hash leaf_hash(ByteView entry);
crypto::Hash node_hash(const crypto::Hash& left, const crypto::Hash& right);

// A tree that grows at its right edge. Keeps one hash for each whole subtree (at most 64), not the leaves.
class MerkleTree {
 public:
  MerkleTree() = default;
  // Goes on from what peaks() gave; `peaks` must be as many as `count` has binary ones.
  MerkleTree(std::uint64_t count, std::vector<crypto::Hash> peaks) : m_count(count), m_peaks(std::move(peaks)) {}

  void append(ByteView entry);
  std::uint64_t count() const { return m_count; }
  crypto::Hash root() const;                                          // of the empty tree: SHA-256 of nothing
  const std::vector<crypto::Hash>& peaks() const { return m_peaks; }  // the largest subtree first

 private:
  std::uint64_t m_count = 0;
  std::vector<crypto::Hash> m_peaks;
};

}  // namespace wardlight::audit
