// SPDX-License-Identifier: Apache-2.0
#include "sync/census/fhir_reader.h"

#include <map>

#include "core/base/byte_order_mark.h"
#include "core/json/value.h"
#include "sync/census/bundle_scanner.h"
#include "sync/census/fhir_resource.h"
#include "sync/census/file_cursor.h"

namespace wardlight::census {
namespace {

constexpr std::size_t kPeek = std::size_t{64} << 10;
constexpr std::size_t kLongestLine = std::size_t{64} << 20;

enum class Shape { Lines, Document };

// Without the space around it and the mark before it.
std::string_view trimmed(std::string_view text) {
  text = without_byte_order_mark(text);
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string_view next_line(std::string_view& rest) {
  std::string_view line;
  while (line.empty() && !rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return line;
}

bool stands_alone(std::string_view line) { return line.ends_with('}') && json::parse(line).has_value(); }

// NDJSON and a printed document both begin with a brace; what the first two lines look like tells them apart.
Shape shape_of(const std::string& name, std::string_view beginning) {
  if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return Shape::Lines;
  const bool one_line = beginning.find('\n') == std::string_view::npos;
  if (one_line && beginning.size() >= kPeek) return Shape::Document;
  std::string_view rest = beginning;
  const auto first = next_line(rest);
  if (stands_alone(first)) return Shape::Lines;
  const auto second = next_line(rest);
  const bool goes_on = first.ends_with('[') || first.ends_with(',') || first.ends_with(':');
  return second.starts_with('{') && !goes_on ? Shape::Lines : Shape::Document;
}

std::string where_and_what(const Error& error) {
  return error.where.empty() ? error.text : error.text + " (" + error.where + ")";
}

// Takes the entries of one Bundle, from a line or from a scanned file.
class BundleTaker {
 public:
  BundleTaker(Sink& sink, std::string file) : m_sink(sink), m_file(std::move(file)) {}

  // First walk: what the entries are called, and which version of each is the newest.
  void note(std::size_t index, const json::Value& entry) {
    const auto full_url = entry.text_of("fullUrl");
    m_names.add(full_url, entry["resource"]);
    const std::string key = full_url.empty() ? std::string(entry["request"].text_of("url")) : std::string(full_url);
    auto [at, is_new] = m_newest.emplace(key, Version{index, std::string(entry["resource"]["meta"].text_of("lastUpdated"))});
    const auto updated = entry["resource"]["meta"].text_of("lastUpdated");
    if (!is_new && updated > at->second.updated) at->second = {index, std::string(updated)};
  }

  // Second walk, in the same order.
  Expected<void> take(const Place& place, std::string_view text, const json::Value& entry, bool history) {
    const auto full_url = entry.text_of("fullUrl");
    const std::string key = full_url.empty() ? std::string(entry["request"].text_of("url")) : std::string(full_url);
    if (history && !key.empty() && m_newest.at(key).index != place.entry) return {};
    const json::Value* resource = entry.find("resource");
    if (entry["request"].text_of("method") == "DELETE") {
      m_sink.refuse(place, "A deletion is not taken: send the resource as inactive or entered-in-error.");
      return {};
    }
    if (resource == nullptr) {
      m_sink.refuse(place, "The entry has no resource.");
      return {};
    }
    auto read = read_resource(text, *resource, full_url, m_names);
    if (read) return m_sink.take(*std::move(read), place);
    m_sink.refuse_resource(place, read.error().text, *resource);
    return {};
  }

 private:
  struct Version {
    std::size_t index;
    std::string updated;
  };
  Sink& m_sink;
  std::string m_file;
  BundleNames m_names;
  std::map<std::string, Version> m_newest;
};

Expected<void> take_bundle_line(std::string_view text, const json::Value& bundle, const Place& line, Sink& sink) {
  BundleTaker taker(sink, line.file);
  const auto& entries = bundle["entry"].items();
  for (std::size_t i = 0; i < entries.size(); ++i) taker.note(i + 1, entries[i]);
  for (std::size_t i = 0; i < entries.size(); ++i)
    WL_CHECK(taker.take({line.file, line.line, i + 1}, text, entries[i], bundle.text_of("type") == "history"));
  return {};
}

Expected<void> take_line(std::string_view text, const Place& place, Sink& sink) {
  const auto value = json::parse(text);
  if (!value) {
    sink.refuse(place, value.error().text);
    return {};
  }
  if (value->text_of("resourceType") == "Bundle") return take_bundle_line(text, *value, place, sink);
  auto resource = read_resource(text, *value, {}, BundleNames());
  if (resource) return sink.take(*std::move(resource), place);
  sink.refuse_resource(place, resource.error().text, *value);
  return {};
}

Expected<void> read_lines(File& file, const std::string& name, Sink& sink, std::uint64_t size) {
  FileCursor cursor(file, [&](std::uint64_t read) { sink.progress(read, size); });
  std::string line;
  bool too_long = false;
  Place place{name, 1, 0};
  const auto finish = [&]() -> Expected<void> {
    const auto text = trimmed(line);
    if (too_long) sink.refuse(place, "The line is longer than 64 MiB.");
    else if (!text.empty()) WL_CHECK(take_line(text, place, sink));
    line.clear();
    too_long = false;
    return {};
  };
  for (auto c = cursor.peek(); c; c = cursor.peek()) {
    cursor.step();
    if (*c == '\n') {
      WL_CHECK(finish());
      place.line = cursor.line();
    } else if (line.size() < kLongestLine) {
      line += *c;
    } else {
      too_long = true;
    }
  }
  if (cursor.failure()) return *cursor.failure();
  return finish();
}

Expected<void> read_single_resource(File& file, const std::string& name, Sink& sink, std::uint64_t size) {
  if (size > kLongestLine) return Error{ErrorCode::InvalidContent,
      "This file is too large for one resource; send a Bundle or NDJSON.", name};
  WL_TRY(const auto bytes, file.read_at(0, static_cast<std::size_t>(size)));
  return take_line(trimmed(as_text(bytes)), {name, 1, 0}, sink);
}

Expected<void> read_document(File& file, const std::string& name, Sink& sink, std::uint64_t size) {
  BundleTaker taker(sink, name);
  const auto note = [&](ScannedEntry entry) -> Expected<void> {
    if (const auto value = json::parse(entry.text)) taker.note(entry.index, *value);
    return {};
  };
  const auto first = scan_document(file, [&](std::uint64_t read) { sink.progress(read / 2, size); }, note);
  if (!first && first.error().code != ErrorCode::InvalidContent) return first.error();
  if (first && first->resource_type != "Bundle") return read_single_resource(file, name, sink, size);
  const bool history = first && first->bundle_type == "history";
  const auto take = [&](ScannedEntry entry) -> Expected<void> {
    const Place place{name, entry.line, entry.index};
    const auto value = json::parse(entry.text);
    if (value) return taker.take(place, entry.text, *value, history);
    sink.refuse(place, value.error().text);
    return {};
  };
  const auto second = scan_document(file, [&](std::uint64_t read) { sink.progress(size / 2 + read / 2, size); }, take);
  if (second) return {};
  if (second.error().code != ErrorCode::InvalidContent) return second.error();
  sink.refuse({name, 0, 0}, "The rest of the file is lost: " + where_and_what(second.error()));
  return {};
}

}  // namespace

Expected<void> read_fhir(File& file, const std::string& name, Sink& sink) {
  WL_TRY(const auto size, file.size());
  WL_TRY(const auto beginning, file.read_at(0, kPeek));
  const auto start = trimmed(as_text(beginning));
  if (start.empty()) return Error{ErrorCode::InvalidContent, "This file is empty.", name};
  const bool lines = shape_of(name, start) == Shape::Lines;
  return lines ? read_lines(file, name, sink, size) : read_document(file, name, sink, size);
}

}  // namespace wardlight::census
