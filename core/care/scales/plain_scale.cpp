// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/plain_scale.h"

#include <algorithm>

#include "core/care/plain_number.h"

namespace wardlight::care {
namespace {

bool same_plain(const json::Value& a, const json::Value& b) {
  if (!a.is_number() || !b.is_number()) return a == b;
  const auto left = Decimal::parse(a.text());
  const auto right = Decimal::parse(b.text());
  return left && right && compare(*left, *right) == 0;
}

std::string list_of(const ScaleItem& item) {
  std::string all;
  for (const ScaleAnswer& answer : item.answers) all += (all.empty() ? "" : ", ") + json::write(answer.plain);
  return all;
}

Expected<std::string> read_code(const ScaleItem& item, const json::Value& plain) {
  const auto found =
      std::ranges::find_if(item.answers, [&](const ScaleAnswer& answer) { return same_plain(answer.plain, plain); });
  if (found != item.answers.end()) return found->code;
  return Error{ErrorCode::InvalidContent,
               item.link_id + ": this is no answer of \"" + item.key + "\"; it is one of " + list_of(item) + ".", item.key};
}

Expected<ScaleAnswers> read_answers(const Instrument& instrument, const json::Value& set) {
  ScaleAnswers answers;
  for (const json::Member& member : set.members()) {
    if (member.name == "age" || member.value.is_null()) continue;
    WL_TRY(answers[member.name], read_code(*instrument.find_item(member.name), member.value));
  }
  return answers;
}

Expected<void> check_keys(const Instrument& instrument, const json::Value& set) {
  if (!set.is_object())
    return Error{ErrorCode::InvalidContent, "A set of answers is an object such as {\"" + instrument.items.front().key +
                                                "\": " + json::write(instrument.items.front().answers.front().plain) + "}.",
                 ""};
  std::string keys;
  for (const ScaleItem& item : instrument.items) keys += (keys.empty() ? "" : ", ") + item.key;
  for (const json::Member& member : set.members())
    if (member.name != "age" && member.name != "total" && instrument.find_item(member.name) == nullptr)
      return Error{ErrorCode::InvalidContent, "\"" + member.name + "\" is not a known key here; the answers are " + keys + ".",
                   member.name};
  return {};
}

}  // namespace

Expected<ScaleResult> score_plain(const Instrument& instrument, const Scheme& scheme, const json::Value& set) {
  WL_CHECK(check_keys(instrument, set));
  WL_CHECK(check_age(set, instrument.least_age, instrument.age_rule));
  if (set.find("total") == nullptr) {
    WL_TRY(const ScaleAnswers answers, read_answers(instrument, set));
    return score(instrument, scheme, answers);
  }
  for (const ScaleItem& item : instrument.items)
    if (set.find(item.key) != nullptr)
      return Error{ErrorCode::InvalidContent, "Give the answers or a total from elsewhere, not both.", "total"};
  WL_TRY(const Decimal total, read_plain_number(set["total"], "total"));
  return read_total(instrument, scheme, total);
}

json::Value to_json(const ScaleResult& result) {
  json::Value missing = json::Value::array();
  for (const std::string& key : result.missing) missing.push(key);
  json::Value out;
  out.set("total", result.total ? json::Value(*result.total) : json::Value());
  out.set("band", result.band != nullptr ? json::Value(result.band->band) : json::Value());
  out.set("complete", result.complete());
  out.set("scheme", result.scheme);
  out.set("pack", result.pack);
  out.set("missing", std::move(missing));
  out.set("prompts", ids_of(result.prompts));
  return out;
}

namespace {

Expected<void> take_items(const Instrument& instrument, const json::Value& items, ScaleAnswers& answers) {
  for (const json::Value& item : items.items()) {
    WL_CHECK(take_items(instrument, item["item"], answers));
    const ScaleItem* known = instrument.find_link(item.text_of("linkId"));
    const std::string_view code = item["answer"][std::size_t{0}]["valueCoding"].text_of("code");
    if (known == nullptr || code.empty()) continue;
    if (known->find_code(code) == nullptr)
      return Error{ErrorCode::InvalidContent, "This answer is none of the instrument's; it was given with another version.",
                   known->link_id};
    answers[known->key] = std::string(code);
  }
  return {};
}

}  // namespace

Expected<ScaleAnswers> read_response_answers(const Instrument& instrument, const json::Value& response) {
  const std::string_view form = response.text_of("questionnaire");
  if (form.substr(0, form.find('|')) != instrument.form_url)
    return Error{ErrorCode::InvalidContent, "This is the response to another form.", "questionnaire"};
  ScaleAnswers answers;
  WL_CHECK(take_items(instrument, response["item"], answers));
  return answers;
}

}  // namespace wardlight::care
