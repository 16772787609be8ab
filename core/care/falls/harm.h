// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "core/care/facts/known_facts.h"
#include "core/care/falls/post_fall.h"

// The harm flag "ABCS": would a fall do harm? Age or frailty, bones, anticoagulation, surgery; beside the risk of falling,
// never part of it (assets/clinical/harm.json). Pure; plain values; any thread.
namespace wardlight::care {

// One thing that makes a fall do harm: a form's answer, or a fact.
struct HarmSign {
  std::string id;
  std::string letter;  // A, B, C or S
  Words words;
  std::string link_id;  // where the form asks
  std::string yes;      // the answer that says so
  struct FromFact {
    std::string kind;
    std::vector<json::Value> is;      // its newest value is one of these …
    std::optional<Decimal> at_least;  // … or at least this
    std::optional<Decimal> below;     // … or below this; none of the three: that it is there is enough
    Duration within;                  // zero: however long ago
  };
  std::vector<FromFact> facts;
};

struct HarmPack : PackHead {
  std::string form_url;
  std::vector<HarmSign> signs;
  std::vector<Advice> on_flag;
};

// Fails with InvalidContent: unknown key, missing source, a broken example.
Expected<HarmPack> load_harm(std::string_view text);

struct HarmResult {
  HarmFlag flag = HarmFlag::Clear;
  std::vector<const HarmSign*> signs;  // that are there
  std::vector<Fact> basis;             // the facts behind them
  std::vector<std::string> unknown;    // ids of signs of which nothing is known: "not recorded", never "no"
};
// Points into the pack. `answers` are the form's codes by linkId; either may be empty.
HarmResult judge_harm(const HarmPack& pack, const std::map<std::string, std::string, std::less<>>& answers,
                      const std::vector<Fact>& facts, Instant now);
HarmResult judge_harm(const HarmPack& pack, const std::map<std::string, std::string, std::less<>>& answers, const FactsAt& facts);

}  // namespace wardlight::care
