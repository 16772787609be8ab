// SPDX-License-Identifier: Apache-2.0
#include "core/forms/read_items.h"

#include <algorithm>

#include "core/forms/check_answer.h"

namespace wardlight::forms {
namespace {

class ItemReader {
 public:
  ItemReader(const Questionnaire& form, std::vector<Issue>& issues) : m_form(form), m_issues(issues) {}

  std::vector<AnsweredItem> read_list(const json::Value& list, std::size_t parent) {
    std::vector<AnsweredItem> nodes;
    if (list.is_null()) return nodes;
    if (!list.is_array()) return error(name_of(parent), "\"item\" must be a list of items."), nodes;
    std::size_t last = 0;
    bool in_order = true;
    for (const json::Value& source : list.items()) {
      const auto at = find_item(source, parent);
      if (!at) continue;
      if (in_order && *at < last) {
        error(m_form.items[*at].link_id, "This item stands after items that follow it in the form; keep the form's order.");
        in_order = false;
      }
      last = std::max(last, *at);
      read_node(source, *at, nodes);
    }
    return nodes;
  }

 private:
  std::string name_of(std::size_t item) const { return item == kNoItem ? std::string() : m_form.items[item].link_id; }

  void error(const std::string& link_id, std::string text) { m_issues.push_back({Severity::Error, link_id, std::move(text)}); }
  void warn(const std::string& link_id, std::string text) { m_issues.push_back({Severity::Warning, link_id, std::move(text)}); }

  std::optional<std::size_t> find_item(const json::Value& source, std::size_t parent) {
    const json::Value* name = source.find("linkId");
    if (name == nullptr || !name->is_string() || name->text().empty()) {
      error(name_of(parent), "Every item of a response must have a linkId.");
      return std::nullopt;
    }
    const auto found = m_form.index.find(name->text());
    if (found == m_form.index.end()) {
      error(name->text(), "The form has no item with this linkId.");
      return std::nullopt;
    }
    if (m_form.items[found->second].parent != parent) {
      const std::size_t above = m_form.items[found->second].parent;
      error(name->text(), above == kNoItem ? "This item belongs at the top of the form, not inside another item."
                                           : "This item belongs inside \"" + name_of(above) + "\", not here.");
      return std::nullopt;
    }
    check_members(source, name->text());
    return found->second;
  }

  void check_members(const json::Value& source, const std::string& link_id) {
    constexpr std::array<std::string_view, 8> known{"id",     "extension", "modifierExtension", "linkId", "definition", "text",
                                                    "answer", "item"};
    for (const json::Member& member : source.members()) {
      std::string_view name = member.name;
      if (name.starts_with('_')) name.remove_prefix(1);
      if (std::find(known.begin(), known.end(), name) == known.end())
        error(link_id, "\"" + member.name + "\" is no element of a response's item.");
    }
    if (const json::Value* text = source.find("text"); text != nullptr && !text->is_string())
      error(link_id, "The item's text must be a text.");
  }

  void read_node(const json::Value& source, std::size_t at, std::vector<AnsweredItem>& nodes) {
    const Item& item = m_form.items[at];
    const auto twin = std::find_if(nodes.begin(), nodes.end(), [&](const AnsweredItem& node) { return node.item == at; });
    if (twin != nodes.end() && !item.repeats) return error(item.link_id, "This item is there twice, but it does not repeat.");
    if (item.type == ItemType::Display) return read_display(source, item);
    if (item.type == ItemType::Group) return read_group(source, at, item, nodes);
    if (source.find("item") != nullptr)
      error(item.link_id, "Items below a question must stand inside its answer, not beside it.");
    if (twin == nodes.end()) {
      AnsweredItem node{at, read_answers(source["answer"], at, item), {}};
      if (!node.answers.empty()) nodes.push_back(std::move(node));
    } else {
      warn(item.link_id, "The answers of a repeating question should stand in one item, not in several.");
      for (GivenAnswer& given : read_answers(source["answer"], at, item)) twin->answers.push_back(std::move(given));
    }
  }

  void read_display(const json::Value& source, const Item& item) {
    if (source.find("answer") != nullptr || source.find("item") != nullptr)
      error(item.link_id, "This is a display text; it takes no answer and no items.");
  }

  void read_group(const json::Value& source, std::size_t at, const Item& item, std::vector<AnsweredItem>& nodes) {
    if (source.find("answer") != nullptr) error(item.link_id, "This is a group; it takes no answer of its own.");
    AnsweredItem node{at, {}, read_list(source["item"], at)};
    if (source.find("item") == nullptr && source.find("answer") == nullptr)
      m_issues.push_back({Severity::Warning, item.link_id, "This group holds nothing and should be left out.", true});
    nodes.push_back(std::move(node));
  }

  std::vector<GivenAnswer> read_answers(const json::Value& list, std::size_t at, const Item& item) {
    std::vector<GivenAnswer> answers;
    if (list.is_null()) return answers;
    if (!list.is_array()) return error(item.link_id, "\"answer\" must be a list."), answers;
    for (const json::Value& source : list.items())
      if (auto answer = read_one(source, item)) answers.push_back({std::move(*answer), read_list(source["item"], at)});
    return answers;
  }

  std::optional<Answer> read_one(const json::Value& source, const Item& item) {
    if (!source.is_object()) return error(item.link_id, "Every answer must be an object with one value."), std::nullopt;
    for (const json::Member& member : source.members())
      if (!member.name.starts_with("value") && !member.name.starts_with("_value") && member.name != "id" &&
          member.name != "extension" && member.name != "modifierExtension" && member.name != "item")
        error(item.link_id, "\"" + member.name + "\" is no element of an answer.");
    const auto values = list_choices(source, "value");
    if (values.size() > 1) return error(item.link_id, "An answer must have one value, not several."), std::nullopt;
    if (item.type == ItemType::Unshown)
      return warn(item.link_id, "The answer to this hidden question is not checked."), std::nullopt;
    if (values.empty()) return note_no_value(source, item), std::nullopt;
    return read_value(*values[0], item);
  }

  void note_no_value(const json::Value& source, const Item& item) {
    const bool reason = source.find("extension") != nullptr || !list_choices(source, "_value").empty();
    if (reason) {
      warn(item.link_id, "This answer has no value but an extension; it counts as not answered.");
    } else {
      error(item.link_id, "An answer must have a value.");
    }
  }

  std::optional<Answer> read_value(const json::Member& member, const Item& item) {
    const auto kind = kind_of_type(std::string_view(member.name).substr(5));
    if (!kind) return error(item.link_id, "\"" + member.name + "\" is no kind of answer that this question takes."), std::nullopt;
    if (!accepts(item, *kind))
      return error(item.link_id, "The answer is given as " + member.name + ", which is not the type of this question (" +
                                     std::string(to_code(item.type)) + ")."),
             std::nullopt;
    auto answer = read_answer(*kind, member.value);
    if (!answer)
      return error(item.link_id, "The answer is not a valid " + member.name + ". " + answer.error().text), std::nullopt;
    return std::move(*answer);
  }

  const Questionnaire& m_form;
  std::vector<Issue>& m_issues;
};

}  // namespace

ReadItems read_items(const Questionnaire& form, const json::Value& list) {
  ReadItems read;
  read.tree = ItemReader(form, read.issues).read_list(list, kNoItem);
  return read;
}

}  // namespace wardlight::forms
