// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_pack.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "core/care/rounding_examples.h"

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<RoundKind, std::string_view>, 4> kKinds{{{RoundKind::Full, "full"},
                                                                       {RoundKind::Asleep, "asleep"},
                                                                       {RoundKind::Refused, "refused"},
                                                                       {RoundKind::InRoomCare, "in-room-care"}}};
constexpr std::array<std::pair<RoundEffect, std::string_view>, 3> kRoundEffects{
    {{RoundEffect::Done, "done"}, {RoundEffect::Attempted, "attempted"}, {RoundEffect::Refused, "refused"}}};
constexpr std::array<std::pair<ReasonEffect, std::string_view>, 8> kReasonEffects{
    {{ReasonEffect::NeedsRound, "needs-round"},
     {ReasonEffect::ExcludedWhenAway, "excluded-when-away"},
     {ReasonEffect::FromCensus, "from-census"},
     {ReasonEffect::Refused, "refused"},
     {ReasonEffect::Attempted, "attempted"},
     {ReasonEffect::MissedWithReason, "missed-with-reason"},
     {ReasonEffect::ExcludedByOrder, "excluded-by-order"},
     {ReasonEffect::Reopens, "reopens"}}};
constexpr std::array<std::string_view, 4> kMarks{"V", "S", "M", "D"};
constexpr int kMinutesPerDay = 24 * 60;

Error pack_error(std::string text, std::string where) {
  return {ErrorCode::InvalidContent, std::move(text), "rounding pack: " + std::move(where)};
}

// Reads members one by one and remembers the first thing that is wrong, so that the fields can be
// written down as a plain list.
class Reader {
 public:
  Reader(const json::Value& object, std::string where) : m_object(object), m_where(std::move(where)) {
    if (!object.is_object()) fail("This must be an object.", "");
  }

  std::string text(std::string_view key) {
    const std::string_view value = m_object.text_of(key);
    if (value.empty()) fail("A text is missing here.", key);
    return std::string(value);
  }

  int whole(std::string_view key, int least, int most) {
    const json::Value& value = m_object[key];
    int number = 0;
    const std::string& digits = value.text();
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool read = value.is_number() && bad == std::errc{} && end == digits.data() + digits.size();
    if (!read || number < least || number > most)
      fail("A whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is needed here.", key);
    return number;
  }
  Duration minutes_of(std::string_view key, int most = kMinutesPerDay) { return minutes(whole(key, 0, most)); }

  int minute_of_day(std::string_view key) { return to_minute(m_object[key], key); }
  int to_minute(const json::Value& value, std::string_view key) {
    const auto minute = parse_minute_of_day(value.is_string() ? std::string_view(value.text()) : std::string_view());
    if (!minute) fail("A local time HH:MM is needed here.", key);
    return minute.value_or(0);
  }

  template <class Enum, std::size_t N>
  Enum code(std::string_view key, const std::array<std::pair<Enum, std::string_view>, N>& codes) {
    const std::string_view value = m_object.text_of(key);
    for (const auto& [member, name] : codes)
      if (name == value) return member;
    fail("This is none of the codes known here.", key);
    return codes.front().first;
  }

  const std::vector<json::Value>& list(std::string_view key) {
    if (!m_object[key].is_array() || m_object[key].items().empty()) fail("A list is missing here.", key);
    return m_object[key].items();
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> read;
    for (const json::Value& item : list(key)) {
      if (!item.is_string() || item.text().empty()) fail("A text is missing here.", key);
      read.push_back(item.text());
    }
    return read;
  }
  Reader object(std::string_view key) { return Reader(m_object[key], m_where + "." + std::string(key)); }

  bool has(std::string_view key) const { return m_object.find(key) != nullptr; }
  void known(std::initializer_list<std::string_view> keys) {
    if (auto checked = json::refuse_unknown_members(m_object, keys, "rounding pack: " + m_where); !checked && !m_error)
      m_error = checked.error();
  }
  void fail(std::string what, std::string_view key) {
    if (!m_error) m_error = pack_error(std::move(what), m_where + (key.empty() ? "" : "." + std::string(key)));
  }
  void take_error_of(const Reader& inner) {
    if (!m_error) m_error = inner.m_error;
  }
  const std::optional<Error>& error() const { return m_error; }

