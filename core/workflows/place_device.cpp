// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/place_device.h"

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kDeviceCodes = "urn:wardlight:codes:device";
constexpr std::string_view kType = "DeviceUseStatement";

bool is_future(const Ward& ward, Instant at) {
  return care::judge_charting_time(ward.content.rounding, at, ward.clock.now()) == care::ChartingTime::Future;
}

Expected<Outcome> save_device(const Ward& ward, const StatementId& id, Instant at, json::Value resource) {
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{id, std::move(resource)}}));
  return Outcome{Saved{id, at, ward.clock.now(), care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

json::Value device_resource(const Ward& ward, const PlaceDevice& device, const store::CensusEntry& stay) {
  const Instant now = ward.clock.now();
  json::Value use = begin_statement(ward, {kType, device.id, now, {}});
  add_extension(use, "encounter", "Reference", reference_to("Encounter", stay.encounter.value));
  if (device.elsewhere) add_extension(use, "placed-elsewhere", "Boolean", true);
  if (!device.detail.empty()) add_extension(use, "detail", "String", device.detail);
  use.set("status", "active").set("subject", reference_to("Patient", stay.patient.value));
  use.set("timingPeriod", json::Value().set("start", ward.zone.format(device.placed_at)));
  use.set("recordedOn", ward.zone.format(now));
  use.set("source", reference_to("Practitioner", ward.session.person().practitioner.value));
  json::Value type;
  type.set("system", kDeviceCodes).set("value", device.type);
  use.set("device", json::Value().set("identifier", type));
  if (!device.indication.empty()) use.set("reasonCode", json::Value::array({coding(kDeviceCodes, device.indication)}));
  if (!device.site.empty()) use.set("bodySite", json::Value().set("text", device.site));
  return use;
}

struct FoundDevice {
  store::Record record;
  json::Value resource;
};

Expected<FoundDevice> find_device(const Ward& ward, const std::string& reference) {
  const std::string id = reference.substr(reference.rfind('/') + 1);
  WL_TRY(const auto records, ward.store.list_thread({id}));
  for (const store::Record& record : records) {
    if (record.type != kType || record.id != id) continue;
    WL_TRY(json::Value resource, json::parse(record.bytes));
    return FoundDevice{record, std::move(resource)};
  }
  return Error{ErrorCode::NotFound, "This device is not on this tablet any more; read the list again.", "device"};
}

// The same words under a new id, with the end they lacked.
json::Value ended(const Ward& ward, const RemoveDevice& removal, const FoundDevice& device) {
  const std::string old = removal.device.substr(removal.device.rfind('/') + 1);
  json::Value use = begin_statement(ward, {kType, removal.id, ward.clock.now(), {}, StatementId{old}, removal.reason});
  add_extension(use, "thread", "String", device.record.thread.value);
  for (const json::Value& extension : device.resource["extension"].items()) {
    const std::string_view url = extension.text_of("url");
    if (url == "urn:wardlight:encounter" || url == "urn:wardlight:detail" || url == "urn:wardlight:placed-elsewhere") {
      json::Value extensions = use["extension"];
      extensions.push(extension);
      use.set("extension", std::move(extensions));
    }
  }
  for (const json::Member& member : device.resource.members())
    if (use.find(member.name) == nullptr) use.set(member.name, member.value);
  json::Value period = device.resource["timingPeriod"];
  use.set("timingPeriod", period.set("end", ward.zone.format(removal.removed_at)));
  return use.set("status", "completed").set("recordedOn", ward.zone.format(ward.clock.now()));
}

}  // namespace

Expected<Outcome> place_device(const Ward& ward, const PlaceDevice& device) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, device.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const store::CensusEntry stay, get_stay(ward, device.encounter));
  Outcome outcome;
  if (device.type.empty()) outcome.objections.push_back({ObjectionKind::FormProblem, "type", "Say which device it is."});
  if (is_future(ward, device.placed_at))
    outcome.objections.push_back({ObjectionKind::InFuture, "",
        "A device cannot be charted before it is placed; correct the time."});
  if (has_left(stay, ward.clock.now()))
    outcome.objections.push_back({ObjectionKind::PatientGone, "",
        "The hospital says that this patient has left; go back to the list."});
  if (!outcome.objections.empty()) return outcome;
  return save_device(ward, device.id, device.placed_at, device_resource(ward, device, stay));
}

Expected<Outcome> remove_device(const Ward& ward, const RemoveDevice& removal) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, removal.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const FoundDevice device, find_device(ward, removal.device));
  Outcome outcome;
  const auto placed = parse_time(device.resource["timingPeriod"].text_of("start"));
  if (device.record.standing == store::Standing::Superseded || device.resource.text_of("status") != "active")
    outcome.objections.push_back({ObjectionKind::AlreadyCorrected, "",
        "This device was taken out already; read the list again."});
  if (is_future(ward, removal.removed_at) || (placed && removal.removed_at < placed->instant))
    outcome.objections.push_back({ObjectionKind::TimesWrong, "",
        "A device is taken out after it was placed, and not later than now."});
  if (!outcome.objections.empty()) return outcome;
  return save_device(ward, removal.id, removal.removed_at, ended(ward, removal, device));
}

}  // namespace wardlight::workflows
