// SPDX-License-Identifier: Apache-2.0
#include "ui/models/incidents.h"

#include <algorithm>

#include "ui/models/bedside_lines.h"

namespace wardlight::models {
namespace {

bool has_level(const IncidentInput& report) { return report.kind != "near-miss"; }
bool waits(const IncidentInput& report) { return has_level(report) && !report.confirmed; }

std::string kind_words(const IncidentInput& report, const Texts& texts) {
  if (report.kind == "fall") return texts("incident.fall");
  return texts(report.kind == "near-miss" ? "incident.near_miss" : "incident.pressure_injury");
}

std::string title_of(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  return kind_words(report, texts) + " · " + clock_text(moment, report.occurred_at, texts);
}

std::string who_words(const IncidentInput& report, const Texts& texts) {
  if (report.name.empty()) return texts("incident.patient_gone");
  return (report.bed.empty() ? "" : texts("patient.bed", {{"bed", report.bed}}) + " · ") + report.name;
}

void add_level_badges(const IncidentInput& report, const Moment& moment, const Texts& texts, std::vector<Badge>& badges) {
  if (!has_level(report)) return;
  badges.push_back({texts("incident.level_is", {{"level", report.level_words}}), report.confirmed ? Tone::Ok : Tone::Neutral});
  if (report.confirmed) {
    badges.push_back({texts("incident.confirmed"), Tone::Ok});
    return;
  }
  badges.push_back({texts("incident.provisional"), Tone::Warn});
  if (report.confirm_by)
    badges.push_back({texts(report.overdue ? "incident.overdue" : "incident.confirm_by",
                            {{"time", clock_text(moment, *report.confirm_by, texts)}}), report.overdue ? Tone::Bad
                                : Tone::Neutral});
}

SheetLine report_line(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  SheetLine line{"report." + report.first, report.kind == "fall" ? Mark::Fall : Mark::Warning,
                 report.overdue ? Tone::Bad : waits(report) ? Tone::Warn : Tone::Neutral, title_of(report, moment, texts)};
  line.detail = who_words(report, texts) + " · " + texts("incident.told_by", {{"name", report.by}});
  add_level_badges(report, moment, texts, line.badges);
  if (!report.told_again.empty())
    line.badges.push_back({texts.count("incident.reports", static_cast<int>(report.told_again.size()) + 1), Tone::Neutral});
  if (!report.may_be_same.empty()) line.badges.push_back({texts("incident.may_be_same"), Tone::Warn});
  line.opens = Deed{DeedKind::OpenIncident, {}, report.first};
  return line;
}

// ---- One report

SheetSection happened(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  SheetSection section{"happened", texts("incident.happened")};
  section.lines.push_back({"told", Mark::Person, Tone::Neutral, texts("incident.told_by", {{"name", report.by}}),
                           clock_text(moment, report.recorded_at, texts)});
  for (const auto& again : report.told_again)
    section.lines.push_back({"again." + again.report, Mark::Person, Tone::Neutral, texts("incident.told_again", {{"name",
        again.by}}),
                             texts("incident.said_time", {{"time", clock_text(moment, again.at, texts)}})});
  for (std::size_t i = 0; i < report.told.size(); ++i)
    section.lines.push_back({"answer." + std::to_string(i), Mark::None, Tone::Neutral, report.told[i].second,
        report.told[i].first});
  if (report.told.empty()) section.lines.push_back({"no-form", Mark::Form, Tone::Warn, texts("incident.no_form")});
  if (!report.counts_for.empty() && report.kind == "fall")
    section.lines.push_back({"unit", Mark::Bed, Tone::Neutral, texts("incident.counts_for", {{"unit", report.counts_for}})});
  if (!report.rounds.empty()) {
    std::vector<std::string> times;
    for (const Instant at : report.rounds) times.push_back(clock_text(moment, at, texts));
    section.lines.push_back({"rounds", Mark::Clock, Tone::Neutral,
                             texts.count("incident.rounds", static_cast<int>(report.rounds.size())), join(times, ", ")});
  }
  return section;
}

SheetSection said_so_far(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  SheetSection section{"said", texts("incident.said"), texts("incident.said_note"), {}, texts("incident.said_nothing")};
  for (std::size_t i = report.said.size(); i-- > 0;) {
    const InjurySaidInput& one = report.said[i];
    SheetLine line{"said." + std::to_string(i), one.confirmed ? Mark::Sign : Mark::Pending, one.confirmed ? Tone::Ok
        : Tone::Neutral,
                   one.level, one.why, texts("incident.said_by", {{"name", one.by}, {"time", clock_text(moment, one.at,
                       texts)}})};
    line.badges.push_back({texts(one.confirmed ? "incident.confirmed" : "incident.provisional"), one.confirmed ? Tone::Ok
        : Tone::Neutral});
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetSection same_or_not(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  SheetSection section{"same", texts("incident.same"), texts("incident.same_note")};
  for (const auto& other : report.may_be_same) {
    SheetLine line{"same." + other.report, Mark::Question, Tone::Warn,
                   texts("incident.same_as", {{"time", clock_text(moment, other.at, texts)}, {"name", other.by}})};
    line.taps.push_back({"same.yes." + other.report, texts("incident.same_yes"), {DeedKind::JoinIncidents, {}, other.report,
        "same"}});
    line.taps.push_back({"same.no." + other.report, texts("incident.same_no"), {DeedKind::JoinIncidents, {}, other.report,
        "apart"}});
    section.lines.push_back(std::move(line));
  }
  return section;
}

SheetSection judge_section(const IncidentsInput& input, const IncidentInput& report, const SheetAnswers& answers,
    const Texts& texts) {
  SheetSection section{"judge", texts("incident.judge"), texts("incident.judge_note")};
  SheetLine level{"judge-level", Mark::Severity, Tone::Neutral, texts("incident.level")};
  level.choices = one_of(input.levels, "level", answers);
  SheetLine sure{"judge-sure", Mark::Sign, Tone::Neutral, texts("incident.sure")};
  sure.choices = one_of({{"confirmed", texts("incident.sure_confirmed")}, {"provisional", texts("incident.sure_provisional")}},
      "sure", answers);
  SheetLine words{"judge-words", Mark::Form, Tone::Neutral, texts("incident.rests_on")};
  words.field = SheetField{texts("incident.rests_on_hint"), true, {DeedKind::Type, {}, "words"}};
  section.lines = {std::move(level), std::move(sure), std::move(words)};
  if (report.kind != "fall") return section;
  SheetLine where{"judge-where", Mark::Bed, Tone::Neutral, texts("incident.where"), texts("incident.where_note")};
  std::vector<CodeWords> places{{"own-staff", texts("incident.where_own_staff")}};
  for (const CodeWords& unit : input.other_units) places.push_back(unit);
  places.push_back({"elsewhere", texts("incident.where_elsewhere")});
  where.choices = one_of(places, "where", answers);
  section.lines.push_back(std::move(where));
  return section;
}

SheetBanner state_banner(const IncidentInput& report, const Moment& moment, const Texts& texts) {
  if (!has_level(report)) return {Tone::Info, Mark::Warning, texts("incident.nobody_hurt"), texts("incident.nobody_hurt_text")};
  if (report.confirmed)
    return {Tone::Ok, Mark::Done, texts("incident.is_confirmed", {{"level", report.level_words}}), texts("incident.only_up")};
  SheetBanner banner{report.overdue ? Tone::Bad : Tone::Warn, Mark::Clock, texts("incident.is_provisional", {{"level",
      report.level_words}}), ""};
  if (report.confirm_by)
    banner.text = texts(report.overdue ? "incident.was_due" : "incident.is_due", {{"time", clock_text(moment, *report.confirm_by,
        texts)}});
  return banner;
}

}  // namespace

ReasonFirst incidents_reason(const Texts& texts) {
  return {texts("incident.title"), texts("incident.what"),
          {{"confirm", texts("incident.why_confirm")}, {"review", texts("incident.why_review")}, {"asked",
              texts("incident.why_asked")}},
          {}};
}

Sheet build_incidents(const IncidentsInput& input, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("incident.title");
  sheet.back_label = texts("shift.back");
  SheetSection open{"open", texts("incident.open"), texts("incident.open_note"), {}, texts("incident.none_open")};
  SheetSection rest{"rest", texts("incident.rest"), "", {}, texts("incident.none")};
  for (const IncidentInput& report : input.reports) (waits(report) ? open : rest).lines.push_back(report_line(report, moment,
      texts));
  std::ranges::stable_sort(open.lines, std::less{}, [](const SheetLine& line) { return line.tone != Tone::Bad; });
  sheet.sections = {std::move(open), std::move(rest)};
  sheet.foot_words = texts("incident.apart");
  return sheet;
}

Sheet build_incident(const IncidentsInput& input, const std::string& first, const SheetAnswers& answers,
                     const std::optional<std::string>& refusal, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("incident.title");
  sheet.back_label = texts("incident.back");
  const auto found = std::ranges::find(input.reports, first, &IncidentInput::first);
  if (found == input.reports.end()) {
    sheet.notice = {texts("incident.gone"), "", Tone::Neutral};
    return sheet;
  }
  const IncidentInput& report = *found;
  sheet.title = title_of(report, moment, texts);
  sheet.subtitle = who_words(report, texts);
  if (refusal) sheet.banners.push_back({Tone::Bad, Mark::Warning, texts("incident.refused"), *refusal});
  sheet.banners.push_back(state_banner(report, moment, texts));
  if (!report.may_be_same.empty() && input.may_review) sheet.sections.push_back(same_or_not(report, moment, texts));
  if (has_level(report) && input.may_review) sheet.sections.push_back(judge_section(input, report, answers, texts));
  sheet.sections.push_back(happened(report, moment, texts));
  if (has_level(report)) sheet.sections.push_back(said_so_far(report, moment, texts));
  sheet.foot_words = texts("incident.apart");
  if (!has_level(report) || !input.may_review) return sheet;
  const bool ready = !answer_of(answers, "level").empty() && !answer_of(answers, "sure").empty() && !answer_of(answers,
      "words").empty();
  sheet.foot_words = texts(ready ? "incident.sign_means" : "incident.sign_needs");
  sheet.foot.push_back({"incident-sign", texts("incident.sign"), {DeedKind::ReviewIncident}, TapLook::Main, Mark::Sign, ready});
  return sheet;
}

}  // namespace wardlight::models
