// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/argument.h"

namespace wardlight::storage {
namespace {

// Object ids of PostgreSQL's own types; they are part of its protocol.
constexpr std::uint32_t kBytea = 17;
constexpr std::uint32_t kBigint = 20;
constexpr std::uint32_t kText = 25;
constexpr std::uint32_t kNullLength = 0xffffffff;

std::uint32_t type_of(Array::Of of) {
  switch (of) {
    case Array::Of::Text: return kText;
    case Array::Of::Bytes: return kBytea;
    case Array::Of::Number: break;
  }
  return kBigint;
}

}  // namespace

void Argument::set(const store::Bound::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    m_bytes = std::to_string(*number);
    m_null = false;
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    m_bytes = *text;
    m_binary = true;
    m_null = false;
  } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
    m_bytes = as_text(*bytes);
    m_binary = true;
    m_null = false;
  }
}

void Array::push(std::string_view text_or_bytes) {
  append_big_endian(m_elements, static_cast<std::uint32_t>(text_or_bytes.size()));
  append(m_elements, text_or_bytes);
  ++m_count;
}

void Array::push_number(std::uint64_t number) {
  append_big_endian(m_elements, std::uint32_t{8});
  append_big_endian(m_elements, number);
  ++m_count;
}

void Array::push_null() {
  append_big_endian(m_elements, kNullLength);
  m_has_null = true;
  ++m_count;
}

Argument Array::argument() const {
  Bytes bytes;
  append_big_endian(bytes, std::uint32_t{1});  // dimensions
  append_big_endian(bytes, std::uint32_t{m_has_null ? 1U : 0U});
  append_big_endian(bytes, type_of(m_of));
  append_big_endian(bytes, m_count);
  append_big_endian(bytes, std::uint32_t{1});  // the first index
  append(bytes, m_elements);
  Argument argument;
  argument.m_bytes = to_string(bytes);
  argument.m_binary = true;
  argument.m_null = false;
  return argument;
}

}  // namespace wardlight::storage
