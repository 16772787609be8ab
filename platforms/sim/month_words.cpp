// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/month_words.h"

namespace wardlight::sim {
namespace {

using json::Value;

Value refer(const std::string& to) { return Value::object().set("reference", to); }
Value coded(const std::string& code) {
  return Value::object().set("coding", Value::array({Value::object().set("code", code)}));
}
Value choice(const std::string& link_id, const std::string& code) {
  Value answer = Value::object().set("valueCoding", Value::object().set("code", code));
  return Value::object().set("linkId", link_id).set("answer", Value::array({std::move(answer)}));
}
Value group(const std::string& link_id, Value inner) {
  return Value::object().set("linkId", link_id).set("item", std::move(inner));
}
Value period(const std::string& from, const std::string& to) {
  Value out = Value::object().set("start", from);
  return to.empty() ? out : out.set("end", to);
}

}  // namespace

Value items(std::initializer_list<std::pair<const char*, const char*>> answers) {
  Value list = Value::array();
  for (const auto& [link_id, code] : answers) list.push(choice(link_id, code));
  return list;
}

Value round_answers(const std::string& kind, bool partial) {
  Value list = Value::array({choice("RND-01", kind)});
  if (kind == "asleep") {
    Value seen = Value::array();
    for (const char* link_id : {"RND-N1", "RND-N2", "RND-N3", "RND-N4", "RND-N5", "RND-N6", "RND-N7"})
      if (!partial || std::string(link_id) != "RND-N4") seen.push(choice(link_id, "yes"));
    return list.push(group("RND-N", std::move(seen)));
  }
  for (const char* link_id : {"RND-06", "RND-08", "RND-11"}) list.push(choice(link_id, partial ? "not-checked" : "yes"));
  return list;
}

Value hand_items(const std::string& first, const std::string& second) {
  Value list = Value::array();
  for (const std::string& action : {first, second})
    list.push(group("HHO-O", Value::array({choice("HHO-4", "bef-pat"), choice("HHO-5", action)})));
  return list;
}

Value answered(const std::string& id, const std::string& form, const std::string& encounter, const std::string& patient,
               const std::string& authored, Value items) {
  Value response = Value::object();
  response.set("resourceType", "QuestionnaireResponse").set("id", id).set("status", "completed");
  response.set("questionnaire", "urn:wardlight:questionnaire:" + form + "|1.0.0").set("subject", refer("Patient/" + patient));
  return response.set("encounter", refer("Encounter/" + encounter)).set("authored", authored).set("item", std::move(items));
}

Value with_thread(Value response, const std::string& link_id, const std::string& thread) {
  Value answer = Value::object().set("valueString", thread);
  Value list = response["item"];
  list.push(Value::object().set("linkId", link_id).set("answer", Value::array({std::move(answer)})));
  return response.set("item", std::move(list));
}

Value reference_extension(const std::string& url, const std::string& reference) {
  return Value::object().set("url", url).set("valueReference", refer(reference));
}

Value supersede(const Value& statement, const std::string& id) {
  Value later = statement;
  const std::string old = std::string(statement.text_of("resourceType")) + "/" + std::string(statement.text_of("id"));
  return later.set("id", id).set("extension", Value::array({reference_extension("urn:wardlight:supersedes", old)}));
}

Value ward_location(const std::string& name, const std::string& type) {
  Value ward = Value::object().set("name", name).set("physicalType", coded("wa"));
  return type.empty() ? ward : ward.set("type", Value::array({coded(type)}));
}
Value bed_location(const std::string& ward, std::size_t bed) {
  return Value::object()
      .set("name", "Bed " + std::to_string(bed))
      .set("physicalType", coded("bd"))
      .set("partOf", refer("Location/" + ward));
}

Value encounter(const std::string& kind, const std::string& patient, const std::string& bed, const std::string& from,
                const std::string& to, const std::string& disposition, const std::string& admission) {
  Value place = Value::object().set("location", refer(bed)).set("period", period(from, to));
  Value out = Value::object();
  out.set("status", to.empty() ? "in-progress" : "finished").set("class", Value::object().set("code", kind));
  out.set("type", Value::array({Value::object().set("text", admission)}));
  out.set("subject", refer("Patient/" + patient))
      .set("period", period(from, to))
      .set("location", Value::array({std::move(place)}));
  if (to.empty()) return out;
  return out.set("hospitalization", Value::object().set("dischargeDisposition", Value::object().set("text", disposition)));
}

Value device_use(const std::string& id, const std::string& encounter, const std::string& type, const std::string& from,
                 const std::string& to) {
  Value use = Value::object();
  use.set("resourceType", "DeviceUseStatement").set("id", id).set("status", to.empty() ? "active" : "completed");
  use.set("extension", Value::array({reference_extension("urn:wardlight:encounter", "Encounter/" + encounter)}));
  use.set("timingPeriod", period(from, to));
  return use.set("device", Value::object().set("identifier", Value::object().set("value", type)));
}

Value device_removed(const Value& placed, const std::string& id, const std::string& at) {
  Value use = supersede(placed, id);
  Value extensions = use["extension"];
  for (const Value& one : placed["extension"].items()) extensions.push(one);
  extensions.push(Value::object().set("url", "urn:wardlight:thread").set("valueString", placed.text_of("id")));
  Value timing = placed["timingPeriod"];
  return use.set("extension", std::move(extensions)).set("status", "completed").set("timingPeriod", timing.set("end", at));
}

Value fall_event(const std::string& id, const std::string& encounter, const std::string& patient, const std::string& at,
                 const std::string& injury) {
  Value event = Value::object();
  event.set("resourceType", "AdverseEvent").set("id", id).set("actuality", "actual").set("event", coded("fall"));
  event.set("subject", refer("Patient/" + patient)).set("encounter", refer("Encounter/" + encounter)).set("date", at);
  return event.set("severity", coded(injury));
}

Value comfort_care(const std::string& encounter, const std::string& patient, const std::string& from) {
  Value flag = Value::object();
  flag.set("status", "active")
      .set("category", Value::array({coded("code-status")}))
      .set("code", Value::object().set("text", "Comfort care only"));
  flag.set("subject", refer("Patient/" + patient)).set("period", period(from, {}));
  return encounter.empty() ? flag : flag.set("encounter", refer("Encounter/" + encounter));
}

Value family_call(const std::string& id, const std::string& encounter, const std::string& at) {
  Value call = Value::object();
  call.set("resourceType", "Communication")
      .set("id", id)
      .set("status", "completed")
      .set("category", Value::array({coded("family-call")}));
  return call.set("encounter", refer("Encounter/" + encounter)).set("sent", at);
}

}  // namespace wardlight::sim
