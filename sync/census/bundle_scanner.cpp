// SPDX-License-Identifier: Apache-2.0
#include "sync/census/bundle_scanner.h"

#include "sync/census/file_cursor.h"

namespace wardlight::census {
namespace {

constexpr std::size_t kLargestEntry = std::size_t{16} << 20;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool ends_scalar(char c) { return c == ',' || c == ']' || c == '}' || is_space(c); }

enum class Keep { Yes, No };

class Scanner {
 public:
  Scanner(FileCursor& cursor, const std::function<Expected<void>(ScannedEntry)>& visit) : m_cursor(cursor), m_visit(visit) {}

  Expected<ScannedDocument> scan() {
    WL_CHECK(expect('{', "an object is expected at the start"));
    ScannedDocument document;
    while (true) {
      skip_space();
      if (m_cursor.peek() == '}') break;
      WL_CHECK(scan_member(document));
      skip_space();
      if (m_cursor.peek() == ',') m_cursor.step();
      else if (m_cursor.peek() != '}') return broken("a comma or the object's end is expected");
    }
    m_cursor.step();
    skip_space();
    if (m_cursor.peek()) return broken("something follows the end of the object");
    if (m_cursor.failure()) return *m_cursor.failure();
    return document;
  }

 private:
  Error broken(const std::string& what) const {
    if (m_cursor.failure()) return *m_cursor.failure();
    return {ErrorCode::InvalidContent, "This is not well-formed JSON: " + what + ".", "line " + std::to_string(m_cursor.line())};
  }

  void skip_space() {
    for (auto c = m_cursor.peek(); c && is_space(*c); c = m_cursor.peek()) m_cursor.step();
  }

  Expected<void> expect(char wanted, const char* what) {
    skip_space();
    if (m_cursor.peek() != wanted) return broken(what);
    m_cursor.step();
    return {};
  }

  Expected<void> scan_member(ScannedDocument& document) {
    if (m_cursor.peek() != '"') return broken("a member's name is expected");
    WL_TRY(const std::string name, value(Keep::Yes));
    WL_CHECK(expect(':', "a colon is expected"));
    skip_space();
    if (name == "\"entry\"" && m_cursor.peek() == '[') return scan_entries(document);
    const bool wanted = name == "\"resourceType\"" || name == "\"type\"";
    WL_TRY(const std::string text, value(wanted ? Keep::Yes : Keep::No));
    if (wanted && text.size() >= 2 && text[0] == '"')
      (name == "\"type\"" ? document.bundle_type : document.resource_type) = text.substr(1, text.size() - 2);
    return {};
  }

  Expected<void> scan_entries(ScannedDocument& document) {
    m_cursor.step();
    skip_space();
    while (m_cursor.peek() != ']') {
      ScannedEntry entry{++document.entries, m_cursor.line(), {}};
      WL_TRY(entry.text, value(Keep::Yes));
      WL_CHECK(m_visit(std::move(entry)));
      skip_space();
      if (m_cursor.peek() == ',') m_cursor.step();
      else if (m_cursor.peek() != ']') return broken("a comma or the end of the entries is expected");
      skip_space();
    }
    m_cursor.step();
    return {};
  }

  // One value's text: brackets are counted outside strings, so that the end is found without judging the inside.
  Expected<std::string> value(Keep keep) {
    std::string text;
    int depth = 0;
    bool in_string = false;
    bool escaped = false;
    std::size_t length = 0;
    for (auto c = m_cursor.peek(); c; c = m_cursor.peek()) {
      if (!in_string && depth == 0 && length > 0 && ends_scalar(*c)) return text;
      if (!in_string && depth == 0 && (*c == ']' || *c == '}' || *c == ',')) return broken("a value is expected");
      m_cursor.step();
      if (keep == Keep::Yes) text += *c;
      if (++length > kLargestEntry) return broken("one value is larger than 16 MiB");
      if (in_string) {
        in_string = escaped || *c != '"';
        escaped = !escaped && *c == '\\';
        if (!in_string && depth == 0) return text;
      } else if (*c == '"') {
        in_string = true;
      } else if (*c == '{' || *c == '[') {
        ++depth;
      } else if (*c == '}' || *c == ']') {
        if (--depth == 0) return text;
      }
    }
    return broken("it ends in the middle of a value");
  }

  FileCursor& m_cursor;
  const std::function<Expected<void>(ScannedEntry)>& m_visit;
};

}  // namespace

Expected<ScannedDocument> scan_document(File& file, const std::function<void(std::uint64_t)>& on_progress,
                                        const std::function<Expected<void>(ScannedEntry)>& visit) {
  FileCursor cursor(file, on_progress);
  return Scanner(cursor, visit).scan();
}

}  // namespace wardlight::census
