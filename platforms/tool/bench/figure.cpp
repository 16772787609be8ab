// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/figure.h"

#include "core/base/decimal.h"

namespace wardlight::tool::bench {

std::string ratio_of(const Figure& figure) { return format_rate(figure.value, figure.yardstick_value, 1, 2); }

bool is_within_bound(const Figure& figure) {
  const auto ratio = Decimal::parse(ratio_of(figure));
  const auto bound = Decimal::parse(figure.bound);
  if (!ratio || !bound) return false;
  return figure.better == Better::AtMost ? compare(*ratio, *bound) <= 0 : compare(*ratio, *bound) >= 0;
}

json::Value to_json(const Figure& figure) {
  json::Value object;
  object.set("name", figure.name).set("value", figure.value).set("unit", figure.unit);
  object.set("yardstick", figure.yardstick).set("yardstick_value", figure.yardstick_value);
  object.set("ratio", ratio_of(figure)).set("bound", figure.bound).set("ok", is_within_bound(figure));
  return object;
}

}  // namespace wardlight::tool::bench
