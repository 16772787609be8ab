// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/handoff_thread.h"

#include <algorithm>
#include <map>

#include "core/care/handoff/handoff_prefill.h"
#include "core/crypto/crypto.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

using care::HandoffEvent;
using care::HandoffStep;

constexpr std::string_view kGiven = "handoff-given";
constexpr std::string_view kAccepted = "handoff-accepted";
constexpr std::string_view kStep = "handoff-step";

// Every answer to this item, however deep, as the code or the text it holds.
void collect_answers(const json::Value& items, std::string_view link_id, std::vector<std::string>& found) {
  for (const json::Value& item : items.items()) {
    for (const json::Value& answer : item["answer"].items()) {
      if (item.text_of("linkId") == link_id) {
        const std::string_view code = answer["valueCoding"].text_of("code");
        found.emplace_back(code.empty() ? answer.text_of("valueString") : code);
      }
      collect_answers(answer["item"], link_id, found);
    }
    collect_answers(item["item"], link_id, found);
  }
}

std::vector<std::string> answers_in(const json::Value& resource, std::string_view link_id) {
  std::vector<std::string> found;
  collect_answers(resource["item"], link_id, found);
  return found;
}

std::string answer_in(const json::Value& resource, std::string_view link_id) {
  const auto found = answers_in(resource, link_id);
  return found.empty() ? std::string() : found.front();
}

std::string text_extension(const json::Value& resource, std::string_view name) {
  const json::Value* found = find_extension(resource, name);
  return found == nullptr ? std::string() : std::string(found->text_of("valueString"));
}

// Which form it is: the end of its address, before the version.
std::string form_name(const WardContent& content, const json::Value& resource) {
  const ClinicalForm* form = content.forms.find_url(resource.text_of("questionnaire"));
  return form == nullptr ? std::string() : form->name;
}

HandoffEvent begin_event(const store::Record& record, const json::Value& resource, HandoffStep step) {
  HandoffEvent event;
  event.at = record.at;
  event.step = step;
  event.by = id_in(resource["author"]);
  event.role = text_extension(resource, "role") == to_code(access::Role::Charge)
      ? care::HandoffRole::Charge : care::HandoffRole::Nurse;
  event.content_hash = text_extension(resource, "content-hash");
  event.tablet = record.device.value;
  return event;
}

HandoffEvent step_event(const store::Record& record, const json::Value& resource) {
  HandoffEvent event =
      begin_event(record, resource, care::handoff_step_from_code(answer_in(resource, "HNS-1")).value_or(HandoffStep::Start));
  event.type = care::handoff_type_from_code(answer_in(resource, "HNS-2")).value_or(HandoffType::Shift);
  return event;
}

HandoffEvent given_event(const store::Record& record, const json::Value& resource, bool again) {
  HandoffEvent event = begin_event(record, resource, again ? HandoffStep::Amend : HandoffStep::Give);
  event.severity = answer_in(resource, "H2-1");
  event.not_at_bedside = answer_in(resource, "H1-2-R");
  return event;
}

HandoffEvent read_back_event(const store::Record& record, const json::Value& resource, HandoffStep step) {
  HandoffEvent event = begin_event(record, resource, step);
  event.actions = answers_in(resource, "H9-1");
  event.no_actions = answer_in(resource, "H9-0-R");
  event.contingency = answers_in(resource, "H9-2");
  return event;
}

bool is_giving(const HandoffStatement& one) { return one.event.step == HandoffStep::Give
    || one.event.step == HandoffStep::Amend; }

void add_statement(const WardContent& content, const store::Record& record, HandoffThread& thread) {
  const json::Value* resource = record.resource();
  if (resource == nullptr) return;
  const std::string form = form_name(content, *resource);
  const auto add = [&](HandoffEvent event) { thread.statements.push_back({record, *resource, std::move(event)}); };
  if (form == kStep) return add(step_event(record, *resource));
  if (form == kGiven) return add(given_event(record, *resource, std::ranges::any_of(thread.statements, is_giving)));
  if (form != kAccepted) return;
  add(read_back_event(record, *resource, HandoffStep::Synthesise));
  if (resource->text_of("status") != "in-progress") add(read_back_event(record, *resource, HandoffStep::Accept));
}

