// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/json/value.h"
#include "sync/census/census.h"

namespace wardlight::census {

// What the references of one Bundle mean: its fullUrls and its resources' identifiers → "Type/id".
class BundleNames {
 public:
  // Notes one entry's names; `full_url` may be empty.
  void add(std::string_view full_url, const json::Value& resource);
  // "Type/id" for a urn, an absolute URL, a relative or a conditional reference ("Type?identifier=system|value");
  // empty when nothing is known of it.
  std::string resolve(std::string_view reference) const;

 private:
  std::map<std::string, std::string, std::less<>> m_names;
};

// Whether the hub takes this type from the hospital. Clinical acts are not among them: they come signed, from tablets.
bool is_reference_type(std::string_view type);

// Judges one resource as a server sent it and makes it ready to keep. Unknown fields stay byte for byte.
// Fails with InvalidContent: not an object, a type that is none of ours, a bad id, a date that does not exist,
// an Encounter without its patient.
Expected<Resource> read_resource(std::string_view text, const json::Value& value, std::string_view full_url,
                                 const BundleNames& names);

}  // namespace wardlight::census
