// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "core/time/time.h"
#include "sync/census/hl7/adt.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// Takes the admission system's HL7 v2 messages into the census. A message is kept before it is acknowledged; the census is
// worked out anew from all messages about the same patient and stay, so that order and repetition do not matter.
// Acknowledgements: AA taken, or known already; AE something in it is missing, or its MSH-10 was used for another message;
// AR not HL7, not ADT, an event or processing mode that is not taken here. Safe on any thread.
class AdtIntake {
 public:
  AdtIntake(storage::HubStorage& storage, Zone zone, const Clock& clock)
      : m_storage(storage), m_zone(std::move(zone)), m_clock(clock) {}

  // The acknowledgement to send; nothing when the store failed: then the sender must send it again.
  std::optional<std::string> take(const std::string& message);

 private:
  Expected<void> keep_and_fold(const census::hl7::AdtEvent& event, const std::string& id, const std::string& message,
                               storage::MessageState& state);
  Expected<void> fold(const std::string& subject);
  Expected<std::vector<census::hl7::AdtEvent>> events_about(const std::string& subject);
  std::string acknowledge(const census::hl7::Message& message, std::string_view code, std::string_view text) const;

  storage::HubStorage& m_storage;
  const Zone m_zone;
  const Clock& m_clock;
};

}  // namespace wardlight::hub
