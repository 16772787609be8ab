// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/json/value.h"

namespace wardlight::store {

// Which answers of which checklist mean what, as plain data: from the rule pack, never from code here.
struct ActRule {
  std::string questionnaire;  // canonical URL without version
  std::string act;            // "round", "slot-closing", "off-unit"
  std::string kind_link_id;   // a choice; empty: every such act is of `otherwise`
  struct Kind {
    std::string code;                 // of the answer
    std::string kind;
    std::vector<std::string> glance;  // linkIds that must be answered for a complete glance
  };
  std::vector<Kind> kinds;
  std::string otherwise;               // the kind when no code fits; empty: the code itself
  std::vector<std::string> glance;     // for `otherwise`
  std::vector<std::string> unseen;     // answer codes that say a thing was not looked at: such an item is not answered
  std::string starts_link_id;  // dateTime answers; empty: none
  std::string ends_link_id;
};

// One fact that a resource states; the value is JSON.
struct ReadFact {
  std::string kind;
  std::string value;
  Instant at;
  std::string source;
};

struct ProjectionRules {
  std::string version;  // of all that these were made from: a store projected by another version is projected anew
  std::vector<ActRule> acts;
  // Pure, on any thread; none: the store keeps no facts. The store does not know what facts mean.
  std::function<std::vector<ReadFact>(const json::Value& resource)> read_facts;
  std::vector<std::string> no_allergy_codes;  // AllergyIntolerance.code that says there is none: never shown as an allergy
  // Task.code of "cares for this patient": status requested, accepted or in-progress holds, any other ends it.
  std::string assignment_code = "assignment";
  // Flag.category codes.
  std::vector<std::string> code_status_categories = {"code-status"};
  std::vector<std::string> isolation_categories = {"isolation"};
};

}  // namespace wardlight::store
