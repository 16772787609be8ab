// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/fact_paths.h"

#include <algorithm>
#include <array>

#include "core/time/time.h"

namespace wardlight::care::facts {
namespace {

using Found = std::vector<const json::Value*>;

void add_all(const json::Value& value, Found& found) {
  if (value.is_array())
    for (const json::Value& item : value.items()) found.push_back(&item);
  else if (!value.is_null())
    found.push_back(&value);
}

struct Step {
  std::string_view name;
  std::string_view url;  // of an extension
};

Step next_step(std::string_view& path) {
  const std::size_t open = path.find('('), dot = path.find('.');
  Step step;
  std::size_t end = std::min(dot, path.size());
  if (open < end) {
    const std::size_t close = path.find(')', open);
    step = {path.substr(0, open), path.substr(open + 1, close - open - 1)};
    end = std::min(path.find('.', close), path.size());
  } else {
    step = {path.substr(0, end), {}};
  }
  path.remove_prefix(std::min(end + 1, path.size()));
  return step;
}

// A walk over every item for every answer that is asked for, so each member's name is looked at once.
void collect_answers(const json::Value& items, std::string_view link_id, Found& found) {
  for (const json::Value& item : items.items()) {
    const json::Value* answers = nullptr;
    bool wanted = false;
    for (const json::Member& member : item.members()) {
      if (member.name == "item") collect_answers(member.value, link_id, found);
      else if (member.name == "answer") answers = &member.value;
      else if (member.name == "linkId") wanted = member.value.is_string() && member.value.text() == link_id;
    }
    if (answers == nullptr) continue;
    for (const json::Value& answer : answers->items()) {
      for (const json::Member& member : answer.members())
        if (wanted && member.name.starts_with("value")) found.push_back(&member.value);
      collect_answers(answer["item"], link_id, found);
    }
  }
}

// A Coding, the codings of a CodeableConcept, or a bare code.
struct Code {
  std::string_view system;
  std::string_view code;
};
std::vector<Code> codes_of(const json::Value& thing) {
  if (thing.is_string()) return {{{}, thing.text()}};
  if (thing.find("code") != nullptr && thing["code"].is_string()) return {{thing.text_of("system"), thing.text_of("code")}};
  std::vector<Code> codes;
  for (const json::Value& coding : thing["coding"].items()) codes.push_back({coding.text_of("system"), coding.text_of("code")});
  return codes;
}

std::string shown(const json::Value& thing) {
  if (thing.is_string()) return thing.text();
  for (const std::string_view name : {"text", "display"})
    if (!thing.text_of(name).empty()) return std::string(thing.text_of(name));
  const json::Value& first = thing["coding"][0];
  return std::string(first.text_of("display").empty() ? first.text_of("code") : first.text_of("display"));
}

std::vector<std::string> texts_of(const json::Value& thing) {
  std::vector<std::string> texts{shown(thing)};
  for (const json::Value& coding : thing["coding"].items()) texts.emplace_back(coding.text_of("display"));
  return texts;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The word stands in the text by itself, whatever the case: "opium" is not in "tiotropium".
bool has_word(const std::string& text, const std::string& word) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  for (auto at = text.begin();; ++at) {
    at = std::search(at, text.end(), word.begin(), word.end(), same);
    if (at == text.end()) return false;
    const auto after = at + static_cast<std::ptrdiff_t>(word.size());
    if ((at == text.begin() || !is_letter(*(at - 1))) && (after == text.end() || !is_letter(*after))) return true;
  }
}

bool is_code(const CodeTest& test, const Code& code) {
  if (!test.system.empty() && test.system != code.system) return false;
  return test.prefix.empty() ? test.code == code.code : code.code.starts_with(test.prefix);
}

bool has_code(const std::vector<CodeTest>& tests, const json::Value& thing) {
  if (tests.empty()) return false;
  if (thing.is_string())
    return std::ranges::any_of(tests, [&](const CodeTest& test) { return is_code(test, {{}, thing.text()}); });
  return std::ranges::any_of(codes_of(thing), [&](const Code& code) {
    return std::ranges::any_of(tests, [&](const CodeTest& test) { return is_code(test, code); });
  });
}

bool has_some_word(const std::vector<std::string>& words, const json::Value& thing) {
  if (words.empty()) return false;
  const std::vector<std::string> texts = texts_of(thing);
  return std::ranges::any_of(words, [&](const std::string& word) {
    return std::ranges::any_of(texts, [&](const std::string& text) { return has_word(text, word); });
  });
}

bool fits(const ReadTest& test, const json::Value& thing) {
  if (test.codes.empty() && test.values.empty() && test.words.empty()) return true;
  if (has_code(test.codes, thing) || has_some_word(test.words, thing)) return true;
  return !test.values.empty() && std::ranges::any_of(codes_of(thing), [&](const Code& code) {
    return std::ranges::find(test.values, code.code) != test.values.end();
  });
}

constexpr std::array<std::string_view, 3> kMedicinePaths{"medicationCodeableConcept", "medicationReference", "contained.code"};

bool is_medicine(const MedicineClass& known, const json::Value& resource) {
  for (const std::string_view path : kMedicinePaths)
    for (const json::Value* thing : find_path(resource, path))
      if (has_code(known.codes, *thing) || has_some_word(known.names, *thing)) return true;
  return false;
}

bool names_medicine(const std::string& name, const json::Value& resource, const FactReaders& readers) {
  const bool some = std::ranges::any_of(readers.medicines, [&](const auto& one) { return is_medicine(one.second, resource); });
  if (name == kNoMedicineClass) return !some;
  const auto known = readers.medicines.find(name);
  return known != readers.medicines.end() && is_medicine(known->second, resource);
}

std::optional<json::Value> as_number(const json::Value& thing) {
  if (thing.is_number()) return thing;
  if (thing["value"].is_number()) return thing["value"];
  const std::vector<Code> codes = codes_of(thing);
  if (codes.empty() || !Decimal::parse(codes.front().code)) return std::nullopt;
  return json::Value::number_token(std::string(codes.front().code));
}

std::int64_t power_of_ten(int places) {
  std::int64_t power = 1;
  for (int i = 0; i < places; ++i) power *= 10;
  return power;
}

// (value - minus) × times ÷ over, half-up; nothing when that is below zero or too long to be a measurement.
std::optional<json::Value> convert(const Unit& unit, const json::Value& number) {
  const auto value = Decimal::parse(number.text());
  if (!value) return std::nullopt;
  if (unit.places < 0) return number;
  const Decimal zero = Decimal::from_integer(0);
  const int places = std::max(value->places(), unit.minus.places());
  if (places > 6 || number.text().size() > 12) return std::nullopt;
  const auto scaled = [&](const Decimal& d) {
    std::string digits = d.text();
    std::erase(digits, '.');
    return std::stoll(digits) * power_of_ten(places - d.places());
  };
  if (compare(*value, zero) < 0 || compare(unit.minus, zero) < 0) return std::nullopt;
  const std::int64_t numerator = scaled(*value) - scaled(unit.minus);
  if (numerator < 0) return std::nullopt;
  return json::Value::number_token(format_rate(numerator, unit.over * power_of_ten(places), unit.times, unit.places));
}

std::optional<json::Value> as_quantity(const Take& take, const json::Value& thing) {
  const json::Value& number = thing["value"];
  if (!number.is_number() || thing.find("comparator") != nullptr) return std::nullopt;
  const std::string_view code = thing.text_of("code").empty() ? thing.text_of("unit") : thing.text_of("code");
  for (const Unit& unit : take.units)
    if (unit.code == code) return convert(unit, number);
  return std::nullopt;
}

std::optional<json::Value> as_time(const json::Value& thing) {
  if (!thing.is_string() || !parse_time(thing.text())) return std::nullopt;
  return thing;
}

std::optional<json::Value> mapped(const Take& take, const json::Value& thing) {
  for (const Code& code : codes_of(thing))
    for (const auto& [from, to] : take.map)
      if (from == code.code) return to;
  for (const auto& [word, to] : take.words)
    if (has_some_word({word}, thing)) return to;
  return take.otherwise;
}

std::optional<json::Value> taken(const Take& take, const json::Value& thing) {
  if (!take.map.empty() || !take.words.empty()) return mapped(take, thing);
  switch (take.as) {
    case TakeAs::Constant: return take.constant;
    case TakeAs::Number: return as_number(thing);
    case TakeAs::Quantity: return as_quantity(take, thing);
    case TakeAs::Time: return as_time(thing);
    case TakeAs::Boolean: return thing.is_boolean() ? std::optional(thing) : std::nullopt;
    case TakeAs::Text:
    case TakeAs::Texts: return shown(thing).empty() ? std::nullopt : std::optional<json::Value>(shown(thing));
    case TakeAs::Id:
      if (!thing.is_string() || thing.text().empty()) return std::nullopt;
      return json::Value(thing.text().substr(thing.text().rfind('/') + 1));
    case TakeAs::Code:
    case TakeAs::Codes: break;
  }
  const std::vector<Code> codes = codes_of(thing);
  return codes.empty() || codes.front().code.empty() ? std::nullopt : std::optional<json::Value>(codes.front().code);
}

// What stands at a path of one step, when it is a text: as "questionnaire", which nearly every reader of forms asks first.
const json::Value* find_text(const Scope& scope, const Place& place) {
  if (!place.link_id.empty() || place.path.find_first_of("./(") != std::string::npos) return nullptr;
  const json::Value& thing = scope.element[place.path];
  return thing.is_string() ? &thing : nullptr;
}

}  // namespace

std::vector<const json::Value*> find_path(const json::Value& from, std::string_view path) {
  Found now{&from};
  while (!path.empty()) {
    const Step step = next_step(path);
    Found next;
    for (const json::Value* value : now) add_all((*value)[step.name], next);
    if (!step.url.empty()) std::erase_if(next, [&](const json::Value* one) { return one->text_of("url") != step.url; });
    now = std::move(next);
  }
  return now;
}

std::vector<const json::Value*> find_answers(const json::Value& response, std::string_view link_id) {
  Found found;
  collect_answers(response["item"], link_id, found);
  return found;
}

std::vector<const json::Value*> find_place(const Scope& scope, const Place& place) {
  if (!place.link_id.empty()) return find_answers(scope.element, place.link_id);
  if (place.path.starts_with('/')) return find_path(scope.resource, std::string_view(place.path).substr(1));
  return find_path(scope.element, place.path);
}

bool holds(const ReadTest& test, const Scope& scope, const FactReaders& readers) {
  bool found = false;
  if (!test.medicine.empty()) found = names_medicine(test.medicine, scope.resource, readers);
  else if (const json::Value* text = find_text(scope, test.place)) found = fits(test, *text);
  else found = std::ranges::any_of(find_place(scope, test.place), [&](const json::Value* thing) { return fits(test, *thing); });
  return found == test.present;
}

std::optional<json::Value> take(const Take& take, const Scope& scope) {
  if (take.as == TakeAs::Constant) return take.constant;
  if (take.as == TakeAs::Codes || take.as == TakeAs::Texts) {
    json::Value all = json::Value::array();
    for (const json::Value* thing : find_place(scope, take.place))
      if (auto value = taken(take, *thing)) all.push(*std::move(value));
    return all.items().empty() ? std::nullopt : std::optional(std::move(all));
  }
  for (const json::Value* thing : find_place(scope, take.place))
    if (auto value = taken(take, *thing)) return value;
  if (take.else_path.empty()) return std::nullopt;
  for (const json::Value* thing : find_place(scope, {take.else_path, {}}))
    if (auto value = taken(take, *thing)) return value;
  return std::nullopt;
}

std::optional<Instant> find_time(const std::vector<Place>& places, const Scope& scope) {
  for (const Place& place : places)
    for (const json::Value* thing : find_place(scope, place)) {
      if (!thing->is_string()) continue;
      if (const auto time = parse_time(thing->text())) return time->instant;
      if (parse_date(thing->text())) return parse_time(thing->text() + "T00:00:00Z").value_or(OffsetTime{}).instant;
    }
  return std::nullopt;
}

}  // namespace wardlight::care::facts
