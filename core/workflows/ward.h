// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/access/session.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/care/calls/discharge_call.h"
#include "core/care/calls/teach_back.h"
#include "core/care/devices/device_pack.h"
#include "core/care/falls/fall_event.h"
#include "core/care/falls/harm.h"
#include "core/care/handoff/handoff_pack.h"
#include "core/care/prompts/prompt_pack.h"
#include "core/care/rounding_pack.h"
#include "core/care/shift/shift_pack.h"
#include "core/care/tasks/task_rules.h"
#include "core/care/wave/hand_hygiene.h"
#include "core/forms/questionnaire.h"
#include "core/store/store.h"
#include "core/time/time.h"
#include "core/workflows/form_catalogue.h"

namespace wardlight::workflows {

// chart.json: codes that no rule pack owns.
struct ChartRules {
  std::vector<std::string> no_allergy_codes;
  std::string own_hand_hygiene;      // linkId of the round's own word about clean hands
};

// The ward's content files, read once at start. Plain data: share it between threads.
struct WardContent {
  care::RoundingPack rounding;
  forms::Questionnaire round_form;
  forms::Questionnaire slot_reason_form;
  forms::Questionnaire off_unit_form;
  FormCatalogue forms;  // all of them, those above too
  care::HandoffPack handoff;
  care::PromptBook prompts;
  care::TaskRules tasks;
  care::HarmPack harm;
  care::ShiftPack shift;
  care::DischargeCallPack calls;
  care::HygienePack hygiene;
  care::DevicePack devices;
  care::TeachBackPack teach_back;
  ChartRules chart;
  std::string rules_version;  // of everything that the store reads statements by
  care::FallEventPack fall_event;
};
// Reads assets/clinical below `assets`. Fails with NotFound, or with InvalidContent naming the file and what is wrong in it.
Expected<WardContent> load_ward_content(Disk& disk, const std::string& assets);

// What the store must know to read acts out of statements. Give it to StoreOptions.
store::ProjectionRules projection_rules(const WardContent& content);

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
  std::optional<Duration> hub_clock_offset = {};  // the hub's clock minus ours, as last heard; absent: not known
};

}  // namespace wardlight::workflows
