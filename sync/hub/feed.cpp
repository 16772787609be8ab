// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/feed.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "sync/hub/first_load.h"
#include "sync/hub/search_fields.h"

namespace wardlight::hub {
namespace {

using Part = FirstLoadPlace::Part;

wire::FeedUnit to_unit(const storage::FeedRow& row) {
  return {row.envelope, row.type, row.id, as_text(row.bytes), row.position, row.version, row.received_at};
}

constexpr std::size_t kMostCompanions = 90;  // of one patient
constexpr std::size_t kMostOfAType = 30;
// Those a patient has few of come first, so that many observations crowd nothing out.
constexpr std::array<std::string_view, 12> kAboutPatients = {
    "Patient", "AllergyIntolerance", "Flag", "CareTeam", "Condition", "DeviceUseStatement", "CarePlan", "Immunization",
    "ServiceRequest", "MedicationRequest", "Observation", "MedicationAdministration"};

std::string wards_of(const Scope& scope) {
  std::string wards;
  for (const auto& ward : scope.wards) wards += ward + " ";
  return wards;
}

}  // namespace

// Nothing means 410: this cursor is of another history or scope.
Expected<std::optional<wire::Cursor>> FeedService::start_from(const std::string& text, const Scope& scope,
                                                                const storage::FeedState& state) {
  if (text.empty()) return std::optional(wire::Cursor{state.epoch, state.head, scope.version, write_place({})});
  auto cursor = wire::read_cursor(text, m_cursor_key);
  if (!cursor || cursor->epoch != state.epoch || cursor->scope != scope.version) return std::optional<wire::Cursor>();
  if (cursor->position <= state.head) return std::optional(*std::move(cursor));
  WL_CHECK(m_storage.start_new_epoch());  // this tablet was told of positions that are gone
  return std::optional<wire::Cursor>();
}

void FeedService::ask(const wire::FeedQuestion& question, const Scope& scope, Deliver deliver) {
  const auto state = m_storage.state();
  if (!state) return deliver(storage_failure(state.error()));
  auto cursor = start_from(question.cursor, scope, *state);
  if (!cursor) return deliver(storage_failure(cursor.error()));
  if (!*cursor) return deliver(refusal(410, "expired", "This cursor is of another epoch or scope. Start over without a cursor."));
  const wire::Cursor& from = **cursor;
  const bool nothing_new = from.place.empty() && from.position == state->head;
  if (!nothing_new || question.wait_seconds == 0) return deliver(to_answer(read_page(from, question.count, scope, *state)));
  const std::int64_t until = m_clock.monotonic_milliseconds() + std::int64_t{question.wait_seconds} * 1000;
  {
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back({from, scope, question.count, m_finishing ? 0 : until, std::move(deliver)});
  }
  wake();  // what came between the look and the list must not be slept through
}

void FeedService::wake() {
  {
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty()) return;
  }
  const auto state = m_storage.state();
  const std::uint64_t head = state ? state->head : 0;
  const std::int64_t now = m_clock.monotonic_milliseconds();
  std::vector<Waiting> ready;
  {
    const std::lock_guard lock(m_mutex);
    const auto first = std::partition(m_waiting.begin(), m_waiting.end(), [&](const Waiting& waiting) {
      return state && waiting.cursor.position == head && waiting.cursor.epoch == state->epoch && now < waiting.until;
    });
    std::move(first, m_waiting.end(), std::back_inserter(ready));
    m_waiting.erase(first, m_waiting.end());
  }
  std::map<std::tuple<std::uint64_t, int, std::string>, Answer> pages;  // tablets that are up to date all ask for the same page
  for (auto& waiting : ready) {
    if (!state) {
      waiting.deliver(storage_failure(state.error()));
    } else if (waiting.cursor.epoch != state->epoch) {
      waiting.deliver(refusal(410, "expired", "A new epoch began. Start over without a cursor."));
    } else {
      const std::tuple key(waiting.cursor.position, waiting.count, waiting.scope.version + " " + wards_of(waiting.scope));
      auto page = pages.find(key);
      if (page == pages.end())
        page = pages.emplace(key, to_answer(read_page(waiting.cursor, waiting.count, waiting.scope, *state))).first;
      waiting.deliver(page->second);
    }
  }
}

void FeedService::finish() {
  std::vector<Waiting> all;
  {
    const std::lock_guard lock(m_mutex);
    m_finishing = true;
    all.swap(m_waiting);
  }
  for (auto& waiting : all) waiting.deliver(to_answer(Page{{}, waiting.cursor}));
}

std::size_t FeedService::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_waiting.size();
}

Expected<FeedService::Page> FeedService::read_page(const wire::Cursor& from, int count, const Scope& scope,
                                                   const storage::FeedState& state) {
  const bool following = from.place.empty();
  WL_TRY(auto page, following ? follow(from, count, state.head) : read_first_load(from, count));
  if (!scope.is_whole()) {
    WL_TRY(page, leave_what_is_seen(std::move(page), scope, state, following));
  }
  if (!following) bound_first_load(page, from);
  return page;
}

