// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "core/workflows/read_shift.h"

namespace wardlight::workflows {

// The charge nurse signs what is complete and says why for what is not. A QuestionnaireResponse about the unit, with the figures
// and the hash of what was on the screen. Signed again it supersedes the signature before it, and any that was made beside it.
struct CloseShift {
  StatementId id;
  LocationId unit;
  care::Shift shift;
  std::string hash;                           // ShiftView::hash of what is on the screen
  std::map<care::OpenKind, std::string> why;  // a code of the pack's reasons, or words
  std::string note = {};
};
// Signed by `signer`: a session from AccessControl::confirm(), locked by the signature. Needs CloseShift. Objections: it is too
// early; the picture has changed since it was read; something open that needs a reason has none; nothing changed since the last
// signature.
Expected<Outcome> close_shift(const Ward& ward, access::Session& signer, const CloseShift& close, const OtherTablets& others);

}  // namespace wardlight::workflows
