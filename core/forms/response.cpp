// SPDX-License-Identifier: Apache-2.0
#include "core/forms/response.h"

#include "core/forms/completeness.h"

namespace wardlight::forms {
namespace {

class ItemWriter {
 public:
  ItemWriter(const Questionnaire& form, const AnswerTree& tree, Keep keep)
      : m_form(form), m_enablement(form, tree), m_keep(keep) {}

  json::Value write() { return write_list(m_form.roots, m_enablement.root()); }

 private:
  // In the form's order, whatever order the answers came in.
  json::Value write_list(const std::vector<std::size_t>& children, const Place& place) {
    auto list = json::Value::array();
    for (const std::size_t child : children) {
      if (m_keep == Keep::OnlyEnabled && !m_enablement.enabled(child, place)) continue;
      for (const AnsweredItem& node : *place.back().list)
        if (node.item == child) write_node(node, place, list);
    }
    return list;
  }

  void write_node(const AnsweredItem& node, const Place& place, json::Value& list) {
    const Item& item = m_form.items[node.item];
    json::Value out;
    out.set("linkId", item.link_id);
    if (m_keep == Keep::OnlyEnabled && !item.text.empty()) out.set("text", item.text.text);
    if (item.type == ItemType::Group) {
      json::Value inner = write_list(item.children, below(place, node));
      const bool keep_empty = m_keep == Keep::Everything && item.repeats;
      if (inner.items().empty() && !keep_empty) return;
      if (!inner.items().empty()) out.set("item", std::move(inner));
    } else {
      if (node.answers.empty()) return;
      out.set("answer", write_answers(node, item, place));
    }
    list.push(std::move(out));
  }

  json::Value write_answers(const AnsweredItem& node, const Item& item, const Place& place) {
    auto answers = json::Value::array();
    for (const GivenAnswer& given : node.answers) {
      json::Value answer;
      answer.set(member_name("value", given.value.kind), write_answer(given.value));
      json::Value inner = write_list(item.children, below(place, node, given));
      if (!inner.items().empty()) answer.set("item", std::move(inner));
      answers.push(std::move(answer));
    }
    return answers;
  }

  const Questionnaire& m_form;
  Enablement m_enablement;
  Keep m_keep;
};

json::Value extension(const char* name, const char* type, json::Value value) {
  json::Value out;
  out.set("url", "urn:wardlight:" + std::string(name));
  out.set(type, std::move(value));
  return out;
}

json::Value reference(const std::string& to) {
  json::Value out;
  out.set("reference", to);
  return out;
}

json::Value write_extensions(const ResponseDetails& details) {
  auto list = json::Value::array();
  if (!details.recorded.empty()) list.push(extension("recorded", "valueDateTime", details.recorded));
  if (!details.clock.empty()) list.push(extension("clock", "valueString", details.clock));
  if (!details.supersedes.empty()) list.push(extension("supersedes", "valueReference", reference(details.supersedes)));
  if (!details.pack.empty()) list.push(extension("pack", "valueString", details.pack));
  return list;
}

}  // namespace

std::string_view to_code(ResponseStatus status) {
  switch (status) {
    case ResponseStatus::InProgress: return "in-progress";
    case ResponseStatus::Completed: return "completed";
    case ResponseStatus::Amended: return "amended";
    case ResponseStatus::EnteredInError: return "entered-in-error";
    case ResponseStatus::Stopped: break;
  }
  return "stopped";
}

json::Value write_items(const Questionnaire& form, const AnswerTree& tree, Keep keep) {
  return ItemWriter(form, tree, keep).write();
}

std::string form_reference(const Questionnaire& form) {
  if (!form.url.empty()) return form.canonical();
  return form.id.empty() ? std::string() : "Questionnaire/" + form.id;
}

json::Value build_response(const Questionnaire& form, const AnswerTree& tree, const ResponseDetails& details) {
  json::Value out;
  out.set("resourceType", "QuestionnaireResponse");
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) out.set(name, text);
  };
  const auto put_reference = [&](const char* name, const std::string& to) {
    if (!to.empty()) out.set(name, reference(to));
  };
  put("id", details.id);
  if (json::Value extensions = write_extensions(details); !extensions.items().empty())
    out.set("extension", std::move(extensions));
  put("questionnaire", form_reference(form));
  out.set("status", to_code(details.status));
  put_reference("subject", details.subject);
  put_reference("encounter", details.encounter);
  put("authored", details.authored);
  put_reference("author", details.author);
  put_reference("source", details.source);
  if (json::Value items = write_items(form, tree, Keep::OnlyEnabled); !items.items().empty()) out.set("item", std::move(items));
  return out;
}

}  // namespace wardlight::forms
