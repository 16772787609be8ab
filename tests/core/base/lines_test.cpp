// SPDX-License-Identifier: Apache-2.0
#include "core/base/lines.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/byte_order_mark.h"

using namespace wardlight;

TEST_CASE("A text is its lines, whether or not the last one ends; an empty line is one, an empty text has none") {
  using Lines = std::vector<std::string>;
  CHECK(split_lines("") == Lines{});
  CHECK(split_lines("one") == Lines{"one"});
  CHECK(split_lines("one\n") == Lines{"one"});
  CHECK(split_lines("one\n\ntwo\n") == Lines{"one", "", "two"});
  CHECK(split_lines("\n") == Lines{""});
}

TEST_CASE("A byte-order mark is passed over at the beginning, once, and nowhere else") {
  const std::string mark(kByteOrderMark);
  CHECK(without_byte_order_mark(mark + "text") == "text");
  CHECK(without_byte_order_mark("text") == "text");
  CHECK(without_byte_order_mark(mark + mark) == mark);
  CHECK(without_byte_order_mark("a" + mark) == "a" + mark);
  CHECK(without_byte_order_mark(mark.substr(0, 2)) == mark.substr(0, 2));
}
