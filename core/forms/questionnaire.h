// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/forms/value.h"
#include "core/json/value.h"

namespace wardlight::forms {

enum class Severity : std::uint8_t { Error, Warning };
std::string_view to_code(Severity severity);

// A thing in a form that cannot be used as it stands (Error) or that the reader should know (Warning).
struct Problem {
  Severity severity = Severity::Error;
  std::string link_id;  // empty: the form as a whole
  std::string feature;  // "enableWhen", or the address of an extension
  std::string text;     // one plain sentence
};

// Words with their translations, by language code.
struct LocalText {
  std::string text;
  std::vector<std::pair<std::string, std::string>> translations;

  bool empty() const { return text.empty(); }
  // The translation for "es-MX", else for "es", else the form's own words.
  const std::string& in(std::string_view language) const;
};

enum class FormStatus : std::uint8_t { Draft, Active, Retired, Unknown };

enum class ItemType : std::uint8_t {
  Group,
  Display,
  Boolean,
  Decimal,
  Integer,
  Date,
  DateTime,
  Time,
  String,
  Text,
  Url,
  Choice,
  OpenChoice,
  Quantity,
  Unshown,  // attachment or reference, hidden and not required: never drawn, never answered here
};
std::string_view to_code(ItemType type);

// How an item asks to be drawn; a hint, except that headers, footers and help stand apart from the questions.
enum class Control : std::uint8_t {
  Default,
  RadioButton,
  DropDown,
  CheckBox,
  Autocomplete,
  Lookup,
  Slider,
  Spinner,
  TextBox,
  TextArea,
  List,
  Table,
  Grid,
  Page,
  Tabs,
  Header,
  Footer,
  Inline,
  Prompt,
  Unit,
  Lower,
  Upper,
  Flyover,
  Help,
  Legal,
  Security,
  Instructions,
};

enum class Operator : std::uint8_t { Exists, Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual };
enum class Match : std::uint8_t { All, Any };

struct Condition {
  std::size_t question = 0;  // index into Questionnaire::items
  Operator op = Operator::Equal;
  Answer answer;
};

struct Option {
  Answer value;
  LocalText display;
  std::string prefix;
  std::optional<Decimal> weight;
  bool exclusive = false;  // choosing it un-chooses the others
  bool all_seen = false;   // what the one "all seen" tap chooses
};

struct UnitChoice {
  std::string display;
  std::string system;
  std::string code;
};

struct Limits {
  std::optional<Answer> least;
  std::optional<Answer> most;
  std::optional<std::size_t> shortest;
  std::optional<std::size_t> longest;
  std::optional<int> decimals;
  std::string pattern;  // regular expression that the whole text must match
  std::size_t min_occurs = 0;
  std::optional<std::size_t> max_occurs;
};

inline constexpr std::size_t kNoItem = std::numeric_limits<std::size_t>::max();

struct Item {
  std::string link_id;
  ItemType type = ItemType::Group;
  LocalText text;
  LocalText short_text;
  LocalText entry_format;
  std::string prefix;
  std::vector<Coding> codes;
  Control control = Control::Default;
  bool required = false;
  bool repeats = false;
  bool read_only = false;
  bool hidden = false;
  Limits limits;
  std::optional<Decimal> slider_step;
  std::vector<UnitChoice> units;  // the first is the default
  bool units_open = false;        // other units may be typed
  std::vector<Option> options;
  LocalText open_label;
  std::vector<Answer> initial;
  std::vector<Condition> conditions;
  Match match = Match::All;
  bool scored = false;                // its options carry weights that count in the form's score
  std::vector<std::size_t> total_of;  // not empty: this item shows the sum of those items' weights
  bool all_seen = false;              // a boolean: the one "all seen" tap answers yes
  LocalText all_seen_label;           // a group that offers that tap

  std::size_t parent = kNoItem;
  std::size_t end = 0;  // one past its last descendant: items are in reading order
  std::vector<std::size_t> children;

  bool is_question() const { return type != ItemType::Group && type != ItemType::Display; }
  bool is_computed() const { return !total_of.empty(); }
};

// A loaded form. Items lie in reading order in one list; copy and move it freely, it never changes
// after loading and may be read from any thread.
struct Questionnaire {
  std::string id;
  std::string url;
  std::string version;
  std::string language;
  LocalText title;
  FormStatus status = FormStatus::Active;
  std::vector<std::string> subject_types;  // empty: any
  std::string effective_start;  // FHIR dateTime, or empty
  std::string effective_end;
  std::vector<Item> items;
  std::vector<std::size_t> roots;
  std::map<std::string, std::size_t, std::less<>> index;  // by linkId
  std::vector<std::size_t> scored;                        // the items whose weights make the form's score

  const Item* find(std::string_view link_id) const;
  bool contains(std::size_t ancestor, std::size_t item) const { return ancestor < item && item < items[ancestor].end; }
  std::string canonical() const { return version.empty() ? url : url + "|" + version; }
};

struct Counts {
  std::size_t items = 0;
  std::size_t answerable = 0;
  std::size_t scored = 0;
};

struct LoadResult {
  std::optional<Questionnaire> form;  // absent when any problem is an Error
  std::vector<Problem> problems;
  Counts counts;  // of what could be read, also when the form is not usable

  bool usable() const { return form.has_value(); }
};

// Loads a FHIR R4 Questionnaire. Everything it cannot show or score faithfully is an Error that names
// the linkId and the feature; what it leaves out without harm is a Warning. Never throws.
LoadResult load_questionnaire(const json::Value& resource);
// The same from JSON text; Fails with InvalidContent only when this is not well-formed JSON.
Expected<LoadResult> parse_questionnaire(std::string_view text);

}  // namespace wardlight::forms
