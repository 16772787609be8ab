// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/find_by_scan.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::string trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return fold(text);
}

// The code itself, and what stands behind "MRN:" or "Patient/".
std::vector<std::string> readings(std::string_view code) {
  std::vector<std::string> all{trimmed(code)};
  const auto mark = all.front().find_last_of(":/");
  if (mark != std::string::npos) all.push_back(all.front().substr(mark + 1));
  std::erase(all, std::string());
  return all;
}

bool is_called(const store::CensusEntry& stay, const std::string& code) {
  const auto same = [&](const std::string& value) { return !value.empty() && trimmed(value) == code; };
  return same(stay.encounter.value) || same(stay.patient.value) || same(stay.now.bed.value) || same(stay.now.bed_name) ||
         std::ranges::any_of(stay.identifiers, same, &store::Identifier::value);
}

}  // namespace

Expected<ScanResult> find_by_scan(const Ward& ward, std::string_view code) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const auto stays, ward.store.list_census({}, ward.clock.now()));
  ScanResult result;
  for (const std::string& reading : readings(code)) {
    for (const store::CensusEntry& stay : stays)
      if (is_called(stay, reading)) result.found.push_back(stay.encounter);
    if (!result.found.empty()) break;
  }
  return result;
}

}  // namespace wardlight::workflows
