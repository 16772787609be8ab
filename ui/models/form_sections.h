// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sheet.h"

namespace wardlight::models {

// A form as sections of a sheet: one for each group of its first level, with the group's linkId as the key, and one without a
// title for what stands outside of groups. A group that offers "all seen" has that tap beside its title.
std::vector<SheetSection> build_form_sections(const forms::FormSession& session, const EncounterId& encounter,
    const Moment& moment, const Texts& texts);

// What the "all seen" tap of a group answers, each question for itself. Where several groups offer one, each tap answers for
// its own group only; where one does, it stands for the whole form.
Expected<std::vector<FormField>> fill_seen(forms::FormSession& session, const FormField& group);

}  // namespace wardlight::models
