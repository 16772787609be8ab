// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/network/network_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <iostream>
#include <map>

#include "core/base/decimal.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/network/network.h"
#include "platforms/postgres/temporary_database.h"
#include "platforms/sim/seeded_chance.h"
#include "platforms/sim/sim_clock.h"
#include "sync/central/report_bundle.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kWithin = 6;
constexpr std::size_t kDraws = 1000;
constexpr storage::Period kFirst = 20 * 12;  // January 2020
constexpr int kReportDay = 5;                // of the month after
constexpr std::array<std::pair<double, const char*>, 4> kVolumes{
    {{10, "under 10 events a month"}, {30, "10 to 30"}, {60, "30 to 60"}, {1e12, "60 and more"}}};

Instant report_time(std::size_t month) {
  const std::string text = central::month_of(static_cast<storage::Period>(kFirst + static_cast<int>(month) + 1));
  return parse_time(text + "-0" + std::to_string(kReportDay) + "T12:00:00Z")->instant;
}

struct Played {
  MadeUpHospital hospital;
  std::map<std::string, std::vector<std::int64_t>> counts;  // by measure
};

class NetworkRun {
 public:
  NetworkRun(const NetworkOptions& options, network::Network& network, SimClock& clock)
      : m_options(options),
        m_network(network),
        m_clock(clock),
        m_random(options.seed),
        m_months(static_cast<std::size_t>(options.months)),
        m_baseline(static_cast<std::size_t>(network.content().rules.baseline_months)) {}

  Expected<NetworkReport> run() {
    for (auto& hospital : make_network(m_options, m_baseline, m_random)) {
      WL_CHECK(m_network.add_hospital(hospital.name));
      m_played.push_back({std::move(hospital), {}});
    }
    for (std::size_t month = 0; month < m_months; ++month) WL_CHECK(play_month(month));
    WL_CHECK(m_network.central().settle());
    m_report.options = m_options;
    for (const auto& [limit, name] : kVolumes) m_report.by_volume.push_back({name, {}, {}});
    for (const Played& played : m_played) WL_CHECK(judge(played));
    m_report.bound_false = m_report.expected_false + 3 * std::sqrt(m_false_variance);
    return m_report;
  }

 private:
  // Two units a hospital, so that central has something to pool.
  Expected<void> play_month(std::size_t month) {
    m_clock.go_to(report_time(month));
    for (Played& played : m_played) {
      std::vector<measures::MeasureRow> east, west;
      for (const MadeUpSeries& series : played.hospital.series) {
        const std::int64_t n = draw_count(series, month, m_random);
        played.counts[series.measure].push_back(n);
        measures::MeasureRow row{played.hospital.name,
                                 "east",
                                 series.measure,
                                 central::month_of(static_cast<storage::Period>(kFirst + static_cast<int>(month))),
                                 1,
                                 n / 2,
                                 series.exposure / 2,
                                 series.x,
                                 measures::RowStatus::Complete,
                                 {}};
        east.push_back(row);
        row.unit = "west";
        row.n = n - n / 2;
        row.d = series.exposure - series.exposure / 2;
        west.push_back(row);
      }
      const std::string made_at = format_time(m_clock.now(), 0);
      WL_CHECK(m_network.report(played.hospital.name, east, made_at));
      WL_CHECK(m_network.report(played.hospital.name, west, made_at));
      WL_CHECK(m_network.deliver(played.hospital.name));
      m_report.reports += east.size() + west.size();
    }
    return m_network.central().settle();
  }

  Expected<void> judge(const Played& played) {
    WL_TRY(const json::Value figures, m_network.reports().figures_of(played.hospital.name));
    for (const MadeUpSeries& series : played.hospital.series) {
      const auto& list = figures["measures"].items();
      const auto found = std::ranges::find_if(list, [&](const json::Value& one) { return one.text_of("id") == series.measure; });
      if (found == list.end()) {
        m_report.lost += m_months;
        continue;
      }
      count_lost(*found, played.counts.at(series.measure));
      judge(series, (*found)["chart"]["signals"].items());
    }
    return {};
  }

  void count_lost(const json::Value& series, const std::vector<std::int64_t>& counts) {
    const auto& points = series["points"].items();
    for (std::size_t i = 0; i < counts.size(); ++i)
      m_report.lost += i < points.size() && points[i]["n"].text() == std::to_string(counts[i]) ? 0 : 1;
  }

