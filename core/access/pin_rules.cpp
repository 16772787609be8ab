// SPDX-License-Identifier: Apache-2.0
#include "core/access/pin_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/json/value.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kWhere = "pin-rules.json";

constexpr std::array<std::pair<PinObjection, std::string_view>, 7> kObjections{{
    {PinObjection::Length, "length"},
    {PinObjection::NotDigits, "not-digits"},
    {PinObjection::AllSame, "all-same"},
    {PinObjection::Run, "run"},
    {PinObjection::Repeat, "repeat"},
    {PinObjection::Date, "date"},
    {PinObjection::Common, "common"},
}};

Error wrong(std::string text) { return {ErrorCode::InvalidContent, std::move(text), std::string(kWhere)}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool steps_by(std::string_view pin, int step) {
  for (std::size_t i = 1; i < pin.size(); ++i)
    if (pin[i] - pin[i - 1] != step) return false;
  return true;
}

bool repeats_every(std::string_view pin, std::size_t period) {
  if (pin.size() % period != 0) return false;
  for (std::size_t i = period; i < pin.size(); ++i)
    if (pin[i] != pin[i - period]) return false;
  return true;
}

int two_digits(std::string_view pin, std::size_t at) { return (pin[at] - '0') * 10 + (pin[at + 1] - '0'); }
bool is_day(int n) { return n >= 1 && n <= 31; }
bool is_month(int n) { return n >= 1 && n <= 12; }

// Day, month and year of two digits in the three usual orders, or a month of the last or this century.
bool is_date(std::string_view pin) {
  if (pin.size() != 6) return false;
  const int first = two_digits(pin, 0);
  const int second = two_digits(pin, 2);
  const int third = two_digits(pin, 4);
  if (is_day(first) && is_month(second)) return true;
  if (is_month(first) && is_day(second)) return true;
  if (is_month(second) && is_day(third)) return true;
  const bool year_first = (first == 19 || first == 20) && is_month(third);
  const bool year_last = is_month(first) && (second == 19 || second == 20);
  return year_first || year_last;
}

Expected<std::set<std::string, std::less<>>> parse_list(const json::Value& list) {
  std::set<std::string, std::less<>> pins;
  for (const auto& pin : list.items()) {
    if (!pin.is_string() || !pins.insert(pin.text()).second)
      return wrong("The list of common PINs holds an entry twice or one that is no text; correct it.");
  }
  return pins;
}

}  // namespace

std::string_view to_code(PinObjection objection) {
  for (const auto& [known, code] : kObjections)
    if (known == objection) return code;
  return {};
}

std::optional<PinObjection> PinRules::objection_to(const crypto::Secret& pin) const {
  const std::string_view text = as_text(pin.view());
  if (!std::all_of(text.begin(), text.end(), is_digit)) return PinObjection::NotDigits;
  if (text.size() != m_digits) return PinObjection::Length;
  if (steps_by(text, 0)) return PinObjection::AllSame;
  if (steps_by(text, 1) || steps_by(text, -1)) return PinObjection::Run;
  if (repeats_every(text, 2) || repeats_every(text, 3)) return PinObjection::Repeat;
  if (is_date(text)) return PinObjection::Date;
  if (m_common.contains(text)) return PinObjection::Common;
  return std::nullopt;
}

crypto::Secret PinRules::make_pin(RandomSource& random) const {
  constexpr std::uint8_t kFairBound = 250;  // the largest multiple of ten that a byte holds
  crypto::Secret pin(m_digits);
  do {
    for (auto& digit : pin.writable()) {
      do random.fill({&digit, 1});
      while (digit >= kFairBound);
      digit = static_cast<std::uint8_t>('0' + digit % 10);
    }
  } while (objection_to(pin));
  return pin;
}

Expected<PinRules> PinRules::parse(std::string_view json) {
  WL_TRY(const auto file, json::parse(json));
  WL_CHECK(
      json::refuse_unknown_members(file, {"id", "version", "as_of", "source", "rights", "digits", "common", "examples"}, kWhere));
  PinRules rules;
  rules.m_version = file.text_of("version");
  const std::string& digits = file["digits"].text();
  std::from_chars(digits.data(), digits.data() + digits.size(), rules.m_digits);
  if (rules.m_version.empty() || rules.m_digits < 6 || rules.m_digits > 12)
    return wrong("The PIN rules need a version and a length from 6 to 12; correct them.");
  WL_TRY(rules.m_common, parse_list(file["common"]));
  for (const auto& example : file["examples"].items()) {
    const auto objection = rules.objection_to(crypto::Secret(as_bytes(example["pin"].text())));
    if ((objection ? to_code(*objection) : "") != example["refused"].text())
      return wrong("A worked example does not agree with the PIN rules; correct one of them.");
  }
  return rules;
}

}  // namespace wardlight::access
