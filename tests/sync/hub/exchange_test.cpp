// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/exchange.h"

#include <algorithm>
#include <thread>

#include "sync/hub/page_room.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

struct Desk {
  HubWorld world;
  Exchange exchange{world.storage(), "https://hub.test/fhir", world.clock, world.random,
                    [this](std::string_view path, std::string_view query) { return read(path, query); }};
  Rights rights{[](std::string_view) { return true; }, [](std::string_view type) { return type != "Practitioner"; }};

  Answer read(std::string_view path, std::string_view) {
    const auto slash = path.find('/');
    const auto row = must(world.storage().find_resource(path.substr(0, slash), path.substr(slash + 1)));
    if (!row) return refusal(404, "not-found", "No.");
    return {200, to_string(row->bytes), "W/\"" + std::to_string(row->version) + "\"", row->received_at, {}};
  }
  Answer put(const std::string& path, const std::string& body, const std::string& if_match = {},
             const std::string& if_none_match = {}) {
    return exchange.one({"PUT", path, {}, if_match, if_none_match, {}}, body, rights);
  }
  Answer post(const std::string& path, const std::string& body, const std::string& if_none_exist = {}) {
    return exchange.one({"POST", path, {}, {}, {}, if_none_exist}, body, rights);
  }
  json::Value bundle(const std::string& kind, const std::string& entries, int status = 200) {
    const auto answer =
        exchange.bundle(R"({"resourceType":"Bundle","type":")" + kind + R"(","entry":[)" + entries + "]}", rights);
    INFO(answer.body);
    CHECK(answer.status == status);
    return must(json::parse(answer.body));
  }
  std::uint64_t head() { return must(world.storage().state()).head; }
};

std::string patient(const std::string& id, const std::string& family) {
  return R"({"resourceType":"Patient","id":")" + id + R"(","identifier":[{"system":"urn:mrn","value":"mrn-)" + id +
         R"("}],"name":[{"family":")" + family + R"("}]})";
}
std::string entry(const std::string& method, const std::string& url, const std::string& resource, const std::string& more = {},
                  const std::string& full_url = {}) {
  return "{" + (full_url.empty() ? "" : R"("fullUrl":")" + full_url + R"(",)") +
         (resource.empty() ? "" : R"("resource":)" + resource + ",") + R"("request":{"method":")" + method + R"(","url":")" +
         url + "\"" + more + "}}";
}
std::string_view status_of(const json::Value& bundle, std::size_t i) { return bundle["entry"][i]["response"].text_of("status"); }
// Every refusal is an OperationOutcome with a sentence.
bool is_outcome(const Answer& answer) {
  const auto body = json::parse(answer.body);
  return body && body->text_of("resourceType") == "OperationOutcome" && !wire::read_outcome(answer.body).empty() &&
         !(*body)["issue"][std::size_t{0}].text_of("code").empty();
}

}  // namespace

TEST_CASE("If-Match lets a change through over the version it names, and over no other") {
  Desk desk;
  CHECK(desk.put("Patient/p1", patient("p1", "Kim")).status == 201);
  const auto second = desk.put("Patient/p1", patient("p1", "Kim-Soo"), "W/\"1\"");
  CHECK(second.status == 200);
  CHECK(second.etag == "W/\"2\"");
  CHECK(second.body == patient("p1", "Kim-Soo"));
  const auto stale = desk.put("Patient/p1", patient("p1", "Lee"), "W/\"1\"");
  CHECK(stale.status == 412);
  CHECK(is_outcome(stale));
  CHECK(desk.put("Patient/p2", patient("p2", "Lee"), "W/\"1\"").status == 412);
  CHECK(desk.put("Patient/p1", patient("p1", "Lee"), {}, "*").status == 412);
  CHECK(desk.put("Patient/p2", patient("p2", "Lee"), {}, "*").status == 201);
  CHECK(desk.put("Patient/p1", patient("p1", "Kim-Soo")).etag == "W/\"2\"");  // nothing changed: no new version
}

TEST_CASE("The store itself refuses another version, though both looked at the same one") {
  Desk desk;
  desk.put("Patient/p1", patient("p1", "Kim"));
  const storage::NewReference late{"Patient", "p1", patient("p1", "Late"), {}, 0};
  const storage::NewReference beside{"Patient", "p3", patient("p3", "Lee"), {}, {}};
  const auto head = desk.head();
  const auto written = desk.world.storage().put_references(std::vector{beside, late}, desk.world.clock.now());
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::Conflict);
  CHECK(desk.head() == head);
  CHECK_FALSE(must(desk.world.storage().find_resource("Patient", "p3")));
}

