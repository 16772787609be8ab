// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

const std::vector<ReferenceItem> kHospital{
    {"Location", "5e", R"({"resourceType":"Location","id":"5e","name":"5 East","physicalType":{"coding":[{"code":"wa"}]}})"},
    {"Location", "5e-r1", R"({"resourceType":"Location","id":"5e-r1","name":"Room 1","physicalType":{"coding":[{"code":"ro"}]},"partOf":{"reference":"Location/5e"}})"},
    {"Location", "5e-1", R"({"resourceType":"Location","id":"5e-1","name":"5E-1","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/5e-r1"}})"},
    {"Location", "5e-2", R"({"resourceType":"Location","id":"5e-2","name":"5E-2","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/5e"}})"},
    {"Patient", "pat-1",
     R"({"resourceType":"Patient","id":"pat-1","name":[{"use":"old","family":"Before"},{"use":"official","family":"Okafor","given":["Ada","M."]}],)"
     R"("birthDate":"1948-02-03","gender":"female","identifier":[{"type":{"coding":[{"code":"MR"}]},"value":"00123"}]})"},
    {"Patient", "pat-2", R"({"resourceType":"Patient","id":"pat-2","name":[{"text":"Baby Doe"}]})"},
    {"Encounter", "enc-1",
     R"({"resourceType":"Encounter","id":"enc-1","status":"in-progress","subject":{"reference":"https://ehr.example/fhir/Patient/pat-1/_history/3"},)"
     R"("period":{"start":"2025-06-09T08:00:00-04:00"},"location":[{"location":{"reference":"Location/5e-2"},"status":"completed","period":{"start":"2025-06-09T08:00:00-04:00","end":"2025-06-10T01:00:00-04:00"}},)"
     R"({"location":{"reference":"Location/5e-1"},"status":"active","period":{"start":"2025-06-10T01:00:00-04:00"}}]})"},
    {"Encounter", "enc-2",
     R"({"resourceType":"Encounter","id":"enc-2","status":"in-progress","subject":{"reference":"Patient/pat-2"},"period":{"start":"2025-06-09T08:00:00-04:00"},"location":[{"location":{"reference":"Location/5e"}}]})"},
    {"Encounter", "enc-gone",
     R"({"resourceType":"Encounter","id":"enc-gone","status":"finished","subject":{"reference":"Patient/pat-2"},"period":{"start":"2025-06-01T08:00:00-04:00","end":"2025-06-05T08:00:00-04:00"}})"},
    {"AllergyIntolerance", "al-1",
     R"({"resourceType":"AllergyIntolerance","id":"al-1","patient":{"reference":"Patient/pat-1"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Penicillin"}})"},
    {"AllergyIntolerance", "al-2",
     R"({"resourceType":"AllergyIntolerance","id":"al-2","patient":{"reference":"Patient/pat-1"},"clinicalStatus":{"coding":[{"code":"resolved"}]},"code":{"text":"Latex"}})"},
    {"Flag", "fl-1",
     R"({"resourceType":"Flag","id":"fl-1","status":"active","category":[{"coding":[{"code":"isolation"}]}],"code":{"text":"Contact precautions"},"subject":{"reference":"Patient/pat-1"}})"},
    {"Practitioner", "nurse-1", R"({"resourceType":"Practitioner","id":"nurse-1","name":[{"family":"Diaz","given":["Lu"]}]})"},
};

std::unique_ptr<Store> ward(Tablet& tablet) {
  auto store = tablet.create();
  REQUIRE(store);
  REQUIRE((*store)->put_references(kHospital));
  return *std::move(store);
}

std::vector<std::string> kinds(const std::vector<Act>& acts) {
  std::vector<std::string> all;
  for (const auto& act : acts) all.push_back(act.id.value + " " + act.act + " " + act.kind + (act.standing == Standing::Superseded ? " superseded" : ""));
  return all;
}

NewStatement task(const std::string& id, const std::string& owner, const std::string& status, const std::string& at) {
  return {{id}, "Task",
          R"({"resourceType":"Task","id":")" + id + R"(","status":")" + status +
              R"(","code":{"coding":[{"code":"assignment"}]},"performerType":[{"coding":[{"code":"nurse"}]}],"encounter":{"reference":"Encounter/enc-1"},)"
              R"("authoredOn":")" + at + R"(","owner":{"reference":"Practitioner/)" + owner + R"("}})"};
}

}  // namespace

