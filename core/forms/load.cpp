// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/base/byte_order_mark.h"
#include "core/forms/loading.h"
#include "core/time/time.h"

namespace wardlight::forms {
namespace loading {
namespace {

constexpr std::array<std::string_view, 33> kFormMembers{"resourceType",
                                                        "id",
                                                        "meta",
                                                        "implicitRules",
                                                        "language",
                                                        "text",
                                                        "contained",
                                                        "extension",
                                                        "modifierExtension",
                                                        "url",
                                                        "identifier",
                                                        "version",
                                                        "name",
                                                        "title",
                                                        "derivedFrom",
                                                        "status",
                                                        "experimental",
                                                        "subjectType",
                                                        "date",
                                                        "publisher",
                                                        "contact",
                                                        "description",
                                                        "useContext",
                                                        "jurisdiction",
                                                        "purpose",
                                                        "copyright",
                                                        "approvalDate",
                                                        "lastReviewDate",
                                                        "effectivePeriod",
                                                        "code",
                                                        "item",
                                                        "fhir_comments",
                                                        "$schema"};

void check_members(Loading& loading) {
  for (const json::Member& member : loading.resource.members()) {
    std::string_view name = member.name;
    if (name.starts_with('_')) name.remove_prefix(1);
    if (name == "implicitRules")
      loading.error({}, "implicitRules",
                    "This form is bound to rules outside FHIR (implicitRules), so its meaning is not certain; remove them.");
    if (std::find(kFormMembers.begin(), kFormMembers.end(), name) == kFormMembers.end())
      loading.warn({}, member.name, "\"" + member.name + "\" is no element of an R4 Questionnaire and is left aside.");
  }
}

void load_status(Loading& loading) {
  const std::string_view code = loading.resource.text_of("status");
  if (loading.resource.find("status") == nullptr) {
    loading.form.status = FormStatus::Unknown;
    return loading.warn({}, "status", "This form has no status, which R4 requires; ask its publisher whether it is in use.");
  }
  if (code == "active") return;
  if (code == "draft") {
    loading.form.status = FormStatus::Draft;
    return loading.warn({}, "status", "This form is a draft: answers made with it are marked so until it is active.");
  }
  if (code == "retired") {
    loading.form.status = FormStatus::Retired;
    return loading.warn({}, "status", "This form is retired: it can be read, but new answers made with it are not valid.");
  }
  loading.form.status = FormStatus::Unknown;
  if (code == "unknown")
    return loading.warn({}, "status", "The status of this form is unknown; ask its publisher whether it is in use.");
  loading.error({}, "status", "A form must have the status draft, active, retired or unknown.");
}

void load_period(Loading& loading) {
  const json::Value* period = loading.resource.find("effectivePeriod");
  if (period == nullptr) return;
  loading.form.effective_start = read_text(loading, {}, *period, "start");
  loading.form.effective_end = read_text(loading, {}, *period, "end");
  for (const std::string* limit : {&loading.form.effective_start, &loading.form.effective_end})
    if (!limit->empty() && !is_fhir_date_time(*limit))
      loading.error({}, "effectivePeriod", "The form's effective period names a date that does not exist; correct it.");
}

Counts count(const Questionnaire& form) {
  Counts counts{form.items.size(), 0, 0};
  for (const Item& item : form.items) {
    if (item.is_question()) ++counts.answerable;
    if (item.scored) ++counts.scored;
  }
  return counts;
}

void load_head(Loading& loading) {
  Questionnaire& form = loading.form;
  form.id = read_text(loading, {}, loading.resource, "id");
  form.url = read_text(loading, {}, loading.resource, "url");
  form.version = read_text(loading, {}, loading.resource, "version");
  form.language = read_text(loading, {}, loading.resource, "language");
  form.title = read_local_text(loading, {}, loading.resource, "title");
  if (form.title.empty()) form.title.text = std::string(loading.resource.text_of("name"));
  if (form.url.find('|') != std::string::npos)
    loading.error({}, "url", "The form's url must not contain \"|\"; give the version in \"version\".");
  if (form.url.empty() && form.id.empty())
    loading.warn({}, "url", "This form has neither url nor id, so answers cannot say which form they belong to.");
  for (const json::Value& type : loading.resource["subjectType"].items()) form.subject_types.push_back(type.text());
  load_status(loading);
  load_period(loading);
}

}  // namespace

bool Loading::has_errors() const {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity == Severity::Error; });
}

std::string read_text(Loading& loading, std::string_view link_id, const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  if (member == nullptr) return {};
  if (!member->is_string() || member->text().find_first_not_of(" \t\r\n") == std::string::npos) {
    loading.error(link_id, name, "\"" + std::string(name) + "\" must be a text that is not empty.");
    return {};
  }
  return member->text();
}

LocalText read_local_text(Loading& loading, std::string_view link_id, const json::Value& object, const std::string& name) {
  LocalText words{read_text(loading, link_id, object, name), {}};
  if (const json::Value* sibling = object.find("_" + name)) add_translations(words, *sibling);
  return words;
}

bool read_flag(Loading& loading, std::string_view link_id, const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  if (member == nullptr) return false;
  if (!member->is_boolean()) loading.error(link_id, name, "\"" + std::string(name) + "\" must be true or false, without quotes.");
  return member->boolean();
}

}  // namespace loading

LoadResult load_questionnaire(const json::Value& resource) {
  using namespace loading;
  Loading loading{resource, {}, {}, {}, {}, {}};
  if (resource.text_of("resourceType") != "Questionnaire") {
    loading.error({}, "resourceType", "This is not a FHIR Questionnaire: its resourceType must be \"Questionnaire\".");
    return {std::nullopt, std::move(loading.problems), {}};
  }
  check_members(loading);
  check_whole_resource(loading);
  load_head(loading);
  load_form_extensions(loading);
  load_items(loading, resource["item"], kNoItem);
  if (loading.form.items.empty() && !loading.has_errors())
    loading.error({}, "item", "This form has no items, so there is nothing to answer.");
  load_conditions(loading);
  for (std::size_t item = 0; item < loading.form.items.size(); ++item) check_item(loading, item);
  load_totals(loading);
  if (!loading.has_errors()) refuse_cycles(loading);
  LoadResult result{std::nullopt, {}, count(loading.form)};
  if (!loading.has_errors()) result.form = std::move(loading.form);
  result.problems = std::move(loading.problems);
  return result;
}

Expected<LoadResult> parse_questionnaire(std::string_view text) {
  WL_TRY(const json::Value resource, json::parse(without_byte_order_mark(text)));
  return load_questionnaire(resource);
}

}  // namespace wardlight::forms
