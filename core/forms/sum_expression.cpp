// SPDX-License-Identifier: Apache-2.0
#include "core/forms/sum_expression.h"

#include <algorithm>
#include <array>

#include "core/forms/check_answer.h"
#include "core/forms/expression_text.h"

namespace wardlight::forms::loading {
namespace {

constexpr std::size_t kLongest = 200'000;  // an expression with its variables written out
constexpr int kDeepest = 20;

// Writes out %name for every variable that is known; %resource, %questionnaire and %context stay.
std::optional<std::string> expand(std::string_view text, const SumSource& source, int depth) {
  if (depth > kDeepest) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string name(text.substr(i + 1, end - i - 1));
    const std::string* definition = source.variable ? source.variable(name) : nullptr;
    if (definition == nullptr) {
      out += text.substr(i, end - i);
    } else {
      const auto inner = expand(*definition, source, depth + 1);
      if (!inner) return std::nullopt;
      out += inner->starts_with('\'') ? *inner : "(" + *inner + ")";
    }
    if (out.size() > kLongest) return std::nullopt;
    i = end - 1;
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_count_test(std::string_view atom) {
  const std::size_t at = atom.rfind(".count()");
  return at != std::string_view::npos && atom.substr(at + 8).find_first_not_of("<>=0123456789") == std::string_view::npos;
}

// Asks only whether questions are answered, never what the answers are.
bool asks_only_existence(std::string_view condition) {
  constexpr std::array<std::string_view, 4> endings{".exists()", ".empty()", ".hasValue()", ".exists().not()"};
  condition = trimmed(condition);
  if (condition.starts_with('(') && is_wrapped(condition, 0)) return asks_only_existence(inside_bracket(condition, 0));
  const auto atoms = split_logic(condition);
  if (atoms.size() > 1) return std::all_of(atoms.begin(), atoms.end(), asks_only_existence);
  return is_count_test(condition) ||
         std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return condition.ends_with(ending); });
}

// Takes off brackets and iif(condition, sum, nothing-or-zero): they change only what an incomplete form shows, and an
// incomplete form shows no score here.
std::string_view unwrap(std::string_view text) {
  for (;;) {
    if (text.starts_with('(') && is_wrapped(text, 0)) {
      text = text.substr(1, text.size() - 2);
    } else if (text.starts_with("iif(") && is_wrapped(text, 3)) {
      const auto parts = split(text.substr(4, text.size() - 5), ',');
      const bool falls_to_nothing =
          parts.size() == 2 || (parts.size() == 3 && (parts[2] == "{}" || parts[2] == "0" || parts[2] == "''"));
      if (!falls_to_nothing || !asks_only_existence(parts[0])) return text;
      text = parts[1];
    } else {
      return text;
    }
  }
}

constexpr std::array<std::string_view, 36> kPathWords{"resource",     "questionnaire",
                                                      "context",      "QuestionnaireResponse",
                                                      "item",         "answer",
                                                      "answers",      "answerOption",
                                                      "value",        "valueCoding",
                                                      "valueDecimal", "code",
                                                      "coding",       "extension",
                                                      "url",          "where",
                                                      "linkId",       "repeat",
                                                      "descendants",  "ordinal",
                                                      "weight",       "sum",
                                                      "aggregate",    "total",
                                                      "this",         "first",
                                                      "matches",      "startsWith",
                                                      "in",           "or",
                                                      "and",          "select",
                                                      "ofType",       "Coding",
                                                      "decimal",      "children"};

// Only words of paths and filters, no arithmetic: nothing that could turn a weight into another number.
bool is_plain_path(std::string_view text) {
  bool quoted = false;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '.';
    if (c == '\'') quoted = !quoted;
    if (quoted || c == '\'') continue;
    if (is_word(c)) {
      word += c;
      continue;
    }
    const bool zero = word == "0";
    if (!word.empty() && !zero && std::find(kPathWords.begin(), kPathWords.end(), word) == kPathWords.end()) return false;
    word.clear();
    if (c == '*' || c == '/' || c == '-' || c == '<' || c == '>') return false;
  }
  return true;
}

bool looks_at_weights(std::string_view text) {
  constexpr std::array<std::string_view, 6> signs{"ordinal()",  "weight()", "ordinalValue",
                                                  "itemWeight", "CO-value", "extension-score"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after) || text.size() < before.size() + after.size()) return {};
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

bool is_quoted_word(std::string_view text) { return !text.empty() && text.find('\'') == std::string_view::npos; }

// The question, or a group that it stands in.
bool stands_in(const ScoredQuestion& question, std::string_view name) {
  return question.link_id == name || std::find(question.above.begin(), question.above.end(), name) != question.above.end();
}

