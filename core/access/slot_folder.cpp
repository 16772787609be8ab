// SPDX-License-Identifier: Apache-2.0
#include "core/access/slot_folder.h"

#include <algorithm>

namespace wardlight::access {
namespace {

constexpr std::string_view kMarkMagic{"WLMARK\0\1", 8};
constexpr std::string_view kEnding = ".slot";

Bytes mark_bytes(const KeyMark& mark) {
  Bytes bytes = to_bytes(kMarkMagic);
  append_big_endian(bytes, mark.epoch);
  append(bytes, mark.id);
  append(bytes, ByteView(crypto::sha256(bytes)).first(8));
  return bytes;
}

Expected<KeyMark> parse_mark(ByteView bytes) {
  KeyMark mark;
  if (bytes.size() == mark_bytes(mark).size()) {
    mark.epoch = read_big_endian<std::uint32_t>(bytes.subspan(kMarkMagic.size()));
    std::copy_n(bytes.begin() + kMarkMagic.size() + 4, mark.id.size(), mark.id.begin());
    if (std::ranges::equal(mark_bytes(mark), bytes)) return mark;
  }
  return Error{ErrorCode::Corrupt, "The mark of this tablet's enrolment is damaged; enrol it again. What it saved is kept.",
               "slots"};
}

bool is_slot_name(std::string_view name) { return name.size() > kEnding.size() && name.ends_with(kEnding); }

}  // namespace

Expected<std::optional<KeyMark>> SlotFolder::find_mark() {
  auto read = read_file(m_disk, m_folder + "/current");
  if (!read && read.error().code == ErrorCode::NotFound) return std::optional<KeyMark>{};
  WL_TRY(const Bytes bytes, std::move(read));
  WL_TRY(const KeyMark mark, parse_mark(bytes));
  return std::optional<KeyMark>(mark);
}

Expected<void> SlotFolder::write_mark(const KeyMark& mark) {
  return replace_file(m_disk, m_folder + "/current", mark_bytes(mark));
}

Expected<SlotList> SlotFolder::list() {
  WL_TRY(const auto mark, find_mark());
  SlotList found;
  if (!mark) return found;
  WL_TRY(const auto names, m_disk.list(m_folder));
  for (const auto& name : names) {
    if (!is_slot_name(name)) continue;
    WL_TRY(const Bytes bytes, read_file(m_disk, m_folder + "/" + name));
    auto slot = parse_slot(bytes);
    if (!slot || path_of(slot->header.practitioner) != m_folder + "/" + name)
      found.damaged.push_back(name);
    else if (slot->header.key_id == mark->id)
      found.slots.push_back(*std::move(slot));
  }
  std::ranges::sort(found.slots, {}, [](const Slot& slot) { return slot.header.practitioner; });
  return found;
}

Expected<std::optional<Slot>> SlotFolder::find(const PractitionerId& practitioner) {
  WL_TRY(const auto mark, find_mark());
  if (!mark) return std::optional<Slot>{};
  auto read = read_file(m_disk, path_of(practitioner));
  if (!read && read.error().code == ErrorCode::NotFound) return std::optional<Slot>{};
  WL_TRY(const Bytes bytes, std::move(read));
  WL_TRY(Slot slot, parse_slot(bytes));
  if (slot.header.practitioner != practitioner || slot.header.key_id != mark->id) return std::optional<Slot>{};
  return std::optional<Slot>(std::move(slot));
}

Expected<void> SlotFolder::replace(const Slot& slot, const Trial& trial) {
  const std::string path = path_of(slot.header.practitioner);
  const std::string beside = path + ".new";
  {
    WL_TRY(auto file, m_disk.open(beside, OpenMode::CreateOrOpen));
    WL_CHECK(file->truncate(0));
    WL_CHECK(file->write_at(0, write_slot(slot)));
    WL_CHECK(file->sync());
  }
  WL_TRY(const Bytes written, read_file(m_disk, beside));
  WL_TRY(const Slot as_written, parse_slot(written));
  WL_CHECK(trial(as_written));
  WL_CHECK(m_disk.rename(beside, path));
  return m_disk.sync_folder(m_folder);
}

Expected<void> SlotFolder::make() { return m_disk.make_folder(m_folder); }

// Ids come from a hospital and may hold anything; a hash is always a file name.
std::string SlotFolder::path_of(const PractitionerId& practitioner) const {
  const auto hash = crypto::sha256(as_bytes(practitioner.value));
  return m_folder + "/" + crypto::to_hex(ByteView(hash).first(16)) + std::string(kEnding);
}

}  // namespace wardlight::access
