// SPDX-License-Identifier: Apache-2.0
#include "core/care/advice.h"

namespace wardlight::care {

Advice read_advice(PackReader& in, const PackHead& head) {
  return {in.text("id"), in.text("rule"), read_words(in), in.source("source", head)};
}

json::Value ids_of(const std::vector<const Advice*>& all) {
  json::Value ids = json::Value::array();
  for (const Advice* advice : all) ids.push(advice->id);
  return ids;
}

}  // namespace wardlight::care
