// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/crypto/crypto.h"

namespace wardlight::access {

// Why a PIN may not be chosen; the codes stand in assets/access/pin-rules.json.
enum class PinObjection {
  Length,     // length
  NotDigits,  // not-digits
  AllSame,    // all-same
  Run,        // run: each digit one more, or each one less, than the one before
  Repeat,     // repeat: two or three digits again and again
  Date,       // date: a day or a month in any usual order
  Common,     // common: on the list
};
std::string_view to_code(PinObjection objection);

// The rules a new PIN must keep. A PIN that is already in use is not judged again. A value; any thread.
class PinRules {
 public:
  static Expected<PinRules> parse(std::string_view json);  // InvalidContent, also when a worked example fails

  std::optional<PinObjection> objection_to(const crypto::Secret& pin) const;
  crypto::Secret make_pin(RandomSource& random) const;  // every allowed PIN is as likely as another
  std::size_t digits() const { return m_digits; }

 private:
  std::string m_version;
  std::size_t m_digits = 0;
  std::set<std::string, std::less<>> m_common;
};

}  // namespace wardlight::access
