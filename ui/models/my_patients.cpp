// SPDX-License-Identifier: Apache-2.0
#include "ui/models/my_patients.h"
#include "core/base/fold.h"

#include <algorithm>
#include <string_view>


namespace wardlight::models {

namespace {

constexpr std::size_t kNextRows = 12;

bool is_mine(const PatientInput& patient, const WardInput& ward) { return patient.nurse == ward.me; }

bool is_pressing(const PatientInput& patient) { return is_due(patient) || is_overdue(patient); }

bool has_my_draft(const PatientInput& patient) { return patient.draft && patient.draft->mine; }

bool belongs(const PatientInput& patient, PatientFilter filter, const WardInput& ward) {
  switch (filter) {
    case PatientFilter::Mine: return is_mine(patient, ward);
    case PatientFilter::Pressing: return is_mine(patient, ward) && is_pressing(patient);
    case PatientFilter::Drafts: return false;  // a page of its own
    case PatientFilter::Everyone: return true;
  }
  return true;
}

std::vector<FilterTile> build_tiles(const MyPatientsInput& input, const SyncLine& sync, const Texts& texts) {
  const auto& patients = input.ward.patients;
  const bool loading = input.ward.loading || input.ward.failure.has_value();
  const auto add = [&](PatientFilter filter, std::string label, Tone tone) {
    auto n = std::ranges::count_if(patients, [&](const auto& one) { return belongs(one, filter, input.ward); });
    if (filter == PatientFilter::Drafts) n = std::ssize(input.ward.drafts);
    FilterTile tile{filter, std::to_string(n), std::move(label), tone, input.filter == filter};
    if (loading) tile.number = "–";
    const bool comforts = n == 0 && filter == PatientFilter::Pressing;
    if (!loading && comforts && sync.freshness != Freshness::Fresh) tile.number = "?";
    if (n == 0 && filter != PatientFilter::Everyone) tile.tone = Tone::Neutral;
    return tile;
  };
  return {add(PatientFilter::Mine, texts("my_patients.tile.mine"), Tone::Primary),
          add(PatientFilter::Pressing, texts("my_patients.tile.pressing"), Tone::Bad),
          add(PatientFilter::Drafts, texts("my_patients.tile.drafts"), Tone::Info),
          add(PatientFilter::Everyone, texts("my_patients.tile.everyone"), Tone::Neutral)};
}

PatientCard build_card(const PatientInput& patient, const WardInput& ward, const SyncLine& sync, const Moment& moment,
                       const Texts& texts) {
  PatientCard card;
  card.head = build_patient_head(patient, moment, texts);
  card.due = build_due_mark(patient, sync, moment, texts);
  card.last_round = last_round_text(patient, sync, moment, texts);
  card.resumes = has_my_draft(patient);
  if (patient.draft) {
    const std::string time = clock_text(moment, patient.draft->changed_at, texts);
    card.draft = patient.draft->mine ? texts("draft.mine", {{"time", time}})
                                     : texts("draft.other", {{"who", patient.draft->by}, {"time", time}});
  }
  if (patient.unsent > 0) card.waiting = texts.count("round.waiting", patient.unsent);
  if (patient.gap_alert && patient.last_contact)
    card.gap = texts("round.gap", {{"length", duration_text(moment.now - *patient.last_contact, texts)}});
  if (!is_mine(patient, ward))
    card.nurse = patient.nurse ? texts("patient.nurse", {{"name", patient.nurse_name}}) : texts("patient.no_nurse");
  card.round = {card.resumes ? texts("round.resume") : texts("round.start"), true, ""};
  if (patient.encounter.empty()) card.round = {texts("round.start"), false, texts("round.no_encounter")};
  return card;
}

std::vector<const PatientInput*> choose(const MyPatientsInput& input) {
  std::vector<const PatientInput*> chosen;
  for (const auto& patient : input.ward.patients) {
    const bool wanted = input.search.empty() ? belongs(patient, input.filter, input.ward) : matches(patient, input.search);
    if (wanted) chosen.push_back(&patient);
  }
  std::ranges::stable_sort(chosen, [](const auto* one, const auto* other) { return comes_before(*one, *other); });
  return chosen;
}

void build_next(MyPatients& model, const MyPatientsInput& input, const SyncLine& sync, const Moment& moment, const Texts& texts) {
  std::vector<const PatientInput*> mine;
  for (const auto& patient : input.ward.patients)
    if (is_mine(patient, input.ward) && patient.due_at) mine.push_back(&patient);
  std::ranges::stable_sort(mine, [](const auto* one, const auto* other) { return comes_before(*one, *other); });
  model.next_title = texts("my_patients.next");
  const auto shown = std::min(mine.size(), kNextRows);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto mark = build_due_mark(*mine[i], sync, moment, texts);
    model.next.push_back({mine[i]->encounter, mine[i]->bed.empty() ? "?" : mine[i]->bed, patient_name(*mine[i], texts), mark.time,
                          mark.word, mark.tone});
  }
  model.next_count = texts("my_patients.next_count", {{"n", std::to_string(shown)}, {"all", std::to_string(mine.size())}});
  model.start_next = {texts("my_patients.start_none"), false, ""};
  if (!mine.empty()) model.start_next = {texts("my_patients.start_next", {{"bed", model.next.front().bed}}), true, ""};
}

Notice build_notice(const MyPatientsInput& input, const SyncLine& sync, const Texts& texts) {
  const auto& ward = input.ward;
  if (ward.failure) return {texts("ward.failed"), texts.said(*ward.failure), Tone::Bad};
  if (ward.loading) return {texts("ward.loading"), texts("ward.loading_text"), Tone::Neutral, true};
  if (!input.search.empty()) return {texts("my_patients.not_found"), texts("my_patients.not_found_text"), Tone::Neutral};
  if (ward.patients.empty()) {
    const bool heard = sync.freshness == Freshness::Fresh;
    return {heard ? texts("ward.empty") : texts("ward.not_sent"), heard ? texts("ward.empty_text") : sync.sentence, Tone::Warn};
  }
  if (input.filter == PatientFilter::Mine)
    return {texts("my_patients.none_mine"), texts("my_patients.none_mine_text"), Tone::Neutral};
  if (sync.freshness != Freshness::Fresh) return {texts("my_patients.none_pressing_stale"), sync.sentence, Tone::Warn};
  return {texts("my_patients.none_pressing"), texts("my_patients.none_pressing_text"), Tone::Ok};
}

}  // namespace

