// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/ward.h"

namespace wardlight::workflows {

// A form that whoever is signed in left half done on this tablet. Nobody else sees it.
struct MyDraft {
  EncounterId encounter;
  std::string questionnaire;  // its url
  std::string form;           // its name in the catalogue; empty: this tablet has no such form any more
  forms::LocalText title;
  Instant changed_at;
  bool usable = true;  // false: begun with another version of the form, so all that is left is to discard it
};

// The newest first.
Expected<std::vector<MyDraft>> list_my_drafts(const Ward& ward);

// For good. One that is not there any more is no failure.
Expected<void> discard_draft(const Ward& ward, const EncounterId& encounter, const std::string& questionnaire);

}  // namespace wardlight::workflows
