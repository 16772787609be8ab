// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "sync/hub/answer.h"
#include "sync/hub/known_forms.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// What any FHIR client may read: GET TYPE/ID as it was written, and the same record under current/. Safe on any thread.
class ReadingService {
 public:
  ReadingService(storage::HubStorage& storage, const KnownForms& forms) : m_storage(storage), m_forms(forms) {}

  Answer resource(std::string_view type, std::string_view id);
  // Corrections resolved: the newest content under the first id, with a version number.
  Answer current(std::string_view type, std::string_view id);
  // current/Observation?derived-from=QuestionnaireResponse/ID and current/Provenance?target=TYPE/ID
  Answer search_current(std::string_view type, std::string_view query);

 private:
  struct Record {
    storage::FeedRow first;
    storage::FeedRow newest;
    std::size_t versions = 1;
  };
  Expected<std::optional<Record>> find_record(std::string_view type, std::string_view id);

  storage::HubStorage& m_storage;
  const KnownForms& m_forms;
};

// The CapabilityStatement: what is really there.
std::string capability_statement(std::string_view base, Instant now);

}  // namespace wardlight::hub
