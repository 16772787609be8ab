// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>

namespace wardlight::care::prompts {
namespace {

constexpr std::string_view kValue = "value:";
constexpr std::string_view kHours = "hours:";
constexpr std::array<std::string_view, 3> kLiveBlanks{"since", "missing", "key"};

// Replaces each {blank}; one that `with` does not know stays as it is.
std::string replace_blanks(const std::string& text, const std::function<std::optional<std::string>(std::string_view)>& with) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    out.append(text, at, open - at);
    const std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto filled = with(name);
    out += filled ? *filled : text.substr(open, close - open + 1);
    at = close + 1;
  }
  return out.append(text, at);
}

bool is_live(std::string_view name) {
  return name.starts_with(kValue) || std::ranges::find(kLiveBlanks, name) != kLiveBlanks.end();
}

std::string as_hours(const json::Value& number) {
  int whole = 0;
  const std::string& digits = number.text();
  std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  const std::string text = format_rate(whole, 60, 1, 1);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

class Filling {
 public:
  explicit Filling(const json::Value& rule) : m_numbers(rule["numbers"]), m_rule(rule.text_of("id")) {}

  json::Value fill(const json::Value& value) {
    switch (value.kind()) {
      case json::Kind::String: return fill_text(value);
      case json::Kind::Array: {
        std::vector<json::Value> items;
        for (const json::Value& item : value.items()) items.push_back(fill(item));
        return json::Value::array(std::move(items));
      }
      case json::Kind::Object: {
        json::Value object = json::Value::object();
        for (const json::Member& member : value.members())
          object.set(member.name, member.name == "numbers" ? member.value : fill(member.value));
        return object;
      }
      default: return value;
    }
  }

  Expected<void> outcome() const {
    if (!m_wrong.empty()) return wrong("\"" + m_wrong + "\" is no number of the rule; give it one under \"numbers\".");
    for (const json::Member& member : m_numbers.members())
      if (!m_used.contains(member.name)) return wrong("Nothing uses the number \"" + member.name + "\"; remove it.");
    return {};
  }

 private:
  Error wrong(std::string text) const {
    return {ErrorCode::InvalidContent, std::move(text), "rule pack: rules: " + std::string(m_rule)};
  }
  json::Value fill_text(const json::Value& value) {
    const std::string& text = value.text();
    if (text.starts_with('$')) {
      const json::Value* number = named(std::string_view(text).substr(1));
      return number == nullptr ? value : *number;
    }
    return replace_blanks(text, [&](std::string_view name) -> std::optional<std::string> {
      if (is_live(name)) return std::nullopt;
      const bool hours = name.starts_with(kHours);
      const json::Value* number = named(hours ? name.substr(kHours.size()) : name);
      if (number == nullptr) return std::nullopt;
      return hours ? as_hours(*number) : number->text();
    });
  }
  const json::Value* named(std::string_view name) {
    const json::Value* number = m_numbers.find(name);
    if (number == nullptr && m_wrong.empty()) m_wrong = name;
    m_used.insert(std::string(name));
    return number;
  }

  const json::Value& m_numbers;
  std::string_view m_rule;
  std::set<std::string> m_used;
  std::string m_wrong;
};

std::string names_of(const std::vector<Gap>& gaps, const FactRules& rules, std::string_view language) {
  std::string names;
  for (const Gap& gap : gaps) {
    const FactKind* kind = rules.find(gap.kind);
    const std::string& name = kind == nullptr ? gap.kind : language.starts_with("es") ? kind->es : kind->en;
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string value_of(std::string_view what, const View& view) {
  const std::size_t dot = what.find('.');
  const Fact* fact = view.latest(what.substr(0, dot));
  if (fact == nullptr) return "–";
  const json::Value& value = dot == std::string_view::npos ? fact->value : fact->value[what.substr(dot + 1)];
  return value.is_string() || value.is_number() ? value.text() : "–";
}

}  // namespace

Expected<json::Value> fill_in_numbers(const json::Value& pack) {
  if (!pack["rules"].is_array()) return pack;
  json::Value filled = pack;
  json::Value rules = json::Value::array();
  for (const json::Value& rule : pack["rules"].items()) {
    Filling filling(rule);
    json::Value one = filling.fill(rule);
    WL_CHECK(filling.outcome());
    rules.push(std::move(one));
  }
  filled.set("rules", std::move(rules));
  return filled;
}

std::optional<std::string> find_unknown_blank(const std::string& text) {
  std::optional<std::string> wrong;
  replace_blanks(text, [&](std::string_view name) -> std::optional<std::string> {
    if (!is_live(name)) wrong = std::string(name);
    return std::nullopt;
  });
  return wrong;
}

std::string fill_in(const std::string& text, const View& view, const Judgement& judgement, std::string_view language) {
  return replace_blanks(text, [&](std::string_view name) -> std::optional<std::string> {
    if (name == "since") return judgement.since.milliseconds == 0 ? std::string("–") : view.zone().label(judgement.since);
    if (name == "missing") return names_of(judgement.gaps, view.rules(), language);
    if (name == "key") return view.key();
    if (name.starts_with(kValue)) return value_of(name.substr(kValue.size()), view);
    return std::nullopt;
  });
}

}  // namespace wardlight::care::prompts
