// SPDX-License-Identifier: Apache-2.0
#include "core/forms/judge_head.h"

#include <algorithm>
#include <array>

#include "core/forms/response.h"
#include "core/time/time.h"

namespace wardlight::forms {
namespace {

constexpr std::array<std::string_view, 19> kMembers{
    "resourceType", "id",      "meta",   "language", "text",          "contained", "extension",
    "identifier",   "basedOn", "partOf", "status",   "questionnaire", "subject",   "encounter",
    "authored",     "author",  "source", "item",     "fhir_comments"};

class Head {
 public:
  Head(const Questionnaire& form, const json::Value& response, std::vector<Issue>& issues)
      : m_form(form), m_response(response), m_issues(issues) {}

  void judge() {
    check_members();
    check_value(m_response, {}, false);
    check_id();
    check_status();
    check_references();
    check_subject();
    check_form();
    check_authored();
  }

 private:
  void error(const std::string& link_id, std::string text) { m_issues.push_back({Severity::Error, link_id, std::move(text)}); }
  void error(std::string text) { error({}, std::move(text)); }
  void warn(std::string text) { m_issues.push_back({Severity::Warning, {}, std::move(text)}); }

  void check_members() {
    for (const json::Member& member : m_response.members()) {
      std::string_view name = member.name;
      if (name.starts_with('_')) name.remove_prefix(1);
      if (name == "implicitRules")
        error("The response is bound to rules outside FHIR (implicitRules), so it cannot be judged.");
      else if (name != "modifierExtension" && std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end())
        error("\"" + member.name + "\" is no element of an R4 QuestionnaireResponse.");
    }
  }

  // R4 JSON: no null, nothing empty, no text of blanks; and no modifier that is not understood.
  void check_value(const json::Value& value, std::string link_id, bool null_allowed) {
    if (value.is_null() && !null_allowed) return error(link_id, "It holds a null; leave the element out instead.");
    if (value.is_object() && value.members().empty())
      return error(link_id, "It holds an empty object; leave the element out instead.");
    if (value.is_array() && value.items().empty())
      return error(link_id, "It holds an empty list; leave the element out instead.");
    if (value.is_string() && value.text().empty())
      return error(link_id, "It holds an empty text; leave the element out instead.");
    if (value.is_object() && !value.text_of("linkId").empty()) link_id = value.text_of("linkId");
    for (const json::Member& member : value.members()) {
      if (member.name == "modifierExtension")
        error(link_id, "A modifierExtension changes the meaning of this part and is not known here, so it cannot be judged.");
      if (member.name != "contained") check_value(member.value, link_id, false);
    }
    for (const json::Value& item : value.items()) check_value(item, link_id, true);
  }

  void check_id() {
    const json::Value* id = m_response.find("id");
    if (id == nullptr) return;
    const std::string& text = id->text();
    const bool right =
        id->is_string() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        });
    if (!right) error("The response's id may have at most 64 letters, digits, points and hyphens.");
  }

  void check_status() {
    constexpr std::array<std::string_view, 5> known{"in-progress", "completed", "amended", "entered-in-error", "stopped"};
    if (std::find(known.begin(), known.end(), m_response.text_of("status")) == known.end())
      error("The response's status must be in-progress, completed, amended, entered-in-error or stopped.");
    if (m_form.status == FormStatus::Retired) error("The form is retired, so responses to it are no longer valid.");
    if (m_form.status == FormStatus::Draft) warn("The form is a draft.");
    if (m_form.status == FormStatus::Unknown) warn("The status of the form is unknown.");
  }

  void check_reference(const json::Value& reference, const std::string& name) {
    if (!reference.is_object() || (reference.text_of("reference").empty() && reference.find("identifier") == nullptr &&
                                   reference.text_of("display").empty() && reference.find("extension") == nullptr))
      error("\"" + name + "\" must be a reference to another resource.");
  }

  void check_references() {
    for (const char* name : {"subject", "encounter", "author", "source"})
      if (const json::Value* reference = m_response.find(name)) check_reference(*reference, name);
    for (const char* name : {"basedOn", "partOf"})
      if (const json::Value* list = m_response.find(name)) {
        if (!list->is_array()) error("\"" + std::string(name) + "\" must be a list of references.");
        for (const json::Value& reference : list->items()) check_reference(reference, name);
      }
  }

  // "Patient/1", "https://…/Patient/1" or the reference's own type; what names no type cannot be judged.
  void check_subject() {
    const json::Value& subject = m_response["subject"];
    std::string type(subject.text_of("type"));
    const std::string to(subject.text_of("reference"));
    const auto end = to.rfind('/');
    if (type.empty() && end != std::string::npos) {
      const auto begin = end == 0 ? std::string::npos : to.rfind('/', end - 1);
      type = to.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin == std::string::npos ? 0 : begin + 1));
    }
    const auto& known = m_form.subject_types;
    if (!type.empty() && !known.empty() && std::find(known.begin(), known.end(), type) == known.end())
      warn("The response is about a " + type + ", for which the form is not made.");
  }

  void check_form() {
    const json::Value* named = m_response.find("questionnaire");
    if (named == nullptr) return warn("The response does not say which form it answers.");
    if (!named->is_string()) return error("\"questionnaire\" must be the form's address as a text.");
    const std::string& address = named->text();
    const auto bar = address.find('|');
    const std::string base = address.substr(0, bar);
    const bool by_id =
        !m_form.id.empty() && (base == "Questionnaire/" + m_form.id || base.ends_with("/Questionnaire/" + m_form.id));
    const bool by_url = !m_form.url.empty() && base == m_form.url;
    const bool nameless = m_form.url.empty() && m_form.id.empty();
    if (!by_id && !by_url && !nameless && !base.starts_with('#'))
      return error("The response belongs to another form: its questionnaire is not this form's address.");
    if (bar != std::string::npos && address.substr(bar + 1) != m_form.version)
      error("The response belongs to another version of the form.");
    if (bar == std::string::npos && !m_form.version.empty() && by_url)
      warn("The response does not say which version of the form it answers.");
  }

  // Is the moment before the limit? Compared by what both state; a limit that is a day or month includes all of it.
  static bool before(const std::string& moment, const std::string& limit) {
    const auto left = parse_time(moment);
    const auto right = parse_time(limit);
    if (left && right) return left->instant < right->instant;
    const std::size_t stated = std::min({moment.size(), limit.size(), std::size_t{10}});
    return moment.compare(0, stated, limit, 0, stated) < 0;
  }

  void check_authored() {
    const json::Value* member = m_response.find("authored");
    const bool limited = !m_form.effective_start.empty() || !m_form.effective_end.empty();
    if (member == nullptr) {
      if (limited) warn("The response does not say when it was authored, so the form's effective period cannot be checked.");
      return;
    }
    const std::string& authored = member->text();
    if (!member->is_string() || !is_fhir_date_time(authored))
      return error("\"authored\" must be a time that exists, with its offset.");
    if (!m_form.effective_start.empty() && before(authored, m_form.effective_start))
      error("The response was authored before the form was in effect.");
    if (!m_form.effective_end.empty() && before(m_form.effective_end, authored))
      error("The response was authored after the form was no longer in effect.");
  }

  const Questionnaire& m_form;
  const json::Value& m_response;
  std::vector<Issue>& m_issues;
};

}  // namespace

void judge_head(const Questionnaire& form, const json::Value& response, std::vector<Issue>& issues) {
  Head(form, response, issues).judge();
}

}  // namespace wardlight::forms
