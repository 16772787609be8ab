// SPDX-License-Identifier: Apache-2.0
#include "sync/pages/downloads.h"

#include <array>
#include <charconv>
#include <string_view>

#include "core/measures/measure_row.h"

namespace wardlight::pages {
namespace {

constexpr std::array kColumns{"period", "n", "d", "x", "value", "lower", "upper", "status", "version"};
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

std::string csv_field(std::string text) {
  if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

Expected<std::int64_t> whole(const json::Value& point, std::string_view name) {
  const auto& digits = point[name].text();
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failed != std::errc() || end != digits.data() + digits.size())
    return Error{ErrorCode::InvalidContent, "A figure has no whole number for \"" + std::string(name) + "\".", "report"};
  return number;
}

measures::RowStatus status_of(std::string_view code) {
  using measures::RowStatus;
  for (const auto status : {RowStatus::Complete, RowStatus::Pending, RowStatus::Incomplete})
    if (measures::to_code(status) == code) return status;
  return RowStatus::Open;
}

Expected<measures::MeasureRow> to_row(const std::string& hospital, const json::Value& series, const json::Value& point) {
  measures::MeasureRow row;
  row.hospital = hospital;
  row.unit = series.text_of("unit");
  row.measure = series["measure"].text_of("id");
  row.period = point.text_of("period");
  WL_TRY(const auto version, whole(point, "version"));
  row.version = static_cast<std::uint64_t>(version);
  WL_TRY(row.n, whole(point, "n"));
  WL_TRY(row.d, whole(point, "d"));
  WL_TRY(row.x, whole(point, "x"));
  row.status = status_of(point.text_of("status"));
  if (point["imported"].boolean()) row.imported = point.text_of("value");
  return row;
}

}  // namespace

std::string to_csv(const json::Value& series) {
  std::string csv = "measure,unit";
  for (const std::string_view column : kColumns) csv += ',' + std::string(column);
  csv += "\r\n";
  for (const auto& point : series["points"].items()) {
    csv += csv_field(std::string(series["measure"].text_of("id"))) + ',' + csv_field(std::string(series.text_of("unit")));
    for (const std::string_view column : kColumns) csv += ',' + csv_field(point[column].text());
    csv += "\r\n";
  }
  return csv;
}

Expected<json::Value> to_report_bundle(const measures::MeasureRegistry& registry, const std::string& hospital,
                                       const std::string& made_at, const json::Value& series) {
  auto bundle = json::Value::object({{"resourceType", "Bundle"}, {"type", "collection"}, {"timestamp", json::Value(made_at)}});
  auto entries = json::Value::array();
  for (const auto& point : series["points"].items()) {
    WL_TRY(const auto row, to_row(hospital, series, point));
    auto entry = json::Value::object();
    entry.set("resource", measures::to_measure_report(registry, row, {hospital, made_at, {}}));
    entries.push(std::move(entry));
  }
  bundle.set("entry", std::move(entries));
  return bundle;
}

}  // namespace wardlight::pages
