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

bool knows(const std::vector<std::string>& words, const std::string& said) { return std::ranges::find(words, said) != words.end(); }

Expected<json::Value> run_example(const DischargeWords& words, const json::Value& example) {
  const std::vector<std::string> said{example["said"].text()};
  json::Value out = json::Value::object();
  out.set("discharge", to_word(read_discharge(words, said)));
  return out;
}

}  // namespace

Discharge read_discharge(const DischargeWords& words, std::span<const std::string> said) {
  for (const std::string& one : said) {
    if (knows(words.died, one)) return Discharge::Died;
    if (knows(words.acute_hospital, one)) return Discharge::ToAcuteHospital;
  }
  return Discharge::Alive;
}

Expected<DischargeWords> load_discharge_words(std::string_view text) {
  WL_TRY(const json::Value root, care::parse_pack(text));
  care::PackReader in(root);
  const care::PackHead head = care::read_pack_head(in, {"inpatientClasses", "died", "acuteHospital"});
  const DischargeWords words{in.texts("inpatientClasses"), in.texts("died"), in.texts("acuteHospital")};
  if (in.error()) return *in.error();
  WL_CHECK(care::check_examples(head, root, [&](const json::Value& example) { return run_example(words, example); }));
  return words;
}

}  // namespace wardlight::measures
