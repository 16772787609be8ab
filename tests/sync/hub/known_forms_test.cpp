// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/json/value.h"
#include "sync/hub/known_forms.h"

using namespace wardlight;

namespace {

std::string form(const std::string& version, const std::string& status, const std::string& period) {
  return R"({"resourceType":"Questionnaire","url":"urn:test:check","version":")" + version + R"(","status":")" + status +
         R"(",)" + period + R"("item":[{"linkId":"1","text":"Done","type":"boolean"}]})";
}

json::Value response(const std::string& version, const std::string& authored) {
  const auto parsed = json::parse(R"({"resourceType":"QuestionnaireResponse","id":"r1","questionnaire":"urn:test:check|)" +
                                  version + R"(","status":"amended","authored":")" + authored +
                                  R"(","item":[{"linkId":"1","answer":[{"valueBoolean":true}]}]})");
  REQUIRE(parsed);
  return *parsed;
}

constexpr const char* kPeriod = R"("effectivePeriod":{"start":"2025-01-01","end":"2025-06-01"},)";

}  // namespace

TEST_CASE("A late amendment with a retired form is taken when the form was in force at the time it was authored") {
  hub::KnownForms forms;
  REQUIRE(forms.add(form("1", "retired", kPeriod)));
  REQUIRE(forms.add(form("2", "active", "")));
  CHECK_FALSE(forms.objection(response("1", "2025-05-31T22:00:00-04:00")));
  CHECK(forms.objection(response("1", "2025-06-02T08:00:00-04:00")));
  CHECK(forms.objection(response("1", "2024-12-30T08:00:00-04:00")));
  CHECK_FALSE(forms.objection(response("2", "2025-06-02T08:00:00-04:00")));
}

TEST_CASE("A form that was retired without a period is taken whenever it was authored, and is never the one in use") {
  hub::KnownForms forms;
  REQUIRE(forms.add(form("2", "active", "")));
  REQUIRE(forms.add(form("1", "retired", "")));
  CHECK_FALSE(forms.objection(response("1", "2025-06-02T08:00:00-04:00")));
  REQUIRE(forms.find("urn:test:check") != nullptr);
  CHECK(forms.find("urn:test:check")->version == "2");
}
