// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/derive.h"

#include "core/base/uuid.h"
#include "core/time/time.h"

namespace wardlight::hub {
namespace {

json::Value reference_to(std::string_view type, std::string_view id) {
  return json::Value::object({{"reference", json::Value(std::string(type) + "/" + std::string(id))}});
}

// canonical without its version
std::string form_url(const json::Value& response) {
  const auto canonical = response.text_of("questionnaire");
  return std::string(canonical.substr(0, canonical.find('|')));
}

json::Value code_of(const json::Value& item, const json::Value& response, const forms::Questionnaire* form) {
  auto codings = json::Value::array();
  const auto* known = form == nullptr ? nullptr : form->find(item.text_of("linkId"));
  if (known != nullptr)
    for (const auto& coding : known->codes) {
      auto written = json::Value::object();
      if (!coding.system.empty()) written.set("system", coding.system);
      written.set("code", coding.code);
      if (!coding.display.empty()) written.set("display", coding.display);
      codings.push(std::move(written));
    }
  if (codings.items().empty())
    codings.push(json::Value::object({{"system", json::Value(form_url(response))},
        {"code", json::Value(item.text_of("linkId"))}}));
  auto code = json::Value::object({{"coding", std::move(codings)}});
  if (!item.text_of("text").empty()) code.set("text", item.text_of("text"));
  return code;
}

// valueCoding is not an Observation's; the others carry over by name.
void set_value(json::Value& observation, const json::Value& answer) {
  for (const auto& member : answer.members()) {
    if (member.name == "valueCoding") {
      observation.set("valueCodeableConcept", json::Value::object({{"coding", json::Value::array({member.value})}}));
    } else if (member.name == "valueDecimal") {
      observation.set("valueQuantity", json::Value::object({{"value", member.value}}));
    } else if (member.name == "valueDate") {
      observation.set("valueDateTime", member.value);
    } else if (member.name == "valueUri") {
      observation.set("valueString", member.value);
    } else if (member.name.starts_with("value")) {
      observation.set(member.name, member.value);
    }
  }
}

class Deriver {
 public:
  Deriver(const json::Value& response, const forms::Questionnaire* form) : m_response(response), m_form(form) {}

  std::vector<json::Value> derive() {
    walk(m_response);
    return std::move(m_observations);
  }

 private:
  void walk(const json::Value& parent) {
    for (const auto& item : parent["item"].items()) {
      const auto& answers = item["answer"].items();
      for (std::size_t i = 0; i < answers.size(); ++i) {
        add(item, answers[i], i);
        walk(answers[i]);
      }
      walk(item);
    }
  }

  void add(const json::Value& item, const json::Value& answer, std::size_t index) {
    std::string name(item.text_of("linkId"));
    if (index > 0) name += "#" + std::to_string(index + 1);
    auto observation = json::Value::object({{"resourceType", json::Value("Observation")}});
    observation.set("id", make_uuid_v5(m_response.text_of("id"), name));
    observation.set("status", m_response.text_of("status") == "entered-in-error" ? "entered-in-error"
                              : m_response.text_of("status") == "amended"        ? "amended"
                                                                                 : "final");
    observation.set("code", code_of(item, m_response, m_form));
    for (const auto* member : {"subject", "encounter"})
      if (const auto* value = m_response.find(member)) observation.set(member, *value);
    if (const auto* authored = m_response.find("authored")) observation.set("effectiveDateTime", *authored);
    if (const auto* author = m_response.find("author")) observation.set("performer", json::Value::array({*author}));
    set_value(observation, answer);
    observation.set("derivedFrom", json::Value::array({reference_to("QuestionnaireResponse", m_response.text_of("id"))}));
    m_observations.push_back(std::move(observation));
  }

  const json::Value& m_response;
  const forms::Questionnaire* m_form;
  std::vector<json::Value> m_observations;
};

}  // namespace

std::vector<json::Value> derive_observations(const json::Value& response, const forms::Questionnaire* form) {
  return Deriver(response, form).derive();
}

json::Value derive_provenance(const json::Value& statement, const store::UnitEnvelope& envelope, Instant received_at) {
  const auto id = statement.text_of("id");
  auto provenance = json::Value::object({{"resourceType", json::Value("Provenance")}});
  provenance.set("id", make_uuid_v5(id, "Provenance"));
  provenance.set("target", json::Value::array({reference_to(statement.text_of("resourceType"), id)}));
  if (const auto* authored = statement.find("authored")) provenance.set("occurredDateTime", *authored);
  provenance.set("recorded", format_time(received_at, 0));
  auto agent = json::Value::object({{"who", reference_to("Practitioner", envelope.signer.value)}});
  auto device =
      json::Value::object({{"system", json::Value("urn:wardlight:device")}, {"value", json::Value(envelope.device.value)}});
  agent.set("onBehalfOf", json::Value::object({{"identifier", std::move(device)}}));
  provenance.set("agent", json::Value::array({std::move(agent)}));
  auto signature = json::Value::object();
  auto purpose = json::Value::object({{"system", json::Value("urn:iso-astm:E1762-95:2013")}});
  purpose.set("code", "1.2.840.10065.1.12.1.1").set("display", "Author's Signature");
  signature.set("type", json::Value::array({std::move(purpose)}));
  signature.set("when", format_time(received_at, 0));
  signature.set("who", reference_to("Practitioner", envelope.signer.value));
  signature.set("sigFormat", "application/octet-stream");
  signature.set("data", crypto::to_base64(envelope.signature));
  provenance.set("signature", json::Value::array({std::move(signature)}));
  return provenance;
}

json::Value resolve_record(const json::Value& newest, std::string_view first_id, std::size_t versions, Instant updated_at) {
  json::Value record = newest;
  record.set("id", first_id);
  json::Value meta = newest["meta"].is_object() ? newest["meta"] : json::Value::object();
  meta.set("versionId", std::to_string(versions));
  meta.set("lastUpdated", format_time(updated_at, 0));
  record.set("meta", std::move(meta));
  return record;
}

}  // namespace wardlight::hub
