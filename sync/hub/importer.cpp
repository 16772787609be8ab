// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/importer.h"

#include "core/json/value.h"
#include "sync/hub/page_room.h"
#include "sync/hub/reconcile.h"

namespace wardlight::hub {
namespace {

constexpr std::size_t kMostInHand = 500;
constexpr std::size_t kMostBytesInHand = std::size_t{4} << 20;

}  // namespace

Expected<void> Importer::take(census::Resource resource, const census::Place& place) {
  const auto value = json::parse(resource.bytes);
  if (!value || resource.bytes.size() > kLargestResource) {
    refuse(place, value ? std::string(kTooLarge) : value.error().text);
    return {};
  }
  ++m_summary.read;
  ++m_summary.by_type[resource.type];
  m_bytes_in_hand += resource.bytes.size();
  m_in_hand.push_back({std::move(resource.type), std::move(resource.id), std::move(resource.bytes), search_identifiers(*value)});
  if (m_in_hand.size() < kMostInHand && m_bytes_in_hand < kMostBytesInHand) return {};
  return finish();
}

void Importer::refuse(const census::Place& place, const std::string& what) {
  ++m_summary.read;
  const std::string entry = place.entry == 0 ? std::string() : "entry " + std::to_string(place.entry) + ": ";
  m_summary.refused.push_back({place.file, place.line, entry + what});
}

Expected<void> Importer::finish() {
  if (m_in_hand.empty()) return {};
  WL_TRY(const auto states, m_storage.put_references(m_in_hand, m_clock.now()));
  for (const auto state : states) ++(state == storage::ReferenceState::New ? m_summary.added : m_summary.same);
  m_in_hand.clear();
  m_bytes_in_hand = 0;
  return {};
}

}  // namespace wardlight::hub
