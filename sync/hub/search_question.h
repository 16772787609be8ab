// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/time/time.h"
#include "sync/storage/search.h"

namespace wardlight::hub {

struct SearchQuestion {
  storage::SearchWish wish;
  std::string ids;            // _id, when that was asked: of these, what fits the wish
  std::string without_page;   // the query as it came, without where in the pages it stands
};

// The parameter with which a page's link asks for what comes after it.
inline constexpr std::string_view kPageName = "_after";
std::string write_page(const storage::SearchPlace& after);

// InvalidContent with a sentence that names the parameter.
Expected<SearchQuestion> read_search_question(std::string_view type, std::string_view query, const Zone& zone);

}  // namespace wardlight::hub
