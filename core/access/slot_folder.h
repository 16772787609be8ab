// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/access/slot.h"
#include "core/base/disk.h"

namespace wardlight::access {

// The store key that is in force on this tablet. Slots with another key id are leftovers.
struct KeyMark {
  std::uint32_t epoch = 1;
  KeyId id{};
  bool operator==(const KeyMark&) const = default;
};

struct SlotList {
  std::vector<Slot> slots;           // of the key in force, by practitioner id
  std::vector<std::string> damaged;  // names of files that are not slots
};

// The folder of slot files. Every change is whole or not at all, also when the power goes:
// an enrolment counts only once its mark is written, and a slot is replaced only by bytes that were
// read back and tried. One thread at a time.
class SlotFolder {
 public:
  SlotFolder(Disk& disk, std::string folder) : m_disk(disk), m_folder(std::move(folder)) {}

  // The mark; none when this tablet is not (fully) enrolled. Corrupt when the mark is damaged.
  Expected<std::optional<KeyMark>> find_mark();
  Expected<void> write_mark(const KeyMark& mark);

  // All slots of the key in force; empty when not enrolled.
  Expected<SlotList> list();
  // The slot of one person; none when there is none of the key in force.
  Expected<std::optional<Slot>> find(const PractitionerId& practitioner);

  using Trial = std::function<Expected<void>(const Slot& as_written)>;
  // Writes beside, syncs, reads back, lets `trial` open what was read, renames, syncs the folder.
  // When anything fails the old slot stands.
  Expected<void> replace(const Slot& slot, const Trial& trial);

  Expected<void> make();  // the folder itself

 private:
  std::string path_of(const PractitionerId& practitioner) const;
  Disk& m_disk;
  std::string m_folder;
};

}  // namespace wardlight::access
