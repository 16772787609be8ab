// SPDX-License-Identifier: Apache-2.0
#include "core/care/pack.h"

#include <algorithm>
#include <set>

namespace wardlight::care {
namespace {

constexpr std::array<std::string_view, 4> kMarks{"V", "S", "M", "D"};
constexpr std::array<std::string_view, 8> kHeadKeys{"pack",    "version",  "asOf", "title", "rights",
                                                    "sources", "evidence", "examples"};

std::string name_of_pack(const json::Value& root, std::string_view otherwise) {
  const std::string_view id = root.text_of("pack");
  return id.empty() ? std::string(otherwise) : "rule pack " + std::string(id);
}

bool read_whole(const json::Value& value, int& number) {
  const std::string& digits = value.text();
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return value.is_number() && bad == std::errc{} && end == digits.data() + digits.size();
}

void read_sources(PackReader& in, PackHead& head) {
  in.objects("sources", [&](PackReader& source) {
    source.known({"id", "text"});
    if (!head.sources.emplace(source.text("id"), source.text("text")).second) source.fail("This source stands here twice.", "id");
    return true;
  });
}

// Every number and table of the pack says where it is from.
void read_evidence(PackReader& in, std::set<std::string, std::less<>> missing, PackHead& head) {
  in.objects("evidence", [&](PackReader& evidence) {
    evidence.known({"keys", "mark", "source", "note"});
    const std::string mark = evidence.text("mark");
    if (std::ranges::find(kMarks, mark) == kMarks.end()) evidence.fail("A mark is V, S, M or D.", "mark");
    evidence.source("source", head);
    for (const std::string& key : evidence.texts("keys")) {
      if (missing.erase(key) == 0) evidence.fail("\"" + key + "\" is no key of the pack, or has its source twice.", "keys");
      if (mark == "M" || mark == "D") head.to_confirm.push_back({key, mark, evidence.text_if_any("note")});
    }
    return true;
  });
  if (!missing.empty()) in.fail("\"" + *missing.begin() + "\" has no source; every number needs one.", "evidence");
}

Error example_error(const PackHead& head, std::string text, std::string_view id) {
  return {ErrorCode::InvalidContent, std::move(text), "rule pack " + head.id + ": example " + std::string(id)};
}

Expected<void> compare(const PackHead& head, const json::Value& expected, const json::Value& came, std::string_view id) {
  if (!expected.is_object() || expected.members().empty())
    return example_error(head, "The example expects nothing; say what comes out.", id);
  for (const json::Member& member : expected.members())
    if (!(member.value == came[member.name]))
      return example_error(head,
                           "The worked example does not come out: \"" + member.name + "\" should be " +
                               json::write(member.value) + " and is " + json::write(came[member.name]) +
                               ". Correct the pack or its example.",
                           id);
  return {};
}

}  // namespace

PackReader::PackReader(const json::Value& root, std::string_view where)
    : m_object(root), m_where(name_of_pack(root, where)) {
  if (!root.is_object()) fail("This must be an object.", "");
}

PackReader::PackReader(const json::Value& object, const std::string& above, std::string_view key)
    : m_object(object), m_where(above + (above.find(": ") == std::string::npos ? ": " : ".") + std::string(key)) {
  if (!object.is_object()) fail("This must be an object.", "");
}

void PackReader::fail(std::string what, std::string_view key) {
  const std::string_view joint = m_where.find(": ") == std::string::npos ? ": " : ".";
  if (!m_error)
    m_error = Error{ErrorCode::InvalidContent, std::move(what),
                    m_where + (key.empty() ? std::string() : std::string(joint) + std::string(key))};
}

void PackReader::take_error_of(const PackReader& inner) {
  if (!m_error) m_error = inner.m_error;
}

void PackReader::known(std::initializer_list<std::string_view> keys) {
  if (auto checked = json::refuse_unknown_members(m_object, keys, m_where); !checked && !m_error) m_error = checked.error();
}

std::string PackReader::text(std::string_view key) {
  const std::string_view value = m_object.text_of(key);
  if (value.empty()) fail("A text is missing here.", key);
  return std::string(value);
}

int PackReader::whole(std::string_view key, int least, int most) {
  int number = 0;
  if (!read_whole(m_object[key], number) || number < least || number > most)
    fail("A whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is needed here.", key);
  return number;
}

Decimal PackReader::decimal(std::string_view key) {
  const json::Value& value = m_object[key];
  const auto number = value.is_number() ? Decimal::parse(value.text()) : std::nullopt;
  if (!number) fail("A number is missing here.", key);
  return number.value_or(Decimal::from_integer(0));
}

bool PackReader::yes_or_no(std::string_view key) {
  if (!m_object[key].is_boolean()) fail("This is true or false.", key);
  return m_object[key].boolean();
}

int PackReader::to_minute(const json::Value& value, std::string_view key) {
  const auto minute = parse_minute_of_day(value.is_string() ? std::string_view(value.text()) : std::string_view());
  if (!minute) fail("A local time HH:MM is needed here.", key);
  return minute.value_or(0);
}

std::string PackReader::source(std::string_view key, const PackHead& head) {
  const auto found = head.sources.find(text(key));
  if (found != head.sources.end()) return found->second;
  fail("This source is not in the list of sources.", key);
  return {};
}

const std::vector<json::Value>& PackReader::list(std::string_view key) {
  if (list_if_any(key).empty()) fail("A list is missing here.", key);
  return m_object[key].items();
}

const std::vector<json::Value>& PackReader::list_if_any(std::string_view key) {
  if (has(key) && !m_object[key].is_array()) fail("This must be a list.", key);
  return m_object[key].items();
}

std::vector<std::string> PackReader::texts(std::string_view key) {
  std::vector<std::string> read;
  for (const json::Value& item : list(key)) {
    if (!item.is_string() || item.text().empty()) fail("A text is missing here.", key);
    read.push_back(item.text());
  }
  return read;
}

std::vector<int> PackReader::wholes(std::string_view key, int least, int most) {
  std::vector<int> read;
  for (const json::Value& item : list(key)) {
    int number = 0;
    if (!read_whole(item, number) || number < least || number > most)
      fail("Whole numbers from " + std::to_string(least) + " to " + std::to_string(most) + " are needed here.", key);
    read.push_back(number);
  }
  return read;
}

PackHead read_pack_head(PackReader& in, std::initializer_list<std::string_view> rules) {
  PackHead head;
  std::set<std::string, std::less<>> unsourced;
  for (const json::Member& member : in.value().members()) {
    const bool rule = std::ranges::find(rules, member.name) != rules.end();
    if (rule) unsourced.insert(member.name);
    else if (std::ranges::find(kHeadKeys, member.name) == kHeadKeys.end())
      in.fail("\"" + member.name + "\" is not a known key here; remove it or correct its spelling.", "");
  }
  head.id = in.text("pack");
  head.version = in.text("version");
  head.as_of = in.text("asOf");
  head.title = in.text("title");
  head.rights = in.text("rights");
  if (!parse_date(head.as_of)) in.fail("A day YYYY-MM-DD is needed here.", "asOf");
  read_sources(in, head);
  read_evidence(in, std::move(unsourced), head);
  return head;
}

Expected<void> check_examples(const PackHead& head, const json::Value& root, const RunExample& run) {
  if (root["examples"].items().empty())
    return example_error(head, "The pack has no worked examples; write some that show what its rules do.", "list");
  for (const json::Value& example : root["examples"].items()) {
    const std::string_view id = example.text_of("id");
    if (id.empty()) return example_error(head, "An example needs an id.", "");
    const auto came = run(example);
    if (!came) return example_error(head, came.error().text + " (" + came.error().where + ")", id);
    WL_CHECK(compare(head, example["expect"], *came, id));
  }
  return {};
}

Expected<json::Value> parse_pack(std::string_view text) {
  auto root = json::parse(text);
  if (root) return root;
  const std::string& where = root.error().where;
  return Error{ErrorCode::InvalidContent, root.error().text, where.empty() ? "rule pack" : "rule pack: " + where};
}

}  // namespace wardlight::care
