// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "platforms/tool/bench/figure.h"

// One function a claim of the README's table. Each works in a folder of its own and says what it measured.
namespace wardlight::tool::bench {

// Tap to "Saved" of a full round, against the same bytes as one raw SQLCipher row and as many raw appends with as many syncs.
Expected<std::vector<Figure>> bench_save(const std::string& folder);
// "My patients" for 40 patients over 100,000 statements, against 5 ms and against a store of 1,000; and opening that store.
Expected<std::vector<Figure>> bench_read(const std::string& folder);
// From view-model to draw data for 40 patients, against 1 ms of CPU; frames drawn in ten idle seconds.
Expected<std::vector<Figure>> bench_frame();
// A month of a 200-bed hospital closed from its projection rows, against one sequential read of those rows.
Expected<std::vector<Figure>> bench_measures(const std::string& folder);
// Rounds the hub accepts over loopback TLS, in batches of 25, against the same bytes inserted raw into the same kind of store.
Expected<std::vector<Figure>> bench_hub(const std::string& folder);
// One month of so many hospitals (20 units, 30 measures) through central's real ingest, against the same rows and bytes by
// pipelined inserts into the same PostgreSQL. NotFound without PostgreSQL.
Expected<std::vector<Figure>> bench_central(const std::string& folder, int hospitals);
// A hospital's whole dashboard over 36 months of a tenth as many hospitals, against 200 ms and against a tenth of that.
Expected<std::vector<Figure>> bench_dashboard(const std::string& folder, int hospitals);
// The same on a PostgreSQL server of the bench's own, against the same bytes inserted raw and pipelined.
Expected<std::vector<Figure>> bench_postgres(const std::string& folder);
// Bytes that TCP carries for a round, for an urgent one, for an idle minute; and how long a round takes to another tablet.
Expected<std::vector<Figure>> bench_wire(const std::string& folder);
// A feed page of 100,000 statements; what the real programs take of the memory.
Expected<std::vector<Figure>> bench_memory(const std::string& folder);
// What the hub's work costs over 1,000,000 statements against 10,000. Takes minutes and some gigabytes of disk.
Expected<std::vector<Figure>> bench_growth(const std::string& folder);

}  // namespace wardlight::tool::bench
