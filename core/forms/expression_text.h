// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Taking the text of a FHIRPath formula apart, with regard to quotes and brackets. Not for use outside core/forms.
namespace wardlight::forms::loading {

bool is_word(char c);
// Without the white space that is not needed; what stands in quotes is left as it is.
std::string squeeze(std::string_view text);
// The parts between `separator` outside quotes, brackets and braces.
std::vector<std::string_view> split(std::string_view text, char separator);
// The parts between the words "or" and "and" outside quotes and brackets.
std::vector<std::string_view> split_logic(std::string_view text);
// Is the bracket at `open` closed by the very last sign?
bool is_wrapped(std::string_view text, std::size_t open);
// What stands between the bracket at `open` and the one that closes it.
std::string_view inside_bracket(std::string_view text, std::size_t open);

}  // namespace wardlight::forms::loading
