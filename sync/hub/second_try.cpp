// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/second_try.h"

namespace wardlight::hub {
namespace {

constexpr int kFirstServerFault = 500;

Expected<bool> is_taken(const storage::QuarantineRow& row, storage::HubStorage& storage, PushService& push) {
  if (!row.envelope) return false;
  WL_TRY(const auto device, storage.find_device(row.device));
  if (!device) return false;
  const auto entry = store::write_entry(*row.envelope, row.type, row.id, as_text(row.bytes));
  const auto taken = push.take_bundle(wire::write_push({&entry, 1}), *device);
  if (taken.answer.status >= kFirstServerFault)
    return Error{ErrorCode::Environment, wire::read_outcome(taken.answer.body), "set-aside"};
  if (taken.answer.status != 200) return false;
  WL_TRY(const auto answers, wire::read_push_answer(taken.answer.body, 1));
  return answers[0].status == wire::UnitStatus::New || answers[0].status == wire::UnitStatus::Known;
}

}  // namespace

Expected<SecondTry> offer_again(storage::HubStorage& storage, PushService& push, const Clock& clock) {
  WL_TRY(const auto rows, storage.list_quarantine());
  SecondTry tried;
  for (const auto& row : rows) {
    WL_TRY(const bool taken, is_taken(row, storage, push));
    ++(taken ? tried.taken : tried.still_aside);
    if (taken) WL_CHECK(storage.release_quarantine(row.number, clock.now()));
  }
  return tried;
}

}  // namespace wardlight::hub
