// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/care/pack.h"
#include "core/json/value.h"

// How a FHIR resource is read: small tests and takes over paths, all of them from facts.json. The paths are dotted names
// that walk through lists ("code.coding.code"), or a Questionnaire's linkId.
namespace wardlight::care::facts {

// Stands for "of none of the classes" where a class of medicines is named.
inline constexpr std::string_view kNoMedicineClass = "none";

struct CodeTest {
  std::string system;  // empty: any
  std::string code;    // the whole code, or
  std::string prefix;  // how it begins
};

// Where in the resource: a path, or the answers to an item of a QuestionnaireResponse.
struct Place {
  std::string path;
  std::string link_id;
};

struct ReadTest {
  Place place;
  std::vector<CodeTest> codes;      // some coding there is one of these
  std::vector<std::string> values;  // or some text or number there is one of these
  std::vector<std::string> words;   // or some text there holds one of these words, whatever the case
  std::string medicine;             // or it names a medicine of this class
  bool present = true;              // false: nothing of the kind may be there
};

// Id: a text without what stands before its last "/". Codes, Texts: a list of all that stand there.
enum class TakeAs { Constant, Code, Number, Text, Id, Time, Boolean, Quantity, Codes, Texts };
struct Unit {
  std::string code;
  Decimal minus = Decimal::from_integer(0);  // (value - minus) * times / over, half-up
  int times = 1;
  int over = 1;
  int places = -1;  // -1: as it was written
};
struct Take {
  TakeAs as = TakeAs::Constant;
  Place place;
  std::string else_path;  // where to look when nothing is at the place
  json::Value constant;
  std::vector<std::pair<std::string, json::Value>> map;  // answer or code → our value; others say nothing
  std::vector<std::pair<std::string, json::Value>> words;  // else by a word in the text
  std::vector<Unit> units;  // of a quantity
  std::optional<json::Value> otherwise;  // when no map or word fits
};

struct Emit {
  std::string kind;
  Take value;
  std::vector<std::pair<std::string, Take>> members;  // of an object; then `value` is not used
  std::vector<Place> at;                              // the first that is there; empty: the resource's own
};

struct ReadRule {
  std::string resource;
  std::string each;  // a path: the rule is read once for each element there
  std::vector<ReadTest> where;
  std::vector<Emit> emit;
  std::string author_role;  // only when the author's role is this one
};

struct ResourceRule {
  std::vector<Place> at;        // where its time stands, the best first
  std::vector<ReadTest> where;  // when it says anything at all: status and the like
};

struct MedicineClass {
  std::vector<CodeTest> codes;
  std::vector<std::string> names;
};

struct FactReaders {
  std::map<std::string, ResourceRule, std::less<>> resources;
  std::map<std::string, MedicineClass, std::less<>> medicines;
  std::vector<ReadRule> rules;
};

// Reads "resources", "medicines" and "readers" of the pack.
FactReaders load_fact_readers(PackReader& in);

}  // namespace wardlight::care::facts
