// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/disk.h"
#include "core/base/expected.h"

// Room kept back for the day the disk is full: a full disk lets SQLite neither delete nor checkpoint, so the only
// way to save the record in hand is to give it space that was set aside before (security.md, ST7).
namespace wardlight::store {

enum class BallastState { InPlace, Missing };

// Fills the file when the disk has at least twice its size to spare; else leaves it Missing. Environment on a bad disk.
Expected<BallastState> fill_ballast(Disk& disk, const std::string& path, std::uint64_t bytes);

// Gives the space back. Missing when there was none to give.
Expected<BallastState> release_ballast(Disk& disk, const std::string& path);

}  // namespace wardlight::store
