// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/storage/hub_storage.h"
#include "sync/storage/postgres/session.h"

// The SQL of the admission system's messages, for one hospital. Each function is one transaction.
namespace wardlight::storage::postgres {

Expected<MessageState> write_census_message(Session& session, const std::string& hospital, const CensusMessage& message);
Expected<std::vector<std::string>> read_census_messages(Session& session, const std::string& hospital, std::string_view subject);

}  // namespace wardlight::storage::postgres
