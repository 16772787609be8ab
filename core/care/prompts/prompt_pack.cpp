// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_pack.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/care/prompts/prompt_examples.h"
#include "core/care/prompts/prompt_words.h"

namespace wardlight::care {
namespace prompts {
namespace {

constexpr std::array<std::pair<Severity, std::string_view>, 4> kSeverities{{{Severity::Urgent, "urgent"},
                                                                           {Severity::High, "high"},
                                                                           {Severity::Medium, "medium"},
                                                                           {Severity::Low, "low"}}};
constexpr std::array<std::string_view, 4> kMarks{"V", "S", "M", "D"};
constexpr std::array<std::pair<Phase, std::string_view>, 2> kPhases{{{Phase::Stay, "stay"}, {Phase::AfterStay, "after-stay"}}};
constexpr int kMostMinutes = 400 * kMinutesPerDay;

Words read_checked_words(PackReader& in, std::string_view key) {
  Words words = read_words(in, key);
  for (const std::string& text : {words.en, words.es})
    if (const auto wrong = find_unknown_blank(text)) in.fail("\"" + *wrong + "\" stands for nothing here.", key);
  return words;
}

std::string read_kind(PackReader& in, std::string_view key, const FactRules& facts) {
  const std::string kind = in.text(key);
  if (facts.find(kind) == nullptr) in.fail("\"" + kind + "\" is no kind of the facts.", key);
  return kind;
}

DueRule read_due(PackReader& in, const FactRules& facts) {
  in.known({"afterMin", "of", "valueOf", "at"});
  DueRule due;
  if (in.has("afterMin")) due.after = in.minutes_of("afterMin", kMostMinutes);
  if (in.has("of")) due.kind = read_kind(in, "of", facts);
  if (in.has("valueOf")) due.value_of = read_kind(in, "valueOf", facts);
  if (in.has("at")) due.minute_of_day = in.minute_of_day("at");
  if (!due.after && due.value_of.empty() && !due.minute_of_day) in.fail("This says nothing about when it is due.", "");
  return due;
}

AskRule read_ask(PackReader& in) {
  in.known({"id", "severity", "text", "elsewhere"});
  AskRule ask;
  ask.elsewhere = in.text_if_any("elsewhere");
  if (!ask.elsewhere.empty()) return ask;
  ask.id = in.text("id");
  ask.severity = in.code("severity", kSeverities);
  ask.text = read_checked_words(in, "text");
  return ask;
}

AnswerRule read_answer(PackReader& in, const FactRules& facts) {
  in.known({"facts", "holdsMin"});
  AnswerRule answer{read_matches(in, "facts", facts), {}};
  if (in.has("holdsMin")) answer.holds = in.minutes_of("holdsMin", kMostMinutes);
  return answer;
}

void read_optional_parts(PackReader& in, const FactRules& facts, Rule& rule) {
  if (in.has("due")) rule.due = in.object("due", [&](PackReader& due) { return read_due(due, facts); });
  if (in.has("answeredBy"))
    rule.answered = in.object("answeredBy", [&](PackReader& answer) { return read_answer(answer, facts); });
  if (in.has("phase")) rule.phase = in.code("phase", kPhases);
  if (in.has("snooze"))
    rule.snooze = in.object("snooze", [](PackReader& snooze) {
      snooze.known({"mostMin"});
      return SnoozeRule{snooze.minutes_of("mostMin", kMostMinutes)};
    });
  if (in.has("escalate"))
    rule.escalation = in.object("escalate", [](PackReader& escalate) {
      escalate.known({"afterMin", "to"});
      return EscalationRule{escalate.minutes_of("afterMin", kMostMinutes), escalate.text("to")};
    });
  if (in.has("ask")) rule.ask = in.object("ask", read_ask);
  if (in.has("each")) {
    in.object("each", [&](PackReader& each) {
      each.known({"kind", "member"});
      rule.each_kind = read_kind(each, "kind", facts);
      rule.each_member = each.text("member");
      return true;
    });
  }
}

Rule read_rule(PackReader& in, const FactRules& facts, const PackHead& head) {
  in.known({"id", "spec", "severity", "text", "rule", "ends", "who", "each", "numbers", "when", "due", "snooze", "escalate",
            "ask", "answeredBy", "phase", "mark", "source"});
  Rule rule;
  rule.id = in.text("id");
  rule.spec = in.text("spec");
  rule.severity = in.code("severity", kSeverities);
  rule.text = read_checked_words(in, "text");
  rule.rule = read_checked_words(in, "rule");
  rule.ends = read_checked_words(in, "ends");
  rule.who = in.text("who");
  rule.when = in.object("when", [&](PackReader& when) { return read_condition(when, facts); });
  rule.mark = in.text("mark");
  rule.citation = in.source("source", head);
  read_optional_parts(in, facts, rule);
  if (std::ranges::find(kMarks, rule.mark) == kMarks.end()) in.fail("A mark is V, S, M or D.", "mark");
  const bool open = can_be_unknown(rule.when, facts);
  if (open && !rule.ask) in.fail("An input of \"" + rule.id + "\" may be missing; say what is asked then.", "ask");
  if (!open && rule.ask) in.fail("\"" + rule.id + "\" never lacks an input, so it never asks.", "ask");
  return rule;
}

}  // namespace

std::string_view to_code(Severity severity) {
  return std::ranges::find(kSeverities, severity, &decltype(kSeverities)::value_type::first)->second;
}

}  // namespace prompts

namespace {

Error book_error(const PackHead& head, std::string text) {
  return {ErrorCode::InvalidContent, std::move(text), "rule pack " + head.id};
}

Expected<void> check_ids(const PromptBook& book) {
  std::set<std::string> ids;
  for (const PromptPack& pack : book.packs)
    for (const prompts::Rule& rule : pack.rules) {
      const bool fresh = ids.insert(rule.id).second && (!rule.ask || rule.ask->id.empty() || ids.insert(rule.ask->id).second);
      if (!fresh) return book_error(pack.head, "The prompt \"" + rule.id + "\" stands twice, here or in another pack.");
    }
  for (const PromptPack& pack : book.packs)
    for (const prompts::Rule& rule : pack.rules)
      if (rule.ask && !rule.ask->elsewhere.empty() && !ids.contains(rule.ask->elsewhere))
        return book_error(pack.head,
                          "\"" + rule.id + "\" leaves its question to \"" + rule.ask->elsewhere + "\", which is no prompt.");
  return {};
}

}  // namespace

Expected<PromptPack> load_prompt_pack(const FactRules& facts, std::string_view text, const ReadContent& read) {
  WL_TRY(const json::Value written, parse_pack(text));
  WL_TRY(const json::Value root, prompts::fill_in_numbers(written, read));
  PackReader in(root);
  PromptPack pack;
  pack.head = read_pack_head(in, {"rules"});
  pack.rules = in.objects("rules", [&](PackReader& rule) { return prompts::read_rule(rule, facts, pack.head); });
  if (in.error()) return *in.error();
  for (const prompts::Rule& rule : pack.rules)
    if (rule.mark == "M" || rule.mark == "D") pack.head.to_confirm.push_back({rule.id, rule.mark, rule.rule.en});
  WL_CHECK(prompts::check_prompt_examples(facts, pack, root));
  return pack;
}

Expected<PromptBook> load_prompt_book(const ReadContent& read) {
  PromptBook book;
  WL_TRY(book.facts, load_fact_rules(read));
  WL_TRY(const std::string influenza, read("influenza.json"));
  WL_TRY(book.influenza, load_influenza_pack(influenza));
  WL_TRY(const std::string pneumococcal, read("pneumococcal-adult.json"));
  WL_TRY(book.pneumococcal, load_pneumococcal_pack(pneumococcal));
  for (const std::string& name : book.facts.prompt_files) {
    WL_TRY(const std::string text, read(name + ".json"));
    WL_TRY(PromptPack pack, load_prompt_pack(book.facts, text, read));
    book.packs.push_back(std::move(pack));
  }
  WL_CHECK(check_ids(book));
  return book;
}

}  // namespace wardlight::care
