// SPDX-License-Identifier: Apache-2.0
#include "core/care/devices/devices.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace wardlight::care {
namespace {

int days_between(Date from, Date to) {
  const auto number = [](Date date) {
    return std::chrono::sys_days(std::chrono::year(date.year) / std::chrono::month(date.month) / std::chrono::day(date.day));
  };
  return static_cast<int>((number(to) - number(from)).count());
}

Instant counts_from(const PlacedDevice& device) {
  return device.admitted_at ? std::max(device.placed_at, *device.admitted_at) : device.placed_at;
}

bool is_in_place(const PlacedDevice& device, Instant at) {
  return device.placed_at <= at && (!device.removed_at || at < *device.removed_at);
}

bool is_accepted(const DevicePack& pack, const PlacedDevice& device, const std::string& reason) {
  const DeviceType* type = pack.find_type(device.type);
  if (type == nullptr) return false;
  const auto found = std::ranges::find_if(type->reasons, [&](const DeviceReason& one) { return one.choice.code == reason; });
  return found != type->reasons.end() && found->accepted;
}

// The newest answer of each local day up to now.
std::map<Date, NecessityAnswer> last_of_each_day(std::span<const NecessityAnswer> answers, const Zone& zone, Instant now) {
  std::map<Date, NecessityAnswer> days;
  for (const NecessityAnswer& answer : answers) {
    if (answer.at > now) continue;
    const auto [day, fresh] = days.try_emplace(zone.local(answer.at).date, answer);
    if (!fresh && day->second.at <= answer.at) day->second = answer;
  }
  return days;
}

std::string_view answer_to(const BundleCheck& check, const std::string& link_id) {
  for (const auto& [link, code] : check.answers)
    if (link == link_id) return code;
  return {};
}

bool is_kept(std::string_view code) { return code == "yes" || code == "na"; }

}  // namespace

int device_day(const PlacedDevice& device, const Zone& zone, Instant at) {
  const Instant until = device.removed_at ? std::min(at, *device.removed_at) : at;
  const int days = days_between(zone.local(counts_from(device)).date, zone.local(until).date);
  return days < 0 ? 0 : days + 1;
}

bool is_eligible_for_infection(const DevicePack& pack, const PlacedDevice& device, const Zone& zone, Instant at) {
  return is_in_place(device, at) && device_day(device, zone, at) >= pack.eligible_from_day;
}

NecessityPrompt necessity_prompt(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers,
                                 const Zone& zone, Instant now) {
  const Date today = zone.local(now).date;
  NecessityPrompt prompt{NecessityState::NotAsked, zone.to_instant(today, pack.ask_before)};
  const bool placed_today = zone.local(device.placed_at).date == today;
  if (!is_in_place(device, now) || placed_today || last_of_each_day(answers, zone, now).contains(today)) return prompt;
  prompt.state = now < prompt.due_at ? NecessityState::Due : NecessityState::Overdue;
  return prompt;
}

bool needs_removal(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers, Instant now) {
  const NecessityAnswer* last = nullptr;
  for (const NecessityAnswer& answer : answers)
    if (answer.at <= now && (last == nullptr || last->at <= answer.at)) last = &answer;
  return last != nullptr && is_in_place(device, now) && !is_accepted(pack, device, last->reason);
}

int days_without_reason(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers,
                        const Zone& zone, Instant now) {
  const auto days = last_of_each_day(answers, zone, now);
  if (days.empty() || days_between(days.rbegin()->first, zone.local(now).date) > 1) return 0;
  int running = 0;
  for (auto day = days.rbegin(); day != days.rend(); ++day, ++running) {
    const bool next_to = running == 0 || days_between(day->first, std::prev(day)->first) == 1;
    if (!next_to || is_accepted(pack, device, day->second.reason)) break;
  }
  return running;
}

bool tells_charge(const DevicePack& pack, const PlacedDevice& device, std::span<const NecessityAnswer> answers, const Zone& zone,
                  Instant now) {
  return is_in_place(device, now) && device_day(device, zone, now) >= pack.charge_from_day &&
         days_without_reason(pack, device, answers, zone, now) >= pack.days_without_reason;
}

bool tells_infection_prevention(const DevicePack& pack, const PlacedDevice& device, const Zone& zone, Decimal temperature_c,
                                Instant measured_at) {
  const DeviceType* type = pack.find_type(device.type);
  return type != nullptr && type->fever_tells_prevention && is_in_place(device, measured_at) &&
         device_day(device, zone, measured_at) >= pack.fever_from_day && compare(temperature_c, pack.fever_above) > 0;
}

std::optional<TimeSpan> void_check_window(const DevicePack& pack, const PlacedDevice& device) {
  const DeviceType* type = pack.find_type(device.type);
  if (type == nullptr || !type->void_check || !device.removed_at) return std::nullopt;
  return TimeSpan{*device.removed_at + pack.void_from, *device.removed_at + pack.void_to};
}

std::optional<Date> dressing_due(const DevicePack& pack, std::string_view dressing, Date changed_on) {
  const Dressing* kind = pack.find_dressing(dressing);
  if (kind == nullptr) return std::nullopt;
  return add_days(changed_on, kind->days);
}

BundleFigures bundle_figures(const DevicePack& pack, std::string_view type, Bundle bundle, std::span<const BundleCheck> checks) {
  BundleFigures figures;
  const DeviceType* known = pack.find_type(type);
  if (known == nullptr) return figures;
  const std::vector<std::string>& elements = bundle == Bundle::Insertion ? known->steps : known->elements;
  const auto of_type = [&](const BundleCheck& check) { return check.type == type; };
  const auto is_complete = [&](const BundleCheck& check) {
    return of_type(check) &&
           std::ranges::all_of(elements, [&](const std::string& link) { return is_kept(answer_to(check, link)); });
  };
  figures.checked = std::ranges::count_if(checks, of_type);
  figures.complete = std::ranges::count_if(checks, is_complete);
  figures.compliance = format_percent(figures.complete, figures.checked);
  for (const std::string& link : elements) {
    const auto said = [&](std::string_view code) {
      const auto fits = [&](const BundleCheck& check) { return of_type(check) && answer_to(check, link) == code; };
      return std::ranges::count_if(checks, fits);
    };
    figures.elements.emplace_back(link, format_percent(said("yes"), figures.checked - said("na")));
  }
  return figures;
}

}  // namespace wardlight::care
