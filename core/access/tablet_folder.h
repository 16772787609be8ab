// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace wardlight::access {

// The names of everything a tablet keeps, in one place. Only names: nothing is made or looked at here.
struct TabletFolder {
  std::string root;

  std::string device() const { return root + "/device.json"; }         // who this tablet is and whom it reports to; public
  std::string device_key() const { return root + "/device-key.pem"; }  // of its certificate, 0600
  std::string next_device_key() const { return root + "/device-key-next.pem"; }  // while a certificate is being renewed, 0600
  std::string old_sign_keys() const { return root + "/old-sign-keys"; }  // public keys of slots that were made anew
  std::string key_store() const { return root + "/keystore"; }         // the software key store's file, 0600
  std::string slots() const { return root + "/slots"; }                // one file a nurse
  std::string attempts() const { return root + "/attempts"; }          // wrong PINs so far
  std::string store_folder() const { return root + "/store"; }
  std::string store() const { return root + "/store/wardlight.db"; }
  std::string beacon() const { return root + "/store/beacon"; }
  std::string journal() const { return root + "/journal"; }
  std::string ballast() const { return root + "/ballast"; }
  // The signed head of the audit log; a store that was begun anew has a log, and so a head, of its own.
  std::string audit_head(std::uint64_t incarnation) const { return root + "/audit-head-" + std::to_string(incarnation); }
  std::string settings() const { return root + "/settings.json"; }     // colours, language, unit; nobody's data
  std::string draft_counts() const { return root + "/drafts.json"; }   // how many forms each nurse left half done
  std::string quarantine() const { return root + "/quarantine"; }
};

}  // namespace wardlight::access
