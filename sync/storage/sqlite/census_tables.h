// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/database.h"
#include "sync/storage/hub_storage.h"

// The SQL of the admission system's messages. Writers run inside the caller's transaction.
namespace wardlight::storage {

Expected<MessageState> write_census_message(store::Database& database, const CensusMessage& message);
Expected<std::vector<std::string>> read_census_messages(store::Database& database, std::string_view subject);

}  // namespace wardlight::storage
