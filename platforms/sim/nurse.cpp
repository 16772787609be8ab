// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/nurse.h"

#include <algorithm>

namespace wardlight::sim {
namespace {

constexpr int kMostAnswers = 200;  // far more than any form of ours asks

std::string code_of(const care::RoundingPack& pack, care::RoundKind kind) {
  const auto& kinds = pack.checklist.kinds;
  const auto found = std::find_if(kinds.begin(), kinds.end(), [kind](const auto& k) { return k.kind == kind; });
  return found == kinds.end() ? std::string() : found->code;
}

bool was_looked_at(const care::RoundingPack& pack, const forms::Option& option) {
  return std::find(pack.checklist.unseen.begin(), pack.checklist.unseen.end(), option.value.coding.code) ==
         pack.checklist.unseen.end();
}

forms::Answer choose(std::mt19937_64& chance, const care::RoundingPack& pack, const forms::Item& item) {
  std::vector<const forms::Option*> options;
  for (const auto& option : item.options)
    if (was_looked_at(pack, option)) options.push_back(&option);
  if (options.empty()) return item.options.front().value;
  // Mostly the first answer, as on a real ward.
  const std::size_t index = chance() % 4 == 0 ? chance() % options.size() : 0;
  return options[index]->value;
}

forms::Answer some_number(std::mt19937_64& chance, const forms::Item& item, forms::ValueKind kind) {
  const std::string least = item.limits.least ? item.limits.least->text : std::to_string(chance() % 5);
  return forms::Answer::of(kind, least);
}

forms::Answer answer_for(std::mt19937_64& chance, const care::RoundingPack& pack, const forms::Item& item) {
  using forms::ItemType;
  if (!item.options.empty()) return choose(chance, pack, item);
  switch (item.type) {
    case ItemType::Boolean: return forms::Answer::of(true);
    case ItemType::Integer: return some_number(chance, item, forms::ValueKind::Integer);
    case ItemType::Decimal: return some_number(chance, item, forms::ValueKind::Decimal);
    default: return forms::Answer::of(forms::ValueKind::String, "simulated");
  }
}

}  // namespace

Expected<forms::FormSession> fill_round(std::mt19937_64& chance, const workflows::WardContent& content, care::RoundKind kind) {
  forms::FormSession session(content.round_form);
  const auto& pack = content.rounding;
  const forms::Item* kind_item = content.round_form.find(pack.checklist.kind_link_id);
  const std::string code = code_of(pack, kind);
  if (kind_item == nullptr)
    return Error{ErrorCode::InvalidContent, "The checklist lacks the question that the rule pack names.", code};
  for (const auto& option : kind_item->options)
    if (option.value.coding.code == code) WL_CHECK(session.set({kind_item->link_id, {}}, option.value));
  for (int i = 0; i < kMostAnswers; ++i) {
    const auto missing = session.missing();
    if (missing.empty()) return session;
    const forms::Field& field = missing.front().field;
    WL_CHECK(session.set(field, answer_for(chance, pack, *content.round_form.find(field.link_id))));
  }
  return Error{ErrorCode::InvalidContent, "The checklist asks for more than a simulated nurse can answer.", "sim"};
}

Expected<void> fill_plainly(forms::FormSession& form, const std::string& when) {
  for (int i = 0; i < kMostAnswers; ++i) {
    const auto missing = form.missing();
    if (missing.empty()) return {};
    const forms::Field& field = missing.front().field;
    const forms::Item& item = *form.form().find(field.link_id);
    std::mt19937_64 no_chance(0);
    forms::Answer answer = item.type == forms::ItemType::DateTime ? forms::Answer::of(forms::ValueKind::DateTime, when)
                           : item.type == forms::ItemType::Date  ? forms::Answer::of(forms::ValueKind::Date, when.substr(0, 10))
                           : item.options.empty()                ? answer_for(no_chance, {}, item)
                                                                 : item.options.front().value;
    WL_CHECK(form.set(field, std::move(answer)));
  }
  return Error{ErrorCode::InvalidContent, "The form asks for more than a simulated nurse can answer.", form.form().url};
}

}  // namespace wardlight::sim
