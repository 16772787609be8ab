// SPDX-License-Identifier: Apache-2.0
#include "core/care/pack.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kPack = R"({"pack":"p","version":"1.2.0","asOf":"2025-11-01","title":"t","rights":"own",
  "sources":[{"id":"book","text":"A book"},{"id":"house","text":"A default"}],
  "evidence":[{"keys":["hours"],"mark":"V","source":"book"},{"keys":["limit"],"mark":"D","source":"house","note":"To be set."}],
  "hours":4,"limit":1.50,"examples":[{"id":"one","ask":2,"expect":{"said":2}}]})";

struct Small : PackHead {
  int hours = 0;
  Decimal limit = Decimal::from_integer(0);
};

Expected<Small> load(const std::string& text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  Small pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"hours", "limit"});
  pack.hours = in.whole("hours", 0, 24);
  pack.limit = in.decimal("limit");
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [](const json::Value& example) -> Expected<json::Value> {
    return json::Value::object({{"said", example["ask"]}});
  }));
  return pack;
}

std::string with(std::string_view from, std::string_view to) {
  std::string text(kPack);
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

TEST_CASE("The head of a pack carries where it is from, and what the hospital must confirm") {
  const Small pack = must_load(load(std::string(kPack)));
  CHECK(pack.id_and_version() == "p@1.2.0");
  CHECK(pack.sources.at("book") == "A book");
  REQUIRE(pack.to_confirm.size() == 1);
  CHECK(pack.to_confirm.front().key == "limit");
  CHECK(pack.to_confirm.front().note == "To be set.");
  CHECK(pack.limit.text() == "1.50");
}

TEST_CASE("A pack without source, with an unknown key or mark, or on a day that does not exist is refused by name") {
  refuses(load(with("[\"hours\"]", "[\"hour\"]")), "hour");
  refuses(load(with("{\"keys\":[\"hours\"],\"mark\":\"V\",\"source\":\"book\"},", "")), "hours");
  refuses(load(with("\"source\":\"book\"", "\"source\":\"hearsay\"")), "source");
  refuses(load(with("\"mark\":\"V\"", "\"mark\":\"X\"")), "mark");
  refuses(load(with("\"hours\":4", "\"hours\":4,\"minutes\":3")), "minutes");
  refuses(load(with("2025-11-01", "2025-11-31")), "asOf");
  refuses(load(with("\"rights\":\"own\"", "\"rights\":\"\"")), "rights");
  refuses(load(with("\"id\":\"house\"", "\"id\":\"book\"")), "twice");
  refuses(load(with("\"hours\":4", "\"hours\":4.5")), "rule pack p: hours");
  refuses(load("{\"pack\":"), "rule pack");
  refuses(load("[]"), "object");
}

TEST_CASE("A pack whose example differs, expects nothing, has no id, or is not there at all is refused") {
  refuses(load(with("\"said\":2", "\"said\":3")), "should be 3 and is 2");
  refuses(load(with("{\"said\":2}", "{}")), "expects nothing");
  refuses(load(with("\"id\":\"one\",", "")), "needs an id");
  refuses(load(with("{\"id\":\"one\",\"ask\":2,\"expect\":{\"said\":2}}", "")), "no worked examples");
}

}  // namespace
}  // namespace wardlight::care
