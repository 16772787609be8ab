// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

struct TypeRow {
  std::string_view code;
  ItemType type;
};
constexpr std::array<TypeRow, 14> kTypes{{{"group", ItemType::Group},
                                          {"display", ItemType::Display},
                                          {"boolean", ItemType::Boolean},
                                          {"decimal", ItemType::Decimal},
                                          {"integer", ItemType::Integer},
                                          {"date", ItemType::Date},
                                          {"dateTime", ItemType::DateTime},
                                          {"time", ItemType::Time},
                                          {"string", ItemType::String},
                                          {"text", ItemType::Text},
                                          {"url", ItemType::Url},
                                          {"choice", ItemType::Choice},
                                          {"open-choice", ItemType::OpenChoice},
                                          {"quantity", ItemType::Quantity}}};

constexpr std::array<std::string_view, 20> kItemMembers{
    "id",      "extension",  "modifierExtension", "linkId",        "definition", "code",      "prefix",         "text",
    "type",    "enableWhen", "required",          "repeats",       "readOnly",   "maxLength", "answerValueSet", "answerOption",
    "initial", "item",       "fhir_comments",     "enableBehavior"};

std::string words_for_foreign_member(std::string_view name) {
  if (name == "option" || name == "options")
    return "\"" + std::string(name) + "\" is of FHIR STU3; R4 names the choices \"answerOption\" or \"answerValueSet\".";
  if (name == "disabledDisplay" || name == "answerConstraint")
    return "\"" + std::string(name) + "\" is of FHIR R5 and has no place in an R4 form.";
  return "\"" + std::string(name) + "\" is no element of an R4 Questionnaire item; correct its spelling or remove it.";
}

void check_members(Loading& loading, std::string_view link_id, const json::Value& source) {
  for (const json::Member& member : source.members()) {
    std::string_view name = member.name;
    if (name.starts_with('_')) name.remove_prefix(1);
    if (name == "disabledDisplay") {
      loading.warn(link_id, name, words_for_foreign_member(name) + " Disabled questions are not drawn here.");
    } else if (std::find(kItemMembers.begin(), kItemMembers.end(), name) == kItemMembers.end()) {
      loading.error(link_id, name, words_for_foreign_member(name));
    }
  }
}

bool is_hidden(const json::Value& source) {
  for (const json::Value& extension : source["extension"].items())
    if (extension.text_of("url") == "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden" &&
        extension["valueBoolean"].boolean())
      return true;
  return false;
}

ItemType load_type(Loading& loading, std::string_view link_id, const json::Value& source) {
  const std::string_view code = source.text_of("type");
  for (const TypeRow& row : kTypes)
    if (row.code == code) return row.type;
  const std::string name(code);
  if (code == "attachment" || code == "reference") {
    if (is_hidden(source) && !source["required"].boolean()) {
      loading.warn(link_id, name,
                   "This hidden question asks for " + name + ", which cannot be answered here; it stays unanswered.");
    } else {
      loading.error(link_id, name, "This question asks for " + name + ", which cannot be shown here; ask for it in another way.");
    }
    return ItemType::Unshown;
  }
  if (code.empty()) {
    loading.error(link_id, "type", "An item must have a type.");
  } else if (code == "question" || code == "coding") {
    loading.error(link_id, "type",
                  "The item type \"" + name + "\" is not an R4 type that can be answered; use choice or another concrete type.");
  } else {
    loading.error(link_id, "type", "The item type \"" + name + "\" is not known in FHIR R4.");
  }
  return ItemType::Unshown;
}

std::string load_link_id(Loading& loading, const json::Value& source, std::size_t parent) {
  const std::string link_id = std::string(source.text_of("linkId"));
  if (link_id.find_first_not_of(" \t\r\n") == std::string::npos) {
    const std::string above = parent == kNoItem ? std::string("the form") : "\"" + loading.form.items[parent].link_id + "\"";
    loading.error(parent == kNoItem ? std::string_view() : std::string_view(loading.form.items[parent].link_id), "linkId",
                  "An item of " + above + " has no linkId; every item needs one of its own.");
    return {};
  }
  return link_id;
}

