// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/review_incident.h"

#include "core/workflows/record_form.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

ReportIncident fall_of(TestWard& ward, const EncounterId& encounter, Instant at, const std::string& level = {}) {
  ReportIncident fall;
  fall.id = ward.id();
  fall.encounter = encounter;
  fall.kind = "fall";
  fall.occurred_at = at;
  fall.level = level;
  return fall;
}

// What a rule refused, by its name.
std::string rule_of(const Outcome& outcome) {
  return outcome.saved || outcome.objections.empty() ? std::string() : outcome.objections.front().rule;
}

TEST_CASE("FAL-R1, FAL-R2: the level is provisional until the charge nurse confirms it, and each change is a version") {
  TestWard ward;
  ReportIncident fall = fall_of(ward, kSun, ward.at(14, 10));
  ward.saved(report_incident(ward.ward(), fall));
  CHECK(review_incident(ward.ward(), {ward.id(), fall.id, "major", true, "CT"}).error().code == ErrorCode::NotAllowed);
  ward.sign_in(kCharge);
  const auto open = must(read_incidents(ward.ward(), "review"));
  REQUIRE(open.front().injury.has_value());
  CHECK(open.front().level == "undetermined");
  CHECK(open.front().injury->confirm_by == fall.occurred_at + hours(24));
  const StatementId review = ward.id();
  ward.saved(review_incident(ward.ward(), {review, fall.id, "major", true, "fracture on the film"}));
  CHECK(objects(must(review_incident(ward.ward(), {ward.id(), fall.id, "none", true, "no"})), ObjectionKind::AlreadyCorrected));
  const auto seen = must(read_incidents(ward.ward(), "review"));
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().level == "major");
  CHECK(seen.front().confirmed);
  CHECK(seen.front().first == fall.id);
  CHECK(seen.front().incident == review);
  CHECK(seen.front().by == kNurse.practitioner);
  REQUIRE(seen.front().said.size() == 2);
  CHECK(seen.front().said.back().words == "fracture on the film");
  CHECK(seen.front().said.back().by_name == kCharge.name);
}

TEST_CASE("FAL-R1: a level still open is neither confirmed nor left open past its hours, and one not confirmed in time says so") {
  TestWard ward;
  const ReportIncident fall = fall_of(ward, kSun, ward.at(14, 10));
  ward.saved(report_incident(ward.ward(), fall));
  ward.sign_in(kCharge);
  CHECK(rule_of(must(review_incident(ward.ward(), {ward.id(), fall.id, "undetermined", true, "not seen yet"}))) == "FAL-R1");
  ward.set_time(38, 11);  // 24 h and a minute later
  CHECK(rule_of(must(review_incident(ward.ward(), {ward.id(), fall.id, "undetermined", false, "not seen yet"}))) == "FAL-R1");
  CHECK(must(read_incidents(ward.ward(), "review")).front().injury->overdue);
  ward.sign_in(kNurse);
  CHECK(rule_of(must(report_incident(ward.ward(), fall_of(ward, kSoo, ward.at(14, 10))))) == "FAL-R1");
  ward.sign_in(kCharge);
  ward.saved(review_incident(ward.ward(), {ward.id(), fall.id, "minor", true, "bruise only"}));
  CHECK_FALSE(must(read_incidents(ward.ward(), "review")).front().injury->overdue);
}

TEST_CASE("FAL-R2: a confirmed level goes up and never down") {
  TestWard ward;
  const ReportIncident fall = fall_of(ward, kSun, ward.at(14, 10), "minor");
  ward.saved(report_incident(ward.ward(), fall));
  ward.sign_in(kCharge);
  const StatementId first = ward.id(), second = ward.id();
  ward.saved(review_incident(ward.ward(), {first, fall.id, "moderate", true, "sutures"}));
  CHECK(rule_of(must(review_incident(ward.ward(), {ward.id(), first, "minor", true, "not so bad"}))) == "FAL-R2");
  ward.saved(review_incident(ward.ward(), {second, first, "major", true, "bleeding seen a day later"}));
  const auto seen = must(read_incidents(ward.ward(), "review"));
  CHECK(seen.front().level == "major");
  CHECK(seen.front().injury->versions == 3);
}

TEST_CASE("FAL-R3: two reports of one patient within the rule's minutes may be one fall, and a person says whether they are") {
  TestWard ward;
  const ReportIncident first = fall_of(ward, kSun, ward.at(14, 10), "minor");
  const ReportIncident again = fall_of(ward, kSun, ward.at(14, 18), "moderate");
  const ReportIncident other = fall_of(ward, kSoo, ward.at(14, 12));
  ward.set_time(14, 20);
  for (const auto& one : {first, again, other}) ward.saved(report_incident(ward.ward(), one));
  ward.sign_in(kCharge);
  auto seen = must(read_incidents(ward.ward(), "review"));
  REQUIRE(seen.size() == 3);
  CHECK(seen.front().may_be_same == std::vector<StatementId>{first.id});
  CHECK(seen[1].may_be_same.empty());
  CHECK(rule_of(must(join_incidents(ward.ward(), {ward.id(), other.id, first.id}))) == "FAL-R3");
  const StatementId apart = ward.id();
  ward.saved(join_incidents(ward.ward(), {apart, again.id, first.id, false}));
  seen = must(read_incidents(ward.ward(), "review"));
  REQUIRE(seen.size() == 3);
  CHECK(seen.front().may_be_same.empty());
}

