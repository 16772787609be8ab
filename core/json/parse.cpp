// SPDX-License-Identifier: Apache-2.0
#include <simdjson.h>

#include <algorithm>
#include <unordered_set>

#include "core/json/value.h"

namespace wardlight::json {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kDeepest = 128;
constexpr std::size_t kFewMembers = 16;
constexpr std::size_t kUsualMembers = 4;
constexpr std::size_t kSmallText = std::size_t{1} << 18;  // so much one parser is kept for; a whole import gets its own

Error bad_json(std::string_view text, const char* place, std::string_view what) {
  std::string where;
  if (place != nullptr && place >= text.data() && place <= text.data() + text.size())
    where = "line " + std::to_string(1 + std::count(text.data(), place, '\n'));
  return {ErrorCode::InvalidContent,
          "This is not well-formed JSON: " + std::string(what.substr(0, what.find_last_not_of('.') + 1)) + ".", where};
}

bool is_json_number(std::string_view token) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i - from;
  };
  if (i < token.size() && token[i] == '-') ++i;
  const bool zero = i < token.size() && token[i] == '0';
  const auto whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < token.size() && token[i] == '.' && (++i, digits() == 0)) return false;
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == token.size();
}

bool has_twins(const std::vector<Member>& members) {
  if (members.size() <= kFewMembers) {
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (members[i].name == members[j].name) return true;
    return false;
  }
  std::unordered_set<std::string_view> seen;
  return std::any_of(members.begin(), members.end(), [&](const Member& m) { return !seen.insert(m.name).second; });
}

// Walks the on-demand document once, checking everything it touches.
class Reader {
 public:
  Reader(std::string_view text, ondemand::document& document) : m_text(text), m_document(document) {}

  Expected<Value> read_root() {
    ondemand::value root;
    if (m_document.get_value().get(root) != simdjson::SUCCESS)
      return bad_json(m_text, m_text.data(), "an object or an array is expected");
    Value value;
    WL_CHECK(read(root, 0, value));
    if (m_text.find_first_not_of(" \t\r\n", value.source_end()) != std::string_view::npos)
      return bad_json(m_text, m_text.data() + value.source_end(), "something follows the end of the value");
    return value;
  }

 private:
  const char* place() {
    const char* at = nullptr;
    return m_document.current_location().get(at) == simdjson::SUCCESS ? at : nullptr;
  }
  Error syntax(simdjson::error_code code) { return bad_json(m_text, place(), simdjson::error_message(code)); }

  // Each value is read straight into the place where it stays: moving trees about costs more than reading them.
  Expected<void> read(ondemand::value from, int depth, Value& out) {
    if (depth > kDeepest) return bad_json(m_text, place(), "it is nested too deeply");
    ondemand::json_type type;
    if (const auto error = from.type().get(type)) return syntax(error);
    switch (type) {
      case ondemand::json_type::object: return read_object(from, depth, out);
      case ondemand::json_type::array: return read_array(from, depth, out);
      case ondemand::json_type::number: return read_number(from, out);
      case ondemand::json_type::string: return read_string(from, out);
      case ondemand::json_type::boolean: return read_boolean(from, out);
      case ondemand::json_type::null: return read_null(from, out);
    }
    return bad_json(m_text, place(), "a value is expected");
  }

  std::size_t offset_of(std::string_view token) const { return static_cast<std::size_t>(token.data() - m_text.data()); }

  Expected<void> read_object(ondemand::value from, int depth, Value& out) {
    const std::size_t begin = offset_of(from.raw_json_token());
    ondemand::object object;
    if (const auto error = from.get_object().get(object)) return syntax(error);
    std::vector<Member> members;
    members.reserve(kUsualMembers);
    for (auto field : object) {
      std::string_view name;
      if (const auto error = field.unescaped_key().get(name)) return syntax(error);
      ondemand::value inner;
      if (const auto error = field.value().get(inner)) return syntax(error);
      Member& member = members.emplace_back();
      member.name = name;
      WL_CHECK(read(inner, depth + 1, member.value));
    }
    if (has_twins(members)) return bad_json(m_text, m_text.data() + begin, "one object has the same name twice");
    out = Value::object(std::move(members));
    out.set_source(begin, end_after('}', out.members().empty() ? begin + 1 : out.members().back().value.source_end()));
    return {};
  }

  Expected<void> read_array(ondemand::value from, int depth, Value& out) {
    const std::size_t begin = offset_of(from.raw_json_token());
    ondemand::array array;
    if (const auto error = from.get_array().get(array)) return syntax(error);
    std::vector<Value> items;
    for (auto element : array) {
      ondemand::value inner;
      if (const auto error = element.get(inner)) return syntax(error);
      WL_CHECK(read(inner, depth + 1, items.emplace_back()));
    }
    out = Value::array(std::move(items));
    out.set_source(begin, end_after(']', out.items().empty() ? begin + 1 : out.items().back().source_end()));
    return {};
  }

  // Only white space can stand between the last inner value and the closing bracket.
  std::size_t end_after(char bracket, std::size_t from) const { return m_text.find(bracket, from) + 1; }

  void set_source(Value& value, std::string_view token) const {
    const std::size_t begin = offset_of(token);
    const auto last = token.find_last_not_of(" \t\r\n");
    value.set_source(begin, begin + (last == std::string_view::npos ? 0 : last + 1));
  }

  Expected<void> read_number(ondemand::value from, Value& out) {
    const std::string_view raw = from.raw_json_token();
    const auto last = raw.find_last_not_of(" \t\r\n");
    const auto token = raw.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (!is_json_number(token)) return bad_json(m_text, raw.data(), "a number is malformed");
    double unused = 0;
    if (const auto error = from.get_double().get(unused); error && error != simdjson::NUMBER_ERROR) return syntax(error);
    out = Value::number_token(std::string(token));
    set_source(out, raw);
    return {};
  }

  Expected<void> read_string(ondemand::value from, Value& out) {
    const std::string_view raw = from.raw_json_token();
    std::string_view text;
    if (const auto error = from.get_string().get(text)) return syntax(error);
    out = Value(text);
    set_source(out, raw);
    return {};
  }

  Expected<void> read_boolean(ondemand::value from, Value& out) {
    const std::string_view raw = from.raw_json_token();
    bool boolean = false;
    if (const auto error = from.get_bool().get(boolean)) return syntax(error);
    out = Value(boolean);
    set_source(out, raw);
    return {};
  }

  Expected<void> read_null(ondemand::value from, Value& out) {
    const std::string_view raw = from.raw_json_token();
    bool null = false;
    if (const auto error = from.is_null().get(null); error || !null)
      return bad_json(m_text, raw.data(), "a literal is malformed");
    set_source(out, raw);
    return {};
  }

  std::string_view m_text;
  ondemand::document& m_document;
};

}  // namespace

Expected<Value> parse(std::string_view text) {
  const simdjson::padded_string padded(text);
  thread_local ondemand::parser kept;  // making its buffers costs more than reading a statement
  ondemand::parser own_parser;
  ondemand::parser& parser = text.size() <= kSmallText ? kept : own_parser;
  ondemand::document document;
  const std::string_view own(padded.data(), padded.size());
  if (const auto error = parser.iterate(padded).get(document))
    return bad_json(own, own.data(), simdjson::error_message(error));
  return Reader(own, document).read_root();
}

}  // namespace wardlight::json
