// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/time/time.h"
#include "sync/hub/answer.h"
#include "sync/hub/search_question.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// The types of resource that the hub serves.
std::span<const std::string_view> readable_types();
bool is_readable(std::string_view type);

// GET {base}/TYPE?… , TYPE/ID/_history and TYPE/ID/_history/VERSION, on resources as they were written. Parameters: patient,
// subject, encounter, date (and authored, its name on a QuestionnaireResponse), questionnaire, status, _lastUpdated, _id,
// _count, _sort; any other is refused, so that nobody takes an unfiltered answer for a filtered one. A page's link says
// where it ends and what the feed's head was, so that pages fit together while others write. Safe on any thread.
class SearchService {
 public:
  SearchService(storage::HubStorage& storage, std::string base, std::string zone)
      : m_storage(storage), m_base(std::move(base)), m_zone(std::move(zone)) {}

  Answer search(std::string_view type, std::string_view query);
  Answer history(std::string_view type, std::string_view id);
  Answer version(std::string_view type, std::string_view id, std::string_view version);
  // Makes everything up to there findable.
  Expected<void> catch_up_to(std::uint64_t head);

 private:
  Expected<void> catch_up(std::uint64_t head, const Zone& zone);
  Answer by_id(const SearchQuestion& question, std::string_view query, const Zone& zone);

  storage::HubStorage& m_storage;
  const std::string m_base;
  const std::string m_zone;
};

}  // namespace wardlight::hub