 private:
  const json::Value& m_object;
  std::string m_where;
  std::optional<Error> m_error;
};

void read_head(Reader& in, RoundingPack& pack) {
  in.known({"pack", "version", "asOf", "title", "rights", "sources", "evidence", "starts", "earlyMin", "lateMin",
            "minAvailableMin", "maxSlotMin", "gapAlertMin", "dayStart", "dayEnd", "lateEntryMin", "futureToleranceMin",
            "backEntryMin", "dueSoonMin", "missedInARow", "refusedInARow", "displayGoalPercent", "asleepReview", "nurseHours",
            "integrity", "kinds", "reasons", "checklist", "slotReason", "offUnit", "prompts", "examples"});
  pack.id = in.text("pack");
  pack.version = in.text("version");
  pack.as_of = in.text("asOf");
  pack.rights = in.text("rights");
  in.text("title");
  if (!parse_date(pack.as_of)) in.fail("A day YYYY-MM-DD is needed here.", "asOf");
}

void read_starts(Reader& in, RoundingPack& pack) {
  for (const json::Value& item : in.list("starts")) {
    const int minute = in.to_minute(item, "starts");
    if (!pack.starts.empty() && minute <= pack.starts.back())
      in.fail("The starts must rise from one to the next; two of them overlap or are out of order.", "starts");
    pack.starts.push_back(minute);
  }
}

void read_numbers(Reader& in, RoundingPack& pack) {
  pack.early = in.minutes_of("earlyMin");
  pack.late = in.minutes_of("lateMin");
  pack.min_available = in.minutes_of("minAvailableMin");
  pack.max_slot = minutes(in.whole("maxSlotMin", 1, kMinutesPerDay));
  pack.day_start = in.minute_of_day("dayStart");
  pack.day_end = in.minute_of_day("dayEnd");
  pack.late_entry = in.minutes_of("lateEntryMin");
  pack.future_tolerance = in.minutes_of("futureToleranceMin");
  pack.back_entry = in.minutes_of("backEntryMin", 14 * kMinutesPerDay);
  pack.due_soon = in.minutes_of("dueSoonMin");
  pack.missed_in_a_row = in.whole("missedInARow", 1, 24);
  pack.refused_in_a_row = in.whole("refusedInARow", 1, 24);
  pack.display_goal_percent = in.whole("displayGoalPercent", 0, 100);
  pack.nurse_hours = in.text("nurseHours");
  constexpr std::array<std::string_view, 3> kHours{"even", "odd", "all"};
  if (std::ranges::find(kHours, pack.nurse_hours) == kHours.end()) in.fail("This is even, odd or all.", "nurseHours");
  if (pack.day_start >= pack.day_end) in.fail("The day must end after it begins.", "dayEnd");
}

