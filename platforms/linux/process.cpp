// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace wardlight::platform {

Expected<void> harden_process() {
  const rlimit none{0, 0};
  ::umask(S_IRWXG | S_IRWXO);
  if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return Error{ErrorCode::Environment,
                 "The system would not protect this program's memory; start it outside the sandbox that forbids it.", "process"};
  return {};
}

}  // namespace wardlight::platform
