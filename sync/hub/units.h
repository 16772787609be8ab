// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json/value.h"
#include "sync/hub/known_forms.h"
#include "sync/storage/hub_storage.h"
#include "sync/wire/bundle.h"

namespace wardlight::hub {

inline constexpr std::string_view kSupersedesUrl = "urn:wardlight:supersedes";

// The id of the statement that this one corrects; empty for none.
std::string_view superseded_id(const json::Value& resource);

// Whether a charge nurse made this Patient or Encounter up because the hospital had not sent it.
bool is_temporary(const json::Value& resource);

// Why a statement cannot be taken, for a hub that takes other things than tablets write; nothing when it can. Pure.
using Objection = std::function<std::optional<std::string>(const wire::PushedUnit&)>;

// Judges units before they are stored: who made them, who signed them, what they are, whether their form allows what they
// say. Safe on any thread.
class UnitJudge {
 public:
  // With an `objection` it alone says what may be taken, of whoever signed well.
  UnitJudge(storage::HubStorage& storage, const KnownForms& forms, Objection objection = {})
      : m_storage(storage), m_forms(forms), m_objection(std::move(objection)) {}

  struct Verdict {
    std::string objection;    // one sentence; empty: it can be taken
    bool origin_is_sure = false;  // hash and signature are good, whatever else is not
  };
  // Fails when the storage does.
  Expected<Verdict> judge(const wire::PushedUnit& unit, const storage::Device& device);

 private:
  using Pen = std::pair<DeviceId, PractitionerId>;
  Expected<bool> is_signed(const store::UnitEnvelope& envelope);
  std::vector<crypto::SignPublicKey> known_keys(const Pen& pen);

  storage::HubStorage& m_storage;
  const KnownForms& m_forms;
  const Objection m_objection;
  std::mutex m_mutex;
  std::map<Pen, std::vector<crypto::SignPublicKey>> m_keys;
};

}  // namespace wardlight::hub
