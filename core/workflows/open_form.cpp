// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/open_form.h"

#include "core/workflows/chart_facts.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

std::optional<forms::Answer> option_of(const forms::Item& item, const std::string& code) {
  for (const forms::Option& option : item.options)
    if (option.value.coding.code == code || option.value.text == code) return option.value;
  return std::nullopt;
}

std::optional<forms::Answer> answer_for(const forms::Questionnaire& form, const OfferRule& rule, const care::Fact& fact) {
  if (!rule.equals.is_null() && !(rule.equals == fact.value)) return std::nullopt;
  const forms::Item& item = *form.find(rule.link_id);
  if (!item.options.empty()) return option_of(item, rule.code.empty() ? fact.value.text() : rule.code);
  if (fact.value.is_boolean()) return forms::Answer::of(fact.value.boolean());
  const auto kind = item.type == forms::ItemType::Integer   ? forms::ValueKind::Integer
                    : item.type == forms::ItemType::Decimal ? forms::ValueKind::Decimal
                                                            : forms::ValueKind::String;
  return forms::Answer::of(kind, fact.value.text());
}

// For each item the first of its rules that fits, in the table's order.
Expected<std::vector<Offer>> list_offers(const Ward& ward, const store::CensusEntry& stay, const ClinicalForm& form) {
  std::vector<Offer> offers;
  if (form.offers.empty()) return offers;
  WL_TRY(const auto facts, read_chart_facts(ward, stay));
  const Instant now = ward.clock.now();
  for (const OfferRule& rule : form.offers) {
    if (!offers.empty() && offers.back().link_id == rule.link_id) continue;
    const auto fact = care::latest_fact(facts, rule.fact, now);
    if (!fact) continue;
    if (const auto answer = answer_for(form.form, rule, *fact)) offers.push_back({rule.link_id, *answer, fact->at, fact->source});
  }
  return offers;
}

}  // namespace

Expected<OpenForm> open_form(const Ward& ward, const EncounterId& encounter, std::string_view name,
                             std::optional<StatementId> corrects) {
  const ClinicalForm* form = ward.content.forms.find(name);
  if (form == nullptr)
    return Error{ErrorCode::NotFound, "This tablet has no form of that name; update its content.", std::string(name)};
  WL_CHECK(require(ward, form->needs));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  OpenForm open = pin_form(ward, stay, form->form, std::move(corrects));
  WL_CHECK(open.corrects ? fill_from_earlier(ward, open) : fill_from_draft(ward, open));
  WL_TRY(open.offers, list_offers(ward, stay, *form));
  WL_CHECK(ward.store.append_audit(
      {audit_line(ward, audit::Act::FormOpened, "Encounter/" + stay.encounter.value, form->name)}));
  return open;
}

}  // namespace wardlight::workflows
