// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/screen.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const ScreenPack& screen(const std::string& name) {
  static const ScreenPack sirs = must_load(load_screen(clinical_file("sirs.json")));
  static const ScreenPack qsofa = must_load(load_screen(clinical_file("qsofa.json")));
  return name == "sirs" ? sirs : qsofa;
}

ScreenResult judge(const std::string& name, std::string_view values, std::string_view scheme = {}) {
  const ScreenPack& pack = screen(name);
  return judge_screen(pack, *must_load(pack.get_scheme(scheme)), must_load(read_screen_values(pack, json::parse(values).value())),
                      Instant{});
}

const Instant kNow = parse_time("2025-06-10T12:00:00-04:00").value().instant;

ScreenValues taken(std::initializer_list<std::tuple<const char*, int, std::int64_t>> readings) {
  ScreenValues values;
  for (const auto& [key, value, minutes_ago] : readings)
    values[key] = {Decimal::from_integer(value), kNow - minutes(minutes_ago), "Observation/1", {}};
  return values;
}

TEST_CASE("SIRS vector: 38.3, 90, 20 and 12,000 meet nothing, all limits being strict") {
  const auto result = judge("sirs", R"({"temperature_c":38.3,"heart_rate":90,"respiratory_rate":20,"wbc":12000})");
  CHECK(result.met == 0);
  CHECK(result.verdict == Verdict::Negative);
}

TEST_CASE("SIRS vector: 38.4 and 91 are 2") {
  const auto result = judge("sirs", R"({"temperature_c":38.4,"heart_rate":91})");
  CHECK(result.met == 2);
  CHECK(result.verdict == Verdict::Positive);
}

TEST_CASE("SIRS vector: 38.1 and 95 are 1 with 38.3 and 2 with 38.0") {
  const char* values = R"({"temperature_c":38.1,"heart_rate":95})";
  CHECK(judge("sirs", values).met == 1);
  CHECK(judge("sirs", values, "classic").met == 2);
}

TEST_CASE("SIRS: each limit from both sides") {
  const auto met = [](std::string_view values, std::string_view scheme = {}) { return judge("sirs", values, scheme).met; };
  CHECK(met(R"({"temperature_c":36.0})") == 0);
  CHECK(met(R"({"temperature_c":35.9})") == 1);
  CHECK(met(R"({"respiratory_rate":21})") == 1);
  CHECK(met(R"({"wbc":12001})") == 1);
  CHECK(met(R"({"wbc":4000})") == 0);
  CHECK(met(R"({"wbc":3999})") == 1);
  CHECK(met(R"({"wbc":8000,"bands_percent":10})") == 0);
  CHECK(met(R"({"wbc":8000,"bands_percent":10.1})") == 1);
  CHECK(met(R"({"respiratory_rate":16,"paco2":31.9})", "classic") == 1);
  CHECK(met(R"({"respiratory_rate":16,"paco2":32})", "classic") == 0);
  CHECK(met(R"({"respiratory_rate":16,"paco2":20})") == 0);
}

TEST_CASE("qSOFA vector: 22, 100 and 15 are 2; 21, 101 and 14 are 1") {
  CHECK(judge("qsofa", R"({"respiratory_rate":22,"systolic":100,"gcs":15})").met == 2);
  CHECK(judge("qsofa", R"({"respiratory_rate":21,"systolic":101,"gcs":14})").met == 1);
  CHECK(judge("qsofa", R"({"respiratory_rate":21,"systolic":101,"altered_mentation":true})").met == 1);
}

TEST_CASE("SEP-R1: positive as soon as the threshold is met, with inputs missing") {
  const auto result = judge("qsofa", R"({"respiratory_rate":25,"systolic":90})");
  CHECK(result.verdict == Verdict::Positive);
  CHECK_FALSE(result.complete());
  CHECK(result.missing == std::vector<std::string>{"gcs"});
}

TEST_CASE("SEP-R1: below the threshold with an input missing cannot exclude, whichever one it is; it is never negative") {
  const ScreenPack& sirs = screen("sirs");
  const std::vector<std::string> keys{"temperature_c", "heart_rate", "respiratory_rate", "wbc"};
  const ScreenValues whole = must_load(read_screen_values(
      sirs, json::parse(R"({"temperature_c":37,"heart_rate":80,"respiratory_rate":16,"wbc":8000})").value()));
  CHECK(judge_screen(sirs, sirs.schemes.front(), whole, Instant{}).verdict == Verdict::Negative);
  for (unsigned left_out = 1; left_out < 16; ++left_out) {
    ScreenValues some = whole;
    for (std::size_t at = 0; at < keys.size(); ++at)
      if ((left_out >> at & 1U) != 0) some.erase(keys[at]);
    CHECK(judge_screen(sirs, sirs.schemes.front(), some, Instant{}).verdict == Verdict::CannotExclude);
  }
}

