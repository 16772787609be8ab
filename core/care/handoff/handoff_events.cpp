// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_events.h"

namespace wardlight::care {
namespace {

Error event_error(std::size_t number, std::string_view key, std::string text) {
  return {ErrorCode::InvalidContent, std::move(text), "event " + std::to_string(number) + ": " + std::string(key)};
}

// Reads the members of one event; remembers the first thing that is wrong.
class EventReader {
 public:
  EventReader(const json::Value& event, std::size_t number) : m_event(event), m_number(number) {}

  std::string text(std::string_view key, bool needed = false) {
    const json::Value& value = m_event[key];
    const bool blank = value.text().find_first_not_of(" \t\r\n") == std::string::npos;
    if (value.is_null() && !needed) return {};
    if (!value.is_string() || (needed && blank)) fail(key, "A text is needed here.");
    return blank ? std::string() : value.text();
  }
  template <class Enum>
  Enum code(std::string_view key, Enum fallback, std::optional<Enum> (*from_code)(std::string_view), std::string_view codes) {
    if (m_event.find(key) == nullptr) return fallback;
    const auto member = from_code(m_event.text_of(key));
    if (!member) fail(key, "This is one of " + std::string(codes) + ".");
    return member.value_or(fallback);
  }
  // Texts, or objects that have their words in "text": {"text","owner","due"} for an action, {"if","then"} for a contingency.
  std::vector<std::string> lines(std::string_view key, std::string_view words_in) {
    std::vector<std::string> read;
    const json::Value* list = m_event.find(key);
    if (list == nullptr || list->is_null()) return read;
    if (!list->is_array()) fail(key, "A list is needed here.");
    for (const json::Value& line : list->items()) {
      const json::Value& words = line.is_object() ? line[words_in] : line;
      if (!words.is_string()) fail(key, "Each line is a text, or an object with its words in \"" + std::string(words_in) + "\".");
      read.push_back(words.text());
    }
    return read;
  }
  Instant time(std::string_view key) {
    const auto read = parse_time(m_event.text_of(key));
    if (!read) fail(key, "A time with offset is needed here, like 2025-06-10T07:02:00-04:00.");
    return read ? read->instant : Instant{};
  }
  void fail(std::string_view key, std::string text) {
    if (!m_error) m_error = event_error(m_number, key, std::move(text));
  }
  const std::optional<Error>& error() const { return m_error; }

 private:
  const json::Value& m_event;
  std::size_t m_number;
  std::optional<Error> m_error;
};

std::optional<HandoffRole> role_from_code(std::string_view code) {
  if (code == "charge") return HandoffRole::Charge;
  return code == "nurse" ? std::optional(HandoffRole::Nurse) : std::nullopt;
}

Expected<HandoffEvent> read_event(const HandoffPack& pack, const json::Value& source, std::size_t number) {
  if (!source.is_object()) return event_error(number, "event", "Each event is an object with \"at\", \"do\" and \"by\".");
  WL_CHECK(json::refuse_unknown_members(source,
                                        {"at", "do", "by", "content_hash", "severity", "actions", "contingency", "no_actions",
                                         "not_at_bedside", "type", "tablet", "sign_in", "role"},
                                        "event " + std::to_string(number)));
  EventReader in(source, number);
  HandoffEvent event;
  event.at = in.time("at");
  if (source.find("do") == nullptr) in.fail("do", "What was done is missing.");
  event.step = in.code("do", HandoffStep::Start, &handoff_step_from_code,
                       "start, ready, bedside, give, synthesise, accept, amend, addendum, resolve");
  event.by = in.text("by", true);
  event.role = in.code("role", HandoffRole::Nurse, &role_from_code, "nurse, charge");
  event.type = in.code("type", HandoffType::Shift, &handoff_type_from_code, "shift, temporary, transfer, return");
  event.content_hash = in.text("content_hash");
  event.severity = in.text("severity");
  if (!event.severity.empty() && pack.find_severity(event.severity) == nullptr)
    in.fail("severity", "This is no severity of the handoff pack.");
  event.actions = in.lines("actions", "text");
  event.contingency = in.lines("contingency", "then");
  event.no_actions = in.text("no_actions");
  event.not_at_bedside = in.text("not_at_bedside");
  event.tablet = in.text("tablet");
  event.sign_in = in.text("sign_in");
  if (in.error()) return *in.error();
  return event;
}

}  // namespace

Expected<std::vector<HandoffEvent>> read_handoff_events(const HandoffPack& pack, const json::Value& events) {
  if (!events.is_array())
    return Error{ErrorCode::InvalidContent, "A handoff is a list of events; put them between [ and ].", "events"};
  std::vector<HandoffEvent> read;
  for (const json::Value& source : events.items()) {
    const std::size_t number = read.size() + 1;
    WL_TRY(HandoffEvent event, read_event(pack, source, number));
    if (!read.empty() && event.at < read.back().at)
      return event_error(number, "at", "This event lies before the one above it; give the events in order of time.");
    read.push_back(std::move(event));
  }
  return read;
}

json::Value report_handoff(const HandoffPack& pack, std::span<const HandoffEvent> events) {
  json::Value answers = json::Value::array();
  Handoff handoff;
  for (const HandoffEvent& event : events) {
    HandoffMove move = move_handoff(pack, handoff, event);
    json::Value answer;
    if (move.refused != nullptr) {
      answer.set("refused", move.refused->rule);
      answer.set("text", move.refused->words.en);
    } else {
      answer.set("state", to_code(move.after.state));
    }
    handoff = std::move(move.after);
    answers.push(std::move(answer));
  }
  return answers;
}

Expected<json::Value> run_handoff_example(const HandoffPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "events", "expect"}, "handoff pack: example"));
  WL_TRY(const std::vector<HandoffEvent> events, read_handoff_events(pack, example["events"]));
  json::Value answers = json::Value::array();
  const json::Value came = report_handoff(pack, events);
  for (const json::Value& answer : came.items())
    answers.push(answer[answer.find("refused") != nullptr ? "refused" : "state"]);
  json::Value report;
  report.set("answers", std::move(answers));
  return report;
}

}  // namespace wardlight::care
