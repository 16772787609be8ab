// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/session_log.h"

#include "core/audit/log_head.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {

Expected<void> log_sign_in(const Ward& ward) {
  const int wrong = ward.session.wrong_tries_before();
  const std::string detail = wrong == 0 ? "" : "wrong-tries-before-" + std::to_string(wrong);
  return ward.store.append_audit({audit_line(ward, audit::Act::SignedIn, "", detail)});
}

Expected<void> log_lock(const Ward& ward, Disk& disk, const std::string& head_path) {
  WL_CHECK(ward.store.append_audit({audit_line(ward, audit::Act::Locked, "", "")}));
  const audit::Sealer by{ward.session.person().practitioner, [&ward](ByteView message) { return ward.session.sign(message); },
                         ward.store.device()};
  WL_CHECK(audit::seal_log(ward.store, disk, head_path, by, ward.clock.now()));
  return {};
}

Expected<void> log_pin_change(const Ward& ward) {
  return ward.store.append_audit({audit_line(ward, audit::Act::PinChanged, "", "")});
}

Expected<void> unlock_staff(const Ward& ward, access::AccessControl& door, const PractitionerId& practitioner) {
  WL_CHECK(require(ward, access::Action::UnlockStaff));
  WL_CHECK(door.unlock_staff(practitioner));
  return ward.store.append_audit({audit_line(ward, audit::Act::StaffUnlocked, "Practitioner/" + practitioner.value, "")});
}

}  // namespace wardlight::workflows
