// SPDX-License-Identifier: Apache-2.0
#include "core/audit/log_head.h"

#include <bit>

#include "core/base/byte_reader.h"

namespace wardlight::audit {
namespace {

constexpr std::string_view kMagic{"WLHEAD\0\1", 8};
constexpr std::size_t kLongestId = 64;
constexpr std::size_t kRowsAtOnce = 512;

Error damaged() { return {ErrorCode::Corrupt, "The head of the audit log is damaged; have the tablet looked at.", "audit"}; }

LogHead read_fields(ByteReader& from) {
  LogHead head;
  head.device.value = from.text(kLongestId);
  from.fill(head.chain);
  const auto count = from.number<std::uint64_t>();
  std::vector<crypto::Hash> peaks(static_cast<std::size_t>(std::popcount(count)));
  for (auto& peak : peaks) from.fill(peak);
  head.tree = MerkleTree(count, std::move(peaks));
  head.at = from.time();
  head.signer.value = from.text(kLongestId);
  from.fill(head.signature);
  return head;
}

}  // namespace

Bytes head_message(const LogHead& head) {
  Bytes message = to_bytes(kMagic);
  append_counted_text(message, head.device.value);
  append(message, head.chain);
  append_big_endian(message, head.tree.count());
  for (const auto& peak : head.tree.peaks()) append(message, peak);
  append_time(message, head.at);
  append_counted_text(message, head.signer.value);
  return message;
}

Expected<std::optional<LogHead>> read_head(Disk& disk, const std::string& path) {
  auto read = read_file(disk, path);
  if (!read && read.error().code == ErrorCode::NotFound) return std::optional<LogHead>{};
  WL_TRY(const Bytes bytes, std::move(read));
  ByteReader from(bytes);
  from.require(as_text(from.take(kMagic.size())) == kMagic);
  LogHead head = read_fields(from);
  if (from.failed() || !from.at_end()) return damaged();
  return std::optional<LogHead>(std::move(head));
}

Expected<void> write_head(Disk& disk, const std::string& path, const LogHead& head) {
  Bytes bytes = head_message(head);
  append(bytes, head.signature);
  return replace_file(disk, path, bytes);
}

Expected<LogHead> seal_log(const store::Store& store, Disk& disk, const std::string& path, const Sealer& by, Instant now) {
  WL_TRY(auto last, read_head(disk, path));
  LogHead head = last ? *std::move(last) : LogHead{};
  head.device = by.device;
  head.signer = by.signer;
  head.at = now;
  if (head.tree.count() > 0) {
    WL_TRY(const auto known, store.list_audit(head.tree.count(), 1));
    if (known.empty() || known.front().seq != head.tree.count() || known.front().chain != head.chain)
      return Error{ErrorCode::Conflict, "The audit log is not the one that was signed; have the tablet looked at.", "audit"};
  }
  for (;;) {
    WL_TRY(const auto rows, store.list_audit(head.tree.count() + 1, kRowsAtOnce));
    if (rows.empty()) break;
    for (const auto& row : rows) head.tree.append(row.entry);
    head.chain = rows.back().chain;
  }
  WL_TRY(head.signature, by.sign(head_message(head)));
  WL_CHECK(write_head(disk, path, head));
  return head;
}

}  // namespace wardlight::audit
