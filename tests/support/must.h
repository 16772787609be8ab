// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "core/base/expected.h"

// For what a test only needs and does not examine: the value, or the test fails with where it broke and the sentence.
// Found by its argument in every namespace below wardlight.
namespace wardlight {

template <class T>
T must(Expected<T> result) {
  if (!result) FAIL(result.error().where << ": " << result.error().text);
  return *std::move(result);
}
inline void must(const Expected<void>& result) {
  if (!result) FAIL(result.error().where << ": " << result.error().text);
}

}  // namespace wardlight
