// SPDX-License-Identifier: Apache-2.0
#include "ui/models/form.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "core/forms/check_answer.h"

namespace wardlight::models {
namespace {

using forms::Answer;
using forms::Item;
using forms::ItemType;
using forms::ValueKind;

std::string label_of(const Item& item, const Texts& texts) {
  const auto& words = item.short_text.empty() ? item.text : item.short_text;
  const std::string& label = words.in(texts.language());
  return item.prefix.empty() ? label : item.prefix + " " + label;
}

// "Lines: secured, whole" is "Lines" with the detail "secured, whole".
std::pair<std::string, std::string> split_label(const std::string& label) {
  const auto colon = label.find(": ");
  if (colon == std::string::npos) return {label, ""};
  return {label.substr(0, colon), label.substr(colon + 2)};
}

std::string display_of(const forms::Option& option, const Texts& texts) {
  const std::string& words = option.display.in(texts.language());
  if (!words.empty()) return words;
  if (option.value.kind == ValueKind::Coding) return option.value.coding.code;
  return option.value.text;
}

std::string unit_of(const Item& item) { return item.units.empty() ? std::string() : item.units.front().display; }

RowKind kind_of(const Item& item) {
  if (item.is_computed()) return RowKind::Total;
  switch (item.type) {
    case ItemType::Group: return RowKind::Heading;
    case ItemType::Boolean: return RowKind::Choices;
    case ItemType::Decimal:
    case ItemType::Integer:
    case ItemType::Quantity: return item.options.empty() ? RowKind::Number : RowKind::Choices;
    case ItemType::Text: return RowKind::Lines;
    case ItemType::DateTime: return RowKind::When;
    case ItemType::Display:
    case ItemType::Unshown: return RowKind::Words;
    default: return item.options.empty() ? RowKind::Line : RowKind::Choices;
  }
}

// The kind of what can be typed into an item.
ValueKind typed_kind(const Item& item) {
  return item.type == ItemType::OpenChoice ? ValueKind::String : forms::value_kind(item.type);
}

bool is_offered(const Item& item, const Answer& answer) {
  return std::ranges::any_of(item.options, [&](const auto& option) { return forms::same(option.value, answer); });
}

void add_options(FormRow& row, const forms::Row& source, const Item& item, const Texts& texts) {
  const auto chosen = [&](const Answer& value) {
    return std::ranges::any_of(source.answers, [&](const auto& answer) { return forms::same(answer, value); });
  };
  if (item.type == ItemType::Boolean) {
    row.options = {{"yes", texts("form.yes"), chosen(Answer::of(true))}, {"no", texts("form.no"), chosen(Answer::of(false))}};
    return;
  }
  for (const auto& option : item.options)
    row.options.push_back({std::to_string(row.options.size()), display_of(option, texts), chosen(option.value)});
  row.typed_too = item.type == ItemType::OpenChoice;
  for (const auto& answer : source.answers)
    if (row.typed_too && !is_offered(item, answer)) row.value = answer.text;
}

std::string placeholder_of(const Item& item, const Texts& texts) {
  if (!item.entry_format.empty()) return item.entry_format.in(texts.language());
  if (item.type == ItemType::OpenChoice)
    return item.open_label.empty() ? texts("form.other") : item.open_label.in(texts.language());
  if (item.type == ItemType::Date) return texts("add_patient.date_hint");
  if (item.type == ItemType::Time) return texts("form.time_hint");
  return {};
}

void add_steps(FormRow& row, const Moment& moment, const Texts& texts) {
  for (const int step : kWhenSteps) {
    const std::string length = step == 0 ? std::string() : duration_text(minutes(std::abs(step)), texts);
    row.options.push_back({std::to_string(step), step == 0 ? texts("form.now") : (step < 0 ? "−" : "+") + length, false});
  }
  const auto at = row.answered ? parse_time(row.value) : Expected<OffsetTime>(Error{ErrorCode::NotFound, "", ""});
  row.value = at ? clock_text(moment, at->instant, texts) : texts("form.no_time");
}

FormRow build_row(const forms::Row& source, const Item& item, const Moment& moment, const Texts& texts) {
  FormRow row;
  row.field = source.field;
  row.key = "form." + source.field.link_id;
  for (const auto n : source.field.occurrences) row.key += "." + std::to_string(n);
  row.kind = kind_of(item);
  row.depth = source.depth;
  row.label = label_of(item, texts);
  if (item.is_question()) std::tie(row.label, row.detail) = split_label(row.label);
  row.unit = unit_of(item);
  row.placeholder = placeholder_of(item, texts);
  row.asked = row.kind != RowKind::Heading && row.kind != RowKind::Words && row.kind != RowKind::Total;
  row.enabled = !item.read_only;
  row.answered = !source.answers.empty();
  row.missing = source.missing;
  if (!source.faults.empty()) row.fault = texts.said(source.faults.front());
  if (row.kind == RowKind::Choices)
    add_options(row, source, item, texts);
  else if (row.answered)
    row.value = item.type == ItemType::Quantity ? source.answers.front().quantity.value : source.answers.front().text;
  if (row.kind == RowKind::When) add_steps(row, moment, texts);
  if (row.kind == RowKind::Heading && item.repeats && source.occurrences > 1) row.remove_label = texts("form.remove");
  if (row.kind == RowKind::Total && !row.answered) row.value = texts("form.incomplete");
  row.state = row.answered ? texts("form.answered") : row.missing ? texts("form.to_answer") : texts("form.optional");
  return row;
}

FormRow again_row(const FormRow& group, const Texts& texts) {
  FormRow row;
  row.field = {group.field.link_id, group.field.occurrences};
  row.key = "form." + group.field.link_id + ".again";
  row.kind = RowKind::Again;
  row.depth = group.depth;
  row.label = texts("form.again", {{"what", group.label}});
  row.asked = false;
  return row;
}

Answer typed_answer(const Item& item, ValueKind kind, std::string_view text) {
  if (kind != ValueKind::Quantity) return Answer::of(kind, std::string(text));
  forms::Quantity quantity;
  quantity.value = std::string(text);
  if (!item.units.empty())
    quantity.unit = item.units.front().display, quantity.system = item.units.front().system,
    quantity.code = item.units.front().code;
  return Answer::of(std::move(quantity));
}

// Whether the words are an answer of that kind at all; ranges are the session's to judge.
bool reads_as(ValueKind kind, std::string_view text) {
  if (kind == ValueKind::Decimal || kind == ValueKind::Integer || kind == ValueKind::Quantity) {
    const auto number = Decimal::parse(text);
    return number && (kind != ValueKind::Integer || number->is_integer());
  }
  if (kind == ValueKind::String || kind == ValueKind::Uri) return true;
  return forms::read_answer(kind, json::Value(text)).has_value();
}

Error no_such_question(const FormField& field) {
  return {ErrorCode::InvalidContent, "The form has no such question; open it again.", field.link_id};
}

}  // namespace

std::vector<FormRow> build_form_rows(const forms::FormSession& session, const Moment& moment, const Texts& texts) {
  std::vector<FormRow> rows;
  std::optional<FormRow> again;  // stands below the last line of its group
  for (const auto& source : session.rows()) {
    const Item& item = session.form().items[source.item];
    if (again && source.depth <= again->depth) {
      if (source.field.link_id != again->field.link_id) rows.push_back(*std::move(again));
      again.reset();
    }
    FormRow row = build_row(source, item, moment, texts);
    if (item.type == ItemType::Group && item.repeats) again = again_row(row, texts);
    if ((row.kind == RowKind::Heading || row.kind == RowKind::Words) && row.label.empty()) continue;
    rows.push_back(std::move(row));
  }
  if (again) rows.push_back(*std::move(again));
  return rows;
}

std::vector<std::string> list_missing(const forms::FormSession& session, const Texts& texts) {
  const auto& items = session.form().items;
  std::vector<std::string> labels;
  for (const auto& lack : session.missing()) {
    const Item* item = session.form().find(lack.field.link_id);
    if (item == nullptr) continue;
    std::string label = split_label(label_of(*item, texts)).first;
    const bool one_of_several = item->parent != forms::kNoItem && items[item->parent].repeats;
    labels.push_back(one_of_several ? label_of(items[item->parent], texts) + ": " + label : std::move(label));
  }
  return labels;
}

std::optional<ScoreLine> build_score(const forms::FormSession& session, const Texts& texts) {
  const auto score = session.score();
  if (!score || !score->asked) return std::nullopt;
  if (!score->total)
    return ScoreLine{texts("form.score"), "", texts.count("form.score_missing", static_cast<std::int64_t>(score->missing.size())),
                     Tone::Neutral};
  return ScoreLine{texts("form.score"), score->total->text(), texts("form.score_whole"), Tone::Neutral};
}

Expected<void> answer_choice(forms::FormSession& session, const FormField& field, std::size_t option) {
  const Item* item = session.form().find(field.link_id);
  if (item == nullptr) return no_such_question(field);
  const bool boolean = item->type == ItemType::Boolean;
  if (option >= (boolean ? 2 : item->options.size())) return no_such_question(field);
  const Answer answer = boolean ? Answer::of(option == 0) : item->options[option].value;
  if (item->repeats) return session.toggle(field, answer);
  const auto given = session.answers(field);
  if (given.size() == 1 && forms::same(given.front(), answer)) return session.clear(field);
  return session.set(field, answer);
}

Expected<bool> answer_text(forms::FormSession& session, const FormField& field, std::string_view text) {
  const Item* item = session.form().find(field.link_id);
  if (item == nullptr) return no_such_question(field);
  const ValueKind kind = typed_kind(*item);
  const bool readable = !text.empty() && reads_as(kind, text);
  std::vector<Answer> kept;
  if (item->repeats)
    for (auto& answer : session.answers(field))
      if (is_offered(*item, answer)) kept.push_back(std::move(answer));
  if (readable) kept.push_back(typed_answer(*item, kind, text));
  if (kept.empty()) {
    WL_CHECK(session.clear(field));
  } else if (item->repeats) {
    WL_CHECK(session.set_all(field, std::move(kept)));
  } else {
    WL_CHECK(session.set(field, std::move(kept.front())));
  }
  return readable || text.empty();
}

Expected<void> answer_when(forms::FormSession& session, const FormField& field, int by_minutes, const Moment& moment) {
  Instant at = moment.now;
  const auto given = session.answers(field);
  if (!given.empty() && by_minutes != 0)
    if (const auto before = parse_time(given.front().text)) at = before->instant;
  at = at + minutes(by_minutes);
  at.milliseconds -= at.milliseconds % 60'000;
  return session.set(field, Answer::of(ValueKind::DateTime, moment.zone.format(at)));
}

}  // namespace wardlight::models
