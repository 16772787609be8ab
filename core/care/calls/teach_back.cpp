// SPDX-License-Identifier: Apache-2.0
#include "core/care/calls/teach_back.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kMostTries = 99;

std::int64_t count(const TeachBackPack& pack, std::span<const TeachBackRecord> records, bool TeachBackResult::* said) {
  return std::ranges::count_if(records, [&](const TeachBackRecord& record) {
    const TeachBackResult* result = pack.find_result(record.result);
    return result != nullptr && result->*said;
  });
}

// {"id","records":[{"topic","result","failedTries"}],"expect"}.
Expected<json::Value> run_example(const TeachBackPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "records", "expect"}, "example"));
  PackReader in(example, "example");
  const std::vector<TeachBackRecord> records = in.objects("records", [&](PackReader& record) {
    record.known({"topic", "result", "failedTries"});
    if (pack.find_result(record.text("result")) == nullptr) record.fail("This is none of the pack's results.", "result");
    return TeachBackRecord{record.text("topic"), record.text("result"), record.whole("failedTries", 0, kMostTries)};
  });
  if (in.error()) return *in.error();
  json::Value family = json::Value::array();
  for (const TeachBackRecord& record : records)
    if (needs_family(pack, record)) family.push(record.topic);
  const TeachBackFigures figures = teach_back_figures(pack, records);
  json::Value report;
  report.set("family", std::move(family));
  report.set("offered", figures.offered);
  report.set("correct", figures.correct);
  report.set("first_try", figures.first_try);
  return report;
}

}  // namespace

const TeachBackResult* TeachBackPack::find_result(std::string_view code) const {
  const auto found = std::ranges::find_if(results, [&](const TeachBackResult& one) { return one.choice.code == code; });
  return found == results.end() ? nullptr : &*found;
}

bool needs_family(const TeachBackPack& pack, const TeachBackRecord& record) {
  const TeachBackResult* result = pack.find_result(record.result);
  if (result == nullptr || result->correct) return false;
  return result->asks_family || record.failed_tries >= pack.failed_tries;
}

TeachBackFigures teach_back_figures(const TeachBackPack& pack, std::span<const TeachBackRecord> records) {
  const auto due = static_cast<std::int64_t>(records.size());
  const std::int64_t tried = count(pack, records, &TeachBackResult::tried);
  return {due, format_percent(count(pack, records, &TeachBackResult::offered), due),
          format_percent(count(pack, records, &TeachBackResult::correct), tried),
          format_percent(count(pack, records, &TeachBackResult::first_try), tried)};
}

Expected<TeachBackPack> load_teach_back_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "teach-back pack");
  TeachBackPack pack;
  pack.head = read_pack_head(in, {"results", "failedTries", "involveFamily"});
  pack.results = in.objects("results", [](PackReader& result) {
    result.known({"code", "text", "es", "offered", "tried", "correct", "firstTry", "asksFamily"});
    return TeachBackResult{{result.text("code"), read_words(result)}, result.yes_or_no("offered"), result.yes_or_no("tried"),
                           result.yes_or_no("correct"), result.yes_or_no("firstTry"), result.yes_or_no("asksFamily")};
  });
  pack.failed_tries = in.whole("failedTries", 1, kMostTries);
  pack.involve_family = in.object("involveFamily", [&](PackReader& advice) {
    advice.known({"id", "rule", "text", "es", "source"});
    return read_advice(advice, pack.head);
  });
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