TEST_CASE("The census says who is in which bed and what was recorded, and never that nothing is wrong") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const auto census = store->list_census({"5e"}, tablet.clock().now()).value();
  REQUIRE(census.size() == 2);
  const auto& baby = census[0];
  CHECK(baby.name == "Baby Doe");
  CHECK(baby.now.unit_name == "5 East");
  CHECK(baby.now.bed_name.empty());
  CHECK_FALSE(baby.allergies.has_value());
  const auto& ada = census[1];
  CHECK(ada.name == "Okafor, Ada M.");
  CHECK(ada.birth_date == "1948-02-03");
  CHECK(ada.now.bed_name == "5E-1");
  CHECK(ada.now.unit.value == "5e");
  REQUIRE(ada.stays.size() == 2);
  CHECK(ada.stays[0].bed_name == "5E-2");
  REQUIRE(ada.identifiers.size() == 1);
  CHECK(ada.identifiers[0].label == "MRN");
  CHECK(ada.identifiers[0].value == "00123");
  CHECK(ada.allergies == "Penicillin");
  CHECK(ada.isolation == "Contact precautions");
  CHECK_FALSE(ada.code_status.has_value());
  CHECK(store->list_census({"4w"}, tablet.clock().now())->empty());
  CHECK(store->list_past_census({}, parse_time("2025-06-03T08:00:00-04:00")->instant)->front().encounter.value == "enc-gone");
  CHECK(store->list_practitioners()->front().name == "Diaz, Lu");
}

TEST_CASE("Who came later than our clock says it is here is here, where the hospital says; who is only planned is not") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const auto put = [&](const std::string& id, const std::string& status, const std::string& locations) {
    const std::vector<ReferenceItem> one{
        {"Encounter", id,
         R"({"resourceType":"Encounter","id":")" + id + R"(","status":")" + status +
             R"(","subject":{"reference":"Patient/pat-2"},"period":{"start":"2025-06-10T07:00:00-04:00"},"location":[)" + locations + "]}"}};
    REQUIRE(store->put_references(one));
  };
  const auto bed_at = [&](Instant now) -> std::string {
    const auto present = store->list_census({"5e"}, now).value();
    for (const auto& entry : present)
      if (entry.encounter.value == "late") return entry.now.bed_name.empty() ? "no bed" : entry.now.bed_name;
    return "not here";
  };
  const Instant slow = parse_time("2025-06-10T05:00:00-04:00")->instant, epoch{90'000};
  const std::string from = R"(,"period":{"start":"2025-06-10T07:00:00-04:00"}})", bed = R"({"location":{"reference":"Location/5e-)";
  for (const std::string status : {"in-progress", "arrived", "onleave", "triaged"}) {
    put("late", status, bed + R"(1"},"status":"active")" + from);
    CHECK(bed_at(slow) == "5E-1");
    CHECK(bed_at(epoch) == "5E-1");
  }
  put("late", "in-progress", bed + R"(1"})" + from);
  CHECK(bed_at(slow) == "5E-1");
  const std::string until = R"("period":{"start":"2025-06-10T04:00:00-04:00","end":"2025-06-10T07:00:00-04:00"}},)";
  put("late", "in-progress", bed + R"(1"},"status":"completed",)" + until + bed + R"(2"},"status":"active")" + from);
  CHECK(bed_at(slow) == "5E-2");
  put("late", "in-progress", bed + R"(1"},)" + until + bed + R"(2"})" + from);
  CHECK(bed_at(slow) == "5E-2");
  put("late", "in-progress", bed + R"(1"},"period":{"start":"2025-06-10T04:00:00-04:00"}},)" + bed + R"(2"},"status":"planned")" + from);
  CHECK(bed_at(slow) == "5E-1");
  put("late", "planned", bed + R"(1"},"status":"active")" + from);
  CHECK(bed_at(slow) == "not here");
  put("late", "in-progress", bed + R"(1"},"status":"active")" + from);
  const auto then = store->list_past_census({}, slow).value();
  CHECK(std::ranges::none_of(then, [](const auto& one) { return one.encounter.value == "late"; }));
}

