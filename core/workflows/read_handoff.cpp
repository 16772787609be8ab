// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/prompts/derived.h"
#include "core/workflows/chart_facts.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/handoff_thread.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {

forms::FormSession form_of(const Ward& ward, const HandoffContent& content) {
  forms::FormSession form(ward.content.forms.find("handoff-given")->form);
  fill_form(form, content.items);
  return form;
}

Expected<HandoffView> read_handoff(const Ward& ward, const EncounterId& encounter) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  WL_TRY(const auto threads, read_handoff_threads(ward, stay.encounter));
  WL_TRY(const WardFrame frame, make_frame(ward));
  HandoffView view;
  if (!threads.empty()) view = view_of(ward, threads.back(), frame.names);
  view.encounter = stay.encounter;
  if (view.hash.empty()) {
    std::optional<Instant> last;
    for (const HandoffThread& thread : threads) last = std::max(last, thread.now.accepted_at);
    WL_TRY(auto facts, read_chart_facts(ward, stay));
    const care::KnownFacts known(std::move(facts));
    view.content.rows = chart_rows(ward, care::facts_at(ward.content.prompts, known, frame.now, ward.zone), last);
  }
  return view;
}

}  // namespace wardlight::workflows
