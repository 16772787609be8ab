// SPDX-License-Identifier: Apache-2.0
#include "sync/central/peer_groups.h"

#include "core/base/decimal.h"
#include "core/measures/day_number.h"
#include "sync/central/report_bundle.h"

namespace wardlight::central {
namespace {

using measures::Ratio;
using storage::Period;

constexpr std::size_t kMostWindows = 6;  // hospitals that report late look at earlier months

using RatesOfGroups = std::map<std::pair<const measures::SizeGroup*, std::string>, std::vector<Ratio>>;

PeerFigures figures_of(const measures::NetworkRules& rules, const measures::MeasureRule& rule, const std::vector<Ratio>& rates) {
  PeerFigures figures;
  figures.enough = rates.size() >= static_cast<std::size_t>(rules.fewest_peers);
  // Quartiles of many tell of nobody; together they must not be few events either.
  if (figures.enough && !rules.is_small(measures::pool(rates)))
    figures.quartiles = measures::find_quartiles(rates, rule.x, rule.places);
  return figures;
}

}  // namespace

const measures::SizeGroup* PeerWindow::size_of(int hospital) const {
  const auto found = group_of.find(hospital);
  return found == group_of.end() ? nullptr : found->second;
}

PeerFigures PeerWindow::find(const measures::SizeGroup* group, const std::string& measure) const {
  const auto found = figures.find({group, measure});
  return found == figures.end() ? PeerFigures{} : found->second;
}

Expected<std::shared_ptr<const PeerWindow>> PeerGroups::up_to(Period newest) {
  const std::lock_guard lock(m_mutex);
  // Asked first: sums that change meanwhile are read again by whoever comes next.
  WL_TRY(const std::uint64_t tick, m_storage.sums_tick());
  if (tick != m_tick || m_windows.size() > kMostWindows) m_windows.clear();
  m_tick = tick;
  auto& window = m_windows[newest];
  if (!window) {
    WL_TRY(window, work_out(newest));
  }
  return window;
}

Expected<std::shared_ptr<const PeerWindow>> PeerGroups::work_out(Period newest) const {
  const auto window = std::make_shared<PeerWindow>();
  window->to = newest;
  window->from = static_cast<Period>(newest - m_rules.recent_months + 1);
  const std::int64_t days =
      measures::day_number(first_day(static_cast<Period>(newest + 1))) - measures::day_number(first_day(window->from));
  WL_TRY(const auto sums, m_storage.sum_peers(window->from, window->to));
  for (const auto& sum : sums)
    if (sum.measure == m_rules.size_measure) window->group_of[sum.hospital] = &m_rules.size_of(sum.d, days);
  RatesOfGroups rates;
  std::map<std::string, Ratio, std::less<>> whole;
  for (const auto& sum : sums) {
    auto& all = whole[sum.measure];
    all.n += sum.n;
    all.d += sum.d;
    const auto* group = window->size_of(sum.hospital);
    if (group != nullptr && sum.d >= m_rules.smallest_denominator) rates[{group, sum.measure}].push_back({sum.n, sum.d});
  }
  for (const auto& [key, list] : rates)
    if (const auto* rule = m_registry.find_measure(key.second)) window->figures[key] = figures_of(m_rules, *rule, list);
  for (const auto& [measure, ratio] : whole)
    if (const auto* rule = m_registry.find_measure(measure); rule != nullptr && !m_rules.is_small(ratio))
      window->network[measure] = format_rate(ratio.n, ratio.d, rule->x, rule->places);
  return std::shared_ptr<const PeerWindow>(window);
}

}  // namespace wardlight::central
