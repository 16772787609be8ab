// SPDX-License-Identifier: Apache-2.0
#include "core/care/advice.h"

namespace wardlight::care {

Advice read_advice(PackReader& in, const PackHead& head) {
  return {in.text("id"), in.text("rule"), read_words(in), in.source("source", head)};
}

std::vector<Advice> read_advices(PackReader& in, std::string_view key, const PackHead& head) {
  return in.objects(key, [&](PackReader& advice) {
    advice.known({"id", "rule", "text", "es", "source"});
    return read_advice(advice, head);
  });
}

json::Value ids_of(const std::vector<const Advice*>& all) {
  json::Value ids = json::Value::array();
  for (const Advice* advice : all) ids.push(advice->id);
  return ids;
}

}  // namespace wardlight::care
