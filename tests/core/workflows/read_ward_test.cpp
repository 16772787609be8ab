// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_ward.h"

#include "core/workflows/assign_patients.h"
#include "core/workflows/find_by_scan.h"
#include "core/workflows/open_chart.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

TEST_CASE("The list says for each patient what is due, who was there last and when") {
  TestWard ward;
  ward.do_round(kSun, 12, 20, kFull);
  ward.do_round(kSun, 13, 20, kAsleep);
  ward.set_time(14, 50);
  const WardPatient patient = ward.patient(kSun);
  CHECK(patient.state == care::LiveState::DueSoon);
  CHECK(patient.due_at == ward.at(14));
  CHECK(patient.due_until == ward.at(15));
  CHECK(patient.last_round->by == "Ana Ruiz");
  CHECK(patient.last_round->kind == care::RoundKind::Asleep);
  CHECK(patient.last_contact == ward.at(13, 20));
  CHECK(patient.gap.guard == care::GapGuard::Alert);
  CHECK(patient.gap.since_contact == minutes(90));
  CHECK(patient.unsent == 2);
  CHECK(patient.record_number == "100-1");
  CHECK(patient.bed == "A");
}

TEST_CASE("After the round the next one is announced, not an all-clear") {
  TestWard ward;
  ward.do_round(kSun, 13, 20, kFull);
  ward.do_round(kSun, 14, 20, kFull);
  const WardPatient patient = ward.patient(kSun);
  CHECK(patient.state == care::LiveState::Done);
  CHECK(patient.due_at == ward.at(15));
}

TEST_CASE("What never came is not recorded, which is not none") {
  TestWard ward;
  CHECK_FALSE(ward.patient(kSun).allergies.has_value());
  CHECK_FALSE(ward.patient(kSun).code_status.has_value());
  CHECK_FALSE(ward.patient(kSun).isolation.has_value());
  ward.put("AllergyIntolerance", "a1", R"("patient":{"reference":"Patient/pat-1"},"code":{"text":"Penicillin"})");
  ward.put(
      "Flag", "f1",
      R"("status":"active","category":[{"coding":[{"code":"isolation"}]}],"code":{"text":"Contact"},"subject":{"reference":"Patient/pat-1"})");
  CHECK(ward.patient(kSun).allergies == "Penicillin");
  CHECK(ward.patient(kSun).isolation == "Contact");
}

TEST_CASE("Patients whose names are alike know of each other") {
  TestWard ward;
  CHECK(ward.patient(kSun).same_name_beds == std::vector<std::string>{"B"});
  CHECK(ward.patient(kSoo).same_name == std::vector<EncounterId>{kSun});
  CHECK(ward.patient(kGrace).same_name.empty());
}

TEST_CASE("The unit's figures stand beside its longest gap") {
  TestWard ward;
  for (const auto& patient : {kSun, kSoo}) {
    for (int hour = 6; hour < 14; ++hour) {
      ward.set_time(hour, 20);
      ward.save(ward.answered(patient, kFull));
    }
  }
  ward.set_time(14, 20);
  const WardView view = must(read_ward(ward.ward(), {"unit-1"}));
  CHECK(view.unit_name == "5 East");
  CHECK(view.figures.counts.due == 24);
  CHECK(view.figures.counts.done == 16);
  CHECK(view.figures.rates.compliance == "66.67");
  CHECK(view.figures.longest_gap == hours(8) + minutes(20));
  CHECK(view.figures.longest_gap_bed == "C");
}

TEST_CASE("A gap that began before midnight counts whole") {
  TestWard ward;
  ward.do_round(kSun, 22, 20, kFull);
  ward.clock.set_wall(ward.at(22, 20) + hours(3));
  const WardView view = must(read_ward(ward.ward(), {"unit-1"}));
  REQUIRE(view.patients.size() == 3);
  CHECK(view.patients[0].gap.since_contact == hours(3));
  CHECK(view.patients[1].missed_in_a_row > 10);
  CHECK(*view.figures.longest_gap > hours(19));
}

TEST_CASE("A slot that began on another unit is not counted against this one") {
  TestWard ward;
  ward.put("Location", "unit-2", R"("name":"6 West","physicalType":{"coding":[{"code":"wa"}]})");
  ward.put(
      "Encounter", "enc-1",
      R"("status":"in-progress","subject":{"reference":"Patient/pat-1"},"period":{"start":"2025-06-10T06:00:00-04:00"},"location":[
    {"location":{"reference":"Location/unit-2"},"period":{"start":"2025-06-10T06:00:00-04:00","end":"2025-06-10T11:30:00-04:00"}},
    {"location":{"reference":"Location/bed-A"},"period":{"start":"2025-06-10T11:30:00-04:00"}}])");
  const WardPatient patient = ward.patient(kSun);
  CHECK(patient.slots.front().start <= ward.at(4));
  const auto owned = std::ranges::count_if(patient.slots, [&](const SlotCell& cell) { return cell.start >= ward.at(6); });
  CHECK(owned == 11);  // from 12:00 on
}

