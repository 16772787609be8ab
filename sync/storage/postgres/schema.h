// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/migrations.h"
#include "sync/storage/postgres/session.h"

namespace wardlight::storage {

// Brings the database's schema `wardlight` up to the last migration, one process at a time; makes it when there is none.
// NewerSchema when a newer hub has been here.
Expected<void> migrate(Session& session, store::Migrations migrations);

// For a hub that may not make anything: brings an older schema up to date too, but NotFound when there is none at all.
Expected<void> refuse_unmade(Session& session, store::Migrations migrations);

}  // namespace wardlight::storage
