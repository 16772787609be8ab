// SPDX-License-Identifier: Apache-2.0
#include "ui/models/form_sections.h"

#include <utility>

namespace wardlight::models {

namespace {

std::optional<Tap> all_seen_tap(const forms::FormSession& session, const FormRow& row, const EncounterId& encounter,
    const Texts& texts) {
  const forms::Item* item = session.form().find(row.field.link_id);
  if (item == nullptr || item->all_seen_label.empty()) return std::nullopt;
  forms::FormSession tried = session;
  const auto filled = tried.fill_all_seen(row.field);
  if (!filled || filled->empty()) return std::nullopt;
  return Tap{"all_seen." + row.field.link_id, item->all_seen_label.in(texts.language()), {DeedKind::AllSeen, encounter,
      row.field.link_id}, TapLook::Plain, Mark::Done};
}

}  // namespace

std::vector<SheetSection> build_form_sections(const forms::FormSession& session, const EncounterId& encounter,
    const Moment& moment, const Texts& texts) {
  std::vector<SheetSection> sections;
  bool outside = true;
  for (FormRow& row : build_form_rows(session, moment, texts)) {
    const bool group = row.kind == RowKind::Heading && row.depth == 0;
    if (group) {
      SheetSection section{row.field.link_id, row.label, "", {}, ""};
      section.tap = all_seen_tap(session, row, encounter, texts);
      sections.push_back(std::move(section));
      outside = false;
      continue;
    }
    if (sections.empty() || (row.depth == 0 && !outside)) {
      sections.push_back({"form." + row.field.link_id, "", "", {}, ""});
      outside = true;
    }
    row.depth = row.depth > 0 ? row.depth - 1 : 0;
    SheetLine line;
    line.key = row.key;
    line.row = std::move(row);
    sections.back().lines.push_back(std::move(line));
  }
  std::erase_if(sections, [](const SheetSection& section) { return section.lines.empty(); });
  return sections;
}

}  // namespace wardlight::models
