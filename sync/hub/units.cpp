// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/units.h"

#include <algorithm>
#include <array>

#include "sync/wire/plain_text.h"

namespace wardlight::hub {
namespace {

// What a tablet writes (architecture.md, "The one idea").
constexpr std::array<std::string_view, 5> kActs = {"QuestionnaireResponse", "DeviceUseStatement", "AdverseEvent", "Task",
                                                   "Communication"};

struct Author {
  std::string_view type;
  std::string_view member;
};
// The member that names who did it, in the types where that person is the one who signs.
constexpr std::array<Author, 2> kAuthors = {{{"QuestionnaireResponse", "author"}, {"AdverseEvent", "recorder"}}};

std::string type_objection(const wire::PushedUnit& unit) {
  if (std::find(kActs.begin(), kActs.end(), unit.type) != kActs.end()) return {};
  if (unit.type != "Patient" && unit.type != "Encounter") return unit.type + " is not written on a tablet.";
  if (is_temporary(*unit.resource)) return {};
  return unit.type + " belongs to the hospital: a tablet may only send one that is tagged temporary.";
}

std::string author_objection(const wire::PushedUnit& unit) {
  const auto rule = std::find_if(kAuthors.begin(), kAuthors.end(), [&](const Author& a) { return a.type == unit.type; });
  if (rule == kAuthors.end()) return {};
  if ((*unit.resource)[rule->member].text_of("reference") == "Practitioner/" + unit.envelope.signer.value) return {};
  return unit.type + "." + std::string(rule->member) + " is not the person who signed it.";
}

std::string correction_objection(const wire::PushedUnit& unit) {
  const auto earlier = superseded_id(*unit.resource);
  return earlier.empty() || wire::is_plain(earlier) ? std::string() : "The statement that it corrects has no name that can be one.";
}

std::string origin_objection(const wire::PushedUnit& unit, const storage::Device& device) {
  if (unit.envelope.device != device.id) return "The unit was made on another device than the one that sent it.";
  // Any incarnation will do: a tablet whose store was damaged begins a new chain by itself, and must not wait for the hub.
  return {};
}

}  // namespace

std::string_view superseded_id(const json::Value& resource) {
  for (const auto& extension : resource["extension"].items()) {
    if (extension.text_of("url") != kSupersedesUrl) continue;
    const auto reference = extension["valueReference"].text_of("reference");
    const auto slash = reference.find('/');
    return slash == std::string_view::npos ? std::string_view() : reference.substr(slash + 1);
  }
  return {};
}

bool is_temporary(const json::Value& resource) {
  const auto& tags = resource["meta"]["tag"].items();
  return std::any_of(tags.begin(), tags.end(), [](const json::Value& tag) { return tag.text_of("code") == "temporary"; });
}

Expected<UnitJudge::Verdict> UnitJudge::judge(const wire::PushedUnit& unit, const storage::Device& device) {
  if (unit.problem) return Verdict{unit.problem->text, false};
  if (auto objection = origin_objection(unit, device); !objection.empty()) return Verdict{std::move(objection), false};
  WL_TRY(const bool is_signed, this->is_signed(unit.envelope));
  if (!is_signed) return Verdict{"The signature is not that of a key this device registered for the signer.", false};
  if (m_objection) return Verdict{m_objection(unit).value_or(std::string()), true};
  for (const auto& rule : {type_objection, author_objection, correction_objection})
    if (auto objection = rule(unit); !objection.empty()) return Verdict{std::move(objection), true};
  if (unit.type == "QuestionnaireResponse")
    if (auto objection = m_forms.objection(*unit.resource)) return Verdict{*std::move(objection), true};
  return Verdict{{}, true};
}

// No key is ever taken back; another hub of the hospital may have been given more of them since these were read.
Expected<bool> UnitJudge::is_signed(const store::UnitEnvelope& envelope) {
  const auto fits = [&](const std::vector<crypto::SignPublicKey>& keys) {
    return std::ranges::any_of(keys, [&](const auto& key) { return wire::signed_by(envelope, key); });
  };
  const Pen pen(envelope.device, envelope.signer);
  if (fits(known_keys(pen))) return true;
  WL_TRY(const auto keys, m_storage.list_sign_keys(envelope.device, envelope.signer));
  if (!fits(keys)) return false;
  const std::lock_guard lock(m_mutex);
  m_keys[pen] = keys;
  return true;
}

std::vector<crypto::SignPublicKey> UnitJudge::known_keys(const Pen& pen) {
  const std::lock_guard lock(m_mutex);
  const auto known = m_keys.find(pen);
  return known == m_keys.end() ? std::vector<crypto::SignPublicKey>() : known->second;
}

}  // namespace wardlight::hub
