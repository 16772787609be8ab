// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace wardlight {

// What the caller can do about a failure; the text says it in words.
enum class ErrorCode {
  Locked,          // sign in first
  WrongKey,        // the key does not open this store
  NewerSchema,     // written by a newer version: update the program
  Corrupt,         // damaged: kept aside, never deleted
  DiskFull,        // free some space
  Conflict,        // somebody else wrote first, or the outcome is unknown: re-read by id
  NotFound,
  NotAllowed,
  InvalidContent,  // the input is wrong: the text says where
  Offline,         // no network, or no answer that can be trusted
  BadUsage,        // the command line or the call is wrong
  Environment,     // the machine refused: disk, port, permission
};

// A failure as a value. `text` is one plain sentence that says what is wrong and what to do;
// it never holds patient data, so it is safe to log. `where` names the place in the input or
// the module, and may be empty.
struct Error {
  ErrorCode code = ErrorCode::InvalidContent;
  std::string text;
  std::string where;
};

}  // namespace wardlight
