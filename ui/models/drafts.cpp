// SPDX-License-Identifier: Apache-2.0
#include "ui/models/drafts.h"

namespace wardlight::models {
namespace {

constexpr const char* kAsked = "discard";  // the answer that holds which one is to be discarded

std::string who_words(const DraftRow& row, const Texts& texts) {
  if (row.patient == nullptr) return texts("incident.patient_gone");
  const std::string name = patient_name(*row.patient, texts);
  return row.patient->bed.empty() ? name : texts("patient.bed", {{"bed", row.patient->bed}}) + " · " + name;
}

std::vector<Tap> ask_again(const MyDraftInput& draft, const std::string& key, const Texts& texts) {
  return {{"sure." + key, texts("drafts.discard_sure"), {DeedKind::DiscardDraft, draft.encounter, draft.questionnaire},
           TapLook::Danger, Mark::Remove},
          {"keep." + key, texts("drafts.keep"), {DeedKind::Choose, draft.encounter, kAsked}}};
}

SheetLine draft_line(const DraftRow& row, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  const MyDraftInput& draft = row.draft;
  const std::string key = draft.encounter.value + "." + draft.questionnaire;
  SheetLine line{"draft." + key, Mark::Form, Tone::Info, draft.title.in(texts.language()), who_words(row, texts)};
  line.value = clock_text(moment, draft.changed_at, texts);
  line.value_note = age_text(moment, draft.changed_at, texts);
  if (!draft.usable) line.badges.push_back({texts("drafts.other_version"), Tone::Warn});
  if (answer_of(answers, kAsked) == key) {
    line.tone = Tone::Bad;
    line.badges.push_back({texts("drafts.sure"), Tone::Bad});
    line.taps = ask_again(draft, key, texts);
    return line;
  }
  if (draft.usable && row.patient != nullptr)
    line.taps.push_back({"go-on." + key, texts("drafts.go_on"), {DeedKind::GoOnDraft, draft.encounter, draft.form}, TapLook::Main,
                         Mark::Next});
  line.taps.push_back({"discard." + key, texts("drafts.discard"), {DeedKind::Choose, draft.encounter, kAsked, key}});
  return line;
}

}  // namespace

Sheet build_drafts(const std::vector<DraftRow>& drafts, const SheetAnswers& answers, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("drafts.title");
  sheet.subtitle = texts("drafts.note");
  sheet.back_label = texts("shift.back");
  SheetSection section{"drafts", texts("drafts.section"), "", {}, texts("my_patients.no_drafts")};
  for (const DraftRow& row : drafts) section.lines.push_back(draft_line(row, answers, moment, texts));
  sheet.sections.push_back(std::move(section));
  return sheet;
}

}  // namespace wardlight::models
