// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/scope.h"

#include <algorithm>
#include <array>

#include "core/json/value.h"
#include "core/time/time.h"
#include "sync/wire/numbers.h"

namespace wardlight::hub {
namespace {

constexpr std::string_view kSettingStart = "scope of ";
constexpr std::string_view kWhole = "hospital-";
constexpr std::string_view kWards = "wards-";
constexpr std::size_t kReadAtOnce = 500;
constexpr int kDeepest = 10;  // a bed in a room in a ward in a building; a circle of places ends here too
constexpr std::array<std::string_view, 3> kOver = {"finished", "cancelled", "entered-in-error"};
constexpr std::string_view kReplacedBy = "urn:wardlight:replaced-by";
constexpr std::array<std::string_view, 3> kCensus = {"Location", "Patient", "Encounter"};

std::string setting_of(const DeviceId& device) { return std::string(kSettingStart) + device.value; }

std::string id_of(const json::Value& reference) {
  const auto text = reference.text_of("reference");
  const auto slash = text.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(text.substr(slash + 1));
}

Scope to_scope(std::uint64_t number, std::set<std::string> wards) {
  return {std::string(wards.empty() ? kWhole : kWards) + std::to_string(number), std::move(wards)};
}

// "NUMBER [ward,…]" as JSON.
Expected<Scope> read_scope(const std::string& text, std::uint64_t& number) {
  WL_TRY(const auto value, json::parse(text));
  number = wire::to_number(value["version"].text()).value_or(1);
  std::set<std::string> wards;
  for (const auto& ward : value["wards"].items()) wards.insert(ward.text());
  return to_scope(number, std::move(wards));
}

// Where somebody lies: the stay without an end that began last as they are listed, else the last one of all.
std::string location_of(const json::Value& encounter) {
  std::string last;
  std::string open;
  for (const auto& stay : encounter["location"].items()) {
    last = id_of(stay["location"]);
    if (stay["period"].text_of("end").empty() && stay.text_of("status") != "completed") open = last;
  }
  return open.empty() ? last : open;
}

// Only of a stay that is over: a planned end may pass. Of a day without a time, its last second in UTC.
std::optional<Instant> end_of(const json::Value& encounter) {
  if (std::ranges::find(kOver, encounter.text_of("status")) == kOver.end()) return std::nullopt;
  const auto text = encounter["period"].text_of("end");
  const auto end = parse_time(parse_date(text) ? std::string(text) + "T23:59:59Z" : std::string(text));
  return end ? std::optional(end->instant) : std::nullopt;
}

std::string replacement_of(const json::Value& encounter) {
  for (const auto& extension : encounter["extension"].items())
    if (extension.text_of("url") == kReplacedBy) return id_of(extension["valueReference"]);
  return {};
}

}  // namespace

Expected<Scope> put_scope(storage::HubStorage& storage, const DeviceId& device, const std::set<std::string>& wards) {
  WL_TRY(const auto known, storage.find_device(device));
  if (!known) return Error{ErrorCode::NotFound, "There is no such device; wardlight-hub status lists them.", device.value};
  auto list = json::Value::array();
  for (const auto& ward : wards) {
    WL_TRY(const auto location, storage.find_resource("Location", ward));
    if (!location)
      return Error{ErrorCode::InvalidContent, "The hospital has sent no such ward; import its Location first.", ward};
    list.push(json::Value(ward));
  }
  std::uint64_t number = 1;
  if (const auto before = storage.setting(setting_of(device))) {
    WL_TRY(const auto read, read_scope(*before, number));
  }
  ++number;
  WL_CHECK(storage.put_setting(setting_of(device),
                               json::write(json::Value::object({{"version", json::Value(number)}, {"wards", std::move(list)}}))));
  return to_scope(number, wards);
}

Expected<Scope> ScopeService::scope_of(const DeviceId& device) {
  {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_scopes.find(device); known != m_scopes.end()) return known->second;
  }
  Scope scope = to_scope(1, {});
  const auto text = m_storage.setting(setting_of(device));
  if (!text && text.error().code != ErrorCode::NotFound) return text.error();
  std::uint64_t number = 1;
  if (text) {
    WL_TRY(scope, read_scope(*text, number));
  }
  const std::lock_guard lock(m_mutex);
  m_scopes[device] = scope;
  return scope;
}

