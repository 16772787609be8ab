// SPDX-License-Identifier: Apache-2.0
#include "core/care/devices/devices.h"

#include "core/base/fold.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const DevicePack& devices() {
  static const DevicePack pack = must_load(load_device_pack(clinical_file("devices.json")));
  return pack;
}
constexpr std::string_view kAnyBundle =
    R"({"id":"x","type":"iv","bundle":"maintenance","checks":[],"expect":{"compliance":"not calculable"}})";
DevicePack changed(std::string_view from, std::string_view to) {
  return must_load(load_device_pack(changed_rule("devices.json", from, to, kAnyBundle)));
}

Zone new_york() { return Zone::find("America/New_York").value(); }
// A local time of March 2025; clocks go forward on the ninth.
Instant march(unsigned day, int hour, int minute = 0) { return new_york().to_instant({2025, 3, day}, hour * 60 + minute); }
PlacedDevice catheter(Instant placed_at) { return {"urinary", placed_at, {}, {}}; }
Decimal celsius(std::string_view text) { return Decimal::parse(text).value(); }

TEST_CASE("7.4: the calendar day of placing is day 1, however late, and days are the hospital's") {
  const PlacedDevice device = catheter(march(1, 23, 59));
  CHECK(device_day(device, new_york(), march(1, 23, 59)) == 1);
  CHECK(device_day(device, new_york(), march(2, 0)) == 2);
  CHECK(device_day(device, new_york(), march(3, 0)) == 3);
  CHECK(device_day(device, Zone::find("UTC").value(), march(1, 23, 59)) == 1);
  CHECK(device_day(device, Zone::find("UTC").value(), march(2, 18)) == 1);
  CHECK(device_day(device, new_york(), march(1, 12)) == 1);
  CHECK(device_day(device, new_york(), march(1, 12) - hours(24)) == 0);
}

TEST_CASE("7.4: days with 23 and 25 hours are one day each") {
  CHECK(device_day(catheter(march(8, 12)), new_york(), march(9, 3)) == 2);
  CHECK(device_day(catheter(march(8, 12)), new_york(), march(10, 0)) == 3);
  const Zone zone = new_york();
  const PlacedDevice autumn = catheter(zone.to_instant({2025, 11, 1}, 0));
  CHECK(device_day(autumn, zone, zone.to_instant({2025, 11, 3}, 0)) == 3);
}

TEST_CASE("7.4: a device in place on admission counts from the day of admission to the inpatient unit") {
  PlacedDevice device = catheter(march(1, 8));
  device.admitted_at = march(4, 22);
  CHECK(device_day(device, new_york(), march(3, 8)) == 0);
  CHECK(device_day(device, new_york(), march(4, 23)) == 1);
  CHECK(device_day(device, new_york(), march(6, 1)) == 3);
  device.admitted_at = march(1, 7);
  CHECK(device_day(device, new_york(), march(3, 8)) == 3);
}

TEST_CASE("7.4: eligible for a device's infection from day 3 while in place, and the day is the pack's") {
  PlacedDevice device = catheter(march(1, 8));
  CHECK_FALSE(is_eligible_for_infection(devices(), device, new_york(), march(2, 23)));
  CHECK(is_eligible_for_infection(devices(), device, new_york(), march(3, 0)));
  CHECK_FALSE(is_eligible_for_infection(changed("\"eligibleFromDay\": 3", "\"eligibleFromDay\": 4"), device, new_york(),
      march(3, 0)));
  device.removed_at = march(3, 6);
  CHECK_FALSE(is_eligible_for_infection(devices(), device, new_york(), march(3, 7)));
  CHECK(device_day(device, new_york(), march(9, 7)) == 3);
}

TEST_CASE("7.4: 'still needed?' is asked once a calendar day before noon, from the day after placing") {
  const PlacedDevice device = catheter(march(1, 8));
  const auto state = [&](std::vector<NecessityAnswer> answers, Instant now, const DevicePack& pack = devices()) {
    return necessity_prompt(pack, device, answers, new_york(), now).state;
  };
  CHECK(state({}, march(1, 18)) == NecessityState::NotAsked);
  CHECK(state({}, march(2, 0)) == NecessityState::Due);
  CHECK(state({}, march(2, 11, 59)) == NecessityState::Due);
  CHECK(state({}, march(2, 12)) == NecessityState::Overdue);
  CHECK(state({{march(2, 9), "surgery"}}, march(2, 13)) == NecessityState::NotAsked);
  CHECK(state({{march(2, 9), "surgery"}}, march(3, 1)) == NecessityState::Due);
  CHECK(state({{march(2, 9), "surgery"}}, march(2, 8)) == NecessityState::Due);
  CHECK(state({}, march(2, 12), changed("\"askBefore\": \"12:00\"", "\"askBefore\": \"14:00\"")) == NecessityState::Due);
  CHECK(necessity_prompt(devices(), device, {}, new_york(), march(9, 1)).due_at == march(9, 12));
}

