// SPDX-License-Identifier: Apache-2.0
#include "core/access/sign_keys.h"

#include <algorithm>
#include <sstream>

#include "core/access/slot_folder.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kLabel = "wardlight old sign keys 1";

// A line: practitioner, key and its MAC in hex.
std::string line_of(const crypto::Secret& store_key, const PractitionerId& practitioner, const crypto::SignPublicKey& key) {
  Bytes vouched = to_bytes(practitioner.value);
  vouched.push_back(0);
  vouched.insert(vouched.end(), key.begin(), key.end());
  const crypto::Hash mac = crypto::hmac_sha256(crypto::derive(store_key, kLabel), vouched);
  return practitioner.value + " " + crypto::to_hex(key) + " " + crypto::to_hex(mac);
}

Expected<std::string> read_old(const TabletParts& parts) {
  WL_TRY(const bool there, parts.disk.exists(parts.folder.old_sign_keys()));
  if (!there) return std::string();
  WL_TRY(const Bytes bytes, read_file(parts.disk, parts.folder.old_sign_keys()));
  return to_string(bytes);
}

void add(SignKeys& keys, const PractitionerId& practitioner, const crypto::SignPublicKey& key) {
  auto& known = keys[practitioner];
  if (std::ranges::find(known, key) == known.end()) known.push_back(key);
}

}  // namespace

Expected<void> keep_old_sign_key(const TabletParts& parts, const crypto::Secret& store_key, const SlotHeader& old) {
  WL_TRY(std::string text, read_old(parts));
  const std::string line = line_of(store_key, old.practitioner, old.sign_key) + "\n";
  if (text.find(line) != std::string::npos) return {};
  text += line;
  return replace_file(parts.disk, parts.folder.old_sign_keys(), as_bytes(text));
}

Expected<SignKeys> list_sign_keys(const TabletParts& parts, const crypto::Secret& store_key) {
  SignKeys keys;
  WL_TRY(const SlotList list, SlotFolder(parts.disk, parts.folder.slots()).list());
  for (const Slot& slot : list.slots)
    if (is_vouched(slot, store_key)) add(keys, slot.header.practitioner, slot.header.sign_key);
  WL_TRY(const std::string text, read_old(parts));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const PractitionerId practitioner{line.substr(0, line.find(' '))};
    const auto hex =
        crypto::from_hex(line.substr(std::min(line.size(), practitioner.value.size() + 1), 2 * sizeof(crypto::SignPublicKey)));
    crypto::SignPublicKey key{};
    if (!hex || hex->size() != key.size()) continue;
    std::ranges::copy(*hex, key.begin());
    if (line_of(store_key, practitioner, key) == line) add(keys, practitioner, key);
  }
  return keys;
}

}  // namespace wardlight::access
