// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/fact_rules.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/care/facts/fact_examples.h"
#include "core/care/scales/scoring.h"
#include "core/time/time.h"

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<ValueType, std::string_view>, 6> kTypes{{{ValueType::Number, "number"},
                                                                       {ValueType::Code, "code"},
                                                                       {ValueType::Text, "text"},
                                                                       {ValueType::YesNo, "yes-no"},
                                                                       {ValueType::Time, "time"},
                                                                       {ValueType::Object, "object"}}};
constexpr std::array<std::pair<Absence, std::string_view>, 2> kAbsences{
    {{Absence::Unknown, "unknown"}, {Absence::None, "none"}}};
constexpr std::size_t kNearestKinds = 3;

FactKind read_kind(PackReader& in) {
  in.known({"kind", "means", "en", "es", "type", "unit", "codes", "members", "absent", "record", "knownBy"});
  FactKind kind;
  kind.kind = in.text("kind");
  kind.means = in.text("means");
  kind.en = in.text("en");
  kind.es = in.text("es");
  kind.type = in.code("type", kTypes);
  kind.unit = in.text_if_any("unit");
  kind.codes = in.texts_if_any("codes");
  kind.members = in.texts_if_any("members");
  kind.absent = in.code("absent", kAbsences);
  kind.record = in.text_if_any("record");
  kind.known_by = in.text_if_any("knownBy");
  if (!kind.codes.empty() && kind.type != ValueType::Code) in.fail("Only a code has a list of codes.", "codes");
  if (!kind.members.empty() && kind.type != ValueType::Object) in.fail("Only an object has members.", "members");
  if (kind.type == ValueType::Number && kind.unit.empty()) in.fail("A number needs its unit.", "unit");
  return kind;
}

void check_names(PackReader& in, const FactRules& rules) {
  for (const auto& [name, kind] : rules.kinds)
    if (!kind.known_by.empty() && rules.find(kind.known_by) == nullptr)
      in.fail("\"" + name + "\" says that it is known by a kind that is not in the list.", "kinds");
  for (const FactOrigin& origin : rules.origins)
    for (const std::string& kind : origin.kinds)
      if (rules.find(kind) == nullptr) in.fail("\"" + kind + "\" is no kind of the list.", "origins");
  for (const facts::ReadRule& rule : rules.readers.rules)
    for (const facts::Emit& emit : rule.emit)
      if (rules.find(emit.kind) == nullptr) in.fail("\"" + emit.kind + "\" is no kind of the list.", "readers");
}

struct NamedInstrument {
  std::string file;
  InstrumentFacts facts;
};

NamedInstrument read_instrument(PackReader& in) {
  in.known({"file", "total", "band", "items", "overrideLinkId"});
  NamedInstrument named;
  named.file = in.text("file");
  named.facts.total_kind = in.text("total");
  named.facts.band_kind = in.text("band");
  named.facts.item_prefix = in.text("items");
  named.facts.override_link_id = in.text_if_any("overrideLinkId");
  return named;
}

MedicationScoreFacts read_medication_score(PackReader& in) {
  in.known({"file", "form", "medicineLinkId", "classLinkId", "moreLinkId", "noMore", "band"});
  MedicationScoreFacts facts;
  facts.form_url = in.text("form");
  facts.medicine_link_id = in.text("medicineLinkId");
  facts.class_link_id = in.text("classLinkId");
  facts.more_link_id = in.text("moreLinkId");
  facts.no_more = in.text("noMore");
  facts.band_kind = in.text("band");
  return facts;
}

OrthostaticFacts::Reading read_reading(PackReader& in) {
  in.known({"systolic", "diastolic", "minute"});
  OrthostaticFacts::Reading reading{in.text("systolic"), in.text("diastolic"), {}};
  if (in.has("minute")) reading.minute = in.whole("minute", 0, kMinutesPerDay);
  return reading;
}

