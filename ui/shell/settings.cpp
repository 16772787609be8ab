// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/settings.h"

#include <algorithm>

namespace wardlight::shell {
namespace {

auto find(const std::vector<models::Texts>& texts, std::string_view code) {
  return std::find_if(texts.begin(), texts.end(), [&](const models::Texts& t) { return t.language() == code; });
}

}  // namespace

bool Languages::has(std::string_view code) const { return find(m_texts, code) != m_texts.end(); }

const models::Texts& Languages::in(std::string_view code) const {
  const auto found = find(m_texts, code);
  return found == m_texts.end() ? m_texts.front() : *found;
}

std::string Languages::after(std::string_view code) const {
  const auto found = find(m_texts, code);
  return found == m_texts.end() || found + 1 == m_texts.end() ? m_texts.front().language() : (found + 1)->language();
}

}  // namespace wardlight::shell