// HND-6: what the giver signed on one tablet is not undone by a signature taken meanwhile on another, which could not know of
// it. Both were made offline; the giver's counts as there when the other was taken, so that the two hashes meet.
void bring_forward(std::vector<HandoffStatement>& statements) {
  const auto accept = std::ranges::find_if(
      statements, [](const HandoffStatement& one) { return one.event.step == HandoffStep::Accept; });
  if (accept == statements.end()) return;
  const std::string tablet = accept->event.tablet;
  const std::string id = accept->record.id;
  const auto first = std::ranges::find(statements, id, [](const HandoffStatement& one) { return one.record.id; });
  const auto last = std::find_if(first, statements.end(),
                                 [](const HandoffStatement& one) { return one.event.step == HandoffStep::Resolve; });
  std::stable_partition(first, last,
                        [&](const HandoffStatement& one) { return is_giving(one) && one.event.tablet != tablet; });
}

void replay(const care::HandoffPack& pack, HandoffThread& thread) {
  bring_forward(thread.statements);
  for (const HandoffStatement& one : thread.statements) {
    const care::HandoffMove move = care::move_handoff(pack, thread.now, one.event);
    if (move.refused != nullptr) thread.refused.push_back(one.record.id);
    thread.now = move.after;
  }
}

json::Value row_json(const HandoffRow& row) {
  json::Value one;
  one.set("id", row.id).set("confirmed", row.confirmed);
  if (!row.fact) return one;
  one.set("kind", row.fact->kind).set("value", row.fact->value);
  one.set("at", row.fact->at.milliseconds).set("source", row.fact->source);
  return one;
}

std::optional<std::int64_t> whole_number(const json::Value& value) {
  const auto number = Decimal::parse(value.text());
  if (!value.is_number() || !number || !number->is_integer()) return std::nullopt;
  return std::stoll(value.text());
}

HandoffRow row_from(const json::Value& one) {
  HandoffRow row;
  row.id = one.text_of("id");
  row.confirmed = one["confirmed"].boolean();
  if (const auto at = whole_number(one["at"]))
    row.fact = care::Fact{std::string(one.text_of("kind")), one["value"], Instant{*at}, std::string(one.text_of("source"))};
  return row;
}

// The answers that were shown: what this page adds for other readers is none of them.
json::Value shown_items(const json::Value& items) {
  json::Value shown = json::Value::array();
  for (const json::Value& item : items.items())
    if (!item.text_of("linkId").starts_with("HND-h")) shown.push(item);
  return shown;
}

void add_words(const care::HandoffPack& pack, Instant now, HandoffRow& row) {
  const auto rule = std::ranges::find(pack.prefill, row.id, &care::KnownRowRule::id);
  if (rule == pack.prefill.end()) return;
  row.section = rule->section;
  row.label = rule->label;
  if (!row.fact) return;
  row.age_minutes = care::age_minutes(*row.fact, now);
  row.stale = rule->cadence > Duration{} && care::age_of(*row.fact, now) > rule->cadence;
}

}  // namespace

std::string rows_text(const std::vector<HandoffRow>& rows) {
  json::Value list = json::Value::array();
  for (const HandoffRow& row : rows) list.push(row_json(row));
  return json::write(list);
}

std::string shown_text(const HandoffContent& content) {
  return R"({"items":)" + json::write(shown_items(content.items)) + R"(,"rows":)" + rows_text(content.rows) + "}";
}

std::string content_hash(const HandoffContent& content) { return crypto::to_hex(crypto::sha256(as_bytes(shown_text(content)))); }

std::vector<HandoffThread> handoff_threads(const WardContent& content, std::span<const store::Record> records) {
  std::vector<HandoffThread> threads;
  for (const store::Record& record : records) {
    if (record.type != "QuestionnaireResponse") continue;
    auto thread = std::ranges::find(threads, record.thread, &HandoffThread::id);
    if (thread == threads.end()) thread = threads.insert(thread, {record.thread, record.encounter, {}, {}, {}});
    add_statement(content, record, *thread);
  }
  for (HandoffThread& thread : threads) replay(content.handoff, thread);
  std::erase_if(threads, [](const HandoffThread& thread) { return thread.now.state == HandoffState::None; });
  return threads;
}

