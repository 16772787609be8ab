// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/census/collecting_sink.h"

using namespace wardlight;
using namespace wardlight::census;

namespace {

const std::string kPatient = R"({"resourceType":"Patient","id":"p1","birthDate":"1950-02-28"})";

std::string bundle(const std::string& type, const std::string& entries) {
  return R"({"resourceType":"Bundle","type":")" + type + R"(","entry":[)" + entries + "]}";
}

}  // namespace

TEST_CASE("One malformed line of NDJSON is named and the others land") {
  const auto read = read_text(kPatient + "\n{\"resourceType\":\"Patient\",\"id\":\n\n" +
      R"({"resourceType":"Location","id":"l1"})" + "\n", "a.ndjson");
  REQUIRE(read.taken.size() == 2);
  CHECK(read.taken[0].bytes == kPatient);
  CHECK(read.places[1].line == 4);
  REQUIRE(read.refused.size() == 1);
  CHECK(read.refused[0].place.line == 2);
}

TEST_CASE("The mark that some editors put before UTF-8 is passed over, in lines, a Bundle and a resource") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(read_text(mark + kPatient + "\n" + kPatient + "\n", "a.ndjson").taken.size() == 2);
  CHECK(read_text(mark + kPatient).taken.size() == 1);
  CHECK(read_text(mark + bundle("collection", R"({"resource":)" + kPatient + "}")).taken.size() == 1);
}

TEST_CASE("A last line without its newline is read") {
  CHECK(read_text(kPatient, "a.ndjson").taken.size() == 1);
}

TEST_CASE("NDJSON is known by its look when the name says nothing") {
  CHECK(read_text(kPatient + "\r\n" + kPatient + "\r\n").taken.size() == 2);
}

TEST_CASE("One bad entry of a Bundle is named by its index and line, and the others land") {
  const auto read =
      read_text("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n{\"resource\":" + kPatient +
                "},\n{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p2\",\"birthDate\":\"1950-02-30\"}},\n{\"resource\":" +
                R"({"resourceType":"Location","id":"l1"})" + "}\n]}");
  CHECK(read.taken.size() == 2);
  REQUIRE(read.refused.size() == 1);
  CHECK(read.refused[0].place.entry == 2);
  CHECK(read.refused[0].place.line == 3);
  CHECK(read.refused[0].what.find("Patient.birthDate") == 0);
  CHECK(read.refused[0].what.find("1950") == std::string::npos);
}

TEST_CASE("An entry whose inside is no JSON is named and the others land") {
  const auto read = read_text(bundle("batch", "{\"resource\":{\"resourceType\" \"Patient\"}},{\"resource\":" + kPatient + "}"));
  CHECK(read.taken.size() == 1);
  REQUIRE(read.refused.size() == 1);
  CHECK(read.refused[0].place.entry == 1);
}

TEST_CASE("A Bundle that breaks off keeps what came before and says so") {
  const auto read = read_text("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + kPatient + "},{\"resource\":{\"resou");
  CHECK(read.taken.size() == 1);
  REQUIRE(read.refused.size() == 1);
  CHECK(read.refused[0].what.find("middle of a value") != std::string::npos);
}

TEST_CASE("A resource keeps its unknown fields and its spaces byte for byte") {
  const std::string odd = R"({ "resourceType" : "Patient", "id":"p9","hl7x":{"weight":36.50, "a":[1e3 ]},"zz":"ü\u00e9" })";
  const auto read = read_text(bundle("searchset", "{\"resource\":  " + odd + ",\"search\":{\"mode\":\"match\"}}"));
  REQUIRE(read.taken.size() == 1);
  CHECK(read.taken[0].bytes == odd);
}

