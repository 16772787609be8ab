// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/time/time.h"
#include "sync/storage/search.h"

namespace wardlight::hub {

struct SearchQuestion {
  storage::SearchWish wish;   // up_to is 0 on a first page
  std::string ids;            // _id, when that was asked; nothing else counts then
  std::string without_page;   // the query as it came, without where in the pages it stands
};

// InvalidContent with a sentence that names the parameter.
Expected<SearchQuestion> read_search_question(std::string_view type, std::string_view query, const Zone& zone);

}  // namespace wardlight::hub