Expected<std::vector<HandoffThread>> read_handoff_threads(const Ward& ward, const EncounterId& encounter) {
  WL_TRY(const EncounterId known, ward.store.resolve(encounter));
  WL_TRY(const auto records, ward.store.list_records({&known, 1}, "QuestionnaireResponse"));
  return handoff_threads(ward.content, records);
}

std::optional<HandoffContent> find_content(const HandoffThread& thread, std::string_view hash) {
  for (const HandoffStatement& one : thread.statements) {
    if (!is_giving(one) || one.event.content_hash != hash) continue;
    HandoffContent content{shown_items(one.resource["item"]), {}};
    const auto rows = json::parse(text_extension(one.resource, "rows"));
    if (rows)
      for (const json::Value& row : rows->items()) content.rows.push_back(row_from(row));
    return content;
  }
  return std::nullopt;
}

std::vector<HandoffRow> chart_rows(const Ward& ward, const care::FactsAt& facts, std::optional<Instant> last_handoff) {
  std::vector<HandoffRow> rows;
  for (const care::PrefillLine& line : care::prefill_handoff(ward.content.handoff, facts, last_handoff)) {
    HandoffRow row{line.rule->id, line.rule->section, line.rule->label, line.fact, line.age_minutes};
    row.stale = line.freshness == care::Freshness::Stale;
    const bool is_written = line.fact && line.fact->source.find('/') != std::string::npos;  // does not only follow from others
    row.changed = line.changed && is_written;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<Instant> escalation_of(const Ward& ward, const care::Handoff& handoff) {
  if (!handoff.given_at) return std::nullopt;
  std::optional<Instant> nearest;
  const auto distance = [&](Instant at) { return std::abs((at - *handoff.given_at).milliseconds); };
  const Date day = ward.zone.local(*handoff.given_at).date;
  for (int offset = -1; offset <= 1; ++offset)
    for (const care::ShiftHours& shift : ward.content.shift.shifts) {
      const Instant change = ward.zone.to_instant(add_days(day, offset), shift.start);
      if (!nearest || distance(change) < distance(*nearest)) nearest = change;
    }
  return care::escalate_handoff_at(ward.content.handoff, handoff, nearest.value_or(*handoff.given_at));
}

HandoffView view_of(const Ward& ward, const HandoffThread& thread, const std::map<PractitionerId, std::string>& names) {
  const auto name_of = [&](const std::string& id) {
    const auto found = names.find({id});
    return found == names.end() ? id : found->second;
  };
  const care::Handoff& now = thread.now;
  HandoffView view;
  view.state = now.state;
  view.type = now.type;
  view.handoff = thread.id;
  view.encounter = thread.encounter;
  view.from = {now.from};
  view.from_name = name_of(now.from);
  if (!now.to.empty()) view.to = PractitionerId{now.to}, view.to_name = name_of(now.to);
  view.started_at = now.started_at;
  view.given_at = now.given_at;
  view.accepted_at = now.accepted_at;
  view.interim = now.interim;
  view.escalate_at = escalation_of(ward, now);
  view.hash = now.content_hash;
  if (auto content = find_content(thread, now.content_hash)) view.content = *std::move(content);
  for (HandoffRow& row : view.content.rows) add_words(ward.content.handoff, now.given_at.value_or(ward.clock.now()), row);
  for (const std::string& hash : {now.content_hash, now.other_hash}) {
    if (now.state != HandoffState::Conflict || hash.empty()) continue;
    view.versions.push_back(find_content(thread, hash).value_or(HandoffContent{}));
    view.version_hashes.push_back(hash);
  }
  for (const HandoffStatement& one : thread.statements) {
    const HandoffEvent& event = one.event;
    view.lines.push_back({{one.record.id}, std::string(care::to_code(event.step)), {event.by}, name_of(event.by), event.at,
                          answer_in(one.resource, "HNS-3"), one.record.delivery});
    if (event.step == HandoffStep::Synthesise) view.read_back = one.resource["item"];
    if (event.step == HandoffStep::Amend) view.read_back = {};
  }
  const std::string& me = ward.session.person().practitioner.value;
  const bool may = ward.session.allows(access::Action::HandOver);
  const bool given = now.state == HandoffState::Given || now.state == HandoffState::Synthesised;
  view.may_give = may && !given && now.state != HandoffState::Accepted && now.state != HandoffState::Conflict;
  view.may_accept = may && given && now.from != me;
  return view;
}

}  // namespace wardlight::workflows