// One test on linkId, by its written form; nothing when it is another test.
std::optional<bool> passes_one(std::string_view test, const ScoredQuestion& question) {
  const std::string& link_id = question.link_id;
  if (const auto name = between(test, "linkId='", "'"); is_quoted_word(name)) return stands_in(question, name);
  if (const auto name = between(test, "linkId!='", "'"); is_quoted_word(name)) return !stands_in(question, name);
  if (const auto start = between(test, "linkId.startsWith('", "')"); is_quoted_word(start)) return link_id.starts_with(start);
  if (const auto pattern = between(test, "linkId.matches('", "')"); is_quoted_word(pattern)) {
    const bool anchored = pattern.starts_with('^') && pattern.ends_with('$');
    return anchored ? matches_pattern(std::string(pattern), link_id)
                    : matches_pattern(".*(" + std::string(pattern) + ").*", link_id);
  }
  if (const auto list = between(test, "linkId in(", ")"); !list.empty()) {
    for (const std::string_view name : split(list, '|'))
      if (stands_in(question, between(name, "'", "'"))) return true;
    return false;
  }
  return std::nullopt;
}

std::vector<std::string_view> split_words(std::string_view text, std::string_view word) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + word.size();
  }
  parts.push_back(text.substr(from));
  return parts;
}

// The filter of where(…): tests joined by "or" alone or "and" alone.
std::optional<bool> passes(std::string_view filter, const ScoredQuestion& question) {
  const bool any = filter.find("'or linkId") != std::string_view::npos || filter.find("')or linkId") != std::string_view::npos;
  const bool all = filter.find("'and linkId") != std::string_view::npos || filter.find("')and linkId") != std::string_view::npos;
  if (any && all) return std::nullopt;
  bool result = !any;
  for (std::string_view test : split_words(filter, any ? "or linkId" : "and linkId")) {
    const std::string whole = test.starts_with("linkId") ? std::string(test) : "linkId" + std::string(test);
    const auto passed = passes_one(whole, question);
    if (!passed) return std::nullopt;
    result = any ? result || *passed : result && *passed;
  }
  return result;
}

// Every where(…) of the path that filters by linkId.
std::vector<std::string_view> list_filters(std::string_view path) {
  std::vector<std::string_view> filters;
  for (std::size_t at = path.find("where(linkId"); at != std::string_view::npos; at = path.find("where(linkId", at + 1))
    filters.push_back(inside_bracket(path, at + 5));
  return filters;
}

// Filters on linkId choose questions; those on an extension's url or that look the given code up choose nothing. Any other might.
bool has_foreign_filter(std::string_view path) {
  constexpr std::array<std::string_view, 4> known{"linkId", "url=", "valueCoding.code=%resource.", "valueCoding.code=%context."};
  for (std::size_t at = path.find("where("); at != std::string_view::npos; at = path.find("where(", at + 1)) {
    const std::string_view inside = inside_bracket(path, at + 5);
    if (std::none_of(known.begin(), known.end(), [&](std::string_view start) { return inside.starts_with(start); })) return true;
  }
  return false;
}

// Which scored questions a path reaches, or nothing when that is not certain.
std::optional<std::vector<std::string>> reach(std::string_view path, const SumSource& source) {
  const auto filters = list_filters(path);
  std::vector<std::string> reached;
  for (const ScoredQuestion& question : source.scored) {
    bool passed = true;
    for (const std::string_view filter : filters) {
      const auto one = passes(filter, question);
      if (!one) return std::nullopt;
      passed = passed && *one;
    }
    if (passed) reached.push_back(question.link_id);
  }
  return reached;
}

bool is_sum(std::string_view term) {
  return term.ends_with(".sum()") || term.ends_with(".sum(value.ordinal())") || term.ends_with(".sum(value.weight())") ||
         term.find(".aggregate($total+$this,0)") != std::string_view::npos ||
         term.find(".aggregate($this+$total,0)") != std::string_view::npos;
}

// One addend: all weights on a path, summed, or the weight of a single question.
std::optional<std::vector<std::string>> read_term(std::string_view term, const SumSource& source) {
  term = unwrap(term);
  if (!looks_at_weights(term) || !is_plain_path(term) || has_foreign_filter(term)) return std::nullopt;
  const auto reached = reach(term, source);
  if (!reached || reached->empty()) return std::nullopt;
  if (!is_sum(term) && reached->size() != 1) return std::nullopt;
  return reached;
}

}  // namespace

std::optional<std::vector<std::string>> read_sum(std::string_view expression, const SumSource& source) {
  const auto expanded = expand(expression, source, 0);
  if (!expanded) return std::nullopt;
  const std::string squeezed = squeeze(*expanded);
  std::vector<std::string> summed;
  for (const std::string_view term : split(unwrap(squeezed), '+')) {
    const auto reached = read_term(term, source);
    if (!reached) return std::nullopt;
    for (const std::string& link_id : *reached) {
      if (std::find(summed.begin(), summed.end(), link_id) != summed.end()) return std::nullopt;
      summed.push_back(link_id);
    }
  }
  return summed;
}

bool mentions_weights(std::string_view expression, const SumSource& source) {
  const auto expanded = expand(expression, source, 0);
  return !expanded || looks_at_weights(squeeze(*expanded));
}

}  // namespace wardlight::forms::loading