TEST_CASE("What is made by POST gets an id of the hub, once for one identifier") {
  Desk desk;
  const auto made = desk.post("Patient", R"({"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"7"}]})",
                              "identifier=urn:mrn|7");
  CHECK(made.status == 201);
  const auto again = desk.post("Patient", R"({"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"7"}]})",
                               "identifier=urn:mrn|7");
  CHECK(again.status == 200);
  CHECK(again.location == made.location);
  desk.post("Patient", R"({"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"7"}]})");
  CHECK(desk.post("Patient", R"({"resourceType":"Patient"})", "identifier=urn:mrn|7").status == 412);
}

TEST_CASE("Programs that make the same patient at once, each only if there is none, make one") {
  Desk desk;
  std::vector<Answer> answers(8);
  {
    std::vector<std::jthread> programs;
    for (std::size_t i = 0; i < answers.size(); ++i)
      programs.emplace_back([&desk, &answer = answers[i], i] {
        support::SeededRandom random(100 + i);
        Exchange exchange(desk.world.storage(), "https://hub.test/fhir", desk.world.clock, random,
                          [](std::string_view, std::string_view) { return Answer{}; });
        answer = exchange.one({"POST", "Patient", {}, {}, {}, "identifier=urn:mrn|7"},
                              R"({"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"7"}]})", desk.rights);
      });
  }
  CHECK(std::ranges::count(answers, 201, &Answer::status) == 1);
  CHECK(std::ranges::count(answers, 200, &Answer::status) == 7);
  CHECK(must(desk.world.storage().find_references("Patient", {"urn:mrn", "7"})).size() == 1);
}

TEST_CASE("A batch takes what is good and says of each other entry why not") {
  Desk desk;
  const auto answer = desk.bundle(
      "batch", entry("PUT", "Patient/p1", patient("p1", "Kim")) + "," + entry("PUT", "Patient/p2", patient("p3", "Lee")) + "," +
                   entry("GET", "Patient/p1", "") + "," + entry("DELETE", "Patient/p1", "") + "," +
                   entry("POST", "QuestionnaireResponse", R"({"resourceType":"QuestionnaireResponse","status":"completed"})"));
  CHECK(answer.text_of("type") == "batch-response");
  CHECK(status_of(answer, 0) == "201 Created");
  CHECK(status_of(answer, 1) == "400");
  CHECK(status_of(answer, 2) == "200 OK");
  CHECK(answer["entry"][std::size_t{2}]["resource"].text_of("id") == "p1");
  CHECK(status_of(answer, 3) == "405");
  CHECK(status_of(answer, 4) == "422");
  CHECK(answer["entry"][std::size_t{4}]["response"]["outcome"].text_of("resourceType") == "OperationOutcome");
}

TEST_CASE("A transaction makes its references plain and lands whole") {
  Desk desk;
  const std::string encounter =
      R"({"resourceType":"Encounter","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"urn:uuid:aaa"}})";
  const auto answer = desk.bundle("transaction", entry("POST", "Encounter", encounter, {}, "urn:uuid:bbb") + "," +
                                                     entry("POST", "Patient", patient("any", "Kim"),
                                                           R"(,"ifNoneExist":"identifier=urn:mrn|mrn-any")", "urn:uuid:aaa"));
  CHECK(answer.text_of("type") == "transaction-response");
  CHECK(status_of(answer, 0) == "201 Created");
  const auto made = answer["entry"][std::size_t{0}]["resource"];
  const auto reference = made["subject"].text_of("reference");
  CHECK(reference == "Patient/" + std::string(answer["entry"][std::size_t{1}]["resource"].text_of("id")));
  CHECK(answer["entry"][std::size_t{0}]["response"].text_of("etag") == "W/\"1\"");
}