OrthostaticFacts read_orthostatic(PackReader& in) {
  in.known({"file", "form", "methodLinkId", "symptomsLinkId", "result", "first", "standing"});
  OrthostaticFacts facts;
  facts.form_url = in.text("form");
  facts.method_link_id = in.text("methodLinkId");
  facts.symptoms_link_id = in.text("symptomsLinkId");
  facts.result_kind = in.text("result");
  facts.first = in.object("first", read_reading);
  facts.standing = in.objects("standing", read_reading);
  return facts;
}

Expected<void> load_small_packs(const ReadContent& read, const json::Value& root, FactRules& rules) {
  WL_TRY(const std::string medicines, read(std::string(root["medicationScore"].text_of("file")) + ".json"));
  WL_TRY(rules.medication_score.pack, load_medication_pack(medicines));
  WL_TRY(const std::string pressures, read(std::string(root["orthostatic"].text_of("file")) + ".json"));
  WL_TRY(rules.orthostatic.pack, load_orthostatic(pressures));
  WL_TRY(const std::string schedule, read(std::string(root.text_of("postFall")) + ".json"));
  WL_TRY(rules.post_fall, load_post_fall(schedule));
  return {};
}

Expected<void> load_named(const ReadContent& read, NamedInstrument& named) {
  WL_TRY(const std::string pack, read(named.file + ".json"));
  WL_TRY(const std::string form, read(named.file + ".questionnaire.json"));
  WL_TRY(named.facts.instrument, load_instrument(pack, form));
  return {};
}

Expected<void> check_instrument_kinds(const FactRules& rules) {
  for (const InstrumentFacts& known : rules.instruments) {
    std::vector<std::string> kinds{known.total_kind, known.band_kind, rules.medication_score.band_kind,
                                   rules.orthostatic.result_kind};
    for (const ScaleItem& item : known.instrument.items) kinds.push_back(known.item_prefix + item.key);
    for (const std::string& kind : kinds)
      if (rules.find(kind) == nullptr)
        return Error{ErrorCode::InvalidContent, "\"" + kind + "\" is no kind of the list.", "rule pack facts: instruments"};
  }
  return {};
}

// How many letters differ between two words, as a person who mistyped would count.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

Error fact_error(std::string text, const Fact& fact) {
  return {ErrorCode::InvalidContent, std::move(text), "fact " + fact.kind};
}

bool fits(const FactKind& kind, const json::Value& value) {
  switch (kind.type) {
    case ValueType::Number: return value.is_number() && Decimal::parse(value.text()).has_value();
    case ValueType::Code:
    case ValueType::Text: return value.is_string() && !value.text().empty();
    case ValueType::YesNo: return value.is_boolean();
    case ValueType::Time: return value.is_string() && parse_time(value.text()).has_value();
    case ValueType::Object: return value.is_object();
  }
  return false;
}

}  // namespace

std::string_view to_code(ValueType type) { return std::ranges::find(kTypes, type, &decltype(kTypes)::value_type::first)->second; }

const FactOrigin* FactRules::find_origin(std::string_view kind) const {
  const auto has = [&](std::string_view name) {
    return std::ranges::find_if(
        origins, [&](const FactOrigin& one) { return std::ranges::find(one.kinds, name) != one.kinds.end(); });
  };
  auto found = has(kind);
  if (const FactKind* known = find(kind); found == origins.end() && known != nullptr && !known->known_by.empty())
    found = has(known->known_by);
  return found == origins.end() ? nullptr : &*found;
}

std::string_view FactRules::record_of(std::string_view kind) const {
  const auto found = std::ranges::find(records, kind, &std::pair<std::string, std::string>::first);
  return found == records.end() ? std::string_view() : std::string_view(found->second);
}

const FactKind* FactRules::find(std::string_view kind) const {
  const auto found = kinds.find(kind);
  return found == kinds.end() ? nullptr : &found->second;
}

std::vector<std::string> FactRules::near(std::string_view kind) const {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [name, known] : kinds) {
    const bool part = name.find(kind) != std::string::npos || kind.find(name) != std::string_view::npos;
    const std::size_t far = part ? 1 : distance(name, kind);
    if (far <= std::max<std::size_t>(3, kind.size() / 2)) ranked.emplace_back(far, name);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> names;
  for (auto& [far, name] : ranked)
    if (names.size() < kNearestKinds) names.push_back(std::move(name));
  return names;
}

