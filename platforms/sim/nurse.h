// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>

#include "core/care/rounding_pack.h"
#include "core/forms/form_session.h"
#include "core/workflows/ward.h"

namespace wardlight::sim {

// Fills a round's form as a nurse would: says what kind of round it was, then answers whatever the form still asks,
// choosing among what it offers. Knows no question by name, so it works with any checklist.
// Fails with InvalidContent when the form cannot be completed that way.
Expected<forms::FormSession> fill_round(std::mt19937_64& chance, const workflows::WardContent& content, care::RoundKind kind);

// Answers whatever a form still asks with the first thing it offers; of a time, `when`.
Expected<void> fill_plainly(forms::FormSession& form, const std::string& when);

}  // namespace wardlight::sim
