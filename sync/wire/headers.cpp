// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/headers.h"

#include <algorithm>
#include <array>

#include "core/time/time.h"
#include "sync/wire/brotli.h"
#include "sync/wire/gzip.h"
#include "sync/wire/numbers.h"

namespace wardlight::wire {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kFirstDay = 4;  // 1970 began on a Thursday

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

Error not_a_hub(std::string_view what) {
  return {ErrorCode::Offline,
          "What answered is not the hub (" + std::string(what) + "); everything stays saved here until it is.", "network"};
}

bool is_json(std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  return same_name(type, kFhirJson) || same_name(type, "application/json");
}

}  // namespace

std::string_view find_header(const HeaderList& headers, std::string_view name) {
  for (const auto& [given, value] : headers)
    if (same_name(given, name)) return value;
  return {};
}

void write_hub_headers(const HubHeaders& hub, HeaderList& headers) {
  headers.emplace_back("Wardlight-Epoch", hub.epoch);
  headers.emplace_back("Wardlight-Head", std::to_string(hub.head));
  headers.emplace_back("Wardlight-Durable", std::to_string(hub.durable));
  headers.emplace_back("Wardlight-Scope", hub.scope);
  headers.emplace_back("Wardlight-Forms", hub.forms);
  headers.emplace_back("Date", format_http_date(hub.date));
  if (hub.incarnation) headers.emplace_back("Wardlight-Incarnation", std::to_string(*hub.incarnation));
  if (hub.retry_after) headers.emplace_back("Retry-After", std::to_string(hub.retry_after->milliseconds / 1000));
}

Expected<HubHeaders> read_hub_headers(const HeaderList& headers) {
  HubHeaders hub;
  hub.epoch = find_header(headers, "Wardlight-Epoch");
  hub.scope = find_header(headers, "Wardlight-Scope");
  hub.forms = find_header(headers, "Wardlight-Forms");
  const auto head = to_number(find_header(headers, "Wardlight-Head"));
  const auto durable = to_number(find_header(headers, "Wardlight-Durable"));
  const auto date = parse_http_date(find_header(headers, "Date"));
  if (hub.epoch.empty() || hub.scope.empty() || hub.forms.empty() || !head || !durable || !date)
    return not_a_hub("its headers are missing");
  hub.head = *head;
  hub.durable = *durable;
  hub.date = *date;
  hub.incarnation = to_number(find_header(headers, "Wardlight-Incarnation"));
  if (const auto wait = to_number(find_header(headers, "Retry-After")))
    hub.retry_after = seconds(static_cast<std::int64_t>(*wait));
  return hub;
}

std::string format_http_date(Instant instant) {
  const std::int64_t days = (instant.milliseconds - (instant.milliseconds % kDay + kDay) % kDay) / kDay;
  const Instant whole{instant.milliseconds - (instant.milliseconds % 1000 + 1000) % 1000};
  const std::string iso = format_time(whole, 0);  // YYYY-MM-DDTHH:MM:SSZ
  const auto month = to_number(iso.substr(5, 2)).value_or(1);
  std::string text(kDays[static_cast<std::size_t>(((days + kFirstDay) % 7 + 7) % 7)]);
  text += ", " + iso.substr(8, 2) + " ";
  text += kMonths[month - 1];
  return text + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " GMT";
}

std::optional<Instant> parse_http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(25) != " GMT" || text[3] != ',') return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  if (month == kMonths.end()) return std::nullopt;
  const auto number = std::to_string(101 + (month - kMonths.begin())).substr(1);
  std::string iso(text.substr(12, 4));
  iso += "-" + number + "-";
  iso += text.substr(5, 2);
  iso += "T";
  iso += text.substr(17, 8);
  const auto time = parse_time(iso + "Z");
  if (!time) return std::nullopt;
  return time->instant;
}

Expected<std::string> read_body(const HeaderList& headers, std::string_view body) {
  const auto coding = find_header(headers, "Content-Encoding");
  if (coding.empty() || same_name(coding, "identity")) return std::string(body);
  if (same_name(coding, "gzip")) return gunzip(body);
  if (same_name(coding, "br")) return unbrotli(body);
  return Error{ErrorCode::InvalidContent, "This coding of a body is not known here; send gzip, br or nothing.", "Content-Encoding"};
}

Expected<HubAnswer> read_answer(const HeaderList& headers, std::string_view body) {
  WL_TRY(HubHeaders hub, read_hub_headers(headers));
  if (!is_json(find_header(headers, "Content-Type"))) return not_a_hub("its content type is not JSON");
  auto text = read_body(headers, body);
  if (!text) return not_a_hub("its body is cut or damaged");
  const auto first = text->find_first_not_of(" \t\r\n");
  if (first == std::string::npos || ((*text)[first] != '{' && (*text)[first] != '[')) return not_a_hub("its body is not JSON");
  return HubAnswer{std::move(hub), *std::move(text)};
}

}  // namespace wardlight::wire
