// SPDX-License-Identifier: Apache-2.0
#include "core/forms/judge.h"

#include <algorithm>

#include "core/forms/check_answer.h"
#include "core/forms/completeness.h"
#include "core/forms/judge_head.h"

namespace wardlight::forms {
namespace {

class Judge {
 public:
  Judge(const Questionnaire& form, const AnswerTree& tree, std::vector<Issue>& issues)
      : m_form(form), m_enablement(form, tree), m_lenient(form, tree, Nearness::AnyAnswer), m_issues(issues) {}

  void judge_answers() { walk(m_enablement.root()); }

  // Responses in progress, stopped or taken back may be partial.
  void judge_lacks(std::string_view status) {
    const bool finished = status == "completed" || status == "amended";
    for (Finding& finding : find_lacks(m_form, m_enablement))
      if (finished || finding.lack == Lack::TooMany) error(finding.field.link_id, std::move(finding.text));
  }

 private:
  void error(const std::string& link_id, std::string text) { m_issues.push_back({Severity::Error, link_id, std::move(text)}); }

  void warn(const std::string& link_id, std::string text) { m_issues.push_back({Severity::Warning, link_id, std::move(text)}); }

  void walk(const Place& place) {
    for (const AnsweredItem& node : *place.back().list) {
      const Item& item = m_form.items[node.item];
      if (!m_enablement.enabled(node.item, place) && !m_lenient.enabled(node.item, place)) {
        if (!node.answers.empty() || has_answers(node.items))
          error(item.link_id, "This item is answered although its conditions (enableWhen) do not ask for it.");
        continue;
      }
      judge_node(node, item, place);
    }
  }

  void judge_node(const AnsweredItem& node, const Item& item, const Place& place) {
    if (item.type == ItemType::Group) return walk(below(place, node));
    for (const GivenAnswer& given : node.answers) {
      for (std::string& fault : check_answer(item, given.value)) error(item.link_id, std::move(fault));
      check_display(item, given.value);
      if (!given.items.empty()) walk(below(place, node, given));
    }
    if (node.answers.size() < 2 && !item.is_computed()) return;
    std::vector<Answer> values;
    for (const GivenAnswer& given : node.answers) values.push_back(given.value);
    if (std::string clash = exclusive_clash(item, values); !clash.empty()) error(item.link_id, std::move(clash));
    check_twins(item, values);
    check_total(item, values);
  }

  // A right code beside wrong words would be read wrongly by a person.
  void check_display(const Item& item, const Answer& answer) {
    if (answer.kind != ValueKind::Coding || answer.coding.display.empty()) return;
    const Option* option = find_option(item, answer);
    if (option == nullptr || option->value.coding.display.empty() || option->value.coding.display == answer.coding.display)
      return;
    for (const auto& [language, words] : option->display.translations)
      if (words == answer.coding.display) return;
    warn(item.link_id, "The words beside the code differ from the form's words for that option.");
  }

  void check_twins(const Item& item, const std::vector<Answer>& values) {
    if (item.options.empty()) return;
    for (std::size_t i = 0; i < values.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (same(values[i], values[j])) return error(item.link_id, "The same option is chosen twice.");
  }

  void check_total(const Item& item, const std::vector<Answer>& values) {
    if (!item.is_computed() || values.empty()) return;
    const auto sum = total_as_answer(item, add_weights(m_form, m_enablement, item.total_of));
    if (!sum) return warn(item.link_id, "A total is given although not everything that it adds up is answered; it is no score.");
    const auto& given = values.front();
    const bool right = given.kind == ValueKind::Quantity ? compare_amounts(given.quantity, sum->quantity) : same(given, *sum);
    if (!right) error(item.link_id, "The total is not the sum of the weights of the answers.");
  }

  static bool compare_amounts(const Quantity& a, const Quantity& b) {
    return same(Answer::of(ValueKind::Decimal, a.value), Answer::of(ValueKind::Decimal, b.value));
  }

  const Questionnaire& m_form;
  Enablement m_enablement;
  Enablement m_lenient;  // other programs may hang what is asked below one of several answers under another
  std::vector<Issue>& m_issues;
};

}  // namespace

std::vector<Issue> judge_response(const Questionnaire& form, const json::Value& response) {
  std::vector<Issue> issues;
  if (response.text_of("resourceType") != "QuestionnaireResponse") {
    issues.push_back(
        {Severity::Error, {}, "This is not a FHIR QuestionnaireResponse: its resourceType must be \"QuestionnaireResponse\"."});
    return issues;
  }
  judge_head(form, response, issues);
  ReadItems read = read_items(form, response["item"]);
  issues.insert(issues.end(), read.issues.begin(), read.issues.end());
  Judge judge(form, read.tree, issues);
  judge.judge_answers();
  judge.judge_lacks(response.text_of("status"));
  return issues;
}

bool is_valid(const std::vector<Issue>& issues) {
  return std::none_of(issues.begin(), issues.end(), [](const Issue& issue) { return issue.severity == Severity::Error; });
}

}  // namespace wardlight::forms
