// SPDX-License-Identifier: Apache-2.0
#include "core/measures/period_counts.h"

#include <algorithm>

#include "core/measures/count_parts.h"

namespace wardlight::measures {
namespace {

// Loads one pack with its reader; stops at the first that is not usable.
template <class Pack, class Load>
Expected<void> load_into(Pack& pack, const ReadClinical& read, const std::string& name, Load load) {
  WL_TRY(const std::string text, read(name));
  WL_TRY(pack, load(text));
  return {};
}

bool counts_days(const Quantity& quantity) { return quantity.count.ends_with("_days"); }

RowStatus status_of(const MeasureContent& content, const UnitPeriod& unit, const MeasureRule& rule) {
  for (const std::string& kind : unit.awaited) {
    const auto waiting = content.rules.awaited.find(kind);
    if (waiting != content.rules.awaited.end() && std::ranges::find(waiting->second, rule.id) != waiting->second.end())
      return RowStatus::Pending;
  }
  const bool days_missing = !unit.missing.empty() && (counts_days(rule.denominator) || counts_days(rule.numerator));
  return days_missing ? RowStatus::Incomplete : RowStatus::Complete;
}

bool holds(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

// Each figure from the facts that are the measure's.
std::vector<Figure> figures_of(const MeasureRegistry& registry, const UnitPeriod& unit) {
  std::vector<Figure> figures = compute_figures(registry, unit.facts);
  for (const FactsWithout& without : unit.without)
    for (Figure& other : compute_figures(registry, without.facts))
      if (const auto same = std::ranges::find(figures, other.id, &Figure::id);
          same != figures.end() && holds(without.measures, other.id))
        *same = std::move(other);
  if (!unit.unit.empty()) std::erase_if(figures, [&](const Figure& figure) { return !units_left_out(unit, figure.id).empty(); });
  return figures;
}

}  // namespace

const UnitPeriod* PeriodCounts::find(std::string_view unit) const {
  const auto found = std::ranges::find(units, unit, &UnitPeriod::unit);
  return found == units.end() ? nullptr : &*found;
}

std::set<std::string> units_left_out(const UnitPeriod& unit, std::string_view measure) {
  std::set<std::string> units;
  for (const LeftOutUnit& one : unit.left_out)
    if (holds(one.measures, measure)) units.insert(one.unit);
  return units;
}

std::vector<std::string> left_out_words(const UnitPeriod& unit, std::string_view measure) {
  std::vector<std::string> words;
  for (const LeftOutUnit& one : unit.left_out)
    if (holds(one.measures, measure))
      words.push_back("Left out: the unit " + one.unit + " is of the kind " + one.kind +
                      "; its days and events are on neither side of " + std::string(measure) + ".");
  return words;
}

Expected<MeasureContent> load_measure_content(const ReadClinical& read) {
  MeasureContent content;
  WL_CHECK(load_into(content.registry, read, "measures.json", load_measure_registry));
  WL_CHECK(load_into(content.rules, read, "reporting.json", load_report_rules));
  WL_CHECK(load_into(content.discharge, read, "readmissions.json", load_discharge_words));
  WL_CHECK(load_into(content.rounding, read, "rounding.json", care::load_rounding_pack));
  WL_CHECK(load_into(content.teach_back, read, "teach-back.json", care::load_teach_back_pack));
  WL_CHECK(load_into(content.calls, read, "discharge-call.json", care::load_discharge_call_pack));
  WL_CHECK(load_into(content.hygiene, read, "hand-hygiene.json", care::load_hygiene_pack));
  WL_CHECK(load_into(content.sepsis, read, "sepsis.json", care::load_sepsis));
  WL_CHECK(load_into(content.injuries, read, "pressure-injury.json", care::load_pressure_injury));
  WL_CHECK(load_into(content.influenza, read, "influenza.json", care::load_influenza_pack));
  return content;
}

PeriodCounts count_period(const MeasureContent& content, const PeriodWish& wish, std::span<const RecordRow> rows,
                          std::span<const DeskEntry> entries, const FindUnit& find_unit) {
  const WardIndex index = make_index(content, rows, find_unit);
  Tally tally(content, wish, index, entries);
  count_days(tally);
  count_rounds(tally);
  count_visits(tally);
  count_calls(tally);
  count_season(tally);
  count_falls(tally);
  count_injuries(tally);
  count_sepsis(tally);
  count_infections(tally);
  count_acts(tally);
  count_desk(tally);
  return tally.finish();
}

std::vector<MeasureRow> to_rows(const MeasureContent& content, const UnitPeriod& unit, const std::string& period,
                                std::span<const DeskEntry> entries) {
  std::vector<MeasureRow> rows;
  for (const Figure& figure : figures_of(content.registry, unit)) {
    const RowStatus status = status_of(content, unit, *content.registry.find_measure(figure.id));
    rows.push_back({{}, unit.unit, figure.id, period, 1, figure.n, figure.d, figure.x, status, {}});
  }
  for (const MeasureRule& rule : content.registry.measures) {
    if (rule.origin != Origin::Imported) continue;
    const DeskEntry* last = nullptr;
    for (const DeskEntry* entry : entries_about(entries, DeskKind::Figure, rule.id))
      if (entry->unit == unit.unit && entry->period == period) last = entry;
    if (last != nullptr)
      rows.push_back({{}, unit.unit, rule.id, period, 1, 0, 0, 1, RowStatus::Complete, std::string(last->body.text_of("value"))});
  }
  return rows;
}

}  // namespace wardlight::measures
