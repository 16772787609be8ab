// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace CLI {
class App;
}

namespace wardlight::tool {

// The exit codes of cli.md; every program uses the same.
enum class Exit : int { Done = 0, No = 1, BadUsage = 2, Environment = 3 };

// What a command answers: JSON for stdout (nothing else goes there) and the exit code.
struct Answer {
  json::Value json;
  Exit exit = Exit::Done;
};

Exit exit_for(const Error& error);

// Prints the JSON and a newline on stdout, or the error's sentence on stderr; gives the exit code.
int finish(const Expected<Answer>& answer);

// The text of a file, or of standard input for "-"; BadUsage when it cannot be read.
Expected<std::string> read_input(const std::string& path);

}  // namespace wardlight::tool
