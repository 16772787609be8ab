// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/response.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

forms::ResponseDetails details_of(const Ward& ward, const ResponseHead& head) {
  forms::ResponseDetails details;
  details.id = head.id.value;
  details.status = head.partial      ? forms::ResponseStatus::InProgress
                   : head.supersedes ? forms::ResponseStatus::Amended
                                     : forms::ResponseStatus::Completed;
  details.subject = "Patient/" + head.patient.value;
  details.encounter = "Encounter/" + head.encounter.value;
  details.authored = ward.zone.format(head.occurred_at);
  details.author = "Practitioner/" + ward.session.person().practitioner.value;
  details.recorded = ward.zone.format(head.recorded_at);
  details.clock = clock_text(ward);
  if (head.supersedes) details.supersedes = "QuestionnaireResponse/" + head.supersedes->value;
  details.pack = head.pack.value_or(ward.content.rounding.id_and_version());
  return details;
}

std::string encounter_of(const json::Value& resource) {
  const std::string_view reference = resource["encounter"].text_of("reference");
  return std::string(reference.substr(reference.rfind('/') + 1));
}

Expected<store::StoredStatement> find_corrected(const Ward& ward, const StatementId& id) {
  WL_TRY(auto stored, ward.store.find_statement(id));
  if (!stored)
    return Error{ErrorCode::NotFound, "The record to correct is not on this tablet; open the timeline again.", "corrects"};
  return *std::move(stored);
}

}  // namespace

void add_reason(json::Value& resource, const std::string& reason) { add_extension(resource, "reason", "String", reason); }

json::Value make_response(const Ward& ward, const forms::FormSession& form, const ResponseHead& head) {
  json::Value resource = form.build_response(details_of(ward, head));
  add_extension(resource, "role", "String", std::string(to_code(ward.session.person().role)));
  if (!head.reason.empty()) add_reason(resource, head.reason);
  const auto refer = [&](std::string_view name, const std::string& to) {
    if (!to.empty()) add_extension(resource, name, "Reference", json::Value().set("reference", to));
  };
  refer("about", head.about);
  if (!head.thread.empty()) add_extension(resource, "thread", "String", head.thread.value);
  if (!head.content_hash.empty()) add_extension(resource, "content-hash", "String", head.content_hash);
  if (head.from_paper) add_extension(resource, "entry", "Code", kFromPaper);
  if (head.incident) tag(resource, "incident");
  return resource;
}

Expected<Outcome> save_response(const Ward& ward, const forms::FormSession& form, const ResponseHead& head,
                                std::optional<store::DraftKey> finishes, std::vector<NamedResource> with) {
  with.insert(with.begin(), {head.id, make_response(ward, form, head)});
  WL_TRY(const store::Receipt receipt, save_statements(ward, with, std::move(finishes)));
  Saved saved{head.id, head.occurred_at, head.recorded_at,
              care::judge_charting_time(ward.content.rounding, head.occurred_at, head.recorded_at), receipt.second_copy};
  return Outcome{saved, {}};
}

Expected<void> check_correctable(const Ward& ward, const StatementId& id, std::vector<Objection>& found) {
  WL_TRY(const auto stored, find_corrected(ward, id));
  const bool mine = stored.envelope.signer == ward.session.person().practitioner;
  if (!mine && !ward.session.allows(access::Action::AssignPatients))
    found.push_back({ObjectionKind::NotTheAuthor, "", "Only who made this record, or the charge nurse, may correct it."});
  return check_current(ward, id, found);
}

Expected<void> check_current(const Ward& ward, const StatementId& id, std::vector<Objection>& found) {
  WL_TRY(const auto stored, find_corrected(ward, id));
  WL_TRY(const json::Value resource, json::parse(stored.bytes));
  const Instant since = parse_time(resource.text_of("authored")).value_or(OffsetTime{}).instant;
  WL_TRY(const EncounterId known, ward.store.resolve(EncounterId{encounter_of(resource)}));
  WL_TRY(const auto acts, ward.store.list_acts({&known, 1}, since));
  const auto act = std::ranges::find(acts, id, &store::Act::id);
  if (act != acts.end() && act->standing == store::Standing::Superseded)
    found.push_back({ObjectionKind::AlreadyCorrected, "", "This record has been corrected already; correct the newer one."});
  return {};
}

}  // namespace wardlight::workflows
