// SPDX-License-Identifier: Apache-2.0
#include "core/care/wave/isolation.h"

#include <algorithm>

namespace wardlight::care {
namespace {

void put_on(IsolationNeeds& needs, const IsolationPack& pack, const IsolationType& type) {
  for (const std::string& code : type.equipment) {
    const Choice* piece = find_choice(pack.equipment, code);
    if (std::ranges::find(needs.equipment, piece) == needs.equipment.end()) needs.equipment.push_back(piece);
  }
}

IsolationType read_type(PackReader& in, const IsolationPack& pack) {
  in.known({"code", "text", "es", "equipment", "soapAndWater", "handTablet", "wipeTablet"});
  IsolationType type{{in.text("code"), read_words(in)}, {}, {}, {}, in.yes_or_no("wipeTablet")};
  for (const json::Value& piece : in.list_if_any("equipment")) {
    if (find_choice(pack.equipment, piece.text()) == nullptr)
      in.fail("\"" + piece.text() + "\" is no equipment of this pack.", "equipment");
    type.equipment.push_back(piece.text());
  }
  if (in.yes_or_no("soapAndWater")) type.hands = HandCleaning::SoapAndWater;
  if (!in.yes_or_no("handTablet")) type.tablet = TabletToPatient::PrintedCardInstead;
  return type;
}

Advice read_one_advice(PackReader& in, std::string_view key, const PackHead& head) {
  return in.object(key, [&](PackReader& advice) {
    advice.known({"id", "rule", "text", "es", "source"});
    return read_advice(advice, head);
  });
}

// {"id","codes":[…] or null,"soapGerm","expect"}.
Expected<json::Value> run_example(const IsolationPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "codes", "soapGerm", "expect"}, "example"));
  std::vector<std::string> codes;
  for (const json::Value& code : example["codes"].items()) codes.push_back(code.text());
  const Recorded recorded = example["codes"].is_null() ? Recorded::No : Recorded::Yes;
  const IsolationNeeds needs = isolation_needs(pack, recorded, codes, example["soapGerm"].boolean());
  json::Value equipment = json::Value::array();
  for (const Choice* piece : needs.equipment) equipment.push(piece->code);
  json::Value report;
  report.set("equipment", std::move(equipment));
  report.set("soap_and_water", needs.hands == HandCleaning::SoapAndWater);
  report.set("hand_tablet", needs.tablet == TabletToPatient::MayBeHandedOver);
  report.set("wipe_tablet", needs.wipe_tablet);
  report.set("advice", ids_of(needs.advice));
  return report;
}

}  // namespace

const IsolationType* IsolationPack::find_type(std::string_view code) const {
  const auto found = std::ranges::find_if(types, [&](const IsolationType& type) { return type.choice.code == code; });
  return found == types.end() ? nullptr : &*found;
}

IsolationNeeds isolation_needs(const IsolationPack& pack, Recorded recorded, std::span<const std::string> codes, bool soap_germ) {
  IsolationNeeds needs;
  if (recorded == Recorded::No) needs.advice.push_back(&pack.not_recorded);
  bool unknown = recorded == Recorded::No;
  for (const std::string& code : codes) {
    const IsolationType* type = pack.find_type(code);
    if (type == nullptr) {
      unknown = true;
      if (std::ranges::find(needs.advice, &pack.unknown_type) == needs.advice.end()) needs.advice.push_back(&pack.unknown_type);
      continue;
    }
    put_on(needs, pack, *type);
    if (type->hands == HandCleaning::SoapAndWater) needs.hands = HandCleaning::SoapAndWater;
    if (type->tablet == TabletToPatient::PrintedCardInstead) needs.tablet = TabletToPatient::PrintedCardInstead;
    needs.wipe_tablet = needs.wipe_tablet || type->wipe_tablet;
  }
  if (soap_germ) needs.hands = HandCleaning::SoapAndWater;
  if (unknown || soap_germ) {
    needs.tablet = TabletToPatient::PrintedCardInstead;
    needs.wipe_tablet = true;
  }
  if (needs.hands == HandCleaning::SoapAndWater) needs.advice.push_back(&pack.soap);
  if (needs.tablet == TabletToPatient::PrintedCardInstead) needs.advice.push_back(&pack.no_tablet);
  if (needs.wipe_tablet) needs.advice.push_back(&pack.wipe);
  return needs;
}

Expected<IsolationPack> load_isolation_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "isolation pack");
  IsolationPack pack;
  pack.head = read_pack_head(in, {"equipment", "types", "soap", "wipe", "noTablet", "notRecorded", "unknownType"});
  pack.equipment = read_choices(in, "equipment");
  pack.types = in.objects("types", [&](PackReader& type) { return read_type(type, pack); });
  pack.soap = read_one_advice(in, "soap", pack.head);
  pack.wipe = read_one_advice(in, "wipe", pack.head);
  pack.no_tablet = read_one_advice(in, "noTablet", pack.head);
  pack.not_recorded = read_one_advice(in, "notRecorded", pack.head);
  pack.unknown_type = read_one_advice(in, "unknownType", pack.head);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
