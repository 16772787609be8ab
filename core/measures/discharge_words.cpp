// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/pack.h"
#include "core/measures/readmissions.h"

namespace wardlight::measures {
namespace {

std::string_view to_word(Discharge discharge) {
  switch (discharge) {
    case Discharge::Died: return "died";
    case Discharge::ToAcuteHospital: return "acute-hospital";
    case Discharge::Alive: break;
  }
  return "alive";
}

bool knows(const std::vector<std::string>& words, const std::string& said) {
  return std::ranges::find(words, said) != words.end();
}

Expected<json::Value> run_example(const DischargeWords& words, const json::Value& example) {
  const std::vector<std::string> said{example["said"].text()};
  std::vector<std::string> admission;
  for (const json::Value& one : example["admission"].items()) admission.push_back(one.text());
  json::Value out = json::Value::object();
  out.set("discharge", to_word(read_discharge(words, said))).set("planned", is_planned(words, admission));
  return out;
}

// {"priority":["EL"],"type":["ELECTIVE"]}
std::vector<std::string> read_planned(care::PackReader& in) {
  in.known({"priority", "type"});
  std::vector<std::string> planned;
  for (const char* member : {"priority", "type"})
    for (const std::string& word : in.texts_if_any(member)) planned.push_back(std::string(member) + " " + word);
  return planned;
}

}  // namespace

Discharge read_discharge(const DischargeWords& words, std::span<const std::string> said) {
  for (const std::string& one : said) {
    if (knows(words.died, one)) return Discharge::Died;
    if (knows(words.acute_hospital, one)) return Discharge::ToAcuteHospital;
  }
  return Discharge::Alive;
}

std::vector<std::string> said_of_admission(const json::Value& encounter) {
  std::vector<std::string> said;
  const auto add = [&](const char* member, const json::Value& described) {
    const auto say = [&](std::string_view text) {
      if (!text.empty()) said.push_back(std::string(member) + " " + std::string(text));
    };
    say(described.text_of("text"));
    for (const json::Value& coding : described["coding"].items()) say(coding.text_of("code")), say(coding.text_of("display"));
  };
  for (const json::Value& type : encounter["type"].items()) add("type", type);
  add("priority", encounter["priority"]);
  return said;
}

bool is_planned(const DischargeWords& words, std::span<const std::string> admission) {
  return std::ranges::any_of(admission, [&](const std::string& one) { return knows(words.planned, one); });
}

Expected<DischargeWords> load_discharge_words(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  care::PackReader in(root);
  const care::PackHead head = care::read_pack_head(in, {"inpatientClasses", "died", "acuteHospital", "planned"});
  const DischargeWords words{in.texts("inpatientClasses"), in.texts("died"), in.texts("acuteHospital"),
                             in.object("planned", read_planned)};
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(words, example); }));
  return words;
}

}  // namespace wardlight::measures
