// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/raise.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/care/prompts/judgements.h"
#include "core/care/prompts/prompt_words.h"

namespace wardlight::care::prompts {
namespace {

PromptBasis shown(const Fact& fact, Instant now) {
  if (fact.at == Instant{}) return {fact.kind, fact.value, {}, {}, fact.source};
  return {fact.kind, fact.value, fact.at, age_minutes(fact, now), fact.source};
}

std::vector<PromptBasis> basis_of(const Judgement& judgement, Instant now) {
  std::vector<const Fact*> facts = judgement.basis;
  for (const Gap& gap : judgement.gaps)
    if (gap.stale != nullptr) add(facts, gap.stale);
  std::ranges::sort(facts, [](const Fact* a, const Fact* b) { return comes_before(*a, *b); });
  std::vector<PromptBasis> basis;
  for (const Fact* fact : facts) basis.push_back(shown(*fact, now));
  std::set<std::string_view> absent;
  for (const Gap& gap : judgement.gaps)
    if (gap.stale == nullptr) absent.insert(gap.kind);
  for (const std::string_view kind : absent) basis.push_back({std::string(kind), {}, {}, {}, {}});
  return basis;
}

std::optional<Instant> due_of(const Rule& rule, const Judgement& judgement, const View& view) {
  const DueRule& due = rule.due;
  if (due.minute_of_day) return view.zone().to_instant(view.local().date, *due.minute_of_day);
  if (!due.value_of.empty()) {
    const Fact* fact = view.latest(due.value_of);
    const auto time = fact == nullptr ? Error{} : parse_time(fact->value.text());
    return time ? std::optional(time->instant + due.after.value_or(Duration{})) : std::nullopt;
  }
  if (!due.after) return std::nullopt;
  if (due.kind.empty()) return judgement.since == Instant{} ? std::nullopt : std::optional(judgement.since + *due.after);
  const Fact* fact = view.latest(due.kind);
  return fact == nullptr ? std::nullopt : std::optional(fact->at + *due.after);
}

// A snooze or an acknowledgement of this prompt.
bool names(const Fact& fact, const std::string& prompt, const std::string& about) {
  if (fact.value.text_of("prompt") != prompt) return false;
  return fact.value.find("about") == nullptr || fact.value.text_of("about") == about;
}

std::vector<std::string> criteria_then(const Fact& snooze, const Rule& rule, const View& view) {
  if (snooze.value["criteria"].is_array()) {
    std::vector<std::string> kinds;
    for (const json::Value& kind : snooze.value["criteria"].items()) kinds.push_back(kind.text());
    return kinds;
  }
  const Judgement judgement = evaluate(rule.when, view.at(snooze.at));
  return {judgement.holds.begin(), judgement.holds.end()};
}

struct Snooze {
  Instant until;
  std::string reason;
};

// The one that holds, if there is one.
std::optional<Snooze> find_snooze(const Rule& rule, const std::string& id, const Judgement& judgement, const View& view) {
  if (!rule.snooze) return std::nullopt;
  for (const Fact* snooze : view.of_all(kSnoozedFact)) {
    const auto until = parse_time(snooze->value.text_of("until"));
    if (!names(*snooze, id, view.key()) || !until || snooze->value.text_of("reason").empty()) continue;
    const Instant ends = std::min(until->instant, snooze->at + rule.snooze->most);
    if (view.reached(ends)) continue;
    const std::vector<std::string> then = criteria_then(*snooze, rule, view);
    const bool fresh = std::ranges::any_of(
        judgement.holds, [&](std::string_view kind) { return std::ranges::find(then, kind) == then.end(); });
    if (!fresh) return Snooze{ends, std::string(snooze->value.text_of("reason"))};
  }
  return std::nullopt;
}

bool is_answered(const Rule& rule, const Judgement& judgement, const View& view) {
  for (const Match& match : rule.answered.facts)
    for (const Fact* fact : view.of(match.kind)) {
      const bool counts = !rule.answered.holds || !view.reached(fact->at + *rule.answered.holds);
      if (counts && fact->at >= judgement.since && fits(match, *fact, view)) return true;
    }
  return false;
}

std::vector<std::string> people(const Rule& rule, const std::string& id, const Judgement& judgement, const View& view) {
  std::vector<std::string> who{rule.who};
  if (!rule.escalation || judgement.since == Instant{} || !view.reached(judgement.since + rule.escalation->after)) return who;
  const bool answered = std::ranges::any_of(view.of_all(kAcknowledgedFact), [&](const Fact* fact) {
    return fact->at >= judgement.since && names(*fact, id, view.key());
  });
  if (!answered) who.push_back(rule.escalation->to);
  return who;
}

Words filled(const Words& words, const View& view, const Judgement& judgement) {
  return {fill_in(words.en, view, judgement, "en"), fill_in(words.es, view, judgement, "es")};
}

Prompt make(const PromptPack& pack, const Rule& rule, const Judgement& judgement, const View& view) {
  const bool asks = judgement.truth == Truth::Unknown;
  Prompt prompt;
  prompt.id = asks ? rule.ask->id : rule.id;
  prompt.about = view.key();
  prompt.kind = asks ? PromptKind::Ask : PromptKind::Act;
  prompt.severity = asks ? rule.ask->severity : rule.severity;
  prompt.text = filled(asks ? rule.ask->text : rule.text, view, judgement);
  prompt.rule = filled(rule.rule, view, judgement);
  prompt.ends = filled(rule.ends, view, judgement);
  prompt.spec = rule.spec;
  prompt.criteria.assign(judgement.holds.begin(), judgement.holds.end());
  prompt.basis = basis_of(judgement, view.moment());
  prompt.pack = pack.head.id_and_version();
  prompt.citation = rule.citation;
  prompt.mark = rule.mark;
  prompt.who = people(rule, prompt.id, judgement, view);
  prompt.snooze = rule.snooze;
  if (asks) return prompt;
  if (judgement.since != Instant{}) prompt.since = judgement.since;
  prompt.due = due_of(rule, judgement, view);
  return prompt;
}

void judge(const PromptPack& pack, const Rule& rule, const View& view, Raised& raised) {
  if (evaluate(rule.when, view.briefly()).truth == Truth::No) return;  // as most do
  const Judgement judgement = evaluate(rule.when, view);
  if (judgement.truth == Truth::No || (judgement.truth == Truth::Unknown && rule.ask->id.empty())) return;
  if (judgement.truth == Truth::Yes && is_answered(rule, judgement, view)) return;
  const auto snooze = find_snooze(rule, judgement.truth == Truth::Yes ? rule.id : rule.ask->id, judgement, view);
  if (snooze) raised.put_off.push_back({make(pack, rule, judgement, view), snooze->until, snooze->reason});
  else raised.prompts.push_back(make(pack, rule, judgement, view));
}

}  // namespace

void raise(const PromptPack& pack, const Rule& rule, const View& view, Raised& raised) {
  if (rule.each_kind.empty()) return judge(pack, rule, view, raised);
  std::set<std::string> keys;
  for (const Fact* fact : view.of(rule.each_kind)) keys.insert(fact->value[rule.each_member].text());
  for (const std::string& key : keys) judge(pack, rule, view.about(rule.each_member, key), raised);
}

bool more_pressing(const Prompt& a, const Prompt& b) {
  if (a.severity != b.severity) return a.severity < b.severity;
  if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
  if (a.due != b.due) return *a.due < *b.due;
  return a.id != b.id ? a.id < b.id : a.about < b.about;
}

Phase phase_of(const View& view) { return view.latest(kDepartedFact) == nullptr ? Phase::Stay : Phase::AfterStay; }

}  // namespace wardlight::care::prompts
