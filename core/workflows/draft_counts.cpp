// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/draft_counts.h"

#include <charconv>

#include "core/json/value.h"

namespace wardlight::workflows {

Expected<DraftCounts> count_drafts(const store::Store& store, std::span<const PractitionerId> staff) {
  DraftCounts counts;
  for (const PractitionerId& person : staff) {
    WL_TRY(const auto drafts, store.list_drafts(person));
    if (!drafts.empty()) counts[person] = static_cast<int>(drafts.size());
  }
  return counts;
}

Expected<void> keep_draft_counts(Disk& disk, const std::string& path, const DraftCounts& counts) {
  auto list = json::Value::array();
  for (const auto& [person, count] : counts) list.push(json::Value().set("practitioner", person.value).set("drafts", count));
  return replace_file(disk, path, as_bytes(json::write(list)));
}

Expected<void> forget_draft_counts(Disk& disk, const std::string& path) {
  WL_TRY(const bool there, disk.exists(path));
  return there ? disk.remove(path) : Expected<void>();
}

DraftCounts read_draft_counts(Disk& disk, const std::string& path) {
  DraftCounts counts;
  const auto bytes = read_file(disk, path);
  if (!bytes) return counts;
  const auto list = json::parse(to_string(*bytes));
  if (!list) return counts;
  for (const json::Value& one : list->items()) {
    const std::string& digits = one["drafts"].text();
    int count = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (one["drafts"].is_number() && read.ec == std::errc() && count > 0)
      counts[{std::string(one.text_of("practitioner"))}] = count;
  }
  return counts;
}

}  // namespace wardlight::workflows
