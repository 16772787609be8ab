// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace wardlight {

// One function for std::visit, made of one lambda for each alternative.
template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 16 does not deduce an aggregate by itself

}  // namespace wardlight