TEST_CASE("Reference data is kept as it came, unknown fields and all, and goes when the hospital takes it away") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const std::string bytes = R"({"resourceType":"Patient","id":"pat-2",  "strange":[1.50],"name":[{"text":"Renamed"}]})";
  REQUIRE(store->apply_page({"e1", "c", {{"Patient", "pat-2", bytes, {}, 3}, {"Encounter", "enc-1", "", {}, 4}}}));
  CHECK(store->find_reference("Patient", "pat-2").value() == bytes);
  CHECK_FALSE(store->find_reference("Encounter", "enc-1")->has_value());
  const auto census = store->list_census({}, tablet.clock().now()).value();
  REQUIRE(census.size() == 1);
  CHECK(census[0].name == "Renamed");
}

TEST_CASE("Rounds are told apart by the rules, and a correction supersedes whichever comes first") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  REQUIRE(store->save(tablet.round("fix", "enc-1", "full", "r1")));
  REQUIRE(store->save(tablet.round("r1")));
  tablet.clock().advance(hours(1));
  REQUIRE(store->save(tablet.round("r2", "enc-1", "asleep")));
  const std::vector<EncounterId> wanted{{"enc-1"}, {"enc-2"}};
  const auto acts = store->list_acts(wanted, {0}).value();
  CHECK(kinds(acts) == std::vector<std::string>{"fix round full", "r1 round full superseded", "r2 round asleep"});
  CHECK(acts[0].glance == Glance::Complete);
  CHECK(acts[2].glance == Glance::Incomplete);  // the breathing was not looked at
  CHECK(acts[0].author.value == "nurse-1");
  CHECK(store->list_acts(wanted, tablet.clock().now())->size() == 1);
  CHECK(kinds(*store->list_timeline({"enc-1"}, 2)) == std::vector<std::string>{"r2 round asleep", "r1 round full superseded"});
}

TEST_CASE("Whoever took the patient over has them; giving up ends only one's own") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const std::vector<EncounterId> wanted{{"enc-1"}};
  REQUIRE(store->save(tablet.request(task("t2", "nurse-2", "accepted", "2025-06-10T09:00:00Z"))));
  REQUIRE(store->save(tablet.request(task("t1", "nurse-1", "accepted", "2025-06-10T07:00:00Z"))));
  auto now = store->list_assignments(wanted).value();
  REQUIRE(now.size() == 1);
  CHECK(now[0].practitioner.value == "nurse-2");
  CHECK(now[0].role == "nurse");
  REQUIRE(store->save(tablet.request(task("t3", "nurse-1", "completed", "2025-06-10T10:00:00Z"))));
  CHECK(store->list_assignments(wanted)->size() == 1);
  REQUIRE(store->save(tablet.request(task("t4", "nurse-2", "completed", "2025-06-10T11:00:00Z"))));
  CHECK(store->list_assignments(wanted)->empty());
}

TEST_CASE("What was recorded for a temporary patient is read under the real one, and no byte is rewritten") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const std::string temporary = R"({"resourceType":"Encounter","id":"enc-t","meta":{"tag":[{"code":"temporary"}]},"status":"in-progress","subject":{"reference":"Patient/pat-t"}})";
  REQUIRE(store->save(tablet.request({{"enc-t"}, "Encounter", temporary})));
  REQUIRE(store->save(tablet.request({{"pat-t"}, "Patient", R"({"resourceType":"Patient","id":"pat-t","meta":{"tag":[{"code":"temporary"}]},"name":[{"family":"Unknown"}]})"})));
  auto round = tablet.round("r1", "enc-t");
  REQUIRE(store->save(round));
  auto entry = store->find_census({"enc-t"}).value();
  REQUIRE(entry.has_value());
  CHECK(entry->origin == Origin::Temporary);
  CHECK(entry->name == "Unknown");

  std::string replaced = temporary;
  replaced.insert(replaced.size() - 1, R"(,"extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-1"}}])");
  REQUIRE(store->apply_page({"e1", "c", {{"Encounter", "enc-t", replaced, {}, 9}}}));
  CHECK(store->resolve(EncounterId{"enc-t"})->value == "enc-1");
  CHECK(store->find_census({"enc-t"}).value()->encounter.value == "enc-1");
  const std::vector<EncounterId> wanted{{"enc-1"}};
  const auto acts = store->list_acts(wanted, {0}).value();
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].encounter.value == "enc-1");
  CHECK(store->find_statement({"r1"}).value()->bytes == round.statements[0].bytes);
  CHECK(store->list_census({}, tablet.clock().now())->size() == 2);
}

