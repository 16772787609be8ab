// SPDX-License-Identifier: Apache-2.0
#include <core/base/decimal.h>
#include <core/json/value.h>
#include <core/time/time.h>

#include <cstdio>

int main() {
  const auto zone = wardlight::Zone::find("America/New_York");
  const auto answers = wardlight::json::parse(R"({"done": 35, "due": 38})");
  if (!zone || !answers) return 1;
  std::printf("%s\n", wardlight::format_percent(35, 38).c_str());
  return 0;
}
