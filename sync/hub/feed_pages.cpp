// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "sync/hub/feed.h"
#include "sync/hub/first_load.h"
#include "sync/hub/page_room.h"
#include "sync/hub/search_fields.h"
#include "sync/hub/stay_place.h"

namespace wardlight::hub {
namespace {

using Part = FirstLoadPlace::Part;

constexpr std::size_t kMostCompanions = 90;  // of one patient
constexpr std::size_t kMostOfAType = 30;
// Those a patient has few of come first, so that many observations crowd nothing out.
constexpr std::array<std::string_view, 12> kAboutPatients = {
    "Patient", "AllergyIntolerance", "Flag", "CareTeam", "Condition", "DeviceUseStatement", "CarePlan", "Immunization",
    "ServiceRequest", "MedicationRequest", "Observation", "MedicationAdministration"};

// Not within a first load: the next page brings what came since, and perhaps the rest of what comes with a stay.
bool is_following(const wire::Cursor& cursor) { return cursor.place.empty() || read_stay_place(cursor.place); }

// How much of what comes with that row was on the page before.
std::size_t given_of_stay(std::string_view place, std::uint64_t position) {
  const auto stay = read_stay_place(place);
  return stay && stay->position == position ? stay->given : 0;
}

}  // namespace

Expected<FeedService::Page> FeedService::read_page(const wire::Cursor& from, int count, const Scope& scope,
                                                   const storage::FeedState& state) {
  const bool following = is_following(from);
  WL_TRY(auto page, following ? follow(from, count, state.head) : read_first_load(from, count));
  WL_TRY(page, leave_what_fits(std::move(page), from, scope, state));
  if (!following) bound_first_load(page, from);
  return page;
}

// What came before a stay was seen, of its patient: the tablet has none of it. The newest, where there is very much.
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

// What a device that sees so much gets of one row: nothing, the row, or a stay after what else is known of its patient.
Expected<FeedService::Rows> FeedService::what_is_seen(storage::FeedRow row, const Eyes* eyes, bool following,
                                                      std::uint64_t head) {
  Rows seen;
  const bool is_owned_stay = row.type == "Encounter" && row.kind == storage::EntryKind::Reference;
  if (eyes != nullptr) {
    const auto fields = search_row_of(row, eyes->zone);
    if (is_seen(*eyes->sight, fields)) {
      if (following && is_owned_stay) WL_CHECK(add_companions(seen, fields.patient, head));
    } else if (following && is_owned_stay) {
      row.bytes.clear();  // gone, for this device
    } else {
      return seen;
    }
  }
  seen.push_back(std::move(row));
  return seen;
}

// The cursor whose next row is the one at this position.
Expected<wire::Cursor> FeedService::before(storage::EntryKind kind, std::uint64_t position, const wire::Cursor& from) {
  wire::Cursor cursor = from;
  if (is_following(from)) {
    cursor.position = position - 1;
    cursor.place.clear();
  } else if (kind == storage::EntryKind::Reference) {
    cursor.place = write_place({Part::References, 0, position - 1, 0});
  } else {
    WL_TRY(const auto day, m_storage.find_day(position));
    cursor.place = write_place({Part::Statements, day ? day->first : position, position - 1, 0});
  }
  return cursor;
}

Expected<FeedService::Page> FeedService::leave_what_fits(Page page, const wire::Cursor& from, const Scope& scope,
                                                         const storage::FeedState& state) {
  std::optional<Eyes> eyes;
  if (!scope.is_whole()) {
    WL_TRY(auto sight, m_scopes.look(scope, state));
    WL_TRY(auto zone, Zone::find("UTC"));
    eyes.emplace(Eyes{std::move(sight), std::move(zone)});
  }
  Page fitting{{}, std::move(page.next)};
  PageRoom room;
  for (auto& row : page.rows) {
    const auto kind = row.kind;
    const std::uint64_t position = row.position;
    WL_TRY(auto rows, what_is_seen(std::move(row), eyes ? &*eyes : nullptr, is_following(from), state.head));
    for (std::size_t given = given_of_stay(from.place, position); given < rows.size(); ++given) {
      if (!room.take(rows[given].bytes.size())) {
        WL_TRY(fitting.next, before(kind, position, from));
        if (given > 0) fitting.next.place = write_stay_place({position, given});
        return fitting;
      }
      fitting.rows.push_back(std::move(rows[given]));
    }
  }
  return fitting;
}

Expected<FeedService::Page> FeedService::follow(const wire::Cursor& from, int count, std::uint64_t head) {
  const auto limit = static_cast<std::size_t>(count);
  WL_TRY(auto rows, m_storage.read_feed({from.position, head, limit}));
  wire::Cursor next = from;
  next.position = rows.size() < limit ? head : rows.back().position;
  next.place.clear();
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

}  // namespace wardlight::hub
