// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_contacts.h"

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr int kHighest = 8;  // bed, room, unit, floor, building, hospital; a loop ends here

void add_numbers(UnitContacts& contacts, const json::Value& location) {
  for (const json::Value& telecom : location["telecom"].items()) {
    if (telecom.text_of("system") != "phone") continue;
    const json::Value* purpose = find_extension(telecom, "contact");
    std::string& number = purpose != nullptr && purpose->text_of("valueCode") == "help" ? contacts.help : contacts.desk;
    if (number.empty()) number = telecom.text_of("value");
  }
}

Expected<UnitContacts> read_above(const store::Store& store, std::string location) {
  UnitContacts contacts;
  for (int i = 0; i < kHighest && !location.empty(); ++i) {
    WL_TRY(const auto bytes, store.find_reference("Location", location));
    const auto resource = bytes ? json::parse(*bytes) : Error{};
    if (!resource) break;
    add_numbers(contacts, *resource);
    location = id_in((*resource)["partOf"]);
  }
  if (contacts.desk.empty()) contacts.desk = contacts.help;
  return contacts;
}

void keep_agreed(std::string& number, const std::string& other, bool first) {
  if (first) number = other;
  else if (number != other) number.clear();
}

}  // namespace

Expected<UnitContacts> read_contacts(const store::Store& store, const LocationId& unit) {
  if (!unit.empty()) return read_above(store, unit.value);
  UnitContacts agreed;
  bool first = true;
  WL_TRY(const auto locations, store.list_references("Location"));
  for (const store::ReferenceItem& location : locations) {
    const auto resource = json::parse(location.bytes);
    if (!resource || (*resource)["physicalType"]["coding"][std::size_t{0}].text_of("code") != "wa") continue;
    WL_TRY(const UnitContacts contacts, read_above(store, location.id));
    keep_agreed(agreed.help, contacts.help, first);
    keep_agreed(agreed.desk, contacts.desk, first);
    first = false;
  }
  return agreed;
}

}  // namespace wardlight::workflows
