// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/models/patient_head.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/kit.h"

// What several screens draw alike.
namespace wardlight::screens {

ui::Tone tone(models::Tone tone);

// Chips on as many lines as needed, each cut to the width it is given; gives the height used.
float draw_chips(ui::Kit& kit, const ui::Rect& rect, std::span<const ui::Chip> chips, ui::Drawing drawing = ui::Drawing::Draw);
float draw_flags(ui::Kit& kit, const ui::Rect& rect, std::span<const models::FlagChip> flags,
                 ui::Drawing drawing = ui::Drawing::Draw);

// Bed in its square, then name over the two identifiers. Long names take a second line.
struct IdentityLook {
  ui::Type name = ui::Type::Title;
  float bed_width = 56;
};
float identity_height(const ui::Kit& kit, float width, const models::PatientHead& head, const IdentityLook& look = {});
void draw_identity(ui::Kit& kit, const ui::Rect& rect, const models::PatientHead& head, const IdentityLook& look = {});

// A name over a note, in the middle of its box: the name takes a second line before it is cut.
struct NamedNote {
  std::string_view name;
  std::string_view note;
  std::optional<ui::Color> ink = std::nullopt;  // of the note; muted
};
void draw_named(ui::Kit& kit, const ui::Rect& rect, const NamedNote& words);

// The similar-name alert, one line or more; gives its height, 0 when there is none.
float draw_same_name(ui::Kit& kit, const ui::Rect& rect, std::string_view words, ui::Drawing drawing = ui::Drawing::Draw);

// Time, word and detail in the colour of the state.
void draw_due(ui::Kit& kit, const ui::Rect& rect, const models::DueMark& due);
float due_width(const ui::Kit& kit, const models::DueMark& due);

// A full-width strip that what is shown may be behind; gives its height with the gap below, 0 when empty.
float draw_banner(ui::Kit& kit, const ui::Rect& rect, std::string_view words);

// Words on the right of their box: in smaller type when they would not fit, cut when even that is too long.
void draw_side_words(ui::Kit& kit, const ui::Rect& rect, std::string_view words, ui::Color color);

void draw_notice(ui::Kit& kit, const ui::Rect& rect, const models::Notice& notice);

}  // namespace wardlight::screens