  void judge(const MadeUpSeries& series, const std::vector<json::Value>& signals) {
    const auto any = [&](std::size_t from, std::size_t to, std::string_view direction) {
      return std::ranges::any_of(signals, [&](const json::Value& signal) {
        const auto at = static_cast<std::size_t>(*central::to_period(signal.text_of("to")) - kFirst);
        return at >= from && at < to && (direction.empty() || is_towards(signal.text_of("signal"), direction));
      });
    };
    if (series.change == Change::None) {
      const double theory = false_share(series, m_network.content().run_rules, m_months, m_baseline, kDraws, m_random);
      m_report.expected_false += theory;
      m_false_variance += theory * (1 - theory) * (1 + 1.0 / kDraws);
      count(m_report.flat, any(m_baseline, m_months, {}));
      return;
    }
    const bool doubled = series.change == Change::Doubled;
    const bool found = any(series.month, series.month + kWithin, doubled ? "up" : "down");
    count(doubled ? m_report.doubled : m_report.quarter_less, found);
    const auto volume = std::ranges::find_if(kVolumes, [&](const auto& one) { return series.expected() < one.first; });
    DetectedAt& at = m_report.by_volume[static_cast<std::size_t>(volume - kVolumes.begin())];
    count(doubled ? at.doubled : at.quarter_less, found);
  }

  static bool is_towards(std::string_view signal, std::string_view direction) {
    const bool up = signal == "above-limit" || signal == "near-upper-limit" || signal.ends_with("-up");
    return up == (direction == "up");
  }
  static void count(Share& share, bool found) {
    ++share.of;
    share.found += found ? 1 : 0;
  }

  const NetworkOptions m_options;
  network::Network& m_network;
  SimClock& m_clock;
  std::mt19937_64 m_random;
  const std::size_t m_months;
  const std::size_t m_baseline;
  std::vector<Played> m_played;
  NetworkReport m_report;
  double m_false_variance = 0;
};

json::Value share_json(const Share& share) {
  const auto whole = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  return json::Value::object({{"series", json::Value(whole(share.of))},
                              {"signalled", json::Value(whole(share.found))},
                              {"percent", json::Value(format_percent(whole(share.found), whole(share.of)))}});
}

std::string hundredths(double value) { return format_rate(static_cast<std::int64_t>(value * 100 + 0.5), 100, 1, 2); }

}  // namespace

bool NetworkReport::is_good() const {
  return lost == 0 && 100 * quarter_less.found >= 80 * quarter_less.of && 100 * doubled.found >= 95 * doubled.of &&
         static_cast<double>(flat.found) <= bound_false;
}

json::Value to_json(const NetworkReport& report) {
  auto volumes = json::Value::array();
  for (const DetectedAt& at : report.by_volume)
    volumes.push(json::Value::object({{"volume", json::Value(at.volume)},
                                      {"quarter_less", share_json(at.quarter_less)},
                                      {"doubled", share_json(at.doubled)}}));
  json::Value flat = share_json(report.flat);
  flat.set("expected_by_theory", hundredths(report.expected_false)).set("bound", hundredths(report.bound_false));
  return json::Value::object({{"seed", json::Value(report.options.seed)},
                              {"hospitals", json::Value(report.options.hospitals)},
                              {"months", json::Value(report.options.months)},
                              {"reports", json::Value(std::uint64_t{report.reports})},
                              {"lost", json::Value(std::uint64_t{report.lost})},
                              {"quarter_less", share_json(report.quarter_less)},
                              {"doubled", share_json(report.doubled)},
                              {"by_volume", std::move(volumes)},
                              {"flat", std::move(flat)},
                              {"good", json::Value(report.is_good())},
                              {"seconds", json::Value(report.seconds)}});
}

Expected<NetworkReport> play_network(const NetworkOptions& options, const std::string& folder) {
  const auto began = std::chrono::steady_clock::now();
  WL_TRY(const auto database, platform::TemporaryDatabase::start());
  WL_TRY(const auto assets, platform::assets_folder());
  platform::PosixDisk disk;
  SimClock clock(report_time(0));
  SeededChance random(options.seed);
  WL_TRY(const auto network, network::Network::make({disk, clock, random, assets, database->uri(), folder + "/network"}));
  std::cerr << "A network of " << options.hospitals << " hospitals reports for " << options.months << " months\n";
  WL_TRY(NetworkReport report, NetworkRun(options, *network, clock).run());
  report.seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began).count();
  return report;
}

}  // namespace wardlight::sim