void ScopeService::forget() {
  const std::lock_guard lock(m_mutex);
  m_scopes.clear();
}

void ScopeService::note(std::string_view type, std::string_view id, std::string_view bytes) {
  if (std::ranges::find(kCensus, type) == kCensus.end()) return;
  const auto resource = json::parse(bytes);
  if (!resource) return;
  if (type == "Location") m_part_of[std::string(id)] = id_of((*resource)["partOf"]);
  if (type == "Encounter")
    m_stays[std::string(id)] = {id_of((*resource)["subject"]), location_of(*resource), end_of(*resource),
                                replacement_of(*resource)};
  if (type != "Patient") return;
  std::string next;
  for (const auto& link : (*resource)["link"].items())
    if (link.text_of("type") == "replaced-by") next = id_of(link["other"]);
  m_replaced_by[std::string(id)] = std::move(next);
}

// At first what the hospital owns, after what tablets said of the same for the time being; then as it comes.
Expected<void> ScopeService::catch_up(const storage::FeedState& state) {
  if (m_epoch != state.epoch) {
    m_stays.clear();
    m_part_of.clear();
    m_replaced_by.clear();
    m_seen.clear();
    for (const auto type : kCensus) {
      WL_TRY(const auto temporary, m_storage.list_statements(type));
      WL_TRY(const auto owned, m_storage.list_references(type));
      for (const auto* rows : {&temporary, &owned})
        for (const auto& row : *rows) note(type, row.id, as_text(row.bytes));
    }
    m_epoch = state.epoch;
    m_position = state.head;
  }
  while (m_position < state.head) {
    WL_TRY(const auto rows, m_storage.read_feed({m_position, state.head, kReadAtOnce}));
    for (const auto& row : rows) note(row.type, row.id, as_text(row.bytes));
    m_position = rows.size() < kReadAtOnce ? state.head : rows.back().position;
  }
  return {};
}

bool ScopeService::lies_in(const Scope& scope, std::string location) const {
  for (int i = 0; i < kDeepest && !location.empty(); ++i) {
    if (scope.wards.contains(location)) return true;
    const auto whole = m_part_of.find(location);
    if (whole == m_part_of.end()) return false;
    location = whole->second;
  }
  return false;
}

Expected<std::shared_ptr<const ScopeService::Sight>> ScopeService::look(const Scope& scope, const storage::FeedState& state) {
  const std::lock_guard lock(m_mutex);
  WL_CHECK(catch_up(state));
  std::string wards;
  for (const auto& ward : scope.wards) wards += ward + "\n";
  auto& seen = m_seen[wards];
  const Instant now = m_clock.now();
  if (!seen.sight || seen.position != m_position || now >= seen.until) seen = see(scope, now);
  return seen.sight;
}

ScopeService::Seen ScopeService::see(const Scope& scope, Instant now) const {
  Seen seen;
  seen.position = m_position;
  auto sight = std::make_shared<Sight>();
  for (const auto& [encounter, stay] : m_stays) {
    const auto real = m_stays.find(stay.replaced_by);
    const Stay& known = real == m_stays.end() ? stay : real->second;
    if (!known.location.empty() && !lies_in(scope, known.location)) continue;
    const auto until = known.end ? *known.end + kSeenAfterTheEnd : seen.until;
    if (now >= until) continue;
    seen.until = std::min(seen.until, until);
    sight->encounters.insert(encounter);
    std::string patient = stay.patient;
    for (int i = 0; i < kDeepest && !patient.empty() && sight->patients.insert(patient).second; ++i) {
      const auto next = m_replaced_by.find(patient);
      patient = next == m_replaced_by.end() ? std::string() : next->second;
    }
  }
  seen.sight = std::move(sight);
  return seen;
}

bool is_seen(const ScopeService::Sight& sight, const storage::SearchRow& fields) {
  if (!fields.encounter.empty()) return sight.encounters.contains(fields.encounter);
  return fields.patient.empty() || sight.patients.contains(fields.patient);
}

}  // namespace wardlight::hub
