// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/bedside_reading.h"

#include <algorithm>

#include "core/care/devices/devices.h"
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
  const auto use = json::parse(record.bytes);
  if (!use || use->text_of("status") != "active") return std::nullopt;
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

const std::vector<store::Record>& BedsideReading::records_of(const EncounterId& encounter) const {
  static const std::vector<store::Record> none;
  const auto found = records.find(encounter);
  return found == records.end() ? none : found->second;
}

Expected<BedsideReading> read_together(const Ward& ward, std::vector<store::CensusEntry> stays) {
  WL_TRY(WardFrame frame, make_frame(ward));
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  WL_TRY(auto facts, read_chart_facts(ward, stays));
  WL_TRY(auto records, ward.store.list_records(encounters, "", store::Store::OfUnit::Yes));
  BedsideReading reading{std::move(frame), std::move(stays), std::move(facts), {}, {}};
  for (store::Record& record : records) reading.records[record.encounter].push_back(std::move(record));
  for (const store::CensusEntry& stay : reading.stays) reading.beds[stay.encounter] = stay.now.bed_name;
  return reading;
}

std::vector<BedsideDevice> read_devices(const BedsideReading& reading, const EncounterId& encounter) {
  const auto stay = std::ranges::find(reading.stays, encounter, &store::CensusEntry::encounter);
  std::optional<Instant> arrived;
  if (stay != reading.stays.end()) arrived = stay->arrived;
  std::vector<BedsideDevice> devices;
  for (const store::Record& record : reading.records_of(encounter)) {
    if (record.type != "DeviceUseStatement"
        || record.standing == store::Standing::Superseded) continue;
    if (auto device = device_of(reading, record, arrived)) devices.push_back(*std::move(device));
  }
  const auto facts = reading.facts.find(encounter);
  if (facts == reading.facts.end()) return devices;
  for (BedsideDevice& device : devices)
    for (const care::Fact& fact : facts->second)
      if (fact.kind == "device-necessity" && device.reference.ends_with(fact.value.text_of("id"))
          && !fact.value.text_of("id").empty())
        device.checked_at = fact.at;
  return devices;
}

HandoffReading read_newest_handoff(const BedsideReading& reading, const EncounterId& encounter) {
  const Ward& ward = reading.frame.ward;
  const auto threads = handoff_threads(ward.content, reading.records_of(encounter));
  HandoffReading read;
  for (const HandoffThread& thread : threads) read.last_accepted = std::max(read.last_accepted, thread.now.accepted_at);
  if (!threads.empty()) read.view = view_of(ward, threads.back(), reading.frame.names);
  read.view.encounter = encounter;
  const auto facts = reading.facts.find(encounter);
  if (read.view.hash.empty() && facts != reading.facts.end())
    read.view.content.rows = chart_rows(ward, facts->second, read.last_accepted);
  read.view.can_confirm_all = std::ranges::none_of(read.view.content.rows, &HandoffRow::stale);
  return read;
}

std::vector<BedsidePrompt> read_prompts(const BedsideReading& reading, const EncounterId& encounter,
                                        const std::vector<WorkTask>& tasks) {
  const Ward& ward = reading.frame.ward;
  const auto facts = reading.facts.find(encounter);
  std::vector<BedsidePrompt> prompts;
  if (facts == reading.facts.end()) return prompts;
  for (care::Prompt& prompt : care::prompts_for(ward.content.prompts, facts->second, reading.frame.now, ward.zone)) {
    const bool open = std::ranges::any_of(tasks, [&](const WorkTask& task) {
      return task.is_open() && task.encounter == encounter && task.kind == prompt.id;
    });
    const auto bed = reading.beds.find(encounter);
    prompts.push_back({encounter, bed == reading.beds.end() ? std::string() : bed->second, std::move(prompt), open});
  }
  return prompts;
}

}  // namespace wardlight::workflows
