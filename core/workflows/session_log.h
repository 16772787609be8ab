// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/access/access_control.h"
#include "core/base/disk.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

// The audit log's first line of a session, with how many wrong PINs came before it: call it when the store has been opened.
Expected<void> log_sign_in(const Ward& ward);

// The last line, and the log sealed with the person's key in the file `head_path`
// (access::TabletFolder::audit_head): call it before the store is closed. A failure must not keep
// the tablet from locking; it shows at the next verification.
Expected<void> log_lock(const Ward& ward, Disk& disk, const std::string& head_path);

// After AccessControl::change_pin() of who is signed in.
Expected<void> log_pin_change(const Ward& ward);

// Lets a colleague who is locked out try again, and says so in the log. Needs UnlockStaff; a refusal is logged too.
Expected<void> unlock_staff(const Ward& ward, access::AccessControl& door, const PractitionerId& practitioner);

}  // namespace wardlight::workflows
