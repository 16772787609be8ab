// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/medication_score.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kMostPoints = 100;

MedicineClass read_class(PackReader& in) {
  in.known({"class", "also", "text", "es", "points"});
  return {in.text("class"), in.texts_if_any("also"), read_words(in), in.whole("points", 0, kMostPoints)};
}

std::string names_of(const MedicationPack& pack) {
  std::string names;
  for (const MedicineClass& one : pack.classes) names += (names.empty() ? "" : ", ") + one.code;
  return names;
}

// Nothing when one of its classes, or all, is not known.
std::optional<int> points_of(const MedicationPack& pack, const MedicineClasses& classes) {
  if (!classes) return std::nullopt;
  int points = 0;
  for (const std::string& name : *classes) {
    const MedicineClass* known = pack.find_class(name);
    if (known == nullptr) return std::nullopt;
    points = std::max(points, known->points);
  }
  return points;
}

std::string place(std::size_t at) { return "medications[" + std::to_string(at) + "]"; }

Expected<MedicineClasses> read_medicine(const MedicationPack& pack, const json::Value& medicine, const std::string& where) {
  if (!medicine.is_object())
    return Error{ErrorCode::InvalidContent, "A medicine is an object with its name and its classes.", where};
  WL_CHECK(json::refuse_unknown_members(medicine, {"name", "classes"}, where));
  if (const json::Value& name = medicine["name"]; !name.is_null() && !name.is_string())
    return Error{ErrorCode::InvalidContent, "The name of a medicine is a text.", where + ".name"};
  if (medicine["classes"].is_null()) return MedicineClasses();
  if (!medicine["classes"].is_array())
    return Error{ErrorCode::InvalidContent, "The classes of a medicine are a list.", where + ".classes"};
  std::vector<std::string> classes;
  for (const json::Value& one : medicine["classes"].items()) {
    if (!one.is_string() || pack.find_class(one.text()) == nullptr)
      return Error{ErrorCode::InvalidContent, "6.4: this class of medicine is not known; it is one of " + names_of(pack) + ".",
                   where + ".classes"};
    classes.push_back(one.text());
  }
  return MedicineClasses(std::move(classes));
}

Expected<std::optional<std::vector<MedicineClasses>>> read_medicines(const MedicationPack& pack, const json::Value& set) {
  using Medicines = std::optional<std::vector<MedicineClasses>>;
  if (!set.is_object())
    return Error{ErrorCode::InvalidContent, "A set is an object such as {\"medications\": []}.", ""};
  WL_CHECK(json::refuse_unknown_members(set, {"medications"}, ""));
  const json::Value& list = set["medications"];
  if (list.is_null()) return Medicines();
  if (!list.is_array()) return Error{ErrorCode::InvalidContent, "The medications are a list.", "medications"};
  Medicines medicines{std::in_place};
  for (std::size_t at = 0; at < list.items().size(); ++at) {
    WL_TRY(MedicineClasses classes, read_medicine(pack, list[at], place(at)));
    medicines->push_back(std::move(classes));
  }
  return medicines;
}

Expected<json::Value> run_example(const MedicationPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "answers", "scheme", "expect"}, "example"));
  WL_TRY(const MedicationScheme* scheme, pack.get_scheme(example.text_of("scheme")));
  const auto result = score_medications_plain(pack, *scheme, example["answers"]);
  if (result) return to_json(*result);
  json::Value refused;
  refused.set("refused", result.error().where);
  return refused;
}

void read_classes(PackReader& in, MedicationPack& pack) {
  pack.classes = in.objects("classes", read_class);
  for (const MedicineClass& one : pack.classes) {
    if (pack.find_class(one.code) != &one) in.fail("\"" + one.code + "\" stands here twice.", "classes");
    for (const std::string& other : one.also)
      if (pack.find_class(other) != &one) in.fail("\"" + other + "\" stands here twice.", "classes");
  }
}

}  // namespace

const MedicineClass* MedicationPack::find_class(std::string_view name) const {
  for (const MedicineClass& one : classes)
    if (one.code == name || std::ranges::find(one.also, name) != one.also.end()) return &one;
  return nullptr;
}

Expected<const MedicationScheme*> MedicationPack::get_scheme(std::string_view id) const {
  if (id.empty()) return &schemes.front();
  const auto found = std::ranges::find(schemes, id, &MedicationScheme::id);
  if (found != schemes.end()) return &*found;
  std::string names;
  for (const MedicationScheme& scheme : schemes) names += (names.empty() ? "" : ", ") + scheme.id;
  return Error{ErrorCode::BadUsage, "This score has no such scheme; it has " + names + ".", "scheme"};
}

Expected<MedicationPack> load_medication_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  MedicationPack pack;
  static_cast<PackHead&>(pack) = read_pack_head(in, {"classes", "schemes", "bands", "onAlert"});
  read_classes(in, pack);
  pack.schemes = in.objects("schemes", [&](PackReader& scheme) {
    scheme.known({"id", "source", "alertAt"});
    scheme.source("source", pack);
    return MedicationScheme{scheme.text("id"), scheme.whole("alertAt", 1, kMostPoints)};
  });
  in.object("bands", [&](PackReader& bands) {
    bands.known({"alert", "below"});
    pack.alert_band = bands.text("alert");
    pack.quiet_band = bands.text("below");
    return true;
  });
  pack.on_alert = read_advices(in, "onAlert", pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

MedicationResult score_medicines(const MedicationPack& pack, const MedicationScheme& scheme,
                                 const std::optional<std::vector<MedicineClasses>>& medicines) {
  MedicationResult result;
  result.scheme = scheme.id;
  result.pack = pack.id_and_version();
  if (!medicines) result.missing.push_back("medications");
  int total = 0;
  for (std::size_t at = 0; medicines && at < medicines->size(); ++at) {
    const auto points = points_of(pack, (*medicines)[at]);
    if (!points) result.missing.push_back(place(at) + ".classes");
    total += points.value_or(0);
  }
  if (!result.missing.empty()) return result;
  result.total = total;
  result.band = total >= scheme.alert_at ? pack.alert_band : pack.quiet_band;
  if (total >= scheme.alert_at)
    for (const Advice& advice : pack.on_alert) result.prompts.push_back(&advice);
  return result;
}

Expected<MedicationResult> score_medications_plain(const MedicationPack& pack, const MedicationScheme& scheme,
                                                   const json::Value& set) {
  WL_TRY(const auto medicines, read_medicines(pack, set));
  return score_medicines(pack, scheme, medicines);
}

json::Value to_json(const MedicationResult& result) {
  json::Value missing = json::Value::array();
  for (const std::string& key : result.missing) missing.push(key);
  json::Value out;
  out.set("total", result.total ? json::Value(*result.total) : json::Value());
  out.set("band", result.total ? json::Value(result.band) : json::Value());
  out.set("complete", result.total.has_value());
  out.set("scheme", result.scheme);
  out.set("pack", result.pack);
  out.set("missing", std::move(missing));
  out.set("prompts", ids_of(result.prompts));
  return out;
}

}  // namespace wardlight::care