TEST_CASE("References by urn, absolute and conditional URL become plain, the rest of the bytes stay") {
  const auto read = read_text(bundle(
      "transaction",
      R"({"fullUrl":"urn:uuid:e1","resource":{"resourceType":"Encounter", "status":"in-progress","subject":{"reference":"urn:uuid:p1","x":1.0},)"
      R"("location":[{"location":{"reference":"Location?identifier=https%3A%2F%2Fx|77"}}],"serviceProvider":{"reference":"http://ehr/fhir/Organization/o1/_history/3"}}},)"
      R"({"fullUrl":"urn:uuid:p1","resource":{"resourceType":"Patient","name":[{"family":"Nobody"}]}},)"
      R"({"fullUrl":"http://ehr/fhir/Location/l7","resource":{"resourceType":"Location","id":"l7","identifier":[{"system":"https://x","value":"77"}]}})"));
  REQUIRE(read.refused.empty());
  REQUIRE(read.taken.size() == 3);
  CHECK(read.taken[0].id == "e1");
  CHECK(read.taken[0].bytes ==
        R"({"id":"e1","resourceType":"Encounter", "status":"in-progress","subject":{"reference":"Patient/p1","x":1.0},)"
        R"("location":[{"location":{"reference":"Location/l7"}}],"serviceProvider":{"reference":"Organization/o1"}})");
  CHECK(read.taken[1].bytes.find(R"("id":"p1")") != std::string::npos);
}

TEST_CASE("An Encounter that leads to no patient is refused") {
  const auto read =
      read_text(bundle("collection",
      R"({"resource":{"resourceType":"Encounter","id":"e1","subject":{"reference":"urn:uuid:gone"}}},)"
                                                   R"({"resource":{"resourceType":"Encounter","id":"e2"}})"));
  CHECK(read.taken.empty());
  CHECK(read.refused.size() == 2);
}

TEST_CASE("Wrong resource types are named") {
  const auto read = read_text(R"({"resourceType":"QuestionnaireResponse","id":"q1"})"
                              "\n"
                              R"({"resourceType":"Basic","id":"b"})"
                              "\n"
                              R"([1])"
                              "\n"
                              R"({"a":1})"
                              "\n",
                              "x.ndjson");
  CHECK(read.taken.empty());
  REQUIRE(read.refused.size() == 4);
  CHECK(read.refused[0].what.find("QuestionnaireResponse") == 0);
  CHECK(read.refused[1].what.find("Basic") == 0);
}

TEST_CASE("Of a history the newest version counts, wherever it stands") {
  const auto version = [](const std::string& updated, const std::string& ward) {
    return R"({"fullUrl":"http://ehr/fhir/Location/l1","resource":{"resourceType":"Location","id":"l1","meta":{"lastUpdated":")" +
           updated + R"("},"name":")" + ward + R"("}})";
  };
  const auto newest_first =
      read_text(bundle("history", version("2025-02-01T00:00:00Z", "B") + "," + version("2025-01-01T00:00:00Z", "A")));
  const auto oldest_first =
      read_text(bundle("history", version("2025-01-01T00:00:00Z", "A") + "," + version("2025-02-01T00:00:00Z", "B")));
  REQUIRE(newest_first.taken.size() == 1);
  REQUIRE(oldest_first.taken.size() == 1);
  CHECK(newest_first.taken[0].bytes.find("\"B\"") != std::string::npos);
  CHECK(oldest_first.taken[0].bytes == newest_first.taken[0].bytes);
}

TEST_CASE("A printed Bundle, a printed resource, a Bundle on one line and a Bundle without entries are all read") {
  CHECK(read_text("{\n  \"resourceType\": \"Bundle\",\n  \"entry\": [\n    {\n      \"resource\": " + kPatient +
      "\n    }\n  ]\n}\n").taken.size() == 1);
  CHECK(read_text("{\n  \"resourceType\": \"Patient\",\n  \"id\": \"p1\"\n}\n").taken.size() == 1);
  CHECK(read_text(bundle("collection", "{\"resource\":" + kPatient + "}")).taken.size() == 1);
  const auto empty = read_text("{\n\"resourceType\":\"Bundle\",\n\"type\":\"searchset\"}");
  CHECK(empty.taken.empty());
  CHECK(empty.refused.empty());
}

TEST_CASE("An empty file and a file that is no JSON say what is wrong") {
  CHECK(read_text("").refused.size() == 1);
  CHECK(read_text(" \n").refused.size() == 1);
  CHECK(read_text("MSH|^~\\&|ADT").refused.size() == 1);
}

TEST_CASE("A deletion and an entry without a resource are named") {
  const auto read =
      read_text(bundle("history",
      R"({"fullUrl":"http://e/Patient/p1","request":{"method":"DELETE","url":"Patient/p1"}},{"fullUrl":"http://e/Patient/p2"})"));
  CHECK(read.taken.empty());
  CHECK(read.refused.size() == 2);
}

TEST_CASE("Dates that do not exist are found in periods too") {
  const auto read = read_text(
      R"({"resourceType":"Encounter","id":"e1","subject":{"reference":"Patient/p1"},"period":{"start":"2025-02-29T10:00:00-05:00"}})"
      "\n"
      R"({"resourceType":"Encounter","id":"e2","subject":{"reference":"Patient/p1"},"location":[{"period":{"end":"2025-01-01T25:00:00Z"}}]})"
      "\n",
      "x.ndjson");
  REQUIRE(read.refused.size() == 2);
  CHECK(read.refused[0].what.find("Encounter.period.start") == 0);
  CHECK(read.refused[1].what.find("Encounter.location.period.end") == 0);
}

TEST_CASE("A disk that fails stops the reading") {
  support::MemoryFile file(kPatient);
  file.fail();
  CollectingSink sink;
  const auto read = read_fhir(file, "a.ndjson", sink);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::Environment);
}

TEST_CASE("Fifty megabytes on one line are read in pieces and with progress") {
  const std::string entry = "{\"resource\":" + kPatient + "},";
  std::string entries;
  while (entries.size() < std::size_t{50} << 20) entries += entry;
  entries.pop_back();
  support::MemoryFile file(bundle("collection", entries));
  class CountingSink : public CollectingSink {
   public:
    Expected<void> take(Resource, const Place&) override { return ++count, Expected<void>(); }
    std::size_t count = 0;
  } sink;
  REQUIRE(read_fhir(file, "big.json", sink));
  CHECK(sink.count > 600'000);
  CHECK(sink.progress_calls.size() > 90);
  CHECK(file.largest_read() <= (std::size_t{1} << 20));
}
