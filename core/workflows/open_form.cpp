// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/open_form.h"

#include <algorithm>

#include "core/care/scales/prefill.h"
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

const care::Instrument* find_instrument(const Ward& ward, const ClinicalForm& form) {
  const auto& all = ward.content.prompts.facts.instruments;
  const auto found = std::ranges::find_if(all, [&](const auto& one) { return one.instrument.form_url == form.form.url; });
  return found == all.end() ? nullptr : &found->instrument;
}

// What the instrument's own pack takes from the chart.
std::vector<Offer> list_suggested(const care::Instrument& instrument, const forms::Questionnaire& form,
                                  const std::vector<care::Fact>& facts, Instant now) {
  std::vector<Offer> offers;
  for (const care::SuggestedAnswer& one : care::suggest_answers(instrument, facts, now))
    if (const auto answer = option_of(*form.find(one.item->link_id), one.code))
      offers.push_back({one.item->link_id, *answer, one.basis.at, one.basis.source});
  return offers;
}

// For each item what its instrument suggests, else the first of its rules that fits, in the table's order.
Expected<std::vector<Offer>> list_offers(const Ward& ward, const store::CensusEntry& stay, const ClinicalForm& form) {
  const care::Instrument* instrument = find_instrument(ward, form);
  if (form.offers.empty() && instrument == nullptr) return std::vector<Offer>();
  WL_TRY(const auto facts, read_chart_facts(ward, stay));
  const Instant now = ward.clock.now();
  std::vector<Offer> offers;
  if (instrument != nullptr) offers = list_suggested(*instrument, form.form, facts, now);
  for (const OfferRule& rule : form.offers) {
    if (std::ranges::find(offers, rule.link_id, &Offer::link_id) != offers.end()) continue;
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
