// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/search_fields.h"

#include <array>
#include <string>

#include "core/json/value.h"
#include "sync/wire/plain_text.h"

namespace wardlight::hub {
namespace {

constexpr std::array<std::string_view, 8> kDates = {"authored", "authoredOn", "sent", "date", "recordedOn", "recordedDate",
                                                    "effectiveDateTime", "occurrenceDateTime"};
constexpr std::array<std::string_view, 4> kPeriods = {"period", "timingPeriod", "executionPeriod", "effectivePeriod"};

std::string id_of(const json::Value& reference, std::string_view type) {
  const auto text = reference.text_of("reference");
  const std::string start = std::string(type) + "/";
  const auto at = text.rfind(start);
  if (at == std::string_view::npos || (at > 0 && text[at - 1] != '/')) return {};
  const auto rest = text.substr(at + start.size());
  return std::string(rest.substr(0, rest.find('/')));
}

std::string first_id(const json::Value& resource, std::initializer_list<std::string_view> members, std::string_view type) {
  for (const auto member : members)
    if (auto id = id_of(resource[member], type); !id.empty()) return id;
  return {};
}

void set_dates(const json::Value& resource, const Zone& zone, storage::SearchRow& row) {
  for (const auto member : kDates)
    if (const auto span = span_of(resource.text_of(member), zone)) {
      row.date_from = span->first;
      row.date_to = span->first;
      return;
    }
  for (const auto member : kPeriods) {
    const auto start = span_of(resource[member].text_of("start"), zone);
    const auto end = span_of(resource[member].text_of("end"), zone);
    if (!start && !end) continue;
    if (start) row.date_from = start->first;
    if (end) row.date_to = end->first;
    return;
  }
}

// What no index can hold is searched for by nobody.
void leave_out_odd(storage::SearchRow& row) {
  for (auto* text : {&row.patient, &row.encounter, &row.questionnaire, &row.form_version, &row.status})
    if (!wire::is_plain(*text)) text->clear();
}

int days_in_month(Date date) {
  Date next = date.month == 12 ? Date{date.year + 1, 1, 1} : Date{date.year, date.month + 1, 1};
  return static_cast<int>(add_days(next, -1).day);
}

}  // namespace

std::optional<std::pair<Instant, Instant>> span_of(std::string_view text, const Zone& zone) {
  if (const auto full = parse_time(text)) return std::pair(full->instant, full->instant + seconds(1));
  if (!is_fhir_date(text)) return std::nullopt;
  std::string day(text);
  if (day.size() == 4) day += "-01";
  if (day.size() == 7) day += "-01";
  const auto first = parse_date(day);
  if (!first) return std::nullopt;
  const Date next = text.size() == 4 ? Date{first->year + 1, 1, 1}
                                     : add_days(*first, text.size() == 7 ? days_in_month(*first) : 1);
  return std::pair(zone.to_instant(*first, 0), zone.to_instant(next, 0));
}

bool fits(const storage::SearchRow& row, const storage::SearchWish& wish) {
  const auto is = [](const std::string& text, const std::string& wanted) { return wanted.empty() || text == wanted; };
  const bool overlaps = (row.date_from || row.date_to) && row.date_from.value_or(wish.date_from) < wish.date_to &&
                        row.date_to.value_or(wish.date_to) >= wish.date_from;
  return is(row.patient, wish.patient) && is(row.encounter, wish.encounter) && is(row.questionnaire, wish.questionnaire) &&
         is(row.form_version, wish.form_version) && is(row.status, wish.status) && (!storage::asks_for_date(wish) || overlaps) &&
         row.updated_at >= wish.updated_from && row.updated_at < wish.updated_to;
}

storage::SearchRow search_row_of(const storage::FeedRow& row, const Zone& zone) {
  storage::SearchRow found;
  found.type = row.type;
  found.id = row.id;
  found.position = row.position;
  found.updated_at = row.received_at;
  const auto resource = json::parse(as_text(row.bytes));
  if (!resource) return found;
  found.patient = row.type == "Patient" ? row.id : first_id(*resource, {"subject", "patient", "for"}, "Patient");
  found.encounter = row.type == "Encounter" ? row.id : first_id(*resource, {"encounter", "context"}, "Encounter");
  const auto canonical = resource->text_of("questionnaire");
  const auto bar = canonical.find('|');
  found.questionnaire = canonical.substr(0, bar);
  if (bar != std::string_view::npos) found.form_version = canonical.substr(bar + 1);
  found.status = resource->text_of("status");
  leave_out_odd(found);
  set_dates(*resource, zone, found);
  return found;
}

}  // namespace wardlight::hub