void load_codes(Loading& loading, Item& item, const json::Value& source) {
  const json::Value* list = source.find("code");
  if (list == nullptr) return;
  if (!list->is_array()) return loading.error(item.link_id, "code", "\"code\" must be a list of codings.");
  for (const json::Value& code : list->items()) {
    if (auto coding = read_answer(ValueKind::Coding, code)) {
      item.codes.push_back(coding->coding);
    } else {
      loading.warn(item.link_id, "code", "One of its codes is not a proper coding and is left aside.");
    }
  }
}

void load_length(Loading& loading, Item& item, const json::Value& source) {
  const json::Value* length = source.find("maxLength");
  if (length == nullptr) return;
  const auto number = read_answer(ValueKind::Integer, *length);
  if (!number || number->text.starts_with('-')) {
    return loading.error(item.link_id, "maxLength", "maxLength must be a whole number that is not negative.");
  }
  item.limits.longest = static_cast<std::size_t>(std::stoul(number->text));
}

Item load_fields(Loading& loading, const std::string& link_id, const json::Value& source) {
  Item item;
  item.link_id = link_id;
  item.type = load_type(loading, link_id, source);
  item.text = read_local_text(loading, link_id, source, "text");
  item.prefix = read_text(loading, link_id, source, "prefix");
  item.required = read_flag(loading, link_id, source, "required");
  item.repeats = read_flag(loading, link_id, source, "repeats");
  item.read_only = read_flag(loading, link_id, source, "readOnly");
  load_codes(loading, item, source);
  load_length(loading, item, source);
  return item;
}

void note_conditions(Loading& loading, std::size_t at, const json::Value& source) {
  Item& item = loading.form.items[at];
  const std::string_view behaviour = source.text_of("enableBehavior");
  if (behaviour == "any") item.match = Match::Any;
  if (source.find("enableBehavior") != nullptr && behaviour != "any" && behaviour != "all")
    loading.error(item.link_id, "enableBehavior", "enableBehavior must be all or any.");
  const json::Value* list = source.find("enableWhen");
  if (list == nullptr) return;
  if (!list->is_array()) return loading.error(item.link_id, "enableWhen", "enableWhen must be a list of conditions.");
  if (list->items().size() > 1 && behaviour.empty())
    loading.error(item.link_id, "enableBehavior",
                  "With more than one enableWhen the item must say whether all or any of them count.");
  for (const json::Value& condition : list->items()) loading.conditions.push_back({at, &condition});
}

void load_item(Loading& loading, const json::Value& source, std::size_t parent) {
  if (!source.is_object()) return loading.error({}, "item", "Every entry of \"item\" must be an object.");
  const std::string link_id = load_link_id(loading, source, parent);
  check_members(loading, link_id, source);
  const std::size_t at = loading.form.items.size();
  loading.form.items.push_back(load_fields(loading, link_id, source));
  loading.form.items[at].parent = parent;
  if (parent == kNoItem) {
    loading.form.roots.push_back(at);
  } else {
    loading.form.items[parent].children.push_back(at);
  }
  if (!link_id.empty() && !loading.form.index.emplace(link_id, at).second)
    loading.error(link_id, "linkId", "The linkId \"" + link_id + "\" is used by more than one item; each needs its own.");
  load_item_extensions(loading, at, source);
  load_options(loading, at, source);
  load_initial(loading, at, source);
  note_conditions(loading, at, source);
  if (const json::Value* children = source.find("item")) load_items(loading, *children, at);
  loading.form.items[at].end = loading.form.items.size();
}

}  // namespace

void load_items(Loading& loading, const json::Value& list, std::size_t parent) {
  if (list.is_null()) return;
  if (!list.is_array()) return loading.error({}, "item", "\"item\" must be a list of items.");
  for (const json::Value& source : list.items()) load_item(loading, source, parent);
}

}  // namespace wardlight::forms::loading
