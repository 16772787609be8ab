// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/bedside_content.h"

#include "core/workflows/content_file.h"

namespace wardlight::shell {

Expected<BedsideContent> load_bedside_content(Disk& disk, const std::string& assets) {
  const std::string folder = assets + "/clinical";
  BedsideContent content;
  WL_TRY(const std::string wave, workflows::read_content_text(disk, folder, "wave.json"));
  WL_TRY(content.wave, care::load_wave_pack(wave));
  WL_TRY(const std::string isolation, workflows::read_content_text(disk, folder, "isolation.json"));
  WL_TRY(content.isolation, care::load_isolation_pack(isolation));
  WL_TRY(const std::string post_fall, workflows::read_content_text(disk, folder, "post-fall.json"));
  WL_TRY(content.post_fall, care::load_post_fall(post_fall));
  WL_TRY(const std::string fall_plan, workflows::read_content_text(disk, folder, "fall-plan.json"));
  WL_TRY(content.fall_plan, care::load_fall_plan(fall_plan));
  WL_TRY(const std::string influenza, workflows::read_content_text(disk, folder, "influenza.json"));
  WL_TRY(content.influenza, care::load_influenza_pack(influenza));
  WL_TRY(const std::string pneumococcal, workflows::read_content_text(disk, folder, "pneumococcal-adult.json"));
  WL_TRY(content.pneumococcal, care::load_pneumococcal_pack(pneumococcal));
  return content;
}

}  // namespace wardlight::shell
