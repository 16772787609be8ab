// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/care/facts/fact_reader.h"

namespace wardlight::care::facts {

// What these readers find in one FHIR resource, in the readers' order and unchecked: for packs with kinds of their own. Nothing
// of a resource that its list leaves out or whose tests fail. Without a time the fact is at Instant{0}. Pure; any thread.
std::vector<Fact> apply_readers(const FactReaders& readers, const json::Value& resource, std::string_view author_role = {});

}  // namespace wardlight::care::facts
