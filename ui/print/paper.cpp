// SPDX-License-Identifier: Apache-2.0
#include "ui/print/paper.h"

#include <cairo-pdf.h>

namespace wardlight::print {
namespace {

constexpr double kLeading = 1.25;

cairo_status_t keep(void* bytes, const unsigned char* data, unsigned int size) {
  append(*static_cast<Bytes*>(bytes), ByteView(data, size));
  return CAIRO_STATUS_SUCCESS;
}

double extent(cairo_t* pen, std::string_view words) {
  cairo_text_extents_t extents;
  cairo_text_extents(pen, std::string(words).c_str(), &extents);
  return extents.x_advance;
}

// The start of the UTF-8 character before `end`.
std::size_t step_back(std::string_view words, std::size_t end) {
  while (end > 0 && (static_cast<unsigned char>(words[--end]) & 0xC0) == 0x80) {}
  return end;
}

}  // namespace

struct Paper::Surface {
  Bytes bytes;
  cairo_surface_t* surface = nullptr;
  cairo_t* pen = nullptr;
  ~Surface() {
    if (pen != nullptr) cairo_destroy(pen);
    if (surface != nullptr) cairo_surface_destroy(surface);
  }
};

Paper::Paper(const std::string& title) : m_surface(std::make_unique<Surface>()) {
  m_surface->surface = cairo_pdf_surface_create_for_stream(&keep, &m_surface->bytes, kPageWidth, kPageHeight);
  cairo_pdf_surface_set_metadata(m_surface->surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  m_surface->pen = cairo_create(m_surface->surface);
}

Paper::~Paper() = default;

void Paper::use(const PrintStyle& style) const {
  cairo_t* pen = m_surface->pen;
  cairo_select_font_face(pen, "Inter", CAIRO_FONT_SLANT_NORMAL,
                         style.weight == Weight::Strong ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen, style.size);
  cairo_set_source_rgb(pen, style.ink.red, style.ink.green, style.ink.blue);
}

double Paper::width_of(std::string_view words, const PrintStyle& style) const {
  use(style);
  return extent(m_surface->pen, words);
}

double Paper::fitting(std::string_view words, double width, PrintStyle style, double least) const {
  while (style.size > least && width_of(words, style) > width) style.size -= 0.25;
  return style.size;
}

std::string Paper::fit(std::string_view words, double width) const {
  if (extent(m_surface->pen, words) <= width) return std::string(words);
  for (std::size_t end = words.size(); end > 0;) {
    end = step_back(words, end);
    std::string shorter = std::string(words.substr(0, end)) + "…";
    if (extent(m_surface->pen, shorter) <= width) return shorter;
  }
  return {};
}

void Paper::text(double x, double baseline, double width, std::string_view words, const PrintStyle& style) {
  if (words.empty()) return;
  use(style);
  const std::string fitting = fit(words, width);
  if (fitting.size() != words.size() || fitting != words) ++m_cut;
  const double spare = width - extent(m_surface->pen, fitting);
  const double shift = style.align == Align::Left ? 0 : style.align == Align::Right ? spare : spare / 2;
  cairo_move_to(m_surface->pen, x + shift, baseline);
  cairo_show_text(m_surface->pen, fitting.c_str());
}

int Paper::wrapped(double x, double baseline, double width, std::string_view words, const PrintStyle& style, int lines) {
  use(style);
  int drawn = 0;
  while (!words.empty() && drawn < lines) {
    std::size_t end = words.size();
    while (drawn + 1 < lines && end != std::string_view::npos && extent(m_surface->pen, words.substr(0, end)) > width)
      end = end == 0 ? std::string_view::npos : words.rfind(' ', end - 1);
    if (end == std::string_view::npos || end == 0) end = words.size();
    text(x, baseline + drawn * style.size * kLeading, width, words.substr(0, end), style);
    words.remove_prefix(end < words.size() ? end + 1 : end);
    ++drawn;
  }
  return drawn;
}

void Paper::line(double x, double y, double to_x, double to_y, double width, Ink ink) {
  cairo_set_source_rgb(m_surface->pen, ink.red, ink.green, ink.blue);
  cairo_set_line_width(m_surface->pen, width);
  cairo_move_to(m_surface->pen, x, y);
  cairo_line_to(m_surface->pen, to_x, to_y);
  cairo_stroke(m_surface->pen);
}

void Paper::box(double x, double y, double width, double height, Ink ink) {
  cairo_set_source_rgb(m_surface->pen, ink.red, ink.green, ink.blue);
  cairo_set_line_width(m_surface->pen, 0.5);
  cairo_rectangle(m_surface->pen, x, y, width, height);
  cairo_stroke(m_surface->pen);
}

void Paper::fill(double x, double y, double width, double height, double grey) {
  cairo_set_source_rgb(m_surface->pen, grey, grey, grey);
  cairo_rectangle(m_surface->pen, x, y, width, height);
  cairo_fill(m_surface->pen);
}

void Paper::next_page() {
  cairo_show_page(m_surface->pen);
  ++m_pages;
}

Expected<Bytes> Paper::finish() {
  cairo_show_page(m_surface->pen);
  cairo_surface_finish(m_surface->surface);
  if (cairo_status(m_surface->pen) != CAIRO_STATUS_SUCCESS || cairo_surface_status(m_surface->surface) != CAIRO_STATUS_SUCCESS)
    return Error{ErrorCode::Environment, "The page could not be made; try again.", "pdf"};
  return std::move(m_surface->bytes);
}

}  // namespace wardlight::print
