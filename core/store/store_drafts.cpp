// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kPut =
    "INSERT INTO draft (practitioner, encounter, questionnaire, changed_at, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT DO UPDATE SET changed_at = ?4, bytes = ?5";
constexpr std::string_view kFind =
    "SELECT practitioner, encounter, questionnaire, changed_at, bytes FROM draft"
    " WHERE practitioner = ? AND encounter = ? AND questionnaire = ?";
constexpr std::string_view kList =
    "SELECT practitioner, encounter, questionnaire, changed_at, bytes FROM draft WHERE practitioner = ? ORDER BY changed_at DESC";
constexpr std::string_view kRemove = "DELETE FROM draft WHERE practitioner = ? AND encounter = ? AND questionnaire = ?";

Draft read_draft(const Statement& row) {
  return {{{row.text(0)}, {row.text(1)}, row.text(2)}, row.time(3), row.text(4)};
}

}  // namespace

Expected<void> Store::put_draft(const Draft& draft) {
  WL_CHECK(m_database->run(kPut, draft.key.practitioner, draft.key.encounter, draft.key.questionnaire, draft.changed_at,
                           as_bytes(draft.bytes)));
  ++m_files->tick;
  return {};
}

Expected<std::optional<Draft>> Store::find_draft(const DraftKey& key) const {
  WL_TRY(auto row, m_database->query(kFind, key.practitioner, key.encounter, key.questionnaire));
  WL_TRY(const bool there, row.step());
  return there ? std::optional(read_draft(row)) : std::nullopt;
}

Expected<std::vector<Draft>> Store::list_drafts(const PractitionerId& practitioner) const {
  WL_TRY(auto rows, m_database->query(kList, practitioner));
  return read_all(rows, read_draft);
}

Expected<void> Store::remove_draft(const DraftKey& key) {
  WL_CHECK(m_database->run(kRemove, key.practitioner, key.encounter, key.questionnaire));
  ++m_files->tick;
  return {};
}

}  // namespace wardlight::store
