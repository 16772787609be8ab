// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/feed.h"

#include <algorithm>

#include "core/base/uuid.h"
#include "core/time/time.h"
#include "sync/wire/bundle.h"
#include "sync/wire/entry.h"
#include "sync/wire/numbers.h"
#include "sync/wire/url.h"

namespace wardlight::wire {
namespace {

constexpr std::size_t kBesideBytes = 1200;

Error unbelievable(std::string_view what) {
  return {ErrorCode::Offline, "A page of the feed cannot be believed (" + std::string(what) + "); it is asked for again.",
          "network"};
}

std::string quoted(std::string_view text) { return json::write(json::Value(text)); }

void append_unit(std::string& text, std::string_view base, const FeedUnit& unit) {
  const std::string url = std::string(unit.type) + "/" + std::string(unit.id);
  const bool gone = unit.bytes.empty();
  text += R"({"fullUrl":)";
  text += quoted(unit.envelope ? "urn:uuid:" + std::string(unit.id) : std::string(base) + "/" + url);
  if (!gone) {
    text += R"(,"resource":)";
    text += unit.bytes;
  }
  text += R"(,"request":{"method":")";
  text += gone ? "DELETE" : "PUT";
  text += R"(","url":)" + quoted(url) + R"(},"response":{"status":")";
  text += gone ? "204" : unit.version > 1 ? "200" : "201";
  text += R"(","etag":"W/\")" + std::to_string(unit.version) + R"(\"","lastModified":")" + format_time(unit.received_at, 0);
  text += R"("},"extension":[)";
  if (unit.envelope) text += store::write_unit_extension(*unit.envelope) + ",";
  text += write_position(unit.position) + "]}";
}

// W/"3" → 3
std::optional<std::uint64_t> read_version(std::string_view etag) {
  if (etag.size() < 5 || etag.substr(0, 3) != "W/\"" || etag.back() != '"') return std::nullopt;
  return to_number(etag.substr(3, etag.size() - 4));
}

Expected<void> read_name(const json::Value& entry, FeedEntry& read) {
  const std::string_view url = entry["request"].text_of("url");
  const auto slash = url.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == url.size()) return unbelievable("an entry has no address");
  read.type = url.substr(0, slash);
  read.id = url.substr(slash + 1);
  return {};
}

Expected<void> read_resource(std::string_view text, const json::Value& entry, FeedEntry& read) {
  const json::Value* resource = entry.find("resource");
  if (resource == nullptr) {
    if (entry["request"].text_of("method") != "DELETE") return unbelievable("an entry has no resource");
    return {};
  }
  if (resource->text_of("resourceType") != read.type || resource->text_of("id") != read.id)
    return unbelievable("an entry's address is not its resource's");
  read.resource = resource;
  read.bytes = bytes_of(text, *resource);
  return {};
}

Expected<void> read_origin(const json::Value& entry, FeedEntry& read) {
  const json::Value* unit = find_extension(entry, kUnitUrl);
  if (unit == nullptr) return {};
  auto envelope = read_unit_extension(*unit);
  if (!envelope || !fits(*envelope, read.bytes)) return unbelievable("a statement does not fit its hash");
  read.envelope = *std::move(envelope);
  return {};
}

Expected<FeedEntry> read_entry(std::string_view text, const json::Value& entry) {
  FeedEntry read;
  WL_CHECK(read_name(entry, read));
  WL_CHECK(read_resource(text, entry, read));
  WL_CHECK(read_origin(entry, read));
  const auto position = read_position(entry);
  const auto version = read_version(entry["response"].text_of("etag"));
  const auto received = parse_time(entry["response"].text_of("lastModified"));
  if (!position || !version || !received) return unbelievable("an entry has no position, etag or time");
  read.position = *position;
  read.version = *version;
  read.received_at = received->instant;
  return read;
}

std::string read_next_cursor(const json::Value& root) {
  for (const json::Value& link : root["link"].items()) {
    if (link.text_of("relation") != "next") continue;
    const std::string_view url = link.text_of("url");
    const auto query = url.find('?');
    return query == std::string_view::npos ? std::string() : query_value(url.substr(query + 1), "_cursor");
  }
  return {};
}

Expected<int> read_bounded(const std::string& text, int fallback, int low, int high) {
  if (text.empty()) return fallback;
  const auto number = to_number(text);
  if (!number) return Error{ErrorCode::InvalidContent, "_count and _wait are whole numbers.", "_history"};
  return static_cast<int>(std::clamp<std::uint64_t>(*number, static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high)));
}

}  // namespace

std::string write_feed_page(std::string_view base, std::string_view cursor, std::span<const FeedUnit> units) {
  std::size_t size = 512 + cursor.size();
  for (const FeedUnit& unit : units) size += unit.bytes.size() + kBesideBytes;
  std::string text;
  text.reserve(size);
  text += R"({"resourceType":"Bundle","type":"history","link":[{"relation":"next","url":)";
  text += quoted(std::string(base) + "/_history?_cursor=" + std::string(cursor));
  text += "}]";
  for (std::size_t i = 0; i < units.size(); ++i) {
    text += i == 0 ? R"(,"entry":[)" : ",";
    append_unit(text, base, units[i]);
  }
  text += units.empty() ? "}" : "]}";
  return text;
}

Expected<FeedPage> FeedPage::read(std::string text) {
  FeedPage page;
  page.m_source = std::make_unique<Source>();
  page.m_source->text = std::move(text);
  auto root = json::parse(page.m_source->text);
  if (!root || root->text_of("resourceType") != "Bundle" || root->text_of("type") != "history")
    return unbelievable("it is no history Bundle");
  page.m_source->root = *std::move(root);
  page.m_next_cursor = read_next_cursor(page.m_source->root);
  if (page.m_next_cursor.empty()) return unbelievable("it has no next link");
  for (const json::Value& entry : page.m_source->root["entry"].items()) {
    WL_TRY(FeedEntry read, read_entry(page.m_source->text, entry));
    page.m_entries.push_back(std::move(read));
  }
  return page;
}

std::string feed_target(std::string_view cursor, int count, int wait_seconds) {
  std::string target = "/fhir/_history?";
  if (!cursor.empty()) {
    target += "_cursor=";
    target += cursor;
    target += '&';
  }
  return target + "_count=" + std::to_string(count) + "&_wait=" + std::to_string(wait_seconds);
}

Expected<FeedQuestion> read_feed_question(std::string_view query) {
  FeedQuestion question;
  question.cursor = query_value(query, "_cursor");
  WL_TRY(question.count, read_bounded(query_value(query, "_count"), kPageUnits, 1, kPageUnits));
  WL_TRY(question.wait_seconds, read_bounded(query_value(query, "_wait"), 0, 0, kLongestWaitSeconds));
  return question;
}

}  // namespace wardlight::wire
