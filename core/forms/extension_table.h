// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "core/forms/questionnaire.h"

// Every extension the loader knows and what it does with it; not for use outside core/forms.
namespace wardlight::forms::loading {

enum class Treatment : std::uint8_t {
  Honour,  // its value is read
  Ignore,  // it cannot change what is asked, shown or scored
  Warn,    // left out without harm, but the integrator is told
  Refuse,  // without it the form would ask or score something else
};

enum class Reads : std::uint8_t {
  Nothing,
  Hidden,
  Control,
  Least,
  Most,
  Shortest,
  Decimals,
  MinOccurs,
  MaxOccurs,
  Pattern,
  Step,
  Unit,
  UnitOption,
  UnitSet,
  UnitOpen,
  EntryFormat,
  ShortText,
  OpenLabel,
  Usage,
  Calculated,
  Initial,
  AllSeen,
  Variable,
  Weight,
  OptionPrefix,
  Exclusive,
  ComputedText,
};

struct ExtensionRow {
  std::string_view address;
  Treatment treatment = Treatment::Ignore;
  Reads reads = Reads::Nothing;
  std::string_view text;  // the sentence of a Warn or Refuse
};

inline constexpr std::string_view kTranslation = "http://hl7.org/fhir/StructureDefinition/translation";

const ExtensionRow* find_extension(std::string_view address);
std::optional<Control> control_of(std::string_view code);

}  // namespace wardlight::forms::loading
