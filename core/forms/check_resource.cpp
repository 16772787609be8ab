// SPDX-License-Identifier: Apache-2.0
#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

void check_value(Loading& loading, const json::Value& value, std::string link_id, bool null_allowed) {
  if (value.is_null() && !null_allowed)
    return loading.error(link_id, "null", "It holds a null, which FHIR does not allow here; leave the element out instead.");
  if (value.is_object() && value.members().empty())
    return loading.warn(link_id, "empty",
                        "It holds an empty object, which FHIR does not allow; it is read as if it were not there.");
  if (value.is_array() && value.items().empty())
    return loading.warn(link_id, "empty",
                        "It holds an empty list, which FHIR does not allow; it is read as if it were not there.");
  if (value.is_object() && !value.text_of("linkId").empty()) link_id = value.text_of("linkId");
  for (const json::Member& member : value.members()) {
    if (member.name == "contained" || member.name == "text" || member.name == "meta") continue;
    if (member.name == "modifierExtension" && member.value.is_array())
      for (const json::Value& extension : member.value.items())
        loading.error(link_id, "modifierExtension",
                      "The modifier extension " + std::string(extension.text_of("url")) +
                          " changes the meaning of this part and is not known here, so the form cannot be used.");
    check_value(loading, member.value, link_id, false);
  }
  // Lists of primitives pad the values that have no extension, and the other way round, with null.
  for (const json::Value& item : value.items()) check_value(loading, item, link_id, true);
}

}  // namespace

void check_whole_resource(Loading& loading) { check_value(loading, loading.resource, {}, false); }

}  // namespace wardlight::forms::loading
