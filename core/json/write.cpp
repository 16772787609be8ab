// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "core/json/value.h"

namespace wardlight::json {
namespace {

template <class Writer>
void write_to(Writer& writer, const Value& value);

rapidjson::SizeType length(const std::string& text) { return static_cast<rapidjson::SizeType>(text.size()); }

template <class Writer>
void write_object(Writer& writer, const Value& value) {
  writer.StartObject();
  for (const Member& member : value.members()) {
    writer.Key(member.name.data(), length(member.name));
    write_to(writer, member.value);
  }
  writer.EndObject();
}

template <class Writer>
void write_array(Writer& writer, const Value& value) {
  writer.StartArray();
  for (const Value& item : value.items()) write_to(writer, item);
  writer.EndArray();
}

template <class Writer>
void write_to(Writer& writer, const Value& value) {
  switch (value.kind()) {
    case Kind::Null: writer.Null(); break;
    case Kind::Boolean: writer.Bool(value.boolean()); break;
    case Kind::Number: writer.RawValue(value.text().data(), value.text().size(), rapidjson::kNumberType); break;
    case Kind::String: writer.String(value.text().data(), length(value.text())); break;
    case Kind::Array: write_array(writer, value); break;
    case Kind::Object: write_object(writer, value); break;
  }
}

template <class Writer>
std::string written(const Value& value, Writer&& writer, rapidjson::StringBuffer& buffer) {
  write_to(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::string write(const Value& value) {
  rapidjson::StringBuffer buffer;
  return written(value, rapidjson::Writer<rapidjson::StringBuffer>(buffer), buffer);
}

std::string write_indented(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  return written(value, writer, buffer);
}

}  // namespace wardlight::json
