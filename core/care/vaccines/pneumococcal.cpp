// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/pneumococcal.h"

#include <algorithm>

namespace wardlight::care {
namespace {

enum class Indication { Indicated, NotIndicated, RiskNotRecorded };

bool was_given(const PneumococcalPack& pack, const VaccinePatient& patient, const std::string& group) {
  return !doses_of(pack, patient, group).empty();
}

bool given_at_age(const PneumococcalPack& pack, const VaccinePatient& patient, const HistoryRow& row) {
  const Date from = after(patient.born, {row.at_years, 0, 0});
  const std::vector<Date> doses = doses_of(pack, patient, row.group_at_age);
  return !doses.empty() && doses.back() >= from;
}

const HistoryRow& row_for(const PneumococcalPack& pack, const VaccinePatient& patient) {
  const auto given = [&](const std::string& group) { return was_given(pack, patient, group); };
  const auto fits = [&](const HistoryRow& row) {
    return std::ranges::all_of(row.all, given) && (row.any.empty() || std::ranges::any_of(row.any, given)) &&
           (row.group_at_age.empty() || given_at_age(pack, patient, row));
  };
  return *std::ranges::find_if(pack.history, fits);
}

const RiskCondition* find_risk(const PneumococcalPack& pack, const std::string& word) {
  const auto found = std::ranges::find_if(pack.risks, [&](const RiskCondition& risk) { return names(risk, word); });
  return found == pack.risks.end() ? nullptr : &*found;
}

Expected<void> check_risks(const PneumococcalPack& pack, const VaccinePatient& patient) {
  for (const std::string& word : patient.risk.value_or(std::vector<std::string>())) {
    if (find_risk(pack, word) != nullptr) continue;
    std::string codes;
    for (const RiskCondition& risk : pack.risks) codes += (codes.empty() ? "" : ", ") + risk.code;
    return Error{ErrorCode::InvalidContent, "7.3: this pack does not know one of the risk conditions; it knows " + codes + ".",
                 pack.head.id_and_version() + ": risk"};
  }
  return {};
}

Indication indication(const PneumococcalPack& pack, const VaccinePatient& patient, Date on) {
  const int age = completed_years(patient.born, on);
  if (age >= pack.routine_from_years) return Indication::Indicated;
  if (age < pack.risk_from_years) return Indication::NotIndicated;
  if (patient.immunocompromised || (patient.risk && !patient.risk->empty())) return Indication::Indicated;
  return patient.risk ? Indication::NotIndicated : Indication::RiskNotRecorded;
}

bool wait_is_short(const PneumococcalPack& pack, const VaccinePatient& patient) {
  if (patient.immunocompromised) return true;
  return std::ranges::any_of(patient.risk.value_or(std::vector<std::string>()),
                             [&](const std::string& word) { return find_risk(pack, word)->short_interval; });
}

std::optional<Date> due_on(const PneumococcalPack& pack, const VaccinePatient& patient, const HistoryRow& row) {
  const std::vector<Date> doses = doses_of(pack, patient, row.wait_from);
  if (!row.wait || doses.empty()) return std::nullopt;
  return after(doses.back(), row.short_wait && wait_is_short(pack, patient) ? *row.short_wait : *row.wait);
}

VaccineAnswer answer_row(const PneumococcalPack& pack, const VaccinePatient& patient, Date on, const HistoryRow& row) {
  const auto due = due_on(pack, patient, row);
  if (due && on < *due) {
    const VaccineStatus waiting = row.status == VaccineStatus::SharedDecision ? row.status : VaccineStatus::Due;
    VaccineAnswer answer = make_answer(pack, patient, on, waiting, fill(row.wait_words, {{"due_on", format_date(*due)}}));
    answer.products = row.products;
    answer.due_on = due;
    return answer;
  }
  if (auto barred = answer_of_bar(pack, patient, on)) return *std::move(barred);
  VaccineAnswer answer =
      make_answer(pack, patient, on, row.status, due ? fill(row.words, {{"due_on", format_date(*due)}}) : row.words);
  answer.products = row.products;
  if (row.status == VaccineStatus::Due) answer.due_on = due;
  return answer;
}

VaccineStatus read_status(PackReader& in) {
  const auto status = vaccine_status_from_code(in.text("status"));
  if (!status) in.fail("This is none of the codes known here.", "status");
  return status.value_or(VaccineStatus::Offer);
}

HistoryRow read_row(PackReader& in, const PneumococcalPack& pack) {
  in.known({"id", "all", "any", "atAge", "status", "products", "wait", "shortWait", "waitFrom", "words", "waitWords"});
  HistoryRow row;
  row.id = in.text("id");
  row.all = in.texts_if_any("all");
  row.any = in.texts_if_any("any");
  row.status = read_status(in);
  row.products = in.texts_if_any("products");
  row.wait_from = in.text_if_any("waitFrom");
  row.words = read_words(in, "words");
  if (in.has("wait")) row.wait = read_interval(in, "wait");
  if (in.has("shortWait")) row.short_wait = read_interval(in, "shortWait");
  if (row.wait) row.wait_words = read_words(in, "waitWords");
  if (in.has("atAge"))
    in.object("atAge", [&](PackReader& age) {
      age.known({"group", "fromYears"});
      row.group_at_age = age.text("group");
      row.at_years = age.whole("fromYears", 1, 130);
      return true;
    });
  const auto check = [&](const std::string& group, std::string_view key) {
    if (!group.empty() && std::ranges::find(pack.codes, group, &VaccineCode::group) == pack.codes.end())
      in.fail("\"" + group + "\" is no group of vaccines of this pack.", key);
  };
  for (const std::string& group : row.all) check(group, "all");
  for (const std::string& group : row.any) check(group, "any");
  check(row.group_at_age, "atAge");
  check(row.wait_from, "waitFrom");
  return row;
}

void read_history(PackReader& in, PneumococcalPack& pack) {
  pack.history = in.objects("history", [&](PackReader& row) { return read_row(row, pack); });
  if (pack.history.empty()) return;
  const HistoryRow& rest = pack.history.back();
  if (!rest.all.empty() || !rest.any.empty() || !rest.group_at_age.empty())
    in.fail("The last row must fit every history, so that nobody is left without an answer.", "history");
}

}  // namespace

Expected<VaccineAnswer> screen_pneumococcal(const PneumococcalPack& pack, const VaccinePatient& patient, Date on) {
  WL_CHECK(check_patient(pack, patient, on));
  WL_CHECK(check_risks(pack, patient));
  const HistoryRow& row = row_for(pack, patient);
  if (row.status == VaccineStatus::UpToDate) return make_answer(pack, patient, on, row.status, row.words);
  switch (indication(pack, patient, on)) {
    case Indication::NotIndicated:
      return make_answer(pack, patient, on, VaccineStatus::NotIndicated, pack.text("notIndicated"));
    case Indication::RiskNotRecorded:
      return make_answer(pack, patient, on, VaccineStatus::Defer, pack.text("riskNotRecorded"));
    case Indication::Indicated: break;
  }
  const StatedReason* bar = find_bar(pack, patient);
  if (bar != nullptr && bar->bearing == Bearing::Contraindicated) return *answer_of_bar(pack, patient, on);
  return answer_row(pack, patient, on, row);
}

Expected<PneumococcalPack> load_pneumococcal_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "pneumococcal pack");
  PneumococcalPack pack;
  pack.head = read_pack_head(in, {"enabled", "covers", "leastAge", "vaccines", "risk", "stated", "texts", "routineFromYears",
                                  "riskFromYears", "history"});
  read_vaccine_pack(in, pack, {"notIndicated", "riskNotRecorded"});
  pack.routine_from_years = in.whole("routineFromYears", 1, 130);
  pack.risk_from_years = in.whole("riskFromYears", 1, 130);
  read_history(in, pack);
  if (in.error()) return *in.error();
  if (!pack.enabled) return pack;
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) -> Expected<json::Value> {
    WL_TRY(const VaccineExample asked, read_vaccine_example(example));
    WL_TRY(const VaccineAnswer answer, screen_pneumococcal(pack, asked.patient, asked.on));
    return to_json(answer);
  }));
  return pack;
}

}  // namespace wardlight::care