TEST_CASE("Open work is listed by nurse, in order of name, with those whom nobody has") {
  TestWard ward;
  ward.sign_in(kCharge);
  must(assign_patients(ward.ward(), {{kSun, kOtherNurse.practitioner}, {kSoo, kNurse.practitioner}}));
  const WardView view = must(read_ward(ward.ward(), {"unit-1"}));
  REQUIRE(view.nurses.size() == 3);
  CHECK(view.nurses[0].practitioner.empty());
  CHECK(view.nurses[1].name == "Ana Ruiz");
  CHECK(view.nurses[2].name == "Ben Okafor");
  CHECK(view.nurses[1].due + view.nurses[1].overdue == 1);
  CHECK(view.staff.size() == 4);
}

TEST_CASE("The timeline says who did what when, what was late and what is not on the hub yet") {
  TestWard ward;
  ward.do_round(kSun, 12, 20, kFull);
  ward.set_time(14, 20);
  OpenRound late = ward.answered(kSun, kRefused);
  late.occurred_at = ward.at(13, 30);
  ward.save(late);
  const auto unsent = must(ward.store->list_unsent(10));
  const store::Acceptance first{unsent[0].unit, 1};
  must(ward.store->mark_accepted({&first, 1}, "epoch"));
  const ChartView chart = must(open_chart(ward.ward(), kSun));
  REQUIRE(chart.rows.size() == 2);
  CHECK(chart.rows[0].kind == "refused");
  CHECK(chart.rows[0].late_entry);
  CHECK(chart.rows[0].mine);
  CHECK(chart.rows[0].delivery == store::Delivery::SavedHere);
  CHECK(chart.rows[1].delivery == store::Delivery::OnHub);
  CHECK_FALSE(chart.rows[1].late_entry);
  CHECK(chart.patient.encounter == kSun);
}

TEST_CASE("The counts of sync add up") {
  TestWard ward;
  ward.do_round(kSun, 12, 20, kFull);
  ward.do_round(kSoo, 12, 25, kFull);
  ward.do_round(kGrace, 12, 30, kFull);
  const auto unsent = must(ward.store->list_unsent(10));
  const store::Acceptance first{unsent[0].unit, 1};
  const store::Rejection second{unsent[1].unit, "no"};
  must(ward.store->mark_accepted({&first, 1}, "epoch"));
  must(ward.store->mark_rejected({&second, 1}));
  const SyncCounts counts = must(read_sync_counts(*ward.store));
  CHECK(counts.saved_here == 3);
  CHECK(counts.accepted == 1);
  CHECK(counts.rejected == 1);
  CHECK(counts.unsent == 1);
  CHECK(counts.oldest_unsent == ward.at(12, 30));
}

TEST_CASE("In-room care without the safety glance is an attempt, with it the round is done") {
  TestWard ward;
  ward.do_round(kSun, 14, 20, kInRoom);
  CHECK(ward.patient(kSun).state != care::LiveState::Done);
  ward.do_round(kSoo, 14, 20,
                R"({"RND-01":"in-room-care","RND-06":"yes","RND-08":"yes","RND-10":"yes","RND-11":"not-ordered","RND-13":true})");
  for (const auto& [patient, state] : {std::pair{kSun, care::SlotState::Attempted}, {kSoo, care::SlotState::OnTime}}) {
    const WardPatient shown = ward.patient(patient);
    const auto slot = std::ranges::find(shown.slots, ward.at(14), &SlotCell::start);
    REQUIRE(slot != shown.slots.end());
    CHECK(slot->outcome == state);
  }
}

TEST_CASE("A wristband or bed code opens the patient it belongs to, and only one who is here") {
  TestWard ward;
  const auto found = [&](std::string_view code) { return must(find_by_scan(ward.ward(), code)).found; };
  CHECK(found("100-1\n") == std::vector<EncounterId>{kSun});
  CHECK(found("MRN:100-2") == std::vector<EncounterId>{kSoo});
  CHECK(found("bed-c") == std::vector<EncounterId>{kGrace});
  CHECK(found("C") == std::vector<EncounterId>{kGrace});
  CHECK(found("Encounter/enc-3") == std::vector<EncounterId>{kGrace});
  CHECK(found("100").empty());
  CHECK(found("").empty());
  CHECK(found("D").empty());
  ward.put_patient("1", "Kim", "Sun", "bed-A", "finished");
  CHECK(found("100-1").empty());
}

}  // namespace
}  // namespace wardlight::workflows
