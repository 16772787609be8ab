// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows.h"

#include <algorithm>

namespace wardlight::store {

StoredStatement read_statement(const Statement& row, int first) {
  StoredStatement statement;
  statement.id = {row.text(first)};
  statement.type = row.text(first + 1);
  auto& envelope = statement.envelope;
  envelope.device = {row.text(first + 2)};
  envelope.incarnation = row.count(first + 3);
  envelope.seq = row.count(first + 4);
  envelope.hash = row.hash(first + 5);
  envelope.prev = row.hash(first + 6);
  envelope.signer = {row.text(first + 7)};
  const Bytes signature = row.blob(first + 8);
  std::copy_n(signature.begin(), std::min(signature.size(), envelope.signature.size()), envelope.signature.begin());
  statement.bytes = row.text(first + 9);
  return statement;
}

}  // namespace wardlight::store
