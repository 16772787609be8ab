// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"
#include "core/care/falls/fall_plan.h"
#include "core/care/falls/post_fall.h"
#include "core/care/vaccines/influenza.h"
#include "core/care/vaccines/pneumococcal.h"
#include "core/care/wave/isolation.h"
#include "core/care/wave/wave_pack.h"

namespace wardlight::shell {

// The packs that only screens read; the rules of the ward's acts have theirs in workflows::WardContent. Plain data.
struct BedsideContent {
  care::WavePack wave;
  care::IsolationPack isolation;
  care::PostFallPack post_fall;
  care::FallPlanPack fall_plan;
  care::InfluenzaPack influenza;
  care::PneumococcalPack pneumococcal;
};
// Reads assets/clinical below `assets`. Fails with NotFound, or with InvalidContent naming the file and what is wrong in it.
Expected<BedsideContent> load_bedside_content(Disk& disk, const std::string& assets);

}  // namespace wardlight::shell
