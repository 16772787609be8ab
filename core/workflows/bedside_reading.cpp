// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/bedside_reading.h"

#include <algorithm>

#include "core/care/devices/devices.h"
#include "core/care/prompts/derived.h"
#include "core/workflows/chart_facts.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::string type_of(const json::Value& use) {
  if (const std::string_view value = use["device"]["identifier"].text_of("value"); !value.empty()) return std::string(value);
  if (const json::Value* type = find_extension(use, "device-type")) return std::string(type->text_of("valueCode"));
  return std::string(use["device"].text_of("display"));
}

std::optional<BedsideDevice> device_of(const BedsideReading& reading, const store::Record& record,
                                       const std::optional<Instant>& arrived) {
  const json::Value* use = record.resource();
  if (use == nullptr || use->text_of("status") != "active") return std::nullopt;
  const auto start = parse_time((*use)["timingPeriod"].text_of("start"));
  BedsideDevice device;
  device.reference = "DeviceUseStatement/" + record.id;
  device.type = type_of(*use);
  device.placed_at = start ? start->instant : record.at;
  device.elsewhere = find_extension(*use, "placed-elsewhere") != nullptr;
  device.day = care::device_day({device.type, device.placed_at, arrived, {}}, reading.frame.ward.zone, reading.frame.now);
  device.ours = !record.from_reference;
  device.site = (*use)["bodySite"].text_of("text");
  device.indication = (*use)["reasonCode"][std::size_t{0}]["coding"][std::size_t{0}].text_of("code");
  return device;
}

}  // namespace

const KnownStay& BedsideReading::of(const EncounterId& encounter) const {
  static const KnownStay nothing;
  const auto found = known.find(encounter);
  return found == known.end() ? nothing : found->second;
}

care::FactsAt BedsideReading::facts_now(const EncounterId& encounter) const {
  return care::facts_at(frame.ward.content.prompts, of(encounter).facts, frame.now, frame.ward.zone);
}

Expected<std::map<EncounterId, KnownStay>> read_known(const Ward& ward, std::span<const store::CensusEntry> stays,
                                                      store::Store::OfUnit of_unit) {
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  WL_TRY(auto facts, read_known_facts(ward, stays));
  WL_TRY(auto records, ward.store.list_records(encounters, "", of_unit));
  std::map<EncounterId, KnownStay> known;
  for (auto& [encounter, of_stay] : facts) known[encounter].facts = std::move(of_stay);
  for (store::Record& record : records) known[record.encounter].records.push_back(std::move(record));
  return known;
}

Expected<BedsideReading> read_together(const Ward& ward, std::vector<store::CensusEntry> stays) {
  WL_TRY(WardFrame frame, make_frame(ward));
  WL_TRY(auto known, read_known(ward, stays, store::Store::OfUnit::Yes));
  BedsideReading reading{std::move(frame), std::move(stays), std::move(known)};
  for (const store::CensusEntry& stay : reading.stays) reading.beds[stay.encounter] = stay.now.bed_name;
  return reading;
}

std::vector<BedsideDevice> read_devices(const BedsideReading& reading, const EncounterId& encounter,
                                        std::span<const store::Record> records) {
  const auto stay = std::ranges::find(reading.stays, encounter, &store::CensusEntry::encounter);
  std::optional<Instant> arrived;
  if (stay != reading.stays.end()) arrived = stay->arrived;
  std::vector<BedsideDevice> devices;
  for (const store::Record& record : records) {
    if (record.type != "DeviceUseStatement" || record.standing == store::Standing::Superseded) continue;
    if (auto device = device_of(reading, record, arrived)) devices.push_back(*std::move(device));
  }
  for (BedsideDevice& device : devices)
    for (const care::Fact* fact : reading.of(encounter).facts.of("device-necessity")) {
      const std::string_view id = fact->value.text_of("id");
      if (!id.empty() && device.reference.ends_with(id)) device.checked_at = fact->at;
    }
  return devices;
}

HandoffReading read_handoffs(const Ward& ward, const EncounterId& encounter, std::span<const store::Record> records,
                             const std::map<PractitionerId, std::string>& names) {
  const auto threads = handoff_threads(ward.content, records);
  HandoffReading read;
  for (const HandoffThread& thread : threads) read.last_accepted = std::max(read.last_accepted, thread.now.accepted_at);
  if (!threads.empty()) read.view = view_of(ward, threads.back(), names);
  read.view.encounter = encounter;
  return read;
}

void add_chart_rows(const Ward& ward, const care::FactsAt& facts, HandoffReading& handoff) {
  if (handoff.view.hash.empty()) handoff.view.content.rows = chart_rows(ward, facts, handoff.last_accepted);
}

BedsidePrompt show_prompt(const BedsideReading& reading, const EncounterId& encounter, care::Prompt prompt,
                          const std::vector<WorkTask>& tasks) {
  const auto bed = reading.beds.find(encounter);
  const bool open = std::ranges::any_of(tasks, [&](const WorkTask& task) {
    return task.is_open() && task.encounter == encounter && task.kind == prompt.id;
  });
  return {encounter, bed == reading.beds.end() ? std::string() : bed->second, std::move(prompt), open};
}

}  // namespace wardlight::workflows
