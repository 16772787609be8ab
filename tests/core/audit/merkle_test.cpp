// SPDX-License-Identifier: Apache-2.0
#include "core/audit/merkle.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "tests/support/seeded_random.h"

using namespace wardlight;
using namespace wardlight::audit;

namespace {

// The definition of RFC 9162, 2.1.1, word for word: split at the largest power of two below n.
crypto::Hash root_by_definition(const std::vector<Bytes>& entries, std::size_t from, std::size_t count) {
  if (count == 0) return crypto::sha256({});
  if (count == 1) return leaf_hash(entries[from]);
  std::size_t split = 1;
  while (split * 2 < count) split *= 2;
  return node_hash(root_by_definition(entries, from, split), root_by_definition(entries, from + split, count - split));
}

}  // namespace

TEST_CASE("The tree gives the roots that are published for its first eight sizes") {
  const std::vector<std::string> leaves{
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots{
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  };
  MerkleTree tree;
  CHECK(crypto::to_hex(tree.root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    tree.append(crypto::from_hex(leaves[i]).value());
    CHECK(crypto::to_hex(tree.root()) == roots[i]);
    CHECK(tree.count() == i + 1);
  }
}

TEST_CASE("A growing tree is the tree of the definition at every size") {
  support::SeededRandom random(11);
  std::vector<Bytes> entries;
  MerkleTree tree;
  for (std::size_t size = 1; size <= 300; ++size) {
    Bytes entry(random.below(40));
    random.fill(entry);
    entries.push_back(entry);
    tree.append(entry);
    CHECK(tree.root() == root_by_definition(entries, 0, size));
    const MerkleTree resumed(tree.count(), tree.peaks());
    CHECK(resumed.root() == tree.root());
  }
}
