// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/deed.h"
#include "ui/models/moment.h"
#include "ui/models/sheet.h"

namespace wardlight::models {

// What needs a person now and did not reach the hub.
struct UndeliveredInput {
  std::string id = {};
  std::string text = {};       // "Family calls for help, bed 12A"
  std::string extension = {};  // the number to dial; empty: the hospital gave none
  Instant since = {};
};

// Stands over the whole width in the largest type until somebody has called and says so.
struct Undelivered {
  std::string title = {};  // "NOT DELIVERED: call ext. 5555"
  std::string text = {};
  std::string more = {};   // "and 2 more"
  Tap confirm = {};
};
// "NOT DELIVERED: call ext. 5555", or what to do without a number.
std::string undelivered_title(const std::string& number, const Texts& texts);

std::optional<Undelivered> build_undelivered(const std::vector<UndeliveredInput>& all, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
