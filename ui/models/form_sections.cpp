// SPDX-License-Identifier: Apache-2.0
#include "ui/models/form_sections.h"

#include <algorithm>
#include <utility>

namespace wardlight::models {

namespace {

std::optional<Tap> all_seen_tap(const forms::FormSession& session, const FormRow& row, const EncounterId& encounter,
    const Texts& texts) {
  const forms::Item* item = session.form().find(row.field.link_id);
  if (item == nullptr || item->all_seen_label.empty()) return std::nullopt;
  forms::FormSession tried = session;
  const auto filled = fill_seen(tried, row.field);
  if (!filled || filled->empty()) return std::nullopt;
  return Tap{"all_seen." + row.field.link_id, item->all_seen_label.in(texts.language()), {DeedKind::AllSeen, encounter,
      row.field.link_id}, TapLook::Plain, Mark::Done};
}

// The unanswered questions of a group of the first level, each with the answer that one tap gives it.
std::vector<std::pair<FormField, forms::Answer>> seen_answers(const forms::FormSession& session, const FormField& group) {
  std::vector<std::pair<FormField, forms::Answer>> answers;
  bool inside = false;
  for (const auto& row : session.rows()) {
    if (row.depth == 0) inside = row.field.link_id == group.link_id;
    const forms::Item& item = session.form().items[row.item];
    if (!inside || !row.answers.empty() || item.read_only) continue;
    const auto marked = std::ranges::find_if(item.options, &forms::Option::all_seen);
    if (marked != item.options.end()) answers.emplace_back(row.field, marked->value);
  }
  return answers;
}

}  // namespace

Expected<std::vector<FormField>> fill_seen(forms::FormSession& session, const FormField& group) {
  const auto offers = [](const forms::Item& item) { return !item.all_seen_label.empty(); };
  if (std::ranges::count_if(session.form().items, offers) <= 1) return session.fill_all_seen(group);
  std::vector<FormField> filled;
  for (auto& [field, answer] : seen_answers(session, group)) {
    WL_CHECK(session.set(field, std::move(answer)));
    filled.push_back(field);
  }
  return filled;
}

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
