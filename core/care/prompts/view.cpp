// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "core/care/prompts/evaluate.h"

namespace wardlight::care::prompts {

View View::about(std::string member, std::string key) const {
  View view = *this;
  view.m_member = std::move(member);
  view.m_key = std::move(key);
  return view;
}

View View::between(Instant from, Instant to) const {
  View view = *this;
  view.m_from = from;
  view.m_now = std::min(to, m_now);
  view.m_is_past = m_is_past || to <= m_now;
  return view;
}

View View::at(Instant now) const {
  View view = *this;
  view.m_now = now;
  view.m_is_past = m_is_past || now <= m_now;
  return view;
}

View View::briefly() const {
  View view = *this;
  view.m_brief = true;
  return view;
}

View View::resting_on(Grounds& grounds) const {
  View view = *this;
  view.m_grounds = &grounds;
  return view;
}

void View::may_change_at(Instant at) const {
  if (m_grounds != nullptr && !m_is_past) m_grounds->may_change_at(at);
}

void View::look_at(std::string_view kind) const {
  if (m_grounds != nullptr) m_grounds->look_at(kind);
}

Instant View::now() const {
  may_change_at(m_now);
  return m_now;
}

bool View::reached(Instant at) const {
  if (at <= m_now) return true;
  may_change_at(at);
  return false;
}

LocalTime View::local() const {
  constexpr std::int64_t kMinute = minutes(1).milliseconds;
  may_change_at({(m_now.milliseconds / kMinute + 1) * kMinute});
  return m_zone->local(m_now);
}

FactList View::of_all(std::string_view kind) const {
  look_at(kind);
  FactList all = m_facts->of(kind);
  if (all.empty()) return {};
  const auto first = all.front()->at >= m_from ? all.begin() : std::ranges::lower_bound(all, m_from, {}, &Fact::at);
  const auto last = all.back()->at <= m_now ? all.end() : std::ranges::upper_bound(all, m_now, {}, &Fact::at);
  if (last != all.end()) may_change_at((*last)->at);
  if (first >= last) return {};
  const std::string_view record = m_rules->record_of(kind);
  if (record.empty()) return std::move(all).part(first, last);
  const std::string_view source = standing_source(record);
  std::vector<const Fact*> standing;
  for (auto at = first; at != last; ++at)
    if ((*at)->source == source) standing.push_back(*at);
  return FactList(std::move(standing));
}

std::string_view View::standing_source(std::string_view record) const {
  const Fact* newest = nullptr;
  for (const auto& [kind, of] : m_rules->records) {
    if (of != record) continue;
    look_at(kind);
    for (const Fact* fact : m_facts->of(kind)) {
      if (!reached(fact->at)) break;
      if (newest == nullptr || std::pair(newest->at, std::string_view(newest->source)) <
                                   std::pair(fact->at, std::string_view(fact->source)))
        newest = fact;
    }
  }
  return newest == nullptr ? std::string_view() : std::string_view(newest->source);
}

FactList View::of(std::string_view kind) const {
  FactList found = of_all(kind);
  if (m_member.empty()) return found;
  std::vector<const Fact*> ours;
  for (const Fact* fact : found)
    if (const json::Value* key = fact->value.find(m_member); key == nullptr || key->text() == m_key) ours.push_back(fact);
  return ours.size() == found.size() ? std::move(found) : FactList(std::move(ours));
}

const Fact* View::latest(std::string_view kind) const {
  const FactList found = of(kind);
  return found.empty() ? nullptr : found.back();
}

bool View::absent_means_none(std::string_view kind) const {
  const FactKind* known = m_rules->find(kind);
  if (known == nullptr) return false;
  if (known->absent == Absence::None) return true;
  return !known->known_by.empty() && !of_all(known->known_by).empty();
}

}  // namespace wardlight::care::prompts