void read_groups(Reader& in, RoundingPack& pack) {
  Reader gap = in.object("gapAlertMin");
  gap.known({"day", "night"});
  pack.gap_day = gap.minutes_of("day");
  pack.gap_night = gap.minutes_of("night");
  in.take_error_of(gap);
  Reader asleep = in.object("asleepReview");
  asleep.known({"from", "to"});
  pack.asleep_review_from = asleep.minute_of_day("from");
  pack.asleep_review_to = asleep.minute_of_day("to");
  in.take_error_of(asleep);
  Reader integrity = in.object("integrity");
  integrity.known({"burstSlots", "burstSeconds", "identicalRounds", "onTheHourPercent", "onTheHourLeastRounds"});
  pack.burst_slots = integrity.whole("burstSlots", 2, 100);
  pack.burst_within = seconds(integrity.whole("burstSeconds", 1, 86'400));
  pack.identical_rounds = integrity.whole("identicalRounds", 2, 100);
  pack.on_the_hour_percent = integrity.whole("onTheHourPercent", 1, 100);
  pack.on_the_hour_least_rounds = integrity.whole("onTheHourLeastRounds", 1, 1000);
  in.take_error_of(integrity);
}

void read_kinds(Reader& in, RoundingPack& pack) {
  for (const json::Value& item : in.list("kinds")) {
    Reader kind(item, "kinds");
    kind.known({"kind", "complete", "incomplete"});
    const RoundKindRule rule{kind.code("kind", kKinds), kind.code("complete", kRoundEffects),
                             kind.code("incomplete", kRoundEffects)};
    if (std::ranges::find(pack.kinds, rule.kind, &RoundKindRule::kind) != pack.kinds.end())
      kind.fail("This kind stands here twice.", "kind");
    pack.kinds.push_back(rule);
    in.take_error_of(kind);
  }
  if (pack.kinds.size() != kKinds.size()) in.fail("Every kind of round needs its effect here.", "kinds");
}

void read_reasons(Reader& in, RoundingPack& pack) {
  for (const json::Value& item : in.list("reasons")) {
    Reader entry(item, "reasons");
    entry.known({"code", "label", "effect", "backEntryMin"});
    Reason reason{entry.text("code"), entry.text("label"), entry.code("effect", kReasonEffects), 0};
    if (entry.has("backEntryMin")) reason.back_entry_minutes = entry.whole("backEntryMin", 1, 14 * kMinutesPerDay);
    if (pack.find_reason(reason.code) != nullptr) entry.fail("This reason stands here twice.", "code");
    pack.reasons.push_back(std::move(reason));
    in.take_error_of(entry);
  }
}

void read_checklist(Reader& in, RoundingPack& pack) {
  Reader checklist = in.object("checklist");
  checklist.known({"url", "kindLinkId", "kinds", "glance", "asleepGlance", "unseen"});
  pack.checklist.url = checklist.text("url");
  pack.checklist.kind_link_id = checklist.text("kindLinkId");
  pack.checklist.glance = checklist.texts("glance");
  pack.checklist.asleep_glance = checklist.texts("asleepGlance");
  pack.checklist.unseen = checklist.texts("unseen");
  for (const json::Value& item : checklist.list("kinds")) {
    Reader kind(item, "checklist.kinds");
    kind.known({"code", "kind"});
    pack.checklist.kinds.push_back({kind.text("code"), kind.code("kind", kKinds)});
    checklist.take_error_of(kind);
  }
  in.take_error_of(checklist);
}

SmallFormMeaning read_small_form(Reader& in, std::string_view key) {
  Reader form = in.object(key);
  form.known({"url", "kindLinkId", "startsLinkId", "endsLinkId", "orderLinkId", "noteLinkId"});
  const auto optional = [&](std::string_view member) { return form.has(member) ? form.text(member) : std::string(); };
  SmallFormMeaning meaning{form.text("url"),         form.text("kindLinkId"), form.text("startsLinkId"),
                           optional("endsLinkId"), optional("orderLinkId"), optional("noteLinkId")};
  in.take_error_of(form);
  return meaning;
}

std::map<std::string, std::string> read_sources(Reader& in, RoundingPack& pack) {
  std::map<std::string, std::string> texts;
  for (const json::Value& item : in.list("sources")) {
    Reader source(item, "sources");
    source.known({"id", "text"});
    if (!texts.emplace(source.text("id"), source.text("text")).second) source.fail("This source stands here twice.", "id");
    pack.sources.push_back(source.text("text"));
    in.take_error_of(source);
  }
  return texts;
}

PromptRule read_prompt(Reader& prompt, const std::map<std::string, std::string>& sources) {
  constexpr std::array<std::pair<ChartedBy, std::string_view>, 2> kChartedBy{
      {{ChartedBy::Anybody, "anybody"}, {ChartedBy::Aide, "aide"}}};
  prompt.known({"id", "linkId", "codes", "refusedInARow", "chartedBy", "withinMin", "text", "es", "source"});
  PromptRule rule;
  rule.id = prompt.text("id");
  if (prompt.has("refusedInARow")) {
    rule.refused_in_a_row = prompt.whole("refusedInARow", 1, 24);
  } else {
    rule.link_id = prompt.text("linkId");
    rule.codes = prompt.texts("codes");
  }
  rule.charted_by = prompt.code("chartedBy", kChartedBy);
  rule.within_minutes = prompt.whole("withinMin", 0, kMinutesPerDay);
  rule.text = prompt.text("text");
  rule.text_es = prompt.text("es");
  const auto source = sources.find(prompt.text("source"));
  if (source == sources.end()) prompt.fail("This source is not in the list of sources.", "source");
  else rule.source = source->second;
  return rule;
}

void read_prompts(Reader& in, const std::map<std::string, std::string>& sources, RoundingPack& pack) {
  for (const json::Value& item : in.list("prompts")) {
    Reader prompt(item, "prompts");
    pack.prompts.push_back(read_prompt(prompt, sources));
    in.take_error_of(prompt);
  }
}

// Every number and table of the pack says where it is from.
void read_evidence(Reader& in, const std::map<std::string, std::string>& sources, RoundingPack& pack) {
  std::set<std::string, std::less<>> missing{
      "starts",       "earlyMin",   "lateMin",      "minAvailableMin", "maxSlotMin",
      "gapAlertMin",  "dayStart",   "dayEnd",       "lateEntryMin",    "futureToleranceMin",
      "backEntryMin", "dueSoonMin", "missedInARow", "refusedInARow",   "displayGoalPercent",
      "asleepReview", "nurseHours", "integrity",    "kinds",           "reasons",
      "checklist",    "prompts"};
  for (const json::Value& item : in.list("evidence")) {
    Reader evidence(item, "evidence");
    evidence.known({"keys", "mark", "source", "note"});
    const std::string mark = evidence.text("mark");
    const std::string source = evidence.text("source");
    if (std::ranges::find(kMarks, mark) == kMarks.end()) evidence.fail("A mark is V, S, M or D.", "mark");
    if (!sources.contains(source)) evidence.fail("This source is not in the list of sources.", "source");
    for (const std::string& key : evidence.texts("keys")) {
      if (missing.erase(key) == 0) evidence.fail("\"" + key + "\" is no key of the pack, or has its source twice.", "keys");
      if (mark == "M" || mark == "D") pack.to_confirm.push_back({key, mark, std::string(item.text_of("note"))});
    }
    in.take_error_of(evidence);
  }
  if (!missing.empty()) in.fail("\"" + *missing.begin() + "\" has no source; every number needs one.", "evidence");
}

}  // namespace

std::string_view to_code(RoundKind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<RoundKind, std::string_view>::first)->second;
}

