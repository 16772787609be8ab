// SPDX-License-Identifier: Apache-2.0
#include "sync/census/hl7/message.h"

#include <algorithm>
#include <charconv>

namespace wardlight::census::hl7 {
namespace {

constexpr std::size_t kHeaderStart = 8;  // MSH and its five separators
constexpr std::size_t kMostFields = 500;

std::vector<std::string_view> split(std::string_view text, char separator, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most) {
    const auto end = text.find(separator);
    if (end == std::string_view::npos) break;
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

// The n-th part, counted from 1, without making the others.
std::string_view part_of(std::string_view text, char separator, std::size_t n) {
  for (std::size_t i = 1; i < n; ++i) {
    const auto end = text.find(separator);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find(separator));
}

// How many bytes follow the first one of a UTF-8 sequence; -1 for a byte that begins none.
int followers(unsigned char c) {
  if (c < 0x80) return 0;
  if (c >= 0xc2 && c < 0xe0) return 1;
  if (c >= 0xe0 && c < 0xf0) return 2;
  if (c >= 0xf0 && c < 0xf5) return 3;
  return -1;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const int more = followers(first);
    if (more < 0 || i + static_cast<std::size_t>(more) >= text.size() + (more == 0 ? 1 : 0)) return false;
    for (int k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      const bool too_small = k == 1 && ((first == 0xe0 && next < 0xa0) || (first == 0xf0 && next < 0x90));
      const bool too_large = k == 1 && ((first == 0xed && next > 0x9f) || (first == 0xf4 && next > 0x8f));
      if ((next & 0xc0) != 0x80 || too_small || too_large) return false;
    }
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

std::string from_latin1(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      result += c;
    } else {
      result += static_cast<char>(0xc0 | (byte >> 6));
      result += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return result;
}

// FHIR's text holds no control characters but tab and the line ends.
bool is_shown(char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r'; }

Error broken(const char* why) { return {ErrorCode::InvalidContent, why, "HL7"}; }

Expected<Separators> read_separators(std::string_view text) {
  if (!text.starts_with("MSH") || text.size() < kHeaderStart)
    return broken("This is no HL7 v2 message: it does not begin with MSH.");
  const Separators found{text[3], text[4], text[5], text[6], text[7]};
  std::string all{found.field, found.component, found.repetition, found.escape, found.subcomponent};
  const bool plain = std::any_of(all.begin(), all.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) <= ' ' ||
           static_cast<unsigned char>(c) >= 0x7f;
  });
  std::sort(all.begin(), all.end());
  if (plain || std::adjacent_find(all.begin(), all.end()) != all.end())
    return broken("The message's separators (MSH-1 and MSH-2) must be five different signs.");
  return found;
}

bool is_segment_name(std::string_view name) {
  return name.size() == 3 && name[0] >= 'A' && name[0] <= 'Z' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

Expected<Message> Message::parse(std::string_view given) {
  if (given.size() > kLargestMessage) return broken("The message is larger than 1 MiB.");
  const std::string text = is_utf8(given) ? std::string(given) : from_latin1(given);
  WL_TRY(const Separators separators, read_separators(text));
  Message message;
  message.m_text.assign(text.begin(), text.end());
  std::string_view rest(message.m_text.data(), message.m_text.size());
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    Segment segment;
    segment.m_separators = separators;
    segment.m_name = line.substr(0, 3);
    const bool header = message.m_segments.empty();
    if (!is_segment_name(segment.m_name) || (line.size() > 3 && line[3] != separators.field))
      return broken("A segment of the message does not begin with its name and the field separator.");
    // MSH-1 is the separator itself, so its fields are one further on.
    if (header) segment.m_fields.push_back(line.substr(3, 1));
    if (line.size() > 4)
      for (const auto field : split(line.substr(4), separators.field, kMostFields)) segment.m_fields.push_back(field);
    message.m_segments.push_back(std::move(segment));
  }
  return message;
}

const Segment* Message::find(std::string_view name, std::size_t from) const {
  for (std::size_t i = from; i < m_segments.size(); ++i)
    if (m_segments[i].name() == name) return &m_segments[i];
  return nullptr;
}

std::string_view Segment::raw(std::size_t field) const {
  return field == 0 || field > m_fields.size() ? std::string_view() : m_fields[field - 1];
}

std::size_t Segment::repetitions(std::size_t field) const {
  const auto whole = raw(field);
  if (whole.empty()) return 0;
  return static_cast<std::size_t>(std::count(whole.begin(), whole.end(), m_separators.repetition)) + 1;
}

std::string_view Segment::component(std::size_t field, std::size_t component, std::size_t repetition) const {
  return part_of(part_of(raw(field), m_separators.repetition, repetition), m_separators.component, component);
}

std::string Segment::text(std::size_t field, std::size_t component_number, std::size_t repetition) const {
  return unescape(part_of(component(field, component_number, repetition), m_separators.subcomponent, 1));
}

std::string Segment::subcomponent(std::size_t field, std::size_t component_number, std::size_t number) const {
  return unescape(part_of(component(field, component_number, 1), m_separators.subcomponent, number));
}

// \F\ \S\ \R\ \T\ \E\ are the separators; \X..\ is bytes in hex; \.br\ a line's end; what else there may be (type faces) goes.
std::string Segment::unescape(std::string_view text) const {
  if (text == "\"\"") return {};
  std::string result;
  while (!text.empty()) {
    const auto start = text.find(m_separators.escape);
    const auto end = start == std::string_view::npos ? start : text.find(m_separators.escape, start + 1);
    if (end == std::string_view::npos) break;
    result += text.substr(0, start);
    const auto sequence = text.substr(start + 1, end - start - 1);
    if (sequence == "F") result += m_separators.field;
    else if (sequence == "S") result += m_separators.component;
    else if (sequence == "R") result += m_separators.repetition;
    else if (sequence == "T") result += m_separators.subcomponent;
    else if (sequence == "E") result += m_separators.escape;
    else if (sequence == ".br") result += '\n';
    else if (sequence.starts_with('X')) {
      std::string bytes;
      for (std::size_t i = 1; i + 1 < sequence.size(); i += 2) {
        unsigned byte = 0;
        const auto hex = sequence.substr(i, 2);
        const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), byte, 16);
        if (read.ec == std::errc() && read.ptr == hex.data() + hex.size()) bytes += static_cast<char>(byte);
      }
      result += is_utf8(bytes) ? bytes : from_latin1(bytes);
    }
    text.remove_prefix(end + 1);
  }
  result += text;
  std::erase_if(result, [](char c) { return !is_shown(c); });
  const auto first = result.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return result.substr(first, result.find_last_not_of(' ') - first + 1);
}

}  // namespace wardlight::census::hl7
