// SPDX-License-Identifier: Apache-2.0
#include "core/access/policy.h"

#include <algorithm>
#include <charconv>

#include "core/json/value.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kWhere = "policy.json";

Error wrong(std::string text) { return {ErrorCode::InvalidContent, std::move(text), std::string(kWhere)}; }

Expected<int> whole_number(const json::Value& value, std::string_view name) {
  int number = 0;
  const auto& digits = value.text();
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!value.is_number() || failed != std::errc() || end != digits.data() + digits.size() || number < 0)
    return wrong("The sign-in policy needs a whole number for \"" + std::string(name) + "\"; correct it.");
  return number;
}

Expected<void> check_example(const AccessPolicy& policy, const json::Value& example) {
  WL_TRY(const int failures, whole_number(example["failures"], "failures"));
  WL_TRY(const int wait, whole_number(example["wait_seconds"], "wait_seconds"));
  if (policy.wait_after(failures) != seconds(wait) || policy.disables(failures) != example["disabled"].boolean())
    return wrong("A worked example does not agree with the sign-in policy; correct one of them.");
  return {};
}

Expected<void> check_order(const AccessPolicy& policy) {
  const bool ordered = !policy.version.empty() && policy.auto_lock > Duration{} && policy.free_tries >= 1 &&
                       !policy.waits.empty() && std::is_sorted(policy.waits.begin(), policy.waits.end()) &&
                       policy.disable_at > policy.free_tries && policy.device_failures_per_hour >= policy.disable_at &&
                       policy.device_failures_until_charge_nurse >= policy.device_failures_per_hour;
  if (!ordered) return wrong("The numbers of the sign-in policy are missing or out of order; correct them.");
  return {};
}

}  // namespace

Duration AccessPolicy::wait_after(int failures) const {
  if (failures < free_tries || disables(failures)) return {};
  return waits[std::min(static_cast<std::size_t>(failures - free_tries), waits.size() - 1)];
}

Expected<AccessPolicy> parse_policy(std::string_view json) {
  WL_TRY(const auto file, json::parse(json));
  WL_CHECK(json::refuse_unknown_members(
      file,
      {"id", "version", "as_of", "source", "rights", "auto_lock_minutes", "free_tries", "waits_seconds", "disable_at",
       "device_failures_per_hour", "device_failures_until_charge_nurse", "examples"},
      kWhere));
  AccessPolicy policy;
  policy.version = file.text_of("version");
  WL_TRY(const int idle, whole_number(file["auto_lock_minutes"], "auto_lock_minutes"));
  policy.auto_lock = minutes(idle);
  WL_TRY(policy.free_tries, whole_number(file["free_tries"], "free_tries"));
  WL_TRY(policy.disable_at, whole_number(file["disable_at"], "disable_at"));
  WL_TRY(policy.device_failures_per_hour, whole_number(file["device_failures_per_hour"], "device_failures_per_hour"));
  WL_TRY(policy.device_failures_until_charge_nurse,
         whole_number(file["device_failures_until_charge_nurse"], "device_failures_until_charge_nurse"));
  for (const auto& wait : file["waits_seconds"].items()) {
    WL_TRY(const int length, whole_number(wait, "waits_seconds"));
    policy.waits.push_back(seconds(length));
  }
  WL_CHECK(check_order(policy));
  for (const auto& example : file["examples"].items()) WL_CHECK(check_example(policy, example));
  return policy;
}

}  // namespace wardlight::access
