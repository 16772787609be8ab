// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// A signature by PIN, over what is on the screen, whoever is signed in at the tablet.
namespace wardlight::workflows {

// The same ward in the signer's name.
Ward signed_by(const Ward& ward, const access::Session& signer);

// Objects unless this is a fresh session from AccessControl::confirm(). `rule` is clinical.md's name for it, if it has one.
void judge_signer(const access::Session& signer, const std::string& rule, std::vector<Objection>& found);

}  // namespace wardlight::workflows
