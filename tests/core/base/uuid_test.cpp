// SPDX-License-Identifier: Apache-2.0
#include "core/base/uuid.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace wardlight;

TEST_CASE("A UUIDv5 is the one the RFC's example and other programs give") {
  const std::string dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  CHECK(make_uuid_v5(dns, "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  CHECK(make_uuid_v5(dns, "python.org") == "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST_CASE("Names of every length around a block's end give an id of their own") {
  const std::string space = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  std::string last;
  for (std::size_t length = 30; length < 60; ++length) {
    const auto id = make_uuid_v5(space, std::string(length, 'x'));
    CHECK(is_uuid(id));
    CHECK(id != last);
    last = id;
  }
}
