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
  Filling(json::Value numbers, std::string_view rule) : m_numbers(std::move(numbers)), m_rule(rule) {}

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

  json::Value m_numbers;
  std::string_view m_rule;
  std::set<std::string> m_used;
  std::string m_wrong;
};

std::string names_of(const std::vector<Gap>& gaps, const FactRules& rules, std::string_view language) {
  std::string names;
  for (const Gap& gap : gaps) {
    const FactKind* kind = rules.find(gap.kind);
    names += names.empty() ? "" : ", ";
    names += kind == nullptr ? gap.kind : std::string_view(language.starts_with("es") ? kind->es : kind->en);
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

// "fever.aboveC", "tasks.1.withinMin": names and places in lists.
const json::Value& walk(const json::Value& root, std::string_view path) {
  const json::Value* at = &root;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view step = path.substr(0, dot);
    std::size_t index = 0;
    std::from_chars(step.data(), step.data() + step.size(), index);
    at = at->is_array() ? &(*at)[index] : &(*at)[step];
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return *at;
}

Expected<json::Value> fetch_numbers(const json::Value& rule, const ReadContent& read) {
  json::Value numbers = json::Value::object();
  for (const json::Member& member : rule["numbers"].members()) {
    if (!member.value.is_object()) {
      numbers.set(member.name, member.value);
      continue;
    }
    WL_TRY(const std::string text, read(std::string(member.value.text_of("from")) + ".json"));
    WL_TRY(const json::Value other, parse_pack(text));
    const json::Value& number = walk(other, member.value.text_of("at"));
    if (!number.is_number() && !number.is_string())
      return Error{ErrorCode::InvalidContent, "The number \"" + member.name + "\" is not where it is said to be.",
                   "rule pack: rules: " + std::string(rule.text_of("id"))};
    numbers.set(member.name, number);
  }
  return numbers;
}

}  // namespace

Expected<json::Value> fill_in_numbers(const json::Value& pack, const ReadContent& read) {
  if (!pack["rules"].is_array()) return pack;
  json::Value filled = pack;
  json::Value rules = json::Value::array();
  for (const json::Value& rule : pack["rules"].items()) {
    WL_TRY(json::Value numbers, fetch_numbers(rule, read));
    Filling filling(std::move(numbers), rule.text_of("id"));
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
