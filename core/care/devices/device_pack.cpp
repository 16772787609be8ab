// SPDX-License-Identifier: Apache-2.0
#include "core/care/devices/device_pack.h"

#include <algorithm>

#include "core/care/devices/device_examples.h"

namespace wardlight::care {
namespace {

constexpr int kMostDays = 366;

DeviceReason read_reason(PackReader& in) {
  in.known({"code", "text", "es", "accepted"});
  return {{in.text("code"), read_words(in)}, in.yes_or_no("accepted")};
}

DeviceType read_type(PackReader& in) {
  in.known({"code", "text", "es", "reasons", "maintenance", "elements", "insertion", "steps", "feverTellsPrevention",
      "voidCheck"});
  DeviceType type;
  type.choice = {in.text("code"), read_words(in)};
  type.reasons = in.objects("reasons", read_reason);
  type.maintenance = in.text_if_any("maintenance");
  if (!type.maintenance.empty()) type.elements = in.texts("elements");
  type.insertion = in.text_if_any("insertion");
  if (!type.insertion.empty()) type.steps = in.texts("steps");
  type.fever_tells_prevention = in.yes_or_no("feverTellsPrevention");
  type.void_check = in.yes_or_no("voidCheck");
  const auto accepted = [](const DeviceReason& reason) { return reason.accepted; };
  if (std::ranges::all_of(type.reasons, accepted) || std::ranges::none_of(type.reasons, accepted))
    in.fail("One reason must be accepted and one must ask for removal.", "reasons");
  return type;
}

void read_advices(PackReader& in, DevicePack& pack) {
  const auto one = [&](std::string_view key) {
    return in.object(key, [&](PackReader& advice) {
      advice.known({"id", "rule", "text", "es", "source"});
      return read_advice(advice, pack.head);
    });
  };
  pack.still_needed = one("stillNeeded");
  pack.ask_removal = one("askRemoval");
  pack.tell_charge = one("tellCharge");
  pack.tell_prevention = one("tellPrevention");
  pack.check_void = one("checkVoid");
  pack.score_again = one("scoreAgain");
}

void read_numbers(PackReader& in, DevicePack& pack) {
  pack.eligible_from_day = in.whole("eligibleFromDay", 1, kMostDays);
  pack.ask_before = in.minute_of_day("askBefore");
  pack.round_items = in.texts_if_any("roundItems");
  in.object("withoutReason", [&](PackReader& without) {
    without.known({"days", "fromDay"});
    pack.days_without_reason = without.whole("days", 1, kMostDays);
    pack.charge_from_day = without.whole("fromDay", 1, kMostDays);
    return true;
  });
  in.object("fever", [&](PackReader& fever) {
    fever.known({"aboveC", "fromDay"});
    pack.fever_above = fever.decimal("aboveC");
    pack.fever_from_day = fever.whole("fromDay", 1, kMostDays);
    return true;
  });
  in.object("voidCheckMin", [&](PackReader& window) {
    window.known({"from", "to"});
    pack.void_from = window.minutes_of("from");
    pack.void_to = window.minutes_of("to");
    return true;
  });
}

}  // namespace

const DeviceType* DevicePack::find_type(std::string_view code) const {
  const auto found = std::ranges::find_if(types, [&](const DeviceType& type) { return type.choice.code == code; });
  return found == types.end() ? nullptr : &*found;
}

const Dressing* DevicePack::find_dressing(std::string_view code) const {
  const auto found = std::ranges::find_if(dressings, [&](const Dressing& one) { return one.choice.code == code; });
  return found == dressings.end() ? nullptr : &*found;
}

Expected<DevicePack> load_device_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "device pack");
  DevicePack pack;
  pack.head = read_pack_head(in, {"types", "dressings", "eligibleFromDay", "askBefore", "withoutReason", "fever", "voidCheckMin",
                                  "roundItems", "stillNeeded", "askRemoval", "tellCharge", "tellPrevention", "checkVoid",
                                  "scoreAgain"});
  pack.types = in.objects("types", read_type);
  pack.dressings = in.objects("dressings", [](PackReader& dressing) {
    dressing.known({"code", "text", "es", "days"});
    return Dressing{{dressing.text("code"), read_words(dressing)}, dressing.whole("days", 1, kMostDays)};
  });
  read_numbers(in, pack);
  read_advices(in, pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_device_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
