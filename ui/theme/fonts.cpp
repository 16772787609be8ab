// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/fonts.h"

#include <array>
#include <cmath>

#include "imgui.h"
#include "misc/freetype/imgui_freetype.h"
#include "ui/theme/icon.h"

// From embedded_fonts.S: the bytes of the installed font files.
extern "C" {
extern const unsigned char wardlight_inter_regular[], wardlight_inter_regular_end[];
extern const unsigned char wardlight_inter_medium[], wardlight_inter_medium_end[];
extern const unsigned char wardlight_inter_semibold[], wardlight_inter_semibold_end[];
extern const unsigned char wardlight_icons[], wardlight_icons_end[];
}

namespace wardlight::ui {
namespace {

// ImGui sizes a face by ascender + descender; a designer by the em. Inter's ratio of the two.
constexpr float kInterLineToEm = 1.21f;

constexpr ImWchar kWordRanges[] = {0x0020, 0x024F,           // Latin to Extended-B
                                   0x0370, 0x03FF,           // Greek
                                   0x0400, 0x045F,           // Cyrillic
                                   0x1E00, 0x1EFF,           // Latin Extended Additional, Vietnamese
                                   0x2010, 0x2027, 0x2032, 0x2033, 0x2080, 0x2089, 0x20AC, 0x20AC,
                                   0x2190, 0x2193, 0x2212, 0x2212, 0x2260, 0x2265, 0};
constexpr ImWchar kNumberRanges[] = {0x0020, 0x00FF, 0x2013, 0x2014, 0x2022, 0x2022, 0x2026, 0x2026, 0x2190, 0x2193, 0};

constexpr ImWchar kIconRanges[] = {
#define WARDLIGHT_ICON(name, code) code, code,
    WARDLIGHT_ICONS(WARDLIGHT_ICON)
#undef WARDLIGHT_ICON
        0};

struct Blob {
  const unsigned char* begin;
  const unsigned char* end;
};

Blob inter(Weight weight) {
  switch (weight) {
    case Weight::Regular: return {wardlight_inter_regular, wardlight_inter_regular_end};
    case Weight::Medium: return {wardlight_inter_medium, wardlight_inter_medium_end};
    case Weight::SemiBold: return {wardlight_inter_semibold, wardlight_inter_semibold_end};
  }
  return {wardlight_inter_regular, wardlight_inter_regular_end};
}

ImFont* add_face(ImFontAtlas& atlas, Blob blob, float pixels, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 1;
  config.OversampleV = 1;
  config.PixelSnapH = true;
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  auto* data = const_cast<unsigned char*>(blob.begin);  // ImGui reads it only
  return atlas.AddFontFromMemoryTTF(data, static_cast<int>(blob.end - blob.begin), pixels, &config, ranges);
}

bool is_number(Type type) { return type == Type::Number || type == Type::NumberLarge; }

}  // namespace

struct FontSet::Faces {
  std::array<ImFont*, kTypeCount> words{};
  std::array<ImFont*, 3> icons{};
};

FontSet::FontSet(float scale) : m_scale(scale), m_atlas(std::make_unique<ImFontAtlas>()), m_faces(std::make_unique<Faces>()) {
  m_atlas->Flags |= ImFontAtlasFlags_NoMouseCursors;
  m_atlas->TexDesiredWidth = 2048;
  for (std::size_t i = 0; i < kTypeCount; ++i) {
    const auto type = static_cast<Type>(i);
    const TypeSpec spec = type_spec(type);
    const float pixels = std::round(spec.size * kInterLineToEm * scale);
    m_faces->words[i] = add_face(*m_atlas, inter(spec.weight), pixels, is_number(type) ? kNumberRanges : kWordRanges);
  }
  for (const IconSize size : {IconSize::Small, IconSize::Medium, IconSize::Large})
    m_faces->icons[static_cast<std::size_t>(size)] =
        add_face(*m_atlas, {wardlight_icons, wardlight_icons_end}, std::round(icon_dp(size) * scale), kIconRanges);
  m_atlas->Build();
}

FontSet::~FontSet() = default;

ImFont* FontSet::face(Type type) const { return m_faces->words[static_cast<std::size_t>(type)]; }
ImFont* FontSet::icons(IconSize size) const { return m_faces->icons[static_cast<std::size_t>(size)]; }

}  // namespace wardlight::ui
