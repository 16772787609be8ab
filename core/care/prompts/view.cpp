// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/care/prompts/evaluate.h"

namespace wardlight::care::prompts {

View::View(const FactRules& rules, const std::vector<Fact>& facts, Instant now, const Zone& zone)
    : m_rules(&rules), m_zone(&zone), m_now(now) {
  Index index;
  for (const Fact& fact : facts) index[fact.kind].push_back(&fact);
  m_index = std::make_shared<const Index>(std::move(index));
}

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
  return view;
}

View View::at(Instant now) const {
  View view = *this;
  view.m_now = now;
  return view;
}

std::vector<const Fact*> View::of_all(std::string_view kind) const {
  std::vector<const Fact*> found;
  const auto known = m_index->find(kind);
  if (known == m_index->end()) return found;
  for (const Fact* fact : known->second)
    if (fact->at <= m_now && fact->at >= m_from) found.push_back(fact);
  return found;
}

std::vector<const Fact*> View::of(std::string_view kind) const {
  std::vector<const Fact*> found = of_all(kind);
  if (m_member.empty()) return found;
  std::erase_if(found, [&](const Fact* fact) {
    const json::Value* key = fact->value.find(m_member);
    return key != nullptr && key->text() != m_key;
  });
  return found;
}

const Fact* View::latest(std::string_view kind) const {
  const std::vector<const Fact*> found = of(kind);
  return found.empty() ? nullptr : found.back();
}

bool View::absent_means_none(std::string_view kind) const {
  const FactKind* known = m_rules->find(kind);
  if (known == nullptr) return false;
  if (known->absent == Absence::None) return true;
  return !known->known_by.empty() && !of_all(known->known_by).empty();
}

}  // namespace wardlight::care::prompts
