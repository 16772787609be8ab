// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"

// HL7 v2 in its classic "pipes and hats" form, as text and places in it; what the places mean is adt.h's business.
namespace wardlight::census::hl7 {

inline constexpr std::size_t kLargestMessage = std::size_t{1} << 20;

struct Separators {
  char field = '|';
  char component = '^';
  char repetition = '~';
  char escape = '\\';
  char subcomponent = '&';
};

// One segment. Fields, repetitions, components and subcomponents are counted as HL7 counts them: from 1. What is not
// there is empty; "" (two quotes, HL7's "delete this") reads as empty too. Views live as long as the Message.
class Segment {
 public:
  std::string_view name() const { return m_name; }
  std::size_t repetitions(std::size_t field) const;
  // The first subcomponent of a component, with its escape sequences resolved.
  std::string text(std::size_t field, std::size_t component = 1, std::size_t repetition = 1) const;
  std::string subcomponent(std::size_t field, std::size_t component, std::size_t subcomponent) const;
  // The field as it stands.
  std::string_view raw(std::size_t field) const;

 private:
  friend class Message;
  std::string_view component(std::size_t field, std::size_t component, std::size_t repetition) const;
  std::string unescape(std::string_view text) const;

  std::string_view m_name;
  std::vector<std::string_view> m_fields;  // m_fields[0] is field 1
  Separators m_separators;
};

class Message {
 public:
  // InvalidContent unless it begins with an MSH segment whose separators make sense, every segment has a name, and it is not
  // larger than kLargestMessage. Lines may end in CR, LF or both. Text that is not UTF-8 is taken for Latin-1.
  static Expected<Message> parse(std::string_view text);

  const Segment& header() const { return m_segments.front(); }
  const std::vector<Segment>& segments() const { return m_segments; }
  // The first of that name at or after the place; nullptr when there is none.
  const Segment* find(std::string_view name, std::size_t from = 0) const;

  Message(Message&&) = default;
  Message& operator=(Message&&) = default;
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

 private:
  Message() = default;
  std::vector<char> m_text;  // moved with its views intact
  std::vector<Segment> m_segments;
};

}  // namespace wardlight::census::hl7
