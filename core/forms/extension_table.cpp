// SPDX-License-Identifier: Apache-2.0
#include "core/forms/extension_table.h"

#include <array>

namespace wardlight::forms::loading {
namespace {

// Where HL7 publishes these; the older guides used the second and third address.
constexpr std::array<std::string_view, 3> kBases{"http://hl7.org/fhir/StructureDefinition/",
                                                 "http://hl7.org/fhir/uv/sdc/StructureDefinition/",
                                                 "http://hl7.org/fhir/us/sdc/StructureDefinition/"};
constexpr std::array<std::string_view, 2> kFamilies{"sdc-questionnaire-", "questionnaire-"};

constexpr auto kHonour = Treatment::Honour;
constexpr auto kIgnore = Treatment::Ignore;
constexpr auto kWarn = Treatment::Warn;
constexpr auto kRefuse = Treatment::Refuse;

// By HL7's name without base and family.
constexpr ExtensionRow kHl7[] = {
    {"hidden", kHonour, Reads::Hidden, {}},
    {"itemControl", kHonour, Reads::Control, {}},
    {"minValue", kHonour, Reads::Least, {}},
    {"maxValue", kHonour, Reads::Most, {}},
    {"minQuantity", kHonour, Reads::Least, {}},
    {"maxQuantity", kHonour, Reads::Most, {}},
    {"minLength", kHonour, Reads::Shortest, {}},
    {"maxDecimalPlaces", kHonour, Reads::Decimals, {}},
    {"minOccurs", kHonour, Reads::MinOccurs, {}},
    {"maxOccurs", kHonour, Reads::MaxOccurs, {}},
    {"regex", kHonour, Reads::Pattern, {}},
    {"sliderStepValue", kHonour, Reads::Step, {}},
    {"unit", kHonour, Reads::Unit, {}},
    {"unitOption", kHonour, Reads::UnitOption, {}},
    {"unitValueSet", kHonour, Reads::UnitSet, {}},
    {"unitOpen", kHonour, Reads::UnitOpen, {}},
    {"entryFormat", kHonour, Reads::EntryFormat, {}},
    {"shortText", kHonour, Reads::ShortText, {}},
    {"openLabel", kHonour, Reads::OpenLabel, {}},
    {"usageMode", kHonour, Reads::Usage, {}},
    {"calculatedExpression", kHonour, Reads::Calculated, {}},
    {"initialExpression", kHonour, Reads::Initial, {}},
    {"variable", kHonour, Reads::Variable, {}},
    {"ordinalValue", kHonour, Reads::Weight, {}},
    {"itemWeight", kHonour, Reads::Weight, {}},
    {"valueset-ordinalValue", kHonour, Reads::Weight, {}},
    {"codesystem-ordinalValue", kHonour, Reads::Weight, {}},
    {"iso21090-CO-value", kHonour, Reads::Weight, {}},
    {"optionPrefix", kHonour, Reads::OptionPrefix, {}},
    {"optionExclusive", kHonour, Reads::Exclusive, {}},
    {"cqf-expression", kHonour, Reads::ComputedText, {}},
    {"cqf-calculatedValue", kHonour, Reads::ComputedText, {}},

    {"enableWhenExpression", kRefuse, Reads::Nothing,
     "Whether it is asked depends on an expression, which is not evaluated here; write the condition as enableWhen."},
    {"answerExpression", kRefuse, Reads::Nothing,
     "Its choices come from an expression, which is not evaluated here; list them as answerOption."},
    {"answerOptionsToggleExpression", kRefuse, Reads::Nothing,
     "Which of its options may be chosen depends on an expression, which is not evaluated here."},
    {"subQuestionnaire", kRefuse, Reads::Nothing, "Its questions are in another form; assemble them into this one first."},
    {"questionnaireAdaptive", kRefuse, Reads::Nothing,
     "This form asks a server for each next question; only whole forms can be used offline."},
    {"adaptiveUrl", kRefuse, Reads::Nothing,
     "This form asks a server for each next question; only whole forms can be used offline."},

    {"constraint", kWarn, Reads::Nothing,
     "It has a rule of its own (constraint) that is not evaluated here: answers are not checked against it."},
    {"targetConstraint", kWarn, Reads::Nothing,
     "It has a rule of its own (constraint) that is not evaluated here: answers are not checked against it."},
    {"candidateExpression", kWarn, Reads::Nothing,
     "Suggested answers from the record are not offered; the nurse gives the answer."},
    {"lookupQuestionnaire", kWarn, Reads::Nothing,
     "The form it could look answers up with is not opened; the nurse gives the answer."},
    {"itemMedia", kWarn, Reads::Nothing, "Its picture or sound is not shown; its words are."},
    {"itemAnswerMedia", kWarn, Reads::Nothing, "The picture or sound of its options is not shown; their words are."},
    {"signatureRequired", kWarn, Reads::Nothing,
     "It asks for a signature: answers are signed with the nurse's own key, not inside the form."},
    {"rendering-styleSensitive", kWarn, Reads::Nothing,
     "It asks for special typography, which is not drawn here; its plain words are."},
    {"externallydefined", kWarn, Reads::Nothing, "Answers are not looked up on another server."},
    {"assemble-expectation", kWarn, Reads::Nothing,
     "It is made to be assembled with other forms; check that this is the whole form."},

    {"translation", kIgnore, Reads::Nothing, {}},
    {"designNote", kIgnore, Reads::Nothing, {}},
    {"displayCategory", kIgnore, Reads::Nothing, {}},
    {"choiceOrientation", kIgnore, Reads::Nothing, {}},
    {"choiceColumn", kIgnore, Reads::Nothing, {}},
    {"fhirType", kIgnore, Reads::Nothing, {}},
    {"baseType", kIgnore, Reads::Nothing, {}},
    {"supportLink", kIgnore, Reads::Nothing, {}},
    {"supportHyperlink", kIgnore, Reads::Nothing, {}},
    {"referenceFilter", kIgnore, Reads::Nothing, {}},
    {"referenceProfile", kIgnore, Reads::Nothing, {}},
    {"referenceResource", kIgnore, Reads::Nothing, {}},
    {"referencesContained", kIgnore, Reads::Nothing, {}},
    {"mimeType", kIgnore, Reads::Nothing, {}},
    {"maxSize", kIgnore, Reads::Nothing, {}},
    {"quantity-precision", kIgnore, Reads::Nothing, {}},
    {"width", kIgnore, Reads::Nothing, {}},
    {"columnCount", kIgnore, Reads::Nothing, {}},
    {"collapsible", kIgnore, Reads::Nothing, {}},
    {"optionalDisplay", kIgnore, Reads::Nothing, {}},
    {"keyboard", kIgnore, Reads::Nothing, {}},
    {"isSubject", kIgnore, Reads::Nothing, {}},
    {"itemPopulationContext", kIgnore, Reads::Nothing, {}},
    {"itemExtractionContext", kIgnore, Reads::Nothing, {}},
    {"itemContext", kIgnore, Reads::Nothing, {}},
    {"contextExpression", kIgnore, Reads::Nothing, {}},
    {"observationLinkPeriod", kIgnore, Reads::Nothing, {}},
    {"observation-extract-category", kIgnore, Reads::Nothing, {}},
    {"extractAllocateId", kIgnore, Reads::Nothing, {}},
    {"launchContext", kIgnore, Reads::Nothing, {}},
    {"sourceQueries", kIgnore, Reads::Nothing, {}},
    {"sourceStructureMap", kIgnore, Reads::Nothing, {}},
    {"targetStructureMap", kIgnore, Reads::Nothing, {}},
    {"entryMode", kIgnore, Reads::Nothing, {}},
    {"endpoint", kIgnore, Reads::Nothing, {}},
    {"performerType", kIgnore, Reads::Nothing, {}},
    {"assembledFrom", kIgnore, Reads::Nothing, {}},
    {"assembleContext", kIgnore, Reads::Nothing, {}},
    {"unitSupplementalSystem", kIgnore, Reads::Nothing, {}},
    {"preferredTerminologyServer", kIgnore, Reads::Nothing, {}},
    {"terminology-server", kIgnore, Reads::Nothing, {}},
    {"replaces", kIgnore, Reads::Nothing, {}},
    {"versionAlgorithm", kIgnore, Reads::Nothing, {}},
    {"servicerequest-questionnaire", kIgnore, Reads::Nothing, {}},
};

// Whole families that only describe the artefact or its typography, or how data is taken out of the answers later.
constexpr ExtensionRow kIgnored{};
constexpr std::array<std::string_view, 12> kIgnoredFamilies{"rendering-",
                                                            "structuredefinition-",
                                                            "artifact-",
                                                            "cqf-",
                                                            "cqm-",
                                                            "workflow-",
                                                            "resource-",
                                                            "valueset-",
                                                            "codesystem-",
                                                            "elementdefinition-",
                                                            "observationExtract",
                                                            "definitionExtract"};
constexpr std::string_view kTemplateFamily = "templateExtract";

// By whole address: what other tools and we ourselves add.
constexpr ExtensionRow kOthers[] = {
    {"urn:wardlight:all-seen", kHonour, Reads::AllSeen, {}},
    {"urn:wardlight:source", kIgnore, Reads::Nothing, {}},
    {"http://fhir.org/guides/argonaut-questionnaire/StructureDefinition/extension-score", kHonour, Reads::Weight, {}},
    {"http://lhcforms.nlm.nih.gov/fhir/StructureDefinition/questionnaire-externallydefined", kWarn, Reads::Nothing,
     "Answers are not looked up on another server."},
};

struct ControlRow {
  std::string_view code;
  Control control;
};
constexpr ControlRow kControls[] = {
    {"radio-button", Control::RadioButton},
    {"drop-down", Control::DropDown},
    {"check-box", Control::CheckBox},
    {"autocomplete", Control::Autocomplete},
    {"lookup", Control::Lookup},
    {"slider", Control::Slider},
    {"spinner", Control::Spinner},
    {"text-box", Control::TextBox},
    {"text-area", Control::TextArea},
    {"list", Control::List},
    {"table", Control::Table},
    {"htable", Control::Table},
    {"gtable", Control::Table},
    {"atable", Control::Table},
    {"grid", Control::Grid},
    {"page", Control::Page},
    {"tab-container", Control::Tabs},
    {"tab", Control::Page},
    {"header", Control::Header},
    {"footer", Control::Footer},
    {"inline", Control::Inline},
    {"prompt", Control::Prompt},
    {"unit", Control::Unit},
    {"lower", Control::Lower},
    {"upper", Control::Upper},
    {"flyover", Control::Flyover},
    {"help", Control::Help},
    {"legal", Control::Legal},
    {"security", Control::Security},
    {"instructions", Control::Instructions},
    {"question", Control::Default},
    {"group", Control::Default},
    {"text", Control::Default},
};

const ExtensionRow* find_by_name(std::string_view name) {
  for (const std::string_view family : kFamilies)
    if (name.starts_with(family)) name.remove_prefix(family.size());
  for (const ExtensionRow& row : kHl7)
    if (row.address == name) return &row;
  for (const std::string_view family : kIgnoredFamilies)
    if (name.starts_with(family)) return &kIgnored;
  return name.starts_with(kTemplateFamily) ? &kIgnored : nullptr;
}

}  // namespace

const ExtensionRow* find_extension(std::string_view address) {
  for (const ExtensionRow& row : kOthers)
    if (row.address == address) return &row;
  for (const std::string_view base : kBases)
    if (address.starts_with(base)) return find_by_name(address.substr(base.size()));
  return nullptr;
}

std::optional<Control> control_of(std::string_view code) {
  for (const ControlRow& row : kControls)
    if (row.code == code) return row.control;
  return std::nullopt;
}

}  // namespace wardlight::forms::loading
