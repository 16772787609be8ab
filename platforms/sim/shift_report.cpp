// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "core/base/decimal.h"
#include "platforms/sim/shift.h"

namespace wardlight::sim {
namespace {

json::Value count(std::size_t number) { return {static_cast<std::uint64_t>(number)}; }

std::string line(const std::string& what, const std::string& figure) {
  return "  " + what + std::string(44 - what.size(), ' ') + figure + "\n";
}

}  // namespace

json::Value to_json(const ShiftReport& report) {
  json::Value json;
  json.set("seed", report.seed).set("rounds_done", count(report.rounds_done)).set("rounds_saved", count(report.rounds_saved));
  json.set("rounds_on_hub", count(report.rounds_on_hub)).set("statements_on_hub", count(report.statements_on_hub));
  json.set("lost", count(report.lost)).set("duplicates", count(report.duplicates)).set("replicas_equal", report.replicas_equal);
  json.set("unsent_at_end", report.unsent_at_end).set("offline_share", report.offline_share);
  json.set("compliance", care::rates(report.counts).compliance).set("longest_gap_minutes", whole_minutes(report.longest_gap));
  json.set("seconds", report.seconds);
  return json;
}

std::string to_table(const ShiftReport& report, const ShiftOptions& options) {
  const auto rates = care::rates(report.counts);
  const auto text = [](auto number) { return std::to_string(number); };
  std::string table = "The shift of " + text(options.hours) + " hours, " + text(options.beds) + " patients, " +
                      text(options.tablets) + " tablets:\n";
  table += line("Rounds due", text(report.counts.due));
  table +=
      line("Done", text(report.counts.done) + " (" + rates.compliance + " %), of these " + text(report.counts.late) + " late");
  table += line("Refused, or attempted during other care", text(report.counts.refused));
  table += line("Missed, without a reason", text(report.counts.missed) + " (" + rates.unexplained + " %)");
  table += line("Longest time one patient was not seen", text(whole_minutes(report.longest_gap)) + " minutes");
  table += line("Tablets' time without network", report.offline_share);
  table += line("Rounds entered, corrections included", text(report.rounds_done));
  table += line("Saved on a tablet / on the hub", text(report.rounds_saved) + " / " + text(report.rounds_on_hub));
  table += line("Lost / twice / still unsent",
                text(report.lost) + " / " + text(report.duplicates) + " / " + text(report.unsent_at_end));
  table += line("Hub and all tablets hold the same", report.replicas_equal ? "yes" : "NO");
  return table;
}

}  // namespace wardlight::sim
