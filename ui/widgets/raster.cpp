// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/raster.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui.h"

namespace wardlight::ui {
namespace {

struct Texture {
  const std::uint8_t* alpha = nullptr;
  int width = 0;
  int height = 0;
};

struct Box {
  int left, top, right, bottom;
};

struct Channels {
  float r, g, b, a;
};

Channels channels(ImU32 c) {
  return {static_cast<float>(c & 0xFF), static_cast<float>((c >> 8) & 0xFF), static_cast<float>((c >> 16) & 0xFF),
          static_cast<float>(c >> 24)};
}

// Coverage of the font atlas at a point, bilinear as a GPU samples it.
float sample(const Texture& texture, float u, float v) {
  const float x = u * static_cast<float>(texture.width) - 0.5f;
  const float y = v * static_cast<float>(texture.height) - 0.5f;
  const float fx = std::floor(x);
  const float fy = std::floor(y);
  const auto texel = [&](float tx, float ty) {
    const int ix = std::clamp(static_cast<int>(tx), 0, texture.width - 1);
    const int iy = std::clamp(static_cast<int>(ty), 0, texture.height - 1);
    return static_cast<float>(texture.alpha[iy * texture.width + ix]);
  };
  const float dx = x - fx;
  const float dy = y - fy;
  if (dx == 0 && dy == 0) return texel(fx, fy) / 255.0f;
  const float top = texel(fx, fy) * (1 - dx) + texel(fx + 1, fy) * dx;
  const float bottom = texel(fx, fy + 1) * (1 - dx) + texel(fx + 1, fy + 1) * dx;
  return (top * (1 - dy) + bottom * dy) / 255.0f;
}

void blend_pixel(std::uint8_t* pixel, const Channels& color, float coverage) {
  const float alpha = color.a * coverage / 255.0f;
  if (alpha <= 0) return;
  const auto mix = [&](float over, std::uint8_t under) {
    const float below = static_cast<float>(under);
    return static_cast<std::uint8_t>(below + (over - below) * alpha + 0.5f);
  };
  pixel[0] = mix(color.r, pixel[0]);
  pixel[1] = mix(color.g, pixel[1]);
  pixel[2] = mix(color.b, pixel[2]);
}

// Twice the signed area of a, b and p.
float edge(const ImVec2& a, const ImVec2& b, float x, float y) { return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x); }

// Pixels on a shared edge belong to one of the two triangles only.
bool owns_edge(const ImVec2& a, const ImVec2& b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

// One triangle, wound so that its inside is where all three edges are positive.
class Triangle {
 public:
  Triangle(const ImDrawVert* a, const ImDrawVert* b, const ImDrawVert* c) : m_v{a, b, c} {
    m_area = edge(a->pos, b->pos, c->pos.x, c->pos.y);
    if (m_area < 0) {
      std::swap(m_v[1], m_v[2]);
      m_area = -m_area;
    }
    for (std::size_t i = 0; i < 3; ++i) {
      m_owned[i] = owns_edge(from(i), to(i));
      m_channels[i] = channels(m_v[i]->col);
    }
    m_flat = m_v[0]->col == m_v[1]->col && m_v[1]->col == m_v[2]->col;
  }

  bool empty() const { return m_area == 0; }
  bool is_flat() const { return m_flat; }
  bool has_one_texel() const { return same(m_v[0]->uv, m_v[1]->uv) && same(m_v[1]->uv, m_v[2]->uv); }
  const ImDrawVert& first() const { return *m_v[0]; }
  const Channels& first_channels() const { return m_channels[0]; }

  Box bounds(const Box& clip) const {
    const auto [left, right] = std::minmax({m_v[0]->pos.x, m_v[1]->pos.x, m_v[2]->pos.x});
    const auto [top, bottom] = std::minmax({m_v[0]->pos.y, m_v[1]->pos.y, m_v[2]->pos.y});
    return {std::max(clip.left, static_cast<int>(std::floor(left))), std::max(clip.top, static_cast<int>(std::floor(top))),
            std::min(clip.right, static_cast<int>(std::ceil(right))), std::min(clip.bottom, static_cast<int>(std::ceil(bottom)))};
  }

  // Narrows a row to where the edges can be positive, a pixel too wide rather than too narrow.
  void narrow(float y, int& left, int& right) const {
    for (std::size_t i = 0; i < 3; ++i) {
      const float slope = from(i).y - to(i).y;
      if (slope == 0) continue;
      const float zero = from(i).x - (to(i).x - from(i).x) * (y - from(i).y) / slope;
      const float bound = std::clamp(zero, -1e6f, 1e6f);
      if (slope > 0)
        left = std::max(left, static_cast<int>(std::floor(bound)) - 1);
      else
        right = std::min(right, static_cast<int>(std::ceil(bound)) + 1);
    }
  }

  // Weights of the three corners at a point; false outside.
  bool weigh(float x, float y, std::array<float, 3>& weights) const {
    for (std::size_t i = 0; i < 3; ++i) {
      const float w = edge(from(i), to(i), x, y);
      if (w < 0 || (w == 0 && !m_owned[i])) return false;
      weights[i] = w / m_area;
    }
    return true;
  }

  Channels color(const std::array<float, 3>& w) const {
    const auto& [a, b, c] = m_channels;
    return {a.r * w[0] + b.r * w[1] + c.r * w[2], a.g * w[0] + b.g * w[1] + c.g * w[2], a.b * w[0] + b.b * w[1] + c.b * w[2],
            a.a * w[0] + b.a * w[1] + c.a * w[2]};
  }
  ImVec2 texel(const std::array<float, 3>& w) const {
    const ImVec2 &a = m_v[0]->uv, &b = m_v[1]->uv, &c = m_v[2]->uv;
    return {a.x * w[0] + b.x * w[1] + c.x * w[2], a.y * w[0] + b.y * w[1] + c.y * w[2]};
  }

 private:
  static bool same(const ImVec2& a, const ImVec2& b) { return a.x == b.x && a.y == b.y; }
  // Edge i lies opposite corner i.
  const ImVec2& from(std::size_t i) const { return m_v[(i + 1) % 3]->pos; }
  const ImVec2& to(std::size_t i) const { return m_v[(i + 2) % 3]->pos; }

  std::array<const ImDrawVert*, 3> m_v;
  std::array<bool, 3> m_owned{};
  std::array<Channels, 3> m_channels{};
  float m_area = 0;
  bool m_flat = false;
};

void paint(Image& image, const Texture& texture, const Triangle& triangle, const Box& clip) {
  if (triangle.empty()) return;
  const Box box = triangle.bounds(clip);
  const bool plain = triangle.has_one_texel();
  const float still = plain ? sample(texture, triangle.first().uv.x, triangle.first().uv.y) : 0;
  std::array<float, 3> weights{};
  for (int y = box.top; y < box.bottom; ++y) {
    const float py = static_cast<float>(y) + 0.5f;
    int left = box.left;
    int right = box.right;
    triangle.narrow(py, left, right);
    for (int x = left; x < right; ++x) {
      if (!triangle.weigh(static_cast<float>(x) + 0.5f, py, weights)) continue;
      const Channels color = triangle.is_flat() ? triangle.first_channels() : triangle.color(weights);
      const ImVec2 uv = plain ? ImVec2{} : triangle.texel(weights);
      blend_pixel(&image.rgba[static_cast<std::size_t>(y * image.width + x) * 4], color,
                  plain ? still : sample(texture, uv.x, uv.y));
    }
  }
}

}  // namespace

Image rasterise(const ImDrawData& frame, const FontSet& fonts) {
  Image image{static_cast<int>(frame.DisplaySize.x), static_cast<int>(frame.DisplaySize.y), {}};
  image.rgba.assign(static_cast<std::size_t>(image.width * image.height) * 4, 255);
  unsigned char* alpha = nullptr;
  Texture texture;
  fonts.atlas().GetTexDataAsAlpha8(&alpha, &texture.width, &texture.height);
  texture.alpha = alpha;
  for (const ImDrawList* list : frame.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Box clip{std::max(0, static_cast<int>(command.ClipRect.x)), std::max(0, static_cast<int>(command.ClipRect.y)),
                     std::min(image.width, static_cast<int>(command.ClipRect.z)),
                     std::min(image.height, static_cast<int>(command.ClipRect.w))};
      const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3)
        paint(image, texture, Triangle(vertices + indices[i], vertices + indices[i + 1], vertices + indices[i + 2]), clip);
    }
  }
  return image;
}

}  // namespace wardlight::ui
