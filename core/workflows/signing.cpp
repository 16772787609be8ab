// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/signing.h"

namespace wardlight::workflows {

Ward signed_by(const Ward& ward, const access::Session& signer) {
  return {ward.store, signer, ward.content, ward.zone, ward.clock, ward.random, ward.hub_clock_offset};
}

void judge_signer(const access::Session& signer, const std::string& rule, std::vector<Objection>& found) {
  if (signer.purpose() == access::Purpose::Signature && signer.is_open()) return;
  found.push_back({ObjectionKind::SignerNotConfirmed, "", "Enter the PIN of the person who signs; each signature needs it again.",
                   rule});
}

}  // namespace wardlight::workflows
