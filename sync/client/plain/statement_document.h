// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json/value.h"
#include "core/store/unit.h"

// How a statement travels through a server that changes bytes and drops what stands beside a resource: as a DocumentReference
// under the statement's own id, with the exact bytes as its attachment and wl:unit as an extension. The plain resource lies
// beside it for other readers. Pure.
namespace wardlight::sync {

inline constexpr std::string_view kDocumentType = "DocumentReference";
// The search that finds all of them.
inline constexpr std::string_view kDocumentFilter = "type=urn:wardlight%7Cstatement";

struct CarriedStatement {
  store::UnitEnvelope envelope;
  std::string type;
  std::string id;
  std::string bytes;
};

// `resource` is the bytes, read.
std::string write_document(const store::UnitEnvelope& envelope, std::string_view bytes, const json::Value& resource);

// Nothing when it is no such document, or when its bytes do not fit their hash.
std::optional<CarriedStatement> read_document(const json::Value& document);

}  // namespace wardlight::sync
