// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <set>

#include "core/workflows/read_shift.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::int64_t number_of(const json::Value& value) {
  std::int64_t number = 0;
  const std::string& text = value.text();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

const json::Value& answer(const json::Value& group, std::string_view link_id) {
  static const json::Value kNone;
  for (const json::Value& item : group["item"].items())
    if (item.text_of("linkId") == link_id) return item["answer"][std::size_t{0}];
  return kNone;
}

// A choice's code, or the words that were typed instead.
std::string code_or_words(const json::Value& given) {
  const std::string_view code = given["valueCoding"].text_of("code");
  return std::string(code.empty() ? given.text_of("valueString") : code);
}

ShiftClosing::Open read_open(const json::Value& group) {
  return {code_or_words(answer(group, "SHC-6A")), static_cast<int>(number_of(answer(group, "SHC-6B")["valueInteger"])),
          std::string(answer(group, "SHC-6C").text_of("valueString")), code_or_words(answer(group, "SHC-6D"))};
}

ShiftClosing read_closing(const store::Record& record, const json::Value& resource) {
  ShiftClosing closing;
  closing.id = {record.id};
  closing.by = record.signer;
  closing.at = record.at;
  closing.delivery = record.delivery;
  closing.holds = record.standing == store::Standing::Current;
  for (const json::Value& item : resource["item"].items()) {
    const std::string_view link_id = item.text_of("linkId");
    if (link_id == "SHC-4") closing.state = code_or_words(item["answer"][std::size_t{0}]);
    if (link_id == "SHC-5")
      closing.figures.emplace_back(answer(item, "SHC-5A").text_of("valueString"),
                                   number_of(answer(item, "SHC-5B")["valueInteger"]));
    if (link_id == "SHC-6") closing.open.push_back(read_open(item));
    if (link_id == "SHC-7") closing.note = item["answer"][std::size_t{0}].text_of("valueString");
  }
  if (const json::Value* hash = find_extension(resource, "content-hash")) closing.hash = hash->text_of("valueString");
  return closing;
}

// What this signature puts an end to besides the one it supersedes: others that were made beside it.
void add_settled(const json::Value& resource, std::set<std::string>& settled) {
  for (const json::Value& one : resource["extension"].items())
    if (one.text_of("url") == "urn:wardlight:settles") settled.insert(id_in(one["valueReference"]));
}

}  // namespace

const ShiftClosing* ShiftView::newest() const {
  const auto found = std::find_if(closings.rbegin(), closings.rend(), [](const ShiftClosing& one) { return one.holds; });
  return found == closings.rend() ? nullptr : &*found;
}

StatementId closing_thread(const LocationId& unit, const care::Shift& shift) {
  return {"shift-closing/" + unit.value + "/" + care::name_of(shift)};
}

Expected<std::vector<ShiftClosing>> list_closings(const Ward& ward, const LocationId& unit, const care::Shift& shift) {
  WL_TRY(const auto records, ward.store.list_thread(closing_thread(unit, shift)));
  WL_TRY(const auto people, ward.store.list_practitioners());
  std::vector<ShiftClosing> closings;
  std::set<std::string> settled;
  for (const store::Record& record : records) {
    WL_TRY(const json::Value resource, json::parse(record.bytes));
    closings.push_back(read_closing(record, resource));
    add_settled(resource, settled);
    const auto name = std::ranges::find(people, record.signer, &store::PersonName::practitioner);
    closings.back().by_name = name == people.end() ? record.signer.value : name->name;
  }
  for (ShiftClosing& closing : closings)
    if (settled.contains(closing.id.value)) closing.holds = false;
  return closings;
}

}  // namespace wardlight::workflows