TEST_CASE("7.4: a device in place on admission is asked about on its first day here; one that is out no more") {
  PlacedDevice device = catheter(march(1, 8));
  device.admitted_at = march(4, 6);
  CHECK(necessity_prompt(devices(), device, {}, new_york(), march(4, 9)).state == NecessityState::Due);
  device.removed_at = march(4, 8);
  CHECK(necessity_prompt(devices(), device, {}, new_york(), march(4, 9)).state == NecessityState::NotAsked);
}

TEST_CASE("7.4: without an accepted reason removal is asked for; convenience is no reason") {
  const PlacedDevice device = catheter(march(1, 8));
  for (const DeviceReason& reason : devices().find_type("urinary")->reasons) {
    INFO(reason.choice.code);
    const std::vector<NecessityAnswer> answers{{march(2, 9), reason.choice.code}};
    CHECK(needs_removal(devices(), device, answers, march(2, 10)) == !reason.accepted);
  }
  const std::vector<NecessityAnswer> convenient{{march(2, 9), "incontinence"}};
  CHECK(needs_removal(devices(), device, convenient, march(2, 10)));
  CHECK_FALSE(needs_removal(devices(), device, {}, march(2, 10)));
  const std::vector<NecessityAnswer> later{{march(2, 9), "none"}, {march(2, 11), "surgery"}};
  CHECK(needs_removal(devices(), device, later, march(2, 10)));
  CHECK_FALSE(needs_removal(devices(), device, later, march(2, 12)));
}

TEST_CASE("7.4: two days running without a reason from day 3 tell the charge nurse") {
  const PlacedDevice device = catheter(march(1, 8));
  const auto tells = [&](std::vector<NecessityAnswer> answers, Instant now, const DevicePack& pack = devices()) {
    return tells_charge(pack, device, answers, new_york(), now);
  };
  CHECK_FALSE(tells({{march(3, 9), "none"}}, march(3, 10)));
  CHECK(tells({{march(2, 9), "none"}, {march(3, 9), "none"}}, march(3, 10)));
  CHECK_FALSE(tells({{march(1, 9), "none"}, {march(2, 9), "none"}}, march(2, 10)));
  CHECK_FALSE(tells({{march(2, 9), "none"}, {march(4, 9), "none"}}, march(4, 10)));
  CHECK(tells({{march(3, 9), "surgery"}, {march(3, 18), "none"}, {march(4, 9), "none"}}, march(5, 8)));
  CHECK_FALSE(tells({{march(3, 9), "none"}, {march(4, 9), "none"}}, march(6, 8)));
  CHECK_FALSE(tells({{march(2, 9), "none"}, {march(3, 9), "none"}}, march(3, 10),
      changed("\"days\": 2, \"fromDay\": 3", "\"days\": 3, \"fromDay\": 3")));
}

TEST_CASE("7.4: fever above 38.0 with a catheter of day 3 or more tells infection prevention, who says what it is") {
  const PlacedDevice device = catheter(march(1, 8));
  CHECK_FALSE(tells_infection_prevention(devices(), device, new_york(), celsius("38.0"), march(3, 8)));
  CHECK_FALSE(tells_infection_prevention(devices(), device, new_york(), celsius("38.00"), march(3, 8)));
  CHECK(tells_infection_prevention(devices(), device, new_york(), celsius("38.01"), march(3, 8)));
  CHECK_FALSE(tells_infection_prevention(devices(), device, new_york(), celsius("39"), march(2, 8)));
  CHECK_FALSE(tells_infection_prevention(devices(), {"iv", march(1, 8), {}, {}}, new_york(), celsius("39"), march(3, 8)));
  CHECK(tells_infection_prevention(changed("\"aboveC\": 38.0", "\"aboveC\": 37.5"), device, new_york(), celsius("38.0"),
      march(3, 8)));
  for (const Words& words : {devices().tell_prevention.words, devices().ask_removal.words, devices().tell_charge.words}) {
    CHECK(fold(words.en).find("cauti") == std::string::npos);
    CHECK(fold(words.es).find("itu") == std::string::npos);
  }
}

