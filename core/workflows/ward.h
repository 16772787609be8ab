// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/access/session.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/care/rounding_pack.h"
#include "core/forms/questionnaire.h"
#include "core/store/store.h"
#include "core/time/time.h"

namespace wardlight::workflows {

// The ward's content files, read once at start. Plain data: share it between threads.
struct WardContent {
  care::RoundingPack rounding;
  forms::Questionnaire round_form;
  forms::Questionnaire slot_reason_form;
  forms::Questionnaire off_unit_form;
};
// Reads assets/clinical below `assets`. Fails with NotFound, or with InvalidContent naming the file and what is wrong in it.
Expected<WardContent> load_ward_content(Disk& disk, const std::string& assets);

// What the store must know to read acts out of statements. Give it to StoreOptions.
store::ProjectionRules projection_rules(const care::RoundingPack& rounding);

// Everything a nurse's action needs: who is signed in, the store, the content and the outside world. Put together by the
// shell for each action; holds nothing. All workflows: one thread per store; they fail with Locked when the session is
// over, NotAllowed with a sentence, or the store's errors. Clinical objections are values, never errors.
struct Ward {
  store::Store& store;
  const access::Session& session;
  const WardContent& content;
  const Zone& zone;
  const Clock& clock;
  RandomSource& random;
  Duration hub_clock_offset = {};  // the hub's clock minus ours, as last heard
};

}  // namespace wardlight::workflows