TEST_CASE("A merged patient is shown as the survivor") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  const std::vector<ReferenceItem> merge{{"Patient", "pat-2", R"({"resourceType":"Patient","id":"pat-2","link":[{"other":{"reference":"Patient/pat-1"},"type":"replaced-by"}]})"}};
  REQUIRE(store->put_references(merge));
  CHECK(store->resolve(PatientId{"pat-2"})->value == "pat-1");
  CHECK(store->find_census({"enc-2"}).value()->name == "Okafor, Ada M.");
  const std::vector<ReferenceItem> loop{{"Patient", "pat-1", R"({"resourceType":"Patient","id":"pat-1","link":[{"other":{"reference":"Patient/pat-2"},"type":"replaced-by"}]})"}};
  REQUIRE(store->put_references(loop));
  CHECK(store->find_census({"enc-2"}).value().has_value());
}

namespace {

// Every row of every projection, as text.
std::string projections(FaultDisk& disk, Tablet& tablet) {
  auto db = Database::open({.path = tablet.options().paths.database, .vfs = disk.vfs_name()}, tablet.key());
  REQUIRE(db);
  std::string all;
  for (const std::string_view sql :
       {"SELECT json_array(encounter, occurred_at, position, act, kind, id, author, recorded_at, glance, starts_at, ends_at) FROM fact ORDER BY 1",
        "SELECT json_array(superseded, by) FROM supersession ORDER BY 1",
        "SELECT json_array(encounter, authored_at, id, practitioner, role, active) FROM assignment ORDER BY 1",
        "SELECT json_array(id, family, given, name, birth_date, gender, identifiers, temporary, replaced_by, from_reference) FROM patient ORDER BY 1",
        "SELECT json_array(id, patient, status, arrived, departed, temporary, replaced_by, from_reference) FROM encounter ORDER BY 1",
        "SELECT json_array(encounter, ordinal, location, begins, ends, status) FROM stay ORDER BY 1",
        "SELECT json_array(id, name, kind, part_of) FROM location ORDER BY 1",
        "SELECT json_array(type, id, patient, category, text, active) FROM caution ORDER BY 1",
        "SELECT json_array(id, name) FROM practitioner ORDER BY 1"}) {
    auto rows = (*db)->query(sql);
    REQUIRE(rows);
    while (rows->step().value()) all += rows->text(0) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("Rebuilding the projections gives the same rows, whatever order things came in") {
  FaultDisk disk;
  Tablet tablet(disk);
  auto store = ward(tablet);
  REQUIRE(store->save(tablet.round("fix", "enc-1", "asleep", "r1")));
  REQUIRE(store->save(tablet.round("r1")));
  REQUIRE(store->save(tablet.request(task("t1", "nurse-1", "accepted", "2025-06-10T07:00:00Z"))));
  const std::string temporary = R"({"resourceType":"Encounter","id":"enc-t","meta":{"tag":[{"code":"temporary"}]},"status":"in-progress","subject":{"reference":"Patient/pat-1"},"location":[{"location":{"reference":"Location/5e-1"}}]})";
  const std::string hospital = R"({"resourceType":"Encounter","id":"enc-t","status":"finished","extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-1"}}]})";
  const std::vector<ReferenceItem> replaced{{"Encounter", "enc-t", hospital}};
  REQUIRE(store->put_references(replaced));
  REQUIRE(store->save(tablet.request({{"enc-t"}, "Encounter", temporary})));
  const auto before = projections(disk, tablet);
  CHECK(before.find("\"enc-t\",\"5e-1\"") == std::string::npos);
  CHECK(std::count(before.begin(), before.end(), '\n') > 15);
  REQUIRE(store->rebuild_projections());
  CHECK(projections(disk, tablet) == before);
  const std::vector<ReferenceItem> taken_back{{"Encounter", "enc-t", ""}};
  REQUIRE(store->put_references(taken_back));
  const auto without = projections(disk, tablet);
  CHECK(without.find("temporary") == std::string::npos);
  CHECK(without != before);
  REQUIRE(store->rebuild_projections());
  CHECK(projections(disk, tablet) == without);
}
