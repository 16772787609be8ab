// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/strong_id.h"
#include "ui/models/moment.h"
#include "ui/models/parts.h"
#include "ui/models/texts.h"

namespace wardlight::models {

// A statement the hub would not take. It stays on the tablet and on this list until a person
// has dealt with it.
struct RejectedStatement {
  StatementId statement;
  std::string what;    // "Round", in the nurse's language
  std::string bed;     // empty when unknown
  std::string by;
  Instant occurred_at;
  std::string reason;  // the hub's words
};

// What the platform tells the screens about sending and receiving: plain data, no sync header.
struct SyncStatus {
  bool loading = false;
  bool online = false;   // the last attempt reached the hub
  bool sending = false;
  std::optional<Instant> last_contact;  // the hub's last answer
  std::int64_t saved_here = 0;          // statements written on this tablet
  std::int64_t accepted = 0;            // of those, how many the hub holds
  std::int64_t unsent = 0;
  std::optional<Instant> oldest_unsent;
  std::vector<RejectedStatement> rejected;
  Duration stale_after = minutes(5);    // as the ward's shift pack says
  std::optional<std::string> failure;   // why the last attempt failed, one plain sentence
  bool disk_low = false;                // what was kept back for this is in use
  std::optional<Duration> hub_ahead = {};  // the hub's clock minus this tablet's, as last heard
  Instant built_at = {};                   // of the program: no clock that stands before it is right
};

// What is known to be wrong with this tablet's clock, in a sentence; empty while nothing is.
std::string clock_warning(const SyncStatus& sync, Instant now, const Texts& texts);

Freshness judge_freshness(const SyncStatus& sync, Instant now);

// The line every screen carries: a chip for the head and a sentence for the page.
struct SyncLine {
  Freshness freshness = Freshness::Loading;
  Badge chip;            // "On line", "Offline · 3 saved here"
  std::string as_of;     // "as of 13:38", empty when fresh
  std::string heard;     // "last heard from hub 13:38", empty when fresh
  std::string sentence;  // why the page may be behind, and what is wrong with the clock; empty when fresh
  bool problem = false;  // something was rejected
  bool clock_wrong = false;
};
SyncLine build_sync_line(const SyncStatus& sync, const Moment& moment, const Texts& texts);

struct SyncFigure {
  std::string number;
  std::string label;
  std::string note;
  Tone tone = Tone::Neutral;
};

struct RejectedRow {
  StatementId statement;
  std::string title;   // "Round · bed 12A · 14:05"
  std::string by;
  std::string reason;
};

struct SyncStatusModel {
  std::string title;
  Notice verdict;  // one sentence: where the rounds are
  std::vector<SyncFigure> figures;
  std::string rejected_title;
  std::vector<RejectedRow> rejected;
  std::string promise;
  Control send_now;
};
SyncStatusModel build_sync_status(const SyncStatus& sync, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
