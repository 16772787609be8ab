// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/replay.h"

#include <algorithm>
#include <set>

#include "core/care/prompts/prompt_json.h"
#include "core/workflows/chart_facts.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

// Whom a resource is about, as the store's projection has it: the stay when it names one, else the patient.
std::string named(const json::Value& resource, std::initializer_list<std::string_view> members, std::string_view type) {
  for (const std::string_view member : members) {
    const std::string_view reference = resource[member].text_of("reference");
    if (reference.starts_with(type)) return id_in(resource[member]);
  }
  return {};
}

struct Subject {
  std::string encounter;
  std::string patient;
};

Subject subject_of(const json::Value& resource) {
  const std::string_view type = resource.text_of("resourceType");
  Subject subject;
  if (type == "Encounter") subject.encounter = resource.text_of("id");
  if (subject.encounter.empty()) subject.encounter = named(resource, {"encounter", "context"}, "Encounter/");
  if (subject.encounter.empty())
    if (const json::Value* extension = find_extension(resource, "encounter"))
      subject.encounter = id_in((*extension)["valueReference"]);
  subject.patient = type == "Patient" ? std::string(resource.text_of("id")) : named(resource, {"subject", "patient", "for"},
      "Patient/");
  return subject;
}

bool is_known_at(const json::Value& resource, Instant now) {
  const json::Value* recorded = find_extension(resource, "recorded");
  if (recorded == nullptr) return true;
  const auto time = parse_time(recorded->text_of("valueDateTime"));
  return !time || time->instant <= now;
}

std::string superseded_in(const json::Value& resource) {
  const json::Value* extension = find_extension(resource, "supersedes");
  return extension == nullptr ? std::string() : id_in((*extension)["valueReference"]);
}

// What took the place of what: a merged patient, a temporary stay that the hospital's replaced.
class Successors {
 public:
  explicit Successors(const std::vector<json::Value>& resources) {
    for (const json::Value& resource : resources) {
      for (const json::Value& link : resource["link"].items())
        if (link.text_of("type") == "replaced-by") m_next[std::string(resource.text_of("id"))] = id_in(link["other"]);
      if (const json::Value* extension = find_extension(resource, "replaced-by"))
        m_next[std::string(resource.text_of("id"))] = id_in((*extension)["valueReference"]);
    }
  }
  std::string of(std::string id) const {
    for (std::size_t steps = 0; steps <= m_next.size(); ++steps) {
      const auto next = m_next.find(id);
      if (next == m_next.end()) break;
      id = next->second;
    }
    return id;
  }

 private:
  std::map<std::string, std::string> m_next;
};

}  // namespace

std::string_view author_role(const json::Value& resource) {
  const json::Value* role = find_extension(resource, "role");
  return role == nullptr ? std::string_view() : role->text_of("valueString");
}

Expected<std::vector<json::Value>> read_export(std::string_view ndjson) {
  std::vector<json::Value> resources;
  int number = 0;
  while (!ndjson.empty()) {
    const std::size_t end = std::min(ndjson.find('\n'), ndjson.size());
    const std::string_view line = ndjson.substr(0, end);
    ndjson.remove_prefix(std::min(end + 1, ndjson.size()));
    ++number;
    if (line.empty()) continue;
    auto resource = json::parse(line);
    if (!resource) return Error{ErrorCode::InvalidContent, "This line of the export is no JSON object.",
        "line " + std::to_string(number)};
    resources.push_back(*std::move(resource));
  }
  return resources;
}

Expected<std::map<EncounterId, std::vector<care::Fact>>> facts_of_export(const WardContent& content,
                                                                         const std::vector<json::Value>& resources, Instant now) {
  const Successors successors(resources);
  std::map<std::string, std::vector<std::string>> stays;  // of a patient
  std::map<EncounterId, std::vector<care::Fact>> facts;
  std::set<std::string> superseded;
  for (const json::Value& resource : resources) {
    if (!is_known_at(resource, now)) continue;
    superseded.insert(superseded_in(resource));
    const Subject subject = subject_of(resource);
    if (resource.text_of("resourceType") != "Encounter" || successors.of(subject.encounter) != subject.encounter) continue;
    stays[successors.of(subject.patient)].push_back(subject.encounter);
    facts[{subject.encounter}];
  }
  for (const json::Value& resource : resources) {
    if (!is_known_at(resource, now) || superseded.contains(std::string(resource.text_of("id")))) continue;
    WL_TRY(const auto read, care::read_facts(content.prompts.facts, resource, author_role(resource)));
    const Subject subject = subject_of(resource);
    std::vector<std::string> about{successors.of(subject.encounter)};
    if (subject.encounter.empty()) about = stays[successors.of(subject.patient)];
    for (const std::string& encounter : about)
      if (const auto known = facts.find({encounter}); known != facts.end())
        known->second.insert(known->second.end(), read.begin(), read.end());
  }
  for (auto& [encounter, known] : facts) known = keep_window(std::move(known), now);
  return facts;
}

std::string prompts_text(const std::vector<care::Prompt>& prompts, const Zone& zone) {
  return json::write(care::prompts_to_json(prompts, zone, "en"));
}

}  // namespace wardlight::workflows
