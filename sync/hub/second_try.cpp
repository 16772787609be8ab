// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/second_try.h"

#include "sync/hub/reconcile.h"

namespace wardlight::hub {
namespace {

constexpr int kFirstServerFault = 500;

bool can_be_taken(const storage::QuarantineRow& row) {
  return row.envelope && row.reason != storage::kForkReason && row.reason != storage::kOtherBytesReason;
}

struct Tried {
  bool taken = false;
  bool temporary = false;
};
Expected<Tried> try_again(const storage::QuarantineRow& row, storage::HubStorage& storage, PushService& push) {
  if (!can_be_taken(row)) return Tried{};
  WL_TRY(const auto device, storage.find_device(row.device));
  if (!device) return Tried{};
  const auto entry = store::write_entry(*row.envelope, row.type, row.id, as_text(row.bytes));
  const auto given = push.take_bundle(wire::write_push({&entry, 1}), *device);
  if (given.answer.status >= kFirstServerFault)
    return Error{ErrorCode::Environment, wire::read_outcome(given.answer.body), "set-aside"};
  if (given.answer.status != 200) return Tried{};
  WL_TRY(const auto answers, wire::read_push_answer(given.answer.body, 1));
  const bool taken = answers[0].status == wire::UnitStatus::New || answers[0].status == wire::UnitStatus::Known;
  return Tried{taken, given.temporary_arrived};
}

}  // namespace

Expected<SecondTry> offer_again(storage::HubStorage& storage, PushService& push, const Clock& clock,
                                const std::optional<DeviceId>& device) {
  WL_TRY(const auto rows, storage.list_quarantine());
  SecondTry counts;
  bool temporary_arrived = false;
  for (const auto& row : rows) {
    if (device && row.device != *device) continue;
    WL_TRY(const Tried tried, try_again(row, storage, push));
    ++(tried.taken ? counts.taken : counts.still_aside);
    temporary_arrived |= tried.temporary;
    if (tried.taken) WL_CHECK(storage.release_quarantine(row.number, clock.now()));
  }
  if (temporary_arrived) WL_CHECK(reconcile_temporaries(storage, clock.now()));
  return counts;
}

}  // namespace wardlight::hub
