// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/tablets.h"

#include "core/json/value.h"
#include "core/time/time.h"
#include "sync/wire/numbers.h"

namespace wardlight::wire {
namespace {

json::Value time_or_null(std::optional<Instant> at) { return at ? json::Value(format_time(*at, 0)) : json::Value(); }

Expected<std::optional<Instant>> read_time(const json::Value& tablet, std::string_view name) {
  const json::Value& value = tablet[name];
  if (value.is_null()) return std::optional<Instant>();
  WL_TRY(const OffsetTime time, parse_time(value.text()));
  return std::optional(time.instant);
}

}  // namespace

std::string write_tablets(std::span<const TabletNews> tablets) {
  json::Value list = json::Value::array();
  for (const TabletNews& one : tablets)
    list.push(json::Value()
                  .set("device", one.device.value)
                  .set("name", one.name)
                  .set("last_seen", time_or_null(one.seen))
                  .set("oldest_unsent", time_or_null(one.oldest_unsent))
                  .set("unsent", one.unsent ? json::Value(*one.unsent) : json::Value()));
  return json::write(json::Value().set("tablets", std::move(list)));
}

Expected<std::vector<TabletNews>> read_tablets(std::string_view text) {
  WL_TRY(const json::Value answer, json::parse(text));
  if (!answer["tablets"].is_array())
    return Error{ErrorCode::InvalidContent, "The hub's list of tablets is not one; update the app.", "$tablets"};
  std::vector<TabletNews> tablets;
  for (const json::Value& one : answer["tablets"].items()) {
    TabletNews news{{std::string(one.text_of("device"))}, std::string(one.text_of("name")), {}, {}, {}};
    WL_TRY(news.seen, read_time(one, "last_seen"));
    WL_TRY(news.oldest_unsent, read_time(one, "oldest_unsent"));
    if (one["unsent"].is_number()) news.unsent = to_number(one["unsent"].text());
    tablets.push_back(std::move(news));
  }
  return tablets;
}

}  // namespace wardlight::wire
