// SPDX-License-Identifier: Apache-2.0
#include "core/store/unit.h"

#include "core/json/value.h"

namespace wardlight::store {
namespace {

std::string quoted(std::string_view text) { return json::write(json::Value(text)); }

}  // namespace

crypto::Hash chain_value(const UnitEnvelope& envelope) {
  Bytes message = to_bytes("wardlight-unit-1");
  message.push_back(0);
  append(message, envelope.device.value);
  message.push_back(0);
  append_big_endian(message, envelope.incarnation);
  append_big_endian(message, envelope.seq);
  append(message, envelope.prev);
  append(message, envelope.hash);
  return crypto::sha256(message);
}

std::string write_unit_extension(const UnitEnvelope& envelope) {
  std::string text;
  text.reserve(640);
  text += R"({"url":"urn:wardlight:unit","extension":[{"url":"device","valueString":)";
  text += quoted(envelope.device.value);
  text += R"(},{"url":"incarnation","valuePositiveInt":)" + std::to_string(envelope.incarnation);
  text += R"(},{"url":"seq","valuePositiveInt":)" + std::to_string(envelope.seq);
  text += R"(},{"url":"hash","valueBase64Binary":")" + crypto::to_base64(envelope.hash);
  text += R"("},{"url":"prev","valueBase64Binary":")" + crypto::to_base64(envelope.prev);
  text += R"("},{"url":"signer","valueString":)" + quoted(envelope.signer.value);
  text += R"(},{"url":"signature","valueBase64Binary":")" + crypto::to_base64(envelope.signature);
  text += R"("}]})";
  return text;
}

std::string write_entry(const UnitEnvelope& envelope, std::string_view type, std::string_view id, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 800);
  text += R"({"fullUrl":"urn:uuid:)";
  text += id;
  text += R"(","resource":)";
  text += bytes;
  text += R"(,"request":{"method":"PUT","url":")";
  text += type;
  text += '/';
  text += id;
  text += R"("},"extension":[)";
  text += write_unit_extension(envelope);
  text += "]}";
  return text;
}

}  // namespace wardlight::store
