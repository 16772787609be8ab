// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/lint.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "ui/theme/type.h"

namespace wardlight::ui {
namespace {

constexpr float kSlack = 0.75f;  // dp of rounding

bool is_target(const Entry& entry) { return entry.role != Role::Text && entry.role != Role::Blocker; }

// Scrolled partly out of its list: judged when it is whole.
bool is_cut(const Entry& entry) { return !entry.clip.inset(-kSlack).contains(entry.rect); }

std::string describe(const Rect& rect) {
  char words[64];
  std::snprintf(words, sizeof words, "%.0f,%.0f %.0fx%.0f", static_cast<double>(rect.x), static_cast<double>(rect.y),
                static_cast<double>(rect.w), static_cast<double>(rect.h));
  return words;
}

}  // namespace

void Lint::clear() {
  m_fills.clear();
  m_findings.clear();
}

void Lint::filled(const Rect& rect, Color color) {
  if (!rect.empty() && color.a > 0) m_fills.push_back({rect, color});
}

void Lint::overflow(std::string_view words, const std::string& detail) {
  m_findings.push_back({Fault::Overflow, std::string(words), detail});
}

Color Lint::background_at(Point point) const {
  std::vector<Color> veils;
  for (auto fill = m_fills.rbegin(); fill != m_fills.rend(); ++fill) {
    if (!fill->rect.contains(point)) continue;
    if (fill->color.a < 255) {
      veils.push_back(fill->color);
      continue;
    }
    Color color = fill->color;
    for (auto veil = veils.rbegin(); veil != veils.rend(); ++veil) color = blend(*veil, color);
    return color;
  }
  return {};
}

void Lint::drawn(const Rect& rect, std::string_view words, Color color) {
  const Color below = background_at(rect.center());
  const double ratio = contrast(blend(color, below), below);
  if (ratio >= kLeastContrast) return;
  char detail[64];
  std::snprintf(detail, sizeof detail, "%.2f at %s", ratio, describe(rect).c_str());
  m_findings.push_back({Fault::LowContrast, std::string(words), detail});
}

void Lint::judge(const Registry& registry, const Rect& screen) {
  std::set<std::string> keys;
  for (const Entry& entry : registry.entries()) {
    if (!is_target(entry)) continue;
    if (!keys.insert(entry.key).second) m_findings.push_back({Fault::DuplicateKey, entry.key, {}});
    if (entry.label.find_first_not_of(' ') == std::string::npos) m_findings.push_back({Fault::Unlabelled, entry.key, {}});
    if (entry.visible && (entry.rect.x < -kSlack || entry.rect.right() > screen.right() + kSlack))
      m_findings.push_back({Fault::Overflow, entry.key, "sticks out of the screen"});
  }
  judge_targets(registry);
}

// A target is small when its own hit area is, or when a neighbour's hit area takes part of it.
void Lint::judge_targets(const Registry& registry) {
  std::vector<const Entry*> targets;
  for (const Entry& entry : registry.entries()) {
    if (entry.role == Role::Blocker)
      std::erase_if(targets, [&](const Entry* t) { return entry.rect.contains(t->rect.center()); });
    if (is_target(entry) && entry.visible && !is_cut(entry)) targets.push_back(&entry);
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Entry& entry = *targets[i];
    const Rect wanted = entry.rect.grown_to(kTargetSize);
    if (wanted.intersect(entry.clip).w + kSlack < kTargetSize || wanted.intersect(entry.clip).h + kSlack < kTargetSize)
      m_findings.push_back({Fault::SmallTarget, entry.key, "cut off: " + describe(entry.hit)});
    for (std::size_t j = i + 1; j < targets.size(); ++j) {
      const Entry& other = *targets[j];
      if (entry.rect.contains(other.rect) || other.rect.contains(entry.rect)) continue;
      const Rect shared = wanted.intersect(other.rect.grown_to(kTargetSize));
      if (shared.w > kSlack && shared.h > kSlack)
        m_findings.push_back({Fault::SmallTarget, entry.key, "shares " + describe(shared) + " with " + other.key});
    }
  }
}

int Lint::count(Fault fault) const {
  return static_cast<int>(
      std::count_if(m_findings.begin(), m_findings.end(), [&](const Finding& f) { return f.fault == fault; }));
}

}  // namespace wardlight::ui
