// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/search_question.h"

#include <algorithm>

#include "sync/hub/search_fields.h"
#include "sync/wire/numbers.h"
#include "sync/wire/plain_text.h"
#include "sync/wire/url.h"

namespace wardlight::hub {
namespace {

constexpr std::size_t kMostPerPage = 100;
constexpr std::size_t kUsualPerPage = 50;

Error wrong(std::string_view name, std::string_view why) {
  return {ErrorCode::InvalidContent, "The search parameter " + std::string(name) + " " + std::string(why), "search"};
}

std::string_view without_type(std::string_view value, std::string_view type) {
  const std::string start = std::string(type) + "/";
  return value.starts_with(start) ? value.substr(start.size()) : value;
}

// The prefix of a date parameter, "eq" without one.
std::string take_prefix(std::string_view& value) {
  if (value.size() < 2 || value[0] < 'a' || value[0] > 'z') return "eq";
  const std::string prefix(value.substr(0, 2));
  value.remove_prefix(2);
  return prefix;
}

Expected<void> narrow(std::string_view name, std::string_view value, const Zone& zone, Instant& from, Instant& to) {
  const std::string prefix = take_prefix(value);
  const auto span = span_of(value, zone);
  if (!span) return wrong(name, "needs a date or a time with its offset.");
  if (prefix == "eq") from = std::max(from, span->first), to = std::min(to, span->second);
  else if (prefix == "ge" || prefix == "sa") from = std::max(from, prefix == "ge" ? span->first : span->second);
  else if (prefix == "gt") from = std::max(from, span->second);
  else if (prefix == "le") to = std::min(to, span->second);
  else if (prefix == "lt" || prefix == "eb") to = std::min(to, span->first);
  else return wrong(name, "takes the prefixes eq, ge, gt, le, lt, sa and eb.");
  return {};
}

Expected<void> set_order(std::string_view value, storage::SearchWish& wish) {
  using Order = storage::SearchOrder;
  if (value == "_lastUpdated") wish.order = Order::OldestUpdate;
  else if (value == "-_lastUpdated") wish.order = Order::NewestUpdate;
  else if (value == "date" || value == "authored") wish.order = Order::OldestDate;
  else if (value == "-date" || value == "-authored") wish.order = Order::NewestDate;
  else return wrong("_sort", "takes _lastUpdated and date, each with or without a minus.");
  return {};
}

Expected<void> set_number(std::string_view name, std::string_view value, std::uint64_t& number) {
  const auto read = wire::to_number(value);
  if (!read) return wrong(name, "needs a whole number.");
  number = *read;
  return {};
}

constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63;  // so that no key needs a sign

Expected<storage::SearchPlace> read_page(std::string_view text) {
  const auto dot = std::min(text.find('.'), text.size());
  const auto key = wire::to_number(text.substr(0, dot));
  const auto position = wire::to_number(text.substr(std::min(dot + 1, text.size())));
  if (!key || !position) return wrong(kPageName, "is taken from a page's own link.");
  return storage::SearchPlace{static_cast<std::int64_t>(*key - kMiddle), *position};
}

Expected<void> take(std::string_view name, const std::string& value, const Zone& zone, SearchQuestion& question) {
  auto& wish = question.wish;
  if (value.find(',') != std::string::npos && name != "_id") return wrong(name, "takes one value here, not a list.");
  if (name != "_id" && !value.empty() && !wire::is_plain(value)) return wrong(name, "is longer, or odder, than anything here.");
  if (name == "patient" || name == "subject") wish.patient = without_type(value, "Patient");
  else if (name == "encounter" || name == "context") wish.encounter = without_type(value, "Encounter");
  else if (name == "status") wish.status = value;
  else if (name == "_id") question.ids = value;
  else if (name == "date" || name == "authored") return narrow(name, value, zone, wish.date_from, wish.date_to);
  else if (name == "_lastUpdated") return narrow(name, value, zone, wish.updated_from, wish.updated_to);
  else if (name == "_sort") return set_order(value, wish);
  else if (name == "questionnaire") {
    const auto bar = value.find('|');
    wish.questionnaire = value.substr(0, bar);
    if (bar != std::string::npos) wish.form_version = value.substr(bar + 1);
  } else if (name == "_count") {
    std::uint64_t count = 0;
    WL_CHECK(set_number(name, value, count));
    wish.limit = std::clamp<std::size_t>(count, 1, kMostPerPage);
  } else if (name == kPageName) {
    WL_TRY(wish.after, read_page(value));
  } else if (name != "_format") {
    return wrong(name, "is not known here; GET metadata lists those that are.");
  }
  return {};
}

}  // namespace

std::string write_page(const storage::SearchPlace& after) {
  return std::string(kPageName) + "=" + std::to_string(static_cast<std::uint64_t>(after.key) + kMiddle) + "." +
         std::to_string(after.position);
}

Expected<SearchQuestion> read_search_question(std::string_view type, std::string_view query, const Zone& zone) {
  SearchQuestion question;
  question.wish.type = type;
  question.wish.limit = kUsualPerPage;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const auto name = pair.substr(0, pair.find('='));
    WL_CHECK(take(name, wire::query_value(pair, name), zone, question));
    if (name != kPageName)
      question.without_page += (question.without_page.empty() ? "" : "&") + std::string(pair);
  }
  return question;
}

}  // namespace wardlight::hub
