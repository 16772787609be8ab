// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/answer.h"

#include "sync/wire/bundle.h"

namespace wardlight::hub {
namespace {

constexpr Duration kTryAgain = seconds(5);

}  // namespace

Answer refusal(int status, std::string_view code, std::string_view sentence) {
  return {status, wire::write_outcome(code, sentence), {}, {}, {}};
}

Answer storage_failure(const Error& error) {
  if (error.code == ErrorCode::DiskFull)
    return refusal(507, "no-store", "The hub's disk is nearly full. Tablets keep working; free space on the hub.");
  Answer answer = refusal(503, "transient", "The hub cannot reach its store just now. Nothing is lost; send it again.");
  answer.retry_after = kTryAgain;
  return answer;
}

}  // namespace wardlight::hub
