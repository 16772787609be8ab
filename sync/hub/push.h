// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/crypto/crypto.h"
#include "sync/hub/answer.h"
#include "sync/hub/units.h"
#include "sync/storage/hub_storage.h"
#include "sync/storage/incidents/incident_file.h"
#include "sync/wire/bundle.h"

namespace wardlight::hub {

// Why nothing of what such a device brings goes into the record.
inline constexpr std::string_view kFromLost = "It came from a device marked lost; a person has to look at it.";

// POST {base}, {base}/$deliver-sealed and {base}/$deliver-quoted: takes what tablets bring, each unit for itself. Safe on any thread.
class PushService {
 public:
  // `incidents` may be null: then this hub takes no incidents.
  PushService(storage::HubStorage& storage, UnitJudge& judge, const crypto::BoxKeys& ingest, const Clock& clock,
              storage::IncidentFile* incidents = nullptr)
      : m_storage(storage), m_judge(judge), m_ingest(ingest), m_clock(clock), m_incidents(incidents) {}

  struct Taken {
    Answer answer;
    std::size_t set_aside = 0;
    bool feed_moved = false;
    bool temporary_arrived = false;  // a person or stay the hospital may know under another id
  };
  Taken take_bundle(std::string body, const storage::Device& device);
  Taken take_sealed(const std::string& body, const storage::Device& device);
  Taken take_quoted(const std::string& body, const storage::Device& device);

 private:
  wire::EntryText open(ByteView box) const;
  Taken take(const wire::Push& push, const storage::Device& device);
  Expected<void> take_incidents(const wire::Push& push, const std::vector<std::size_t>& places, Instant now,
                                std::vector<wire::UnitAnswer>& answers);
  Expected<std::uint64_t> give_incarnation(const storage::Device& device);

  storage::HubStorage& m_storage;
  UnitJudge& m_judge;
  const crypto::BoxKeys& m_ingest;
  const Clock& m_clock;
  storage::IncidentFile* m_incidents;
};

}  // namespace wardlight::hub