TEST_CASE("SEP-R2: vital signs are stale after 60 minutes and white cells after 24 hours, and stale is as good as missing") {
  const ScreenPack& sirs = screen("sirs");
  const auto fresh = taken(
      {{"temperature_c", 37, 60}, {"heart_rate", 80, 60}, {"respiratory_rate", 16, 60}, {"wbc", 8000, 1440}});
  CHECK(judge_screen(sirs, sirs.schemes.front(), fresh, kNow).verdict == Verdict::Negative);
  const auto old_heart = taken(
      {{"temperature_c", 37, 60}, {"heart_rate", 80, 61}, {"respiratory_rate", 16, 60}, {"wbc", 8000, 1440}});
  const auto result = judge_screen(sirs, sirs.schemes.front(), old_heart, kNow);
  CHECK(result.verdict == Verdict::CannotExclude);
  CHECK(result.stale == std::vector<std::string>{"heart_rate"});
  CHECK(result.missing == std::vector<std::string>{"heart_rate"});
  const auto old_cells = taken(
      {{"temperature_c", 37, 1}, {"heart_rate", 80, 1}, {"respiratory_rate", 16, 1}, {"wbc", 8000, 1441}});
  CHECK(judge_screen(sirs, sirs.schemes.front(), old_cells, kNow).stale == std::vector<std::string>{"wbc"});
}

TEST_CASE("SEP-R4: a value with another cause counts only out by a provider's statement, and is not missing then") {
  const ScreenPack& sirs = screen("sirs");
  auto values = taken({{"temperature_c", 39, 1}, {"heart_rate", 120, 1}, {"respiratory_rate", 16, 1}, {"wbc", 8000, 1}});
  CHECK(judge_screen(sirs, sirs.schemes.front(), values, kNow).verdict == Verdict::Positive);
  values["heart_rate"].other_cause = "QuestionnaireResponse/7";
  const auto result = judge_screen(sirs, sirs.schemes.front(), values, kNow);
  CHECK(result.met == 1);
  CHECK(result.missing.empty());
  CHECK(result.verdict == Verdict::Negative);
}

TEST_CASE("SEP-R6: the screens are disabled under 18, and their notes speak of beta blockers, pacemakers and pregnancy") {
  for (const char* name : {"sirs", "qsofa"}) {
    refuses(read_screen_values(screen(name), json::parse(R"({"age":17,"respiratory_rate":30})").value()), "SEP-R6");
    CHECK(read_screen_values(screen(name), json::parse(R"({"age":18,"respiratory_rate":30})").value()).has_value());
    std::string notes;
    for (const Advice& note : screen(name).notes) notes += note.words.en;
    CHECK(notes.find("beta blocker") != std::string::npos);
    CHECK(notes.find("pacemaker") != std::string::npos);
    CHECK(notes.find("Pregnancy") != std::string::npos);
  }
}

TEST_CASE("Facts become a screen's values with their time and source; the newest counts, and one of the future does not") {
  const std::vector<Fact> facts{{"heart-rate", json::Value(80), kNow - minutes(90), "Observation/1"},
                                {"heart-rate", json::Value(110), kNow - minutes(5), "Observation/2"},
                                {"heart-rate", json::Value(60), kNow + minutes(5), "Observation/3"},
                                {"wbc", json::Value("high"), kNow, "Observation/4"}};
  const ScreenValues values = read_screen_facts(screen("sirs").inputs, facts, kNow);
  REQUIRE(values.size() == 1);
  CHECK(values.at("heart_rate").value.text() == "110");
  CHECK(values.at("heart_rate").source == "Observation/2");
}

TEST_CASE("A value nobody alive has, a number in quotes and an unknown key are refused by the key") {
  const auto refuses_values = [](std::string_view values, std::string_view names) {
    refuses(read_screen_values(screen("sirs"), json::parse(values).value()), names);
  };
  refuses_values(R"({"temperature_c":101.5})", "degrees Celsius");
  refuses_values(R"({"wbc":12.0})", "cells per microlitre");
  refuses_values(R"({"heart_rate":-1})", "heart_rate");
  refuses_values(R"({"heart_rate":"90"})", "heart_rate");
  refuses_values(R"({"pulse":90})", "pulse");
  refuses_values(R"({"bands_percent":101})", "bands_percent");
  refuses(read_screen_values(screen("qsofa"), json::parse(R"({"gcs":2})").value()), "gcs");
  refuses(read_screen_values(screen("qsofa"), json::parse(R"({"gcs":14.5})").value()), "whole");
  refuses(read_screen_values(screen("qsofa"), json::parse(R"({"altered_mentation":"yes"})").value()), "altered_mentation");
}

TEST_CASE("Changing a limit, a threshold or an hour in a screen's pack changes the verdict; its own examples guard it") {
  refuses(load_screen(changed_file("sirs.json", "\"above\": 38.3", "\"above\": 38.5")), "SIRS-V2");
  refuses(load_screen(changed_file("qsofa.json", "\"threshold\": 2", "\"threshold\": 3")), "qSOFA-V1");
  const std::string changed =
      changed_rule("sirs.json", "\"above\": 38.3", "\"above\": 37.5",
                   R"({"id":"local","values":{"temperature_c":37.6,"heart_rate":91},"expect":{"total":2,"band":"positive"}})");
  CHECK(load_screen(changed).has_value());
  refuses(load_screen(changed_file("sirs.json", "\"needs\": \"wbc\"", "\"needs\": \"white\"")), "needs");
  refuses(load_screen(changed_file("sirs.json", "\"threshold\": 2", "\"threshold\": 5")), "threshold");
}

}  // namespace
}  // namespace wardlight::care