bool matches(const PatientInput& patient, std::string_view search) {
  const std::string hay =
      fold(patient.family + " " + patient.given + " " + patient.bed + " " + patient.record_number + " " + patient.patient.value);
  const std::string needle = fold(search);
  for (std::size_t at = 0; at < needle.size();) {
    const auto end = std::min(needle.find(' ', at), needle.size());
    if (end > at && hay.find(needle.substr(at, end - at)) == std::string::npos) return false;
    at = end + 1;
  }
  return true;
}

MyPatients build_my_patients(const MyPatientsInput& input, const Moment& moment, const Texts& texts) {
  MyPatients model;
  model.title = texts("my_patients.title");
  model.sync = build_sync_line(input.ward.sync, moment, texts);
  if (input.ward.loading) model.sync.freshness = Freshness::Loading;
  model.tiles = build_tiles(input, model.sync, texts);
  if (!input.ward.loading && !input.ward.failure) {
    for (const auto* patient : choose(input)) model.cards.push_back(build_card(*patient, input.ward, model.sync, moment, texts));
    build_next(model, input, model.sync, moment, texts);
    model.banner = model.sync.sentence;
  }
  if (model.cards.empty()) model.notice = build_notice(input, model.sync, texts);
  return model;
}

}  // namespace wardlight::models
