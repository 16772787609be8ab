// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "ui/theme/type.h"

struct ImFont;
struct ImFontAtlas;

namespace wardlight::ui {

enum class IconSize { Small, Medium, Large };  // 18, 24 and 34 dp
constexpr float icon_dp(IconSize size) { return size == IconSize::Small ? 18.0f : size == IconSize::Medium ? 24.0f : 34.0f; }

// The baked faces for one scale: Inter for words (Latin with its extensions, Greek and Cyrillic), Material icons.
// The font files are linked into the program; nothing is read from disk. Baking takes a tenth of a second,
// so several kits may share one set; it must outlive them. One thread.
class FontSet {
 public:
  explicit FontSet(float scale);
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  float scale() const { return m_scale; }
  ImFontAtlas& atlas() const { return *m_atlas; }
  ImFont* face(Type type) const;
  ImFont* icons(IconSize size) const;

 private:
  struct Faces;
  float m_scale;
  std::unique_ptr<ImFontAtlas> m_atlas;
  std::unique_ptr<Faces> m_faces;
};

}  // namespace wardlight::ui
