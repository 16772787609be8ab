// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/care/facts/fact_reader.h"
#include "core/care/falls/orthostatic.h"
#include "core/care/falls/post_fall.h"
#include "core/care/scales/instrument.h"
#include "core/care/scales/medication_score.h"
#include "core/care/sepsis/screen_pack.h"
#include "core/care/words.h"

// What kinds of facts there are and which FHIR data give them: assets/clinical/facts.json. Plain values after loading.
namespace wardlight::care {

enum class ValueType { Number, Code, Text, YesNo, Time, Object };
std::string_view to_code(ValueType type);

// What it means that no fact of a kind is there. Unknown: "not recorded", so a rule that needs it asks.
// None: only this house records it (a question, a handoff), so nothing recorded is nothing done.
enum class Absence { Unknown, None };

struct FactKind {
  std::string kind;
  std::string means;  // for people who make facts: what the value is
  std::string en, es; // its name on the screen
  ValueType type = ValueType::Code;
  std::string unit;
  std::vector<std::string> codes;    // of a code: these only; empty: any
  std::vector<std::string> members;  // of an object: these must be there
  Absence absent = Absence::Unknown;
  std::string record;    // kinds of one record stand together: only those of the newest statement count; empty: each for itself
  std::string known_by;  // with a fact of that kind recorded, the absence of this one means none; empty: no such kind
};

// A scored instrument whose form gives its total, its band and its answers as facts.
struct InstrumentFacts {
  Instrument instrument;
  std::string total_kind, band_kind;
  std::string item_prefix;       // kinds of the answers: this and the item's key
  std::string override_link_id;  // where a nurse's own, higher band stands; empty: none
};

// The medicines' form: one group a medicine with its classes, and whether there are more.
struct MedicationScoreFacts {
  MedicationPack pack;
  std::string form_url, medicine_link_id, class_link_id, more_link_id, no_more, band_kind;
};

// The form of lying and standing pressures.
struct OrthostaticFacts {
  struct Reading {
    std::string systolic, diastolic;  // linkIds
    std::optional<int> minute;        // after standing up
  };
  OrthostaticPack pack;
  std::string form_url, method_link_id, symptoms_link_id, result_kind;
  Reading first;
  std::vector<Reading> standing;
};

// Where several kinds come from, and what is said when nothing came.
struct FactOrigin {
  std::string origin;
  Words text;  // {n}: how many rules wait
  std::vector<std::string> kinds;
};

struct FactRules {
  PackHead head;
  std::map<std::string, FactKind, std::less<>> kinds;
  std::vector<std::pair<std::string, std::string>> records;  // kinds that stand together, and the record they are of
  std::vector<FactOrigin> origins;
  facts::FactReaders readers;
  std::vector<InstrumentFacts> instruments;
  MedicationScoreFacts medication_score;
  OrthostaticFacts orthostatic;
  std::vector<ScreenPack> screens;        // that rules may ask about by their pack's id
  PostFallPack post_fall;                 // the schedule after a fall
  std::vector<std::string> prompt_files;  // the prompt packs that belong to it

  const FactKind* find(std::string_view kind) const;
  std::string_view record_of(std::string_view kind) const;  // empty: it stands for itself
  // Of that kind or of the kind it is known by; nullptr: none.
  const FactOrigin* find_origin(std::string_view kind) const;
  // Known kinds that are spelled nearly like this one, best first.
  std::vector<std::string> near(std::string_view kind) const;
};

// Gives the text of a file of assets/clinical by its name.
using ReadContent = std::function<Expected<std::string>(const std::string& name)>;

// The pack's file, which names all others.
inline constexpr const char* kFactsFile = "facts.json";

// Reads facts.json with the instruments and screens that it names. Fails with InvalidContent: unknown or missing keys, a
// reader of an unknown kind, no source, a broken example; or as `read` fails.
Expected<FactRules> load_fact_rules(const ReadContent& read);

// Fails with InvalidContent and a sentence without the value: an unknown kind (naming near ones), a value of another type,
// a code that is none of the kind's, an object without a needed member.
Expected<void> check_fact(const FactRules& rules, const Fact& fact);

// What one FHIR resource says: a statement of the ward or the hospital's reference data. A resource that was entered in
// error, is not active, has a unit that is not listed, or is of no listed kind, says nothing. A resource without a time gives
// facts at Instant{0}: so, but nobody wrote since when. `author_role`: "aide", "nurse" …; empty: not known.
// An instrument's band is read only by the very pack that judged it: it is never banded anew.
// Pure; any thread. Fails with InvalidContent only when this is no FHIR resource.
Expected<std::vector<Fact>> read_facts(const FactRules& rules, const json::Value& resource, std::string_view author_role = {});

// Leaves out what a newer statement of the same record has put in its place, such as the plan before the newest plan. Facts
// after `now` are left as they are. Pure; any thread.
std::vector<Fact> standing_facts(const FactRules& rules, std::vector<Fact> facts, Instant now);

// The same over all that is known of a patient: what a later statement supersedes says nothing any more. In order.
Expected<std::vector<Fact>> resolve_facts(const FactRules& rules, const std::vector<json::Value>& resources);

}  // namespace wardlight::care