TEST_CASE("A transaction with one bad entry leaves nothing behind") {
  Desk desk;
  desk.put("Patient/p1", patient("p1", "Kim"));
  const auto head = desk.head();
  const std::string good = entry("PUT", "Patient/p5", patient("p5", "Lee"));
  for (const auto& [bad, status] : std::vector<std::pair<std::string, int>>{
           {entry("PUT", "Patient/p1", patient("p1", "Lee"), R"(,"ifMatch":"W/\"7\"")"), 412},
           {entry("PUT", "Patient/p6", patient("p7", "Lee")), 400},
           {entry("PUT", "Patient/p5", patient("p5", "Twice")), 400},
           {entry("PUT", "Practitioner/n1", R"({"resourceType":"Practitioner","id":"n1"})"), 403},
           {entry("POST", "Task", R"({"resourceType":"Task"})"), 422},
           {entry("PUT", "Patient/p8", R"({"resourceType":"Patient","id":"p8","birthDate":"1950-02-30"})"), 422},
           {entry("DELETE", "Patient/p1", ""), 405},
           {entry("PUT", "Patient/p9", ""), 400}}) {
    INFO(bad);
    const auto outcome = desk.bundle("transaction", good + "," + bad, status);
    CHECK(outcome.text_of("resourceType") == "OperationOutcome");
    CHECK(desk.head() == head);
  }
}

TEST_CASE("Every bad request is refused with an OperationOutcome that says why") {
  Desk desk;
  struct Bad {
    Interaction interaction;
    std::string body;
    int status;
  };
  const std::string good = patient("p1", "Kim");
  for (const auto& bad : std::vector<Bad>{
           {{"PUT", "Patient/p1"}, "", 400},
           {{"PUT", "Patient/p1"}, "[]", 400},
           {{"PUT", "Patient/p1"}, "{\"resourceType\":", 400},
           {{"PUT", "Patient/p1"}, patient("p2", "Kim"), 400},
           {{"PUT", "Patient/p1"}, R"({"resourceType":"Location","id":"p1"})", 400},
           {{"PUT", "Patient"}, good, 400},
           {{"POST", "Patient/p1"}, good, 400},
           {{"PUT", "Patient/p1/more"}, good, 400},
           {{"PUT", "Patient/p1", {}, "1"}, good, 400},
           {{"PUT", "Patient/p1", {}, "W/\"x\""}, good, 400},
           {{"POST", "Patient", {}, {}, {}, "name=Kim"}, good, 400},
           {{"PUT", "Nonsense/p1"}, good, 404},
           {{"GET", "Patient/none"}, "", 404},
           {{"PUT", "Patient/not an id"}, R"({"resourceType":"Patient","id":"not an id"})", 422},
           {{"PUT", "Encounter/e1"}, R"({"resourceType":"Encounter","id":"e1"})", 422},
           {{"PUT", "Practitioner/n1"}, R"({"resourceType":"Practitioner","id":"n1"})", 403},
           {{"PUT", "Task/t1"}, R"({"resourceType":"Task","id":"t1"})", 422},
           {{"DELETE", "Patient/p1"}, "", 405},
           {{"PATCH", "Patient/p1"}, "[]", 405}}) {
    const auto answer = desk.exchange.one(bad.interaction, bad.body, desk.rights);
    INFO(bad.interaction.method << " " << bad.interaction.path << " " << bad.body << " -> " << answer.body);
    CHECK(answer.status == bad.status);
    CHECK(is_outcome(answer));
  }
  std::string many;
  for (int i = 0; i < 501; ++i) many += (i == 0 ? "" : ",") + entry("GET", "Patient/p1", "");
  for (const auto& [body, status] :
       std::vector<std::pair<std::string, int>>{{"", 400},
                                                {"{}", 400},
                                                {R"({"resourceType":"Bundle","type":"history"})", 400},
                                                {R"({"resourceType":"Bundle","type":"batch","entry":[{}]})", 400},
                                                {R"({"resourceType":"Bundle","type":"batch","entry":[)" + many + "]}", 413}}) {
    const auto answer = desk.exchange.bundle(body, desk.rights);
    CHECK(answer.status == status);
    CHECK(is_outcome(answer));
  }
  CHECK(desk.head() == 0);
}

TEST_CASE("A resource that no tablet could read is refused however it comes, and nothing of its transaction is written") {
  Desk desk;
  const std::string large = patient("p1", std::string(kLargestResource, 'a'));
  for (const auto& answer : {desk.put("Patient/p1", large), desk.post("Patient", large)}) {
    CHECK(answer.status == 413);
    CHECK(answer.body.find("too-costly") != std::string::npos);
    CHECK(wire::read_outcome(answer.body) == kTooLarge);
  }
  const auto whole = desk.bundle("transaction",
                                 entry("PUT", "Patient/p2", patient("p2", "Kim")) + "," + entry("PUT", "Patient/p1", large), 413);
  CHECK(whole["issue"][std::size_t{0}].text_of("diagnostics").find("Entry 2: The resource is larger") == 0);
  CHECK(desk.head() == 0);
}