TEST_CASE("FAL-R3: reports that are one fall are one entry, and what was said in either counts") {
  TestWard ward;
  const ReportIncident first = fall_of(ward, kSun, ward.at(14, 10), "minor");
  const ReportIncident again = fall_of(ward, kSun, ward.at(14, 18), "moderate");
  ward.set_time(14, 20);
  ward.saved(report_incident(ward.ward(), first));
  ward.saved(report_incident(ward.ward(), again));
  ward.sign_in(kCharge);
  const StatementId confirmed = ward.id(), joined = ward.id();
  ward.saved(review_incident(ward.ward(), {confirmed, again.id, "moderate", true, "sutures"}));
  ward.saved(join_incidents(ward.ward(), {joined, confirmed, first.id}));
  const auto seen = must(read_incidents(ward.ward(), "review"));
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().first == first.id);
  CHECK(seen.front().confirmed);
  REQUIRE(seen.front().told_again.size() == 1);
  CHECK(seen.front().told_again.front().first == again.id);
  CHECK(rule_of(must(review_incident(ward.ward(), {ward.id(), first.id, "none", true, "nothing found"}))) == "FAL-R2");
  // The hub counts what is called a fall: the second report is none any more.
  CHECK(must(ward.store->find_incident(joined))->bytes.find("\"same-fall\"") != std::string::npos);
}

TEST_CASE("FAL-R4: a fall counts for the unit where it happened, off the unit with own staff for the patient's own") {
  TestWard ward;
  const ReportIncident fall = fall_of(ward, kSun, ward.at(14, 10), "none");
  ward.saved(report_incident(ward.ward(), fall));
  ward.sign_in(kCharge);
  CHECK(must(read_incidents(ward.ward(), "review")).front().unit.value == "unit-1");
  const StatementId there = ward.id();
  const IncidentPlace place{{"radiology"}, care::Escort::OtherStaff};
  ReviewIncident review{there, fall.id, "none", false, "fell in radiology", place};
  ward.saved(review_incident(ward.ward(), review));
  CHECK(must(read_incidents(ward.ward(), "review")).front().unit.value == "radiology");
  review.id = ward.id(), review.incident = there, review.place->escort = care::Escort::OwnStaff;
  ward.saved(review_incident(ward.ward(), review));
  CHECK(must(read_incidents(ward.ward(), "review")).front().unit.value == "unit-1");
}

TEST_CASE("The form of a fall says its level, a near miss told by its form alone is a report, and confirming ends the prompt") {
  TestWard ward;
  ReportIncident fall = fall_of(ward, kSun, ward.at(14, 10));
  fall.notice = ward.id();
  ward.saved(report_incident(ward.ward(), fall));
  OpenForm told = must(open_form(ward.ward(), kSun, "fall-event"));
  TestWard::answer(told, R"({"FAL-1":"2025-06-10T14:10:00-04:00","FAL-2":"witnessed","FAL-3":"no","FAL-4":"5 East",
    "FAL-5":"bathroom","FAL-6":"toileting","FAL-7":"accidental","FAL-8":"no",
    "FAL-9":"no","FAL-10":"minor"})");
  ward.saved(record_form(ward.ward(), told));
  OpenForm near = must(open_form(ward.ward(), kSoo, "near-miss"));
  TestWard::answer(near, R"({"NMI-1":"2025-06-10T14:00:00-04:00","NMI-2":"caught"})");
  ward.saved(record_form(ward.ward(), near));
  ward.sign_in(kCharge);
  const auto seen = must(read_incidents(ward.ward(), "review"));
  REQUIRE(seen.size() == 2);
  const auto is_fall = [](const IncidentView& one) { return one.kind == "fall"; };
  const auto one = std::ranges::find_if(seen, is_fall);
  CHECK(one->level == "minor");
  CHECK(one->forms == std::vector<std::string>{"fall-event"});
  CHECK(one->patient_name == "Kim, Sun");
  CHECK(std::ranges::find_if_not(seen, is_fall)->kind == "near-miss");
  const StatementId notice = ward.id();
  ward.saved(review_incident(ward.ward(), {ward.id(), one->incident, "minor", true, "bruise only", {}, notice}));
  const auto facts = must(ward.store->list_facts(std::vector<EncounterId>{kSun}, ward.at(0)));
  CHECK(std::ranges::any_of(facts, [](const auto& fact) { return fact.kind == "fall-injury-confirmed"; }));
  CHECK(must(ward.store->find_statement(notice))->bytes.find("minor") == std::string::npos);
}

}  // namespace
}  // namespace wardlight::workflows