// What came before a stay was seen, of its patient: the tablet has none of it. The newest, where there is too much for a page.
Expected<void> FeedService::add_companions(std::vector<storage::FeedRow>& rows, const std::string& patient, std::uint64_t head) {
  if (patient.empty()) return {};
  WL_CHECK(m_search.catch_up_to(head));
  std::size_t left = kMostCompanions;
  for (const auto type : kAboutPatients) {
    storage::SearchWish wish;
    wish.type = type;
    wish.patient = patient;
    wish.up_to = head;
    wish.order = storage::SearchOrder::NewestUpdate;
    wish.limit = std::min(left, kMostOfAType);
    WL_TRY(const auto positions, m_storage.search(wish));
    for (const std::uint64_t position : positions) {
      WL_TRY(auto found, m_storage.read_feed({position - 1, position, 1}));
      for (auto& row : found)
        if (row.kind == storage::EntryKind::Reference) rows.push_back(std::move(row));
    }
    left -= std::min(left, positions.size());
    if (left == 0) return {};
  }
  return {};
}

Expected<FeedService::Page> FeedService::leave_what_is_seen(Page page, const Scope& scope, const storage::FeedState& state,
                                                            bool following) {
  WL_TRY(const auto sight, m_scopes.look(scope, state));
  WL_TRY(const auto zone, Zone::find("UTC"));
  std::vector<storage::FeedRow> seen;
  for (auto& row : page.rows) {
    const bool is_owned_stay = row.type == "Encounter" && row.kind == storage::EntryKind::Reference;
    const std::size_t coming = is_owned_stay ? kMostCompanions + 1 : 1;
    if (following && seen.size() + coming > static_cast<std::size_t>(wire::kPageUnits)) {
      page.next.position = row.position - 1;
      break;
    }
    const auto fields = search_row_of(row, zone);
    if (is_seen(*sight, fields)) {
      if (following && is_owned_stay) WL_CHECK(add_companions(seen, fields.patient, state.head));
      seen.push_back(std::move(row));
    } else if (following && is_owned_stay) {
      row.bytes.clear();  // gone, for this device
      seen.push_back(std::move(row));
    }
  }
  page.rows = std::move(seen);
  return page;
}

Expected<FeedService::Page> FeedService::follow(const wire::Cursor& from, int count, std::uint64_t head) {
  const auto limit = static_cast<std::size_t>(count);
  WL_TRY(auto rows, m_storage.read_feed({from.position, head, limit}));
  wire::Cursor next = from;
  next.position = rows.size() < limit ? head : rows.back().position;
  return Page{std::move(rows), std::move(next)};
}

void FeedService::bound_first_load(Page& page, const wire::Cursor& from) const {
  auto next = read_place(page.next.place);
  if (!next || next->part != Part::Statements) return;
  const auto is_statement = [](const storage::FeedRow& row) { return row.kind == storage::EntryKind::Statement; };
  const auto before = read_place(from.place).value_or(FirstLoadPlace{});
  next->given = before.given + static_cast<std::size_t>(std::ranges::count_if(page.rows, is_statement));
  const bool begins_day = next->after + 1 == next->day;
  page.next.place = begins_day && next->given >= m_most_in_first_load ? std::string() : write_place(*next);
}

// The cursor's position is the head when the load began; what came later is followed from there.
Expected<FeedService::Page> FeedService::read_first_load(const wire::Cursor& from, int count) {
  const auto limit = static_cast<std::size_t>(count);
  auto place = read_place(from.place).value_or(FirstLoadPlace{});
  Page page{{}, from};
  if (place.part == Part::References) {
    WL_TRY(page.rows, m_storage.read_references({place.after, from.position, limit}));
    if (page.rows.size() == limit) {
      page.next.place = write_place({Part::References, 0, page.rows.back().position, 0});
      return page;
    }
    place = {Part::Statements, from.position, 0, 0};
    WL_TRY(const auto newest, m_storage.find_day(from.position));
    if (newest) place = {Part::Statements, newest->first, newest->first - 1, 0};
    page.next.place = newest ? write_place(place) : std::string();
    if (!page.rows.empty() || !newest) return page;
  }
  while (page.rows.empty()) {
    WL_TRY(const auto day, m_storage.find_day(place.day));
    if (!day) break;
    WL_TRY(page.rows, m_storage.read_statements({place.after, std::min(day->last, from.position), limit}));
    if (page.rows.size() == limit) {
      page.next.place = write_place({Part::Statements, day->first, page.rows.back().position, 0});
      return page;
    }
    WL_TRY(const auto before, m_storage.find_day(day->first - 1));
    const bool ends = !before || place.given >= m_most_in_first_load;
    page.next.place = ends ? std::string() : write_place({Part::Statements, before->first, before->first - 1, place.given});
    if (ends) break;
    place = {Part::Statements, before->first, before->first - 1, place.given};
  }
  return page;
}

Answer FeedService::to_answer(const Expected<Page>& page) const {
  if (!page) return storage_failure(page.error());
  std::vector<wire::FeedUnit> units;
  units.reserve(page->rows.size());
  for (const auto& row : page->rows) units.push_back(to_unit(row));
  return {200, wire::write_feed_page(m_base, wire::write_cursor(page->next, m_cursor_key), units), {}, {}, {}};
}

}  // namespace wardlight::hub