std::optional<RoundKind> round_kind_from_code(std::string_view code) {
  for (const auto& [kind, name] : kKinds)
    if (name == code) return kind;
  return std::nullopt;
}

const Reason* RoundingPack::find_reason(std::string_view code) const {
  const auto found = std::ranges::find(reasons, code, &Reason::code);
  return found == reasons.end() ? nullptr : &*found;
}

const RoundKindRule& RoundingPack::rule_for(RoundKind kind) const {
  return *std::ranges::find(kinds, kind, &RoundKindRule::kind);
}

Expected<RoundingPack> load_rounding_pack(std::string_view text) {
  auto root = json::parse(text);
  if (!root) return pack_error(root.error().text, root.error().where);
  Reader in(*root, "file");
  RoundingPack pack;
  if (in.error()) return *in.error();
  read_head(in, pack);
  read_starts(in, pack);
  read_numbers(in, pack);
  read_groups(in, pack);
  read_kinds(in, pack);
  read_reasons(in, pack);
  read_checklist(in, pack);
  pack.slot_reason = read_small_form(in, "slotReason");
  pack.off_unit = read_small_form(in, "offUnit");
  const std::map<std::string, std::string> sources = read_sources(in, pack);
  read_evidence(in, sources, pack);
  read_prompts(in, sources, pack);
  const std::vector<json::Value>& examples = in.list("examples");
  if (in.error()) return *in.error();
  WL_CHECK(run_examples(pack, examples));
  return pack;
}

}  // namespace wardlight::care
