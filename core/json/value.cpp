// SPDX-License-Identifier: Apache-2.0
#include "core/json/value.h"

#include <algorithm>
#include <cassert>

namespace wardlight::json {
namespace {

const Value kNull;

}  // namespace

Value Value::number_token(std::string token) {
  Value value;
  value.m_kind = Kind::Number;
  value.m_text = std::move(token);
  return value;
}

Value Value::array(std::vector<Value> items) {
  Value value;
  value.m_kind = Kind::Array;
  value.m_items = std::move(items);
  return value;
}

Value Value::object(std::vector<Member> members) {
  Value value;
  value.m_kind = Kind::Object;
  value.m_members = std::move(members);
  return value;
}

const Value* Value::find(std::string_view name) const {
  for (const Member& member : m_members)
    if (member.name == name) return &member.value;
  return nullptr;
}

const Value& Value::operator[](std::string_view name) const {
  const Value* found = find(name);
  return found != nullptr ? *found : kNull;
}

const Value& Value::operator[](std::size_t index) const { return index < m_items.size() ? m_items[index] : kNull; }

std::string_view Value::text_of(std::string_view name) const {
  const Value* found = find(name);
  return found != nullptr && found->is_string() ? std::string_view(found->m_text) : std::string_view();
}

Value& Value::set(std::string name, Value value) {
  assert(is_null() || is_object());
  m_kind = Kind::Object;
  for (Member& member : m_members)
    if (member.name == name) return member.value = std::move(value), *this;
  m_members.push_back({std::move(name), std::move(value)});
  return *this;
}

Value& Value::push(Value value) {
  assert(is_null() || is_array());
  m_kind = Kind::Array;
  m_items.push_back(std::move(value));
  return *this;
}

void Value::remove(std::string_view name) {
  std::erase_if(m_members, [name](const Member& member) { return member.name == name; });
}

bool operator==(const Value& a, const Value& b) {
  return a.m_kind == b.m_kind && a.m_boolean == b.m_boolean && a.m_text == b.m_text && a.m_items == b.m_items &&
         a.m_members == b.m_members;
}

Expected<void> refuse_unknown_members(const Value& object, std::initializer_list<std::string_view> known,
                                      std::string_view where) {
  for (const Member& member : object.members())
    if (std::find(known.begin(), known.end(), member.name) == known.end())
      return Error{ErrorCode::InvalidContent,
                   "\"" + member.name + "\" is not a known key here; remove it or correct its spelling.",
                   std::string(where)};
  return {};
}

}  // namespace wardlight::json
