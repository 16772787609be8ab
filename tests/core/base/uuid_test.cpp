// SPDX-License-Identifier: Apache-2.0
#include "core/base/uuid.h"

#include <catch2/catch_test_macros.hpp>

using namespace wardlight;

namespace {

class CountingRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = ++m_next;
  }

 private:
  std::uint8_t m_next = 0;
};

}  // namespace

TEST_CASE("A statement's id is a UUIDv7 that carries its moment and chance") {
  CountingRandom random;
  const auto first = make_uuid_v7({1749578400000}, random);
  CHECK(first == "01975aff-c100-7708-890a-0b0c0d0e0f10");
  CHECK(is_uuid(first));
  CHECK(make_uuid_v7({1749578400000}, random) != first);
  CHECK(make_uuid_v7({1749578400001}, random) > first);
}

TEST_CASE("Text of another shape is no UUID") {
  for (const auto* text : {"", "01975ab1-5700-7708-890a-0b0c0d0e0f1", "01975ab1-5700-7708-890a-0b0c0d0e0f1g", "01975ab1x5700-7708-890a-0b0c0d0e0f10"})
    CHECK_FALSE(is_uuid(text));
}
