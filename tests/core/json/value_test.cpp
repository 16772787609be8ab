// SPDX-License-Identifier: Apache-2.0
#include "core/json/value.h"

#include <catch2/catch_test_macros.hpp>

using namespace wardlight;

TEST_CASE("Numbers keep the digits they were written with") {
  const auto value = json::parse(R"({"a": 36.50, "b": 1e3, "c":-0.0})");
  REQUIRE(value);
  CHECK((*value)["a"].text() == "36.50");
  CHECK(json::write(*value) == R"({"a":36.50,"b":1e3,"c":-0.0})");
}

TEST_CASE("A value knows the exact bytes it was read from") {
  const std::string text = R"({ "entry": [ {"x": "}]", "y":[ ] } , 7 ] , "z": {} })";
  const auto value = json::parse(text);
  REQUIRE(value);
  const auto source = [&](const json::Value& v) { return text.substr(v.source_begin(), v.source_end() - v.source_begin()); };
  CHECK(source(*value) == text);
  CHECK(source((*value)["entry"]) == R"([ {"x": "}]", "y":[ ] } , 7 ])");
  CHECK(source((*value)["entry"][0]) == R"({"x": "}]", "y":[ ] })");
  CHECK(source((*value)["entry"][0]["y"]) == "[ ]");
  CHECK(source((*value)["entry"][1]) == "7");
  CHECK(source((*value)["z"]) == "{}");
}

TEST_CASE("Malformed JSON is refused with a line and without quoting the input") {
  for (const auto* text : {"", "{", "{\"a\":}", "[1,]", "{\"a\":01}", "{\"a\":1.}", "{\"a\":tru}", "{\"a\":1}{",
                           "{\"a\":1,\"a\":2}", "[\"\xff\"]", "{\"a\" 1}", "[1 2]", "[\"a]", "nul", "[+1]", "[1e]", "[--1]"}) {
    INFO(text);
    const auto value = json::parse(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::InvalidContent);
  }
  std::string deep(300, '[');
  deep.append(300, ']');
  CHECK_FALSE(json::parse(deep));
}

TEST_CASE("Text survives escaping both ways") {
  const auto value = json::parse(R"(["\u00e9\n\"\\ \ud83d\ude00"])");
  REQUIRE(value);
  CHECK((*value)[0].text() == "é\n\"\\ 😀");
  CHECK(json::parse(json::write(*value)).value() == *value);
}
