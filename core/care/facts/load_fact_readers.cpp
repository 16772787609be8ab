// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/fact_reader.h"

#include <array>

namespace wardlight::care::facts {
namespace {

constexpr std::array<std::pair<TakeAs, std::string_view>, 9> kTakes{{{TakeAs::Code, "code"},
                                                                    {TakeAs::Number, "number"},
                                                                    {TakeAs::Text, "text"},
                                                                    {TakeAs::Id, "id"},
                                                                    {TakeAs::Time, "time"},
                                                                    {TakeAs::Boolean, "boolean"},
                                                                    {TakeAs::Quantity, "quantity"},
                                                                    {TakeAs::Codes, "codes"},
                                                                    {TakeAs::Texts, "texts"}}};
constexpr int kLargestFactor = 1'000'000;
constexpr int kMostPlaces = 4;

Place read_place(PackReader& in) { return {in.text_if_any("path"), in.text_if_any("linkId")}; }

// "effectiveDateTime", or {"linkId": "…"}.
std::vector<Place> read_places(PackReader& in, std::string_view key) {
  std::vector<Place> places;
  for (const json::Value& item : in.list_if_any(key)) {
    if (item.is_string()) places.push_back({item.text(), {}});
    else places.push_back({{}, std::string(item.text_of("linkId"))});
    if (places.back().path.empty() && places.back().link_id.empty()) in.fail("A path or a linkId is needed here.", key);
  }
  return places;
}

std::vector<CodeTest> read_codes(PackReader& in, std::string_view key) {
  return in.objects_if_any(key, [](PackReader& code) {
    code.known({"system", "code", "prefix"});
    CodeTest test{code.text_if_any("system"), code.text_if_any("code"), code.text_if_any("prefix")};
    if (test.code.empty() == test.prefix.empty()) code.fail("Either the code or its prefix is needed here.", "code");
    return test;
  });
}

ReadTest read_test(PackReader& in) {
  in.known({"path", "linkId", "codes", "in", "words", "medicine", "present"});
  ReadTest test;
  test.place = read_place(in);
  test.codes = read_codes(in, "codes");
  test.values = in.texts_if_any("in");
  test.words = in.texts_if_any("words");
  test.medicine = in.text_if_any("medicine");
  if (in.has("present")) test.present = in.yes_or_no("present");
  if (test.place.path.empty() && test.place.link_id.empty() && test.medicine.empty())
    in.fail("A test needs a path, a linkId or a class of medicine.", "");
  return test;
}

std::vector<std::pair<std::string, json::Value>> read_map(PackReader& in, std::string_view key) {
  std::vector<std::pair<std::string, json::Value>> map;
  if (in.has(key) && in.value()[key].members().empty()) in.fail("A list of codes and their values is needed here.", key);
  for (const json::Member& member : in.value()[key].members()) map.emplace_back(member.name, member.value);
  return map;
}

Unit read_unit(PackReader& in) {
  in.known({"code", "minus", "times", "over", "places"});
  Unit unit{in.text("code")};
  if (in.has("minus")) unit.minus = in.decimal("minus");
  if (in.has("times")) unit.times = in.whole("times", 1, kLargestFactor);
  if (in.has("over")) unit.over = in.whole("over", 1, kLargestFactor);
  if (in.has("places")) unit.places = in.whole("places", 0, kMostPlaces);
  return unit;
}

Take read_take(PackReader& in) {
  Take take;
  if (in.has("value")) {
    take.constant = in.value()["value"];
    return take;
  }
  take.as = in.code("as", kTakes);
  take.place = read_place(in);
  take.else_path = in.text_if_any("elsePath");
  take.map = read_map(in, "map");
  take.words = read_map(in, "words");
  take.units = in.objects_if_any("units", read_unit);
  if (in.has("otherwise")) take.otherwise = in.value()["otherwise"];
  if (take.place.path.empty() && take.place.link_id.empty()) in.fail("A path or a linkId is needed here.", "path");
  if (take.as == TakeAs::Quantity && take.units.empty()) in.fail("A quantity needs its units.", "units");
  return take;
}

Emit read_emit(PackReader& in) {
  in.known({"kind", "value", "as", "path", "elsePath", "linkId", "map", "words", "units", "otherwise", "members", "at"});
  Emit emit;
  emit.kind = in.text("kind");
  emit.at = read_places(in, "at");
  if (!in.has("members")) {
    emit.value = read_take(in);
    return emit;
  }
  in.object("members", [&](PackReader& members) {
    for (const json::Member& member : members.value().members())
      emit.members.emplace_back(member.name, members.object(member.name, [](PackReader& take) {
        take.known({"value", "as", "path", "elsePath", "linkId", "map", "words", "units", "otherwise"});
        return read_take(take);
      }));
    return true;
  });
  return emit;
}

ReadRule read_rule(PackReader& in) {
  in.known({"resource", "each", "where", "emit", "authorRole"});
  return {in.text("resource"), in.text_if_any("each"), in.objects_if_any("where", read_test), in.objects("emit", read_emit),
          in.text_if_any("authorRole")};
}

void check_readers(PackReader& in, const FactReaders& readers) {
  for (const ReadRule& rule : readers.rules) {
    if (!readers.resources.contains(rule.resource))
      in.fail("\"" + rule.resource + "\" is not in the list of resources.", "readers");
    for (const ReadTest& test : rule.where)
      if (!test.medicine.empty() && !readers.medicines.contains(test.medicine) && test.medicine != kNoMedicineClass)
        in.fail("\"" + test.medicine + "\" is no class of medicines.", "readers");
  }
}

}  // namespace

FactReaders load_fact_readers(PackReader& in) {
  FactReaders readers;
  in.objects("resources", [&](PackReader& entry) {
    entry.known({"resource", "at", "where"});
    readers.resources.emplace(entry.text("resource"),
                              ResourceRule{read_places(entry, "at"), entry.objects_if_any("where", read_test)});
    return true;
  });
  in.objects("medicines", [&](PackReader& entry) {
    entry.known({"class", "codes", "names"});
    readers.medicines.emplace(entry.text("class"), MedicineClass{read_codes(entry, "codes"), entry.texts_if_any("names")});
    return true;
  });
  readers.rules = in.objects("readers", read_rule);
  check_readers(in, readers);
  return readers;
}

}  // namespace wardlight::care::facts
