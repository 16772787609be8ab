// SPDX-License-Identifier: Apache-2.0
#include "ui/models/round_form.h"

#include <algorithm>
#include <array>

namespace wardlight::models {

namespace {

// How far one tap moves the time, in minutes.
constexpr std::array<int, 4> kSteps = {1, 5, 15, 60};

Badge time_badge(const RoundFormInput& input, Instant at, const Moment& moment, const Texts& texts) {
  switch (care::judge_charting_time(input.pack, at, moment.now)) {
    case care::ChartingTime::Prompt: return {};
    case care::ChartingTime::LateEntry: return {texts("form.late_entry"), Tone::Warn};
    case care::ChartingTime::Future: return {texts("form.future"), Tone::Bad};
    case care::ChartingTime::TooOld: return {texts("form.too_old"), Tone::Bad};
  }
  return {};
}

DoneTime build_done(const RoundFormInput& input, const Moment& moment, const Texts& texts) {
  const Instant at = input.done_at.value_or(moment.now);
  DoneTime done;
  done.now = !input.done_at.has_value();
  done.time = clock_text(moment, at, texts);
  done.label = done.now ? texts("form.done_now") : texts("form.done_at", {{"time", done.time}});
  if (input.from_paper) done.label = texts("form.on_paper", {{"time", done.time}});
  done.badge = time_badge(input, at, moment, texts);
  return done;
}

DoneTimeDialog build_dialog(const RoundFormInput& input, const Moment& moment, const Texts& texts) {
  const Instant at = input.done_at.value_or(moment.now);
  DoneTimeDialog dialog;
  dialog.title = texts("form.when");
  dialog.time = clock_text(moment, at, texts);
  dialog.ago = at >= moment.now ? texts("form.just_now") : texts("time.ago", {{"length", duration_text(moment.now - at, texts)}});
  dialog.badge = time_badge(input, at, moment, texts);
  for (const int step : kSteps) {
    const std::string length = duration_text(minutes(step), texts);
    dialog.earlier.push_back({at - minutes(step), "−" + length, true});
    dialog.later.push_back({std::min(at + minutes(step), moment.now), "+" + length, at < moment.now});
  }
  std::ranges::reverse(dialog.earlier);
  dialog.now_label = texts("form.now");
  dialog.close_label = texts("form.take_time");
  return dialog;
}

std::string missing_text(const std::vector<std::string>& missing, const Texts& texts) {
  if (missing.empty()) return {};
  if (missing.size() == 1) return texts("form.missing", {{"what", missing.front()}});
  return texts("form.missing_more", {{"what", missing.front()}, {"n", std::to_string(missing.size() - 1)}});
}

// The group that offers the one tap, when it is asked now; and whether that tap would answer all that is missing.
std::optional<AllSeen> build_all_seen(const RoundFormInput& input, bool time_ok, const Texts& texts) {
  for (const auto& row : input.session.rows()) {
    const auto& item = input.session.form().items[row.item];
    if (item.all_seen_label.empty()) continue;
    forms::FormSession tried = input.session;
    const auto filled = tried.fill_all_seen(row.field);
    if (!filled || filled->empty()) return std::nullopt;
    AllSeen tap{row.field, item.all_seen_label.in(texts.language()), {texts("form.all_seen_save"), true, ""}};
    if (!tried.complete()) tap.save = {tap.save.label, false, missing_text(list_missing(tried, texts), texts)};
    if (input.saving || !time_ok || input.moved) tap.save.enabled = false;
    return tap;
  }
  return std::nullopt;
}

Control build_save(const RoundFormInput& input, const DoneTime& done, const std::string& missing, const Texts& texts) {
  const std::string label = texts("form.save");
  if (input.saving) return {texts("form.saving"), false, ""};
  if (input.moved) return {label, false, texts("form.moved")};
  if (!input.session.faults().empty()) return {label, false, texts("form.fault")};
  if (!input.session.complete()) return {label, false, missing};
  if (done.badge.tone == Tone::Bad) return {label, false, done.badge.text};
  if (input.correcting && input.correcting->empty()) return {label, false, texts("form.need_reason")};
  return {label, true, ""};
}

void split_kind(RoundForm& model, const RoundFormInput& input) {
  const auto& checklist = input.pack.checklist;
  const auto found = std::ranges::find(model.rows, checklist.kind_link_id, [](const FormRow& row) { return row.field.link_id; });
  if (checklist.kind_link_id.empty() || found == model.rows.end()) return;
  model.kind = *found;
  model.rows.erase(found);
  const forms::Item* item = input.session.form().find(checklist.kind_link_id);
  for (const auto& option : item->options) {
    const auto kind = std::ranges::find(checklist.kinds, option.value.coding.code, &care::ChecklistMeaning::KindCode::code);
    model.kind_marks.push_back(kind == checklist.kinds.end() ? std::nullopt : std::optional(kind->kind));
  }
}

Notice build_failure(const RoundFormInput& input, const Texts& texts) {
  if (input.moved) return {texts("form.moved"), texts("form.moved_text"), Tone::Bad, false};
  if (input.failure) return {texts("form.not_saved"), texts.said(*input.failure), Tone::Bad, false};
  return {};
}

}  // namespace

RoundForm build_round_form(const RoundFormInput& input, const Moment& moment, const Texts& texts) {
  RoundForm model;
  const SyncLine sync = build_sync_line(input.ward.sync, moment, texts);
  model.head = build_patient_head(input.patient, moment, texts);
  model.due = build_due_mark(input.patient, sync, moment, texts);
  model.title = input.session.form().title.in(texts.language());
  if (input.correcting) model.title = texts("form.correcting", {{"title", model.title}});
  model.back_label = texts("patient.back");
  model.back_note = texts("form.draft_kept");
  model.kind_title = texts("form.how_found");
  model.last_round = last_round_text(input.patient, sync, moment, texts);
  model.rows = build_form_rows(input.session, moment, texts);
  for (const auto& extra : input.extras)
    for (auto& row : model.rows)
      if (row.field.link_id == extra.link_id) row.extras.push_back(extra.words);
  if (input.from_paper) model.paper = {texts("form.from_paper"), texts("form.from_paper_text"), Tone::Info};
  const auto asked = std::ranges::count_if(model.rows, &FormRow::asked);
  const auto answered = std::ranges::count_if(model.rows, [](const auto& row) { return row.asked && row.answered; });
  model.progress = texts("form.progress", {{"n", std::to_string(answered)}, {"all", std::to_string(asked)}});
  split_kind(model, input);
  model.score = build_score(input.session, texts);
  model.missing = missing_text(list_missing(input.session, texts), texts);
  model.done = build_done(input, moment, texts);
  model.done_dialog = build_dialog(input, moment, texts);
  model.all_seen = build_all_seen(input, model.done.badge.tone != Tone::Bad, texts);
  model.save = build_save(input, model.done, model.missing, texts);
  model.failure = build_failure(input, texts);
  return model;
}

}  // namespace wardlight::models
