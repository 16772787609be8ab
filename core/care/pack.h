// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <charconv>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/decimal.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/time/time.h"

// What every rule pack of assets/clinical has in common: who wrote it, from what, as of when, and worked examples
// that must come out before it is used. Plain values after loading: copy freely, read from any thread.
namespace wardlight::care {

inline constexpr int kMinutesPerDay = 24 * 60;

// A number that no published source fixes ([D]) or that was written from memory ([M]).
struct ToConfirm {
  std::string key;
  std::string mark;
  std::string note;
};

struct PackHead {
  std::string id;
  std::string version;
  std::string as_of;
  std::string title;
  std::string rights;
  std::map<std::string, std::string, std::less<>> sources;  // text by id
  std::vector<ToConfirm> to_confirm;                        // shown as "to be confirmed by the hospital"

  std::string id_and_version() const { return id + "@" + version; }
};

// Reads the members of one object and remembers the first thing that is wrong, so that the fields can be written
// down as a plain list; ask error() once, at the end. Borrows the object. Errors are InvalidContent and name the key.
class PackReader {
 public:
  // The whole file; `where` is what to call it before its id is known.
  explicit PackReader(const json::Value& root, std::string_view where = "rule pack");

  const json::Value& value() const { return m_object; }
  bool has(std::string_view key) const { return m_object.find(key) != nullptr; }

  std::string text(std::string_view key);  // not empty
  std::string text_if_any(std::string_view key) { return has(key) ? text(key) : std::string(); }
  int whole(std::string_view key, int least, int most);
  Decimal decimal(std::string_view key);
  bool yes_or_no(std::string_view key);
  Duration minutes_of(std::string_view key, int most = kMinutesPerDay) { return minutes(whole(key, 0, most)); }
  int minute_of_day(std::string_view key) { return to_minute(m_object[key], key); }
  int to_minute(const json::Value& value, std::string_view key);
  // One of these words.
  template <class Enum, std::size_t N>
  Enum code(std::string_view key, const std::array<std::pair<Enum, std::string_view>, N>& codes) {
    const std::string_view value = m_object.text_of(key);
    for (const auto& [member, name] : codes)
      if (name == value) return member;
    fail("This is none of the codes known here.", key);
    return codes.front().first;
  }
  // The id of a source, checked; gives the source's text.
  std::string source(std::string_view key, const PackHead& head);

  const std::vector<json::Value>& list(std::string_view key);          // not empty
  const std::vector<json::Value>& list_if_any(std::string_view key);   // a list, perhaps empty or not there
  std::vector<std::string> texts(std::string_view key);                // not empty
  std::vector<std::string> texts_if_any(std::string_view key) { return has(key) ? texts(key) : std::vector<std::string>(); }
  std::vector<int> wholes(std::string_view key, int least, int most);  // not empty

  // Reads one object below, or each object of a list, with `read(PackReader&)`; what is wrong there is wrong here.
  template <class Read>
  auto object(std::string_view key, Read read) {
    PackReader inner(m_object[key], m_where, key);
    auto value = read(inner);
    take_error_of(inner);
    return value;
  }
  template <class Read>
  auto objects(std::string_view key, Read read) {
    std::vector<decltype(read(std::declval<PackReader&>()))> all;
    for (const json::Value& item : list(key)) {
      PackReader inner(item, m_where, key);
      all.push_back(read(inner));
      take_error_of(inner);
    }
    return all;
  }
  template <class Read>
  auto objects_if_any(std::string_view key, Read read) {
    return has(key) ? objects(key, read) : decltype(objects(key, read))();
  }

  void known(std::initializer_list<std::string_view> keys);  // any other member is wrong
  void fail(std::string what, std::string_view key);
  const std::optional<Error>& error() const { return m_error; }

 private:
  PackReader(const json::Value& object, const std::string& above, std::string_view key);
  void take_error_of(const PackReader& inner);

  const json::Value& m_object;
  std::string m_where;
  std::optional<Error> m_error;
};

// Reads pack, version, asOf, title, rights, sources and evidence. `rules` are the pack's own keys: any other member but
// "examples" is wrong, and each of them that is in the file needs its evidence, with a source that is listed.
PackHead read_pack_head(PackReader& in, std::initializer_list<std::string_view> rules);

// Runs a pack's "examples": each has an "id", what `run` needs, and an "expect" whose members must come out the same.
// A pack without examples is refused. Fails with InvalidContent, naming the first example that differs and how.
using RunExample = std::function<Expected<json::Value>(const json::Value& example)>;
Expected<void> check_examples(const PackHead& head, const json::Value& root, const RunExample& run);

// json::parse, with an error that says it is a rule pack.
Expected<json::Value> parse_pack(std::string_view text);

}  // namespace wardlight::care
