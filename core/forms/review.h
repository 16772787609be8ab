// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/forms/form_session.h"

namespace wardlight::forms {

// One answer to what is asked and not hidden. Both belong to the session and its form: good until its next change.
struct AskedAnswer {
  const Item* item = nullptr;
  const Answer* answer = nullptr;
};

// All that saving a form looks at, from one walk; each in the form's order.
struct Review {
  std::vector<Finding> missing;  // as FormSession::missing()
  std::vector<Finding> faults;   // as FormSession::faults()
  std::vector<AskedAnswer> answered;
};
Review review(const FormSession& session);

}  // namespace wardlight::forms
