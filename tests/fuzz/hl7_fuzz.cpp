// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/json/value.h"
#include "sync/census/hl7/census_fold.h"
#include "sync/transport/mllp/mllp_frames.h"

using namespace wardlight;
using namespace wardlight::census;

namespace {

// Whatever reads as an event gives resources that are well-formed, the same ones from two of it.
void check_message(const std::string& text) {
  static const Zone zone = *Zone::find("America/New_York");
  const auto message = hl7::Message::parse(text);
  if (!message) return;
  const auto event = hl7::read_adt(*message, zone);
  if (!event) return;
  for (const auto& subject : hl7::subjects_of(*event)) {
    const auto id = subject.substr(subject.find('/') + 1);
    const bool patient = subject.starts_with("Patient/");
    const auto once = patient ? hl7::fold_patient({*event}, id) : hl7::fold_encounter({*event}, id, zone);
    const auto twice = patient ? hl7::fold_patient({*event, *event}, id) : hl7::fold_encounter({*event, *event}, id, zone);
    if (!json::parse(once.bytes) || (event->trigger != "A12" && once.bytes != twice.bytes)) std::abort();
  }
  for (const auto& location : hl7::locations_of(*event))
    if (!json::parse(location.bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_message(text);
  transport::MllpFrames frames(1 << 16);
  if (frames.feed(transport::write_mllp_frame("MSH") + text))
    if (frames.next() != "MSH") std::abort();
  return 0;
}
