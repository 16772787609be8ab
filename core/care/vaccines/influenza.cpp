// SPDX-License-Identifier: Apache-2.0
#include "core/care/vaccines/influenza.h"

#include <algorithm>

namespace wardlight::care {
namespace {

// A year without 29 February: a season must begin on a day that every year has.
constexpr std::string_view kAnyYear = "2001-";

MonthDay read_month_day(PackReader& in, std::string_view key) {
  const auto day = parse_date(std::string(kAnyYear) + in.text(key));
  if (!day) in.fail("A day of the year MM-DD that every year has is needed here.", key);
  return day ? MonthDay{day->month, day->day} : MonthDay{};
}

Date in_year(MonthDay day, int year) { return {year, day.month, day.day}; }

// The last time that day of the year came, `on` itself included.
Date last_time(MonthDay day, Date on) {
  const Date this_year = in_year(day, on.year);
  return this_year <= on ? this_year : in_year(day, on.year - 1);
}

bool in_window(const InfluenzaPack& pack, Date on) {
  const Date opened = last_time(pack.window_from, on);
  Date closes = in_year(pack.window_to, opened.year);
  if (closes < opened) closes = in_year(pack.window_to, opened.year + 1);
  return on <= closes;
}

const FluProducts& products_for(const InfluenzaPack& pack, const VaccinePatient& patient, Date on) {
  const int age = completed_years(patient.born, on);
  const auto has = [&](const std::string& code) {
    const auto risk = std::ranges::find(pack.risks, code, &RiskCondition::code);
    return std::ranges::any_of(patient.risk.value_or(std::vector<std::string>()),
                               [&](const std::string& word) { return names(*risk, word); });
  };
  const auto fits = [&](const FluProducts& rule) {
    return age >= rule.from_years && (rule.to_years == 0 || age <= rule.to_years) &&
           (rule.risk.empty() || std::ranges::any_of(rule.risk, has));
  };
  return *std::ranges::find_if(pack.products, fits);
}

void read_products(PackReader& in, InfluenzaPack& pack) {
  pack.products = in.objects("products", [&](PackReader& rule) {
    rule.known({"fromYears", "toYears", "risk", "products", "text", "es"});
    FluProducts read{rule.whole("fromYears", 0, 130), rule.has("toYears") ? rule.whole("toYears", 1, 130) : 0,
                     rule.texts_if_any("risk"), rule.texts("products"), read_words(rule)};
    for (const std::string& code : read.risk)
      if (std::ranges::find(pack.risks, code, &RiskCondition::code) == pack.risks.end())
        rule.fail("\"" + code + "\" is no risk condition of this pack.", "risk");
    return read;
  });
  if (pack.products.empty()) return;
  const FluProducts& rest = pack.products.back();
  if (rest.from_years != 0 || rest.to_years != 0 || !rest.risk.empty())
    in.fail("The last of these must fit everyone, so that nobody is left without an answer.", "products");
}

}  // namespace

Date season_of(const InfluenzaPack& pack, Date on) { return last_time(pack.season_starts, on); }

Expected<VaccineAnswer> screen_influenza(const InfluenzaPack& pack, const VaccinePatient& patient, Date on) {
  WL_CHECK(check_patient(pack, patient, on));
  const std::vector<Date> doses = doses_of(pack, patient, "");
  if (!doses.empty() && doses.back() >= season_of(pack, on))
    return make_answer(pack, patient, on, VaccineStatus::UpToDate,
                       fill(pack.text("upToDate"), {{"dose_on", format_date(doses.back())}}));
  if (!in_window(pack, on)) {
    const Date opens = in_year(pack.window_from, last_time(pack.window_from, on).year + 1);
    VaccineAnswer answer = make_answer(pack, patient, on, VaccineStatus::NotInWindow,
                                       fill(pack.text("notInWindow"), {{"due_on", format_date(opens)}}));
    answer.due_on = opens;
    return answer;
  }
  if (auto barred = answer_of_bar(pack, patient, on)) return *std::move(barred);
  const FluProducts& products = products_for(pack, patient, on);
  VaccineAnswer answer = make_answer(pack, patient, on, VaccineStatus::Offer, products.words);
  answer.products = products.products;
  return answer;
}

Expected<InfluenzaPack> load_influenza_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "influenza pack");
  InfluenzaPack pack;
  pack.head = read_pack_head(in, {"enabled", "covers", "leastAge", "vaccines", "risk", "stated", "texts", "seasonStarts",
                                  "window", "products"});
  read_vaccine_pack(in, pack, {"upToDate", "notInWindow"});
  pack.season_starts = read_month_day(in, "seasonStarts");
  in.object("window", [&](PackReader& window) {
    window.known({"from", "to"});
    pack.window_from = read_month_day(window, "from");
    pack.window_to = read_month_day(window, "to");
    return true;
  });
  read_products(in, pack);
  if (in.error()) return *in.error();
  if (!pack.enabled) return pack;
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) -> Expected<json::Value> {
    WL_TRY(const VaccineExample asked, read_vaccine_example(example));
    WL_TRY(const VaccineAnswer answer, screen_influenza(pack, asked.patient, asked.on));
    return to_json(answer);
  }));
  return pack;
}

}  // namespace wardlight::care
