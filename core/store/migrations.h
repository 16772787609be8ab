// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace wardlight::store {

// One step of a schema, from a file NNNN_verb_noun.sql that is never edited after release. Steps go forward only;
// each runs once, in its own transaction, and user_version is the number of the last one.
struct Migration {
  int number = 0;  // 1, 2, 3 … without gaps
  std::string_view name;
  std::string_view sql;
};
using Migrations = std::span<const Migration>;

// The tablet's store, embedded from core/store/migrations at build (wardlight_embed_migrations in
// core/store/migrations.cmake; the hub embeds its own the same way).
Migrations tablet_migrations();

}  // namespace wardlight::store