Expected<FactRules> load_fact_rules(const ReadContent& read) {
  WL_TRY(const std::string text, read(kFactsFile));
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  FactRules rules;
  rules.head = read_pack_head(in, {"kinds", "resources", "medicines", "readers", "instruments", "medicationScore", "orthostatic",
                                   "screens", "postFall", "prompts", "origins"});
  in.objects("kinds", [&](PackReader& entry) {
    FactKind kind = read_kind(entry);
    const std::string name = kind.kind;
    if (!rules.kinds.emplace(name, std::move(kind)).second) entry.fail("\"" + name + "\" stands here twice.", "kind");
    return true;
  });
  rules.origins = in.objects("origins", [](PackReader& entry) {
    entry.known({"origin", "text", "es", "kinds"});
    return FactOrigin{entry.text("origin"), read_words(entry), entry.texts("kinds")};
  });
  rules.readers = facts::load_fact_readers(in);
  rules.prompt_files = in.texts("prompts");
  in.text("postFall");
  rules.medication_score = in.object("medicationScore", read_medication_score);
  rules.orthostatic = in.object("orthostatic", read_orthostatic);
  const std::vector<std::string> screens = in.texts("screens");
  std::vector<NamedInstrument> instruments = in.objects("instruments", read_instrument);
  check_names(in, rules);
  for (const auto& [name, kind] : rules.kinds)
    if (!kind.record.empty()) rules.records.emplace_back(name, kind.record);
  if (in.error()) return *in.error();
  for (NamedInstrument& named : instruments) {
    WL_CHECK(load_named(read, named));
    rules.instruments.push_back(std::move(named.facts));
  }
  for (const std::string& name : screens) {
    WL_TRY(const std::string screen, read(name + ".json"));
    WL_TRY(ScreenPack pack, load_screen(screen));
    rules.screens.push_back(std::move(pack));
  }
  WL_CHECK(load_small_packs(read, root, rules));
  WL_CHECK(check_instrument_kinds(rules));
  WL_CHECK(check_examples(rules.head, root, [&](const json::Value& example) { return run_fact_example(rules, example); }));
  return rules;
}

namespace {

// A total that no answers add up to was not scored with this instrument, wherever it came from.
Expected<void> check_total(const FactRules& rules, const Fact& fact) {
  const auto scored = std::ranges::find(rules.instruments, fact.kind, &InstrumentFacts::total_kind);
  if (scored == rules.instruments.end()) return {};
  const auto total = Decimal::parse(fact.value.text());
  Expected<void> refused;
  for (const Scheme& scheme : scored->instrument.schemes) {
    const auto read = read_total(scored->instrument, scheme, total.value_or(Decimal::from_integer(-1)));
    if (read) return {};
    refused = fact_error(read.error().text, fact);
  }
  return refused;
}

}  // namespace

Expected<void> check_fact(const FactRules& rules, const Fact& fact) {
  const FactKind* kind = rules.find(fact.kind);
  if (kind == nullptr) {
    std::string text = "This kind of fact is not known";
    const std::vector<std::string> near = rules.near(fact.kind);
    for (std::size_t i = 0; i < near.size(); ++i) text += (i == 0 ? "; is it " : i + 1 == near.size() ? " or " : ", ") + near[i];
    return fact_error(text + (near.empty() ? "; \"wardlight-tool prompts --kinds\" lists what is." : "?"), fact);
  }
  if (!fits(*kind, fact.value))
    return fact_error("The value must be a " + std::string(to_code(kind->type)) + ": " + kind->means, fact);
  const bool listed = kind->codes.empty() || std::ranges::find(kind->codes, fact.value.text()) != kind->codes.end();
  if (!listed) {
    std::string text = "The value is none of the codes of this kind:";
    for (const std::string& code : kind->codes) text += " " + code;
    return fact_error(text + ".", fact);
  }
  for (const std::string& member : kind->members)
    if (fact.value.find(member) == nullptr) return fact_error("The value needs the member \"" + member + "\".", fact);
  return check_total(rules, fact);
}

}  // namespace wardlight::care
