// SPDX-License-Identifier: Apache-2.0
#include "core/care/skin/pressure_injury.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<PresentOnAdmission, std::string_view>, 3> kPresent{
    {{PresentOnAdmission::Yes, "yes"}, {PresentOnAdmission::No, "no"}, {PresentOnAdmission::Undetermined, "undetermined"}}};

bool has(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

}  // namespace

std::string_view to_code(PresentOnAdmission present) {
  return std::ranges::find(kPresent, present, &std::pair<PresentOnAdmission, std::string_view>::first)->second;
}

const Stage* PressureInjuryPack::find_stage(std::string_view code) const {
  const auto found = std::ranges::find(stages, code, &Stage::code);
  return found == stages.end() ? nullptr : &*found;
}

Expected<void> check_stage(const PressureInjuryPack& pack, std::string_view was, std::string_view now) {
  const auto refuse = [](std::string text) { return Error{ErrorCode::InvalidContent, std::move(text), "stage"}; };
  const Stage* before = pack.find_stage(was);
  if (pack.find_stage(now) == nullptr || (before == nullptr && !was.empty()))
    return refuse("This is no stage of a pressure injury; choose one of the list.");
  if (before == nullptr || was == now || has(before->next, now)) return {};
  return refuse(pack.stage_rule + ": a stage is never taken back as an injury heals; keep the stage and describe the healing.");
}

bool must_restage(const PressureInjuryPack& pack, std::string_view stage, WoundBed bed) {
  const Stage* known = pack.find_stage(stage);
  return known != nullptr && known->restage && bed == WoundBed::Seen;
}

std::string worst_stage(const PressureInjuryPack& pack, const std::vector<std::string>& stages) {
  const Stage* worst = nullptr;
  for (const std::string& code : stages)
    if (const Stage* stage = pack.find_stage(code); stage != nullptr && (worst == nullptr || stage->severity > worst->severity))
      worst = stage;
  return worst == nullptr ? std::string() : worst->code;
}

PresentOnAdmission judge_present(const PressureInjuryPack& pack, Instant arrived, std::optional<Instant> admission_check,
                                 Instant first_seen) {
  if (first_seen - arrived <= pack.admission_within) return PresentOnAdmission::Yes;
  const bool checked = admission_check && *admission_check - arrived <= pack.admission_within;
  return checked ? PresentOnAdmission::No : PresentOnAdmission::Undetermined;
}

bool is_hospital_event(const PressureInjuryPack& pack, std::string_view stage, PresentOnAdmission present) {
  const Stage* known = pack.find_stage(stage);
  return known != nullptr && known->hospital_event && present != PresentOnAdmission::Yes;
}

std::optional<bool> needs_turning(const PressureInjuryPack& pack, std::optional<int> mobility, std::optional<int> total) {
  if (mobility && *mobility <= pack.turn.mobility_at_most) return true;
  if (total) return *total <= pack.turn.total_at_most;
  return std::nullopt;
}

Duration turn_interval(const PressureInjuryPack& pack, Resting where, std::optional<Duration> own) {
  if (own) return *own;
  return where == Resting::Bed ? pack.turn.in_bed : pack.turn.in_chair;
}

Instant turn_due(const PressureInjuryPack& pack, Instant last_turned, Resting where, std::optional<Duration> own) {
  return last_turned + turn_interval(pack, where, own);
}

Expected<void> check_admission_skin(const PressureInjuryPack& pack, Instant arrived, Instant looked, std::string_view first,
                                    std::string_view second) {
  const auto refuse = [](std::string text) { return Error{ErrorCode::InvalidContent, std::move(text), "skin check"}; };
  if (looked < arrived) return refuse("The check cannot be older than the admission; correct its time.");
  if (looked - arrived > pack.admission_within)
    return refuse("8.2: what is seen after " + std::to_string(whole_minutes(pack.admission_within) / 60) +
                  " h no longer shows what was there on admission; record it as an ordinary check.");
  if (first.empty() || second.empty() || first == second)
    return refuse("8.2: on admission two different people look at the skin; name the second one.");
  return {};
}

}  // namespace wardlight::care