TEST_CASE("7.4: after a urinary catheter the first voiding is checked in four to six elapsed hours") {
  PlacedDevice device = catheter(march(1, 8));
  CHECK_FALSE(void_check_window(devices(), device));
  device.removed_at = march(8, 23);
  const auto window = void_check_window(devices(), device);
  REQUIRE(window);
  CHECK(window->from == *device.removed_at + hours(4));
  CHECK(new_york().label(window->from) == "04:00");
  CHECK(window->to == *device.removed_at + hours(6));
  CHECK_FALSE(void_check_window(devices(), {"iv", march(1, 8), {}, march(2, 8)}));
}

TEST_CASE("7.4: a transparent dressing stays seven days, gauze two, and the days are the pack's") {
  CHECK(dressing_due(devices(), "transparent", {2025, 2, 25}) == Date{2025, 3, 4});
  CHECK(dressing_due(devices(), "gauze", {2025, 2, 25}) == Date{2025, 2, 27});
  CHECK_FALSE(dressing_due(devices(), "none", {2025, 2, 25}));
  CHECK(dressing_due(changed("\"days\": 7", "\"days\": 5"), "transparent", {2025, 2, 25}) == Date{2025, 3, 2});
}

BundleCheck urinary_check(std::string_view last) {
  BundleCheck check{"urinary", {}};
  for (const std::string& link : devices().find_type("urinary")->elements) check.answers.emplace_back(link, "yes");
  check.answers.back().second = last;
  return check;
}

TEST_CASE("7.4: a bundle is kept as a whole or not at all, and each element has its own figure") {
  BundleCheck unfinished = urinary_check("yes");
  unfinished.answers.pop_back();
  const std::vector<BundleCheck> checks{urinary_check("yes"), urinary_check("na"), urinary_check("no"), unfinished,
                                        {"central-line", {{"DCM-1", "no"}}}};
  const BundleFigures figures = bundle_figures(devices(), "urinary", Bundle::Maintenance, checks);
  CHECK(figures.checked == 4);
  CHECK(figures.compliance == "50.00");
  CHECK(figures.elements.front().second == "100.00");
  CHECK(figures.elements.back().second == "33.33");
  CHECK(bundle_figures(devices(), "urinary", Bundle::Maintenance, {}).compliance == "not calculable");
  CHECK(bundle_figures(devices(), "kettle", Bundle::Maintenance, checks).checked == 0);
}

TEST_CASE("The device forms ask what the pack reads") {
  const std::string necessity = clinical_file("device-necessity.questionnaire.json");
  const std::string placing = clinical_file("device-insertion.questionnaire.json");
  const auto code = [](const std::string& form, const std::string& wanted) {
    INFO(wanted);
    CHECK(form.find("\"code\": \"" + wanted + "\"") != std::string::npos);
  };
  for (const DeviceType& type : devices().types) {
    code(necessity, type.choice.code);
    code(placing, type.choice.code);
    for (const DeviceReason& reason : type.reasons) code(necessity, reason.choice.code);
    for (const std::string& step : type.steps) CHECK(placing.find("\"linkId\": \"" + step + "\"") != std::string::npos);
    if (type.maintenance.empty()) continue;
    const std::string name = type.maintenance.substr(type.maintenance.rfind(':') + 1);
    const std::string form = clinical_file(name + ".questionnaire.json");
    CHECK(form.find("\"url\": \"" + type.maintenance + "\"") != std::string::npos);
    for (const std::string& element : type.elements) CHECK(form.find("\"linkId\": \"" + element + "\"") != std::string::npos);
  }
  for (const Dressing& dressing : devices().dressings) code(clinical_file("device-central-line-maintenance.questionnaire.json"),
      dressing.choice.code);
}

TEST_CASE("A device pack with a broken example, an unknown key, no source or no way out does not load") {
  refuses(load_device_pack(changed_file("devices.json", "\"aboveC\": 38.0", "\"aboveC\": 37.9")), "38.0 is no fever");
  refuses(load_device_pack(changed_file("devices.json", "\"eligibleFromDay\": 3", "\"eligibleFromDay\": 2")), "eligible");
  refuses(load_device_pack(changed_file("devices.json", "\"days\": 2, \"fromDay\": 3", "\"days\": 4, \"fromDay\": 3")),
      "without reason");
  refuses(load_device_pack(changed_file("devices.json", "\"askBefore\": \"12:00\"", "\"askBefore\": \"noon\"")), "HH:MM");
  refuses(load_device_pack(changed_file("devices.json", "\"askBefore\": \"12:00\"",
      "\"askBefore\": \"12:00\", \"askTwice\": 1")), "askTwice");
  refuses(load_device_pack(changed_file("devices.json", "\"source\": \"nhsn\"", "\"source\": \"hearsay\"")), "source");
  refuses(load_device_pack(changed_file("devices.json", "\"accepted\": false", "\"accepted\": true")), "accepted");
}

}  // namespace
}  // namespace wardlight::care
