// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/push.h"

#include <algorithm>

#include "sync/wire/numbers.h"
#include "sync/wire/quoted.h"
#include "sync/wire/sealed.h"

namespace wardlight::hub {
namespace {

constexpr std::string_view kGivenSetting = "incarnation of ";

wire::UnitAnswer answer_of(const storage::AppendResult& result) {
  switch (result.state) {
    case storage::AppendState::New: return {wire::UnitStatus::New, result.position, {}};
    case storage::AppendState::Known: return {wire::UnitStatus::Known, result.position, {}};
    case storage::AppendState::OtherBytes:
      return {wire::UnitStatus::Conflict, 0, "The hub has other bytes under this id. Both are kept; a person will look at them."};
    case storage::AppendState::Fork: break;
  }
  return {wire::UnitStatus::Conflict, 0,
      "This device's chain has another unit here, as after a copy or an old backup. Both are kept; a person will look."};
}

storage::NewUnit to_new_unit(const wire::PushedUnit& unit) {
  return {unit.envelope, store::chain_value(unit.envelope), unit.type,    unit.id,
          unit.bytes,    superseded_id(*unit.resource),     unit.resource};
}

bool is_about_people(const storage::NewUnit& unit) { return unit.type == "Patient" || unit.type == "Encounter"; }

// A Bundle that holds too much is the sender's to split: 413, unlike one that is not well-formed.
Answer unreadable(const Error& error) {
  if (error.where == "Bundle.entry") return refusal(413, "too-costly", error.text);
  return refusal(400, "structure", error.text);
}

}  // namespace

PushService::Taken PushService::take_bundle(std::string body, const storage::Device& device) {
  const std::size_t size = body.size();
  const auto push = wire::Push::read(std::move(body));
  if (!push) return {unreadable(push.error())};
  if (size > wire::kMostPushBytes && push->units().size() > 1)
    return {refusal(413, "too-costly", "A push holds at most 256 kB; send it in parts.")};
  return take(*push, device);
}

PushService::Taken PushService::take_sealed(const std::string& body, const storage::Device& device) {
  const auto boxes = wire::read_frames(body);
  if (!boxes) return {refusal(400, "structure", boxes.error().text)};
  std::vector<wire::EntryText> entries;
  for (const auto box : *boxes) entries.push_back(open(box));
  return take(wire::Push::from_entries(std::move(entries)), device);
}

PushService::Taken PushService::take_quoted(const std::string& body, const storage::Device& device) {
  auto unit = wire::read_quoted(body);
  if (!unit) return {refusal(400, "structure", unit.error().text)};
  const bool sealed = unit->as == wire::QuotedUnit::As::SealedBox;
  return take(wire::Push::from_entries({sealed ? open(as_bytes(unit->bytes)) : wire::EntryText(std::move(unit->bytes))}), device);
}

// A box for another key is kept as it came: whoever has that key can still open it.
wire::EntryText PushService::open(ByteView box) const {
  if (const auto opened = crypto::open_sealed(m_ingest, box)) return to_string(opened->view());
  return {to_string(box), Error{ErrorCode::WrongKey, "It is sealed to another key than this hub's, and kept as it came.", "box"}};
}

PushService::Taken PushService::take(const wire::Push& push, const storage::Device& device) {
  storage::Delivery delivery{device.id, m_clock.now(), {}, {}};
  std::vector<wire::UnitAnswer> answers(push.units().size());
  std::vector<std::size_t> places;  // of delivery.units in the answers
  std::vector<std::size_t> incidents;
  std::vector<std::string> objections(push.units().size());
  for (std::size_t i = 0; i < push.units().size(); ++i) {
    const auto& unit = push.units()[i];
    auto verdict = m_judge.judge(unit, device);
    if (!verdict) return {storage_failure(verdict.error())};
    if (device.lost_at && verdict->objection.empty()) verdict->objection = kFromLost;
    if (verdict->objection.empty() && storage::is_incident(unit.type, *unit.resource)) {
      if (m_incidents != nullptr) {
        incidents.push_back(i);
        continue;
      }
      verdict->objection = "This hub has no file for incidents, which never go into the record.";
    }
    if (verdict->objection.empty()) {
      delivery.units.push_back(to_new_unit(unit));
      places.push_back(i);
      continue;
    }
    objections[i] = std::move(verdict->objection);
    answers[i] = {wire::UnitStatus::Refused, 0, objections[i]};
    delivery.refused.push_back({unit.type, unit.id, unit.bytes, objections[i],
                                unit.problem ? std::nullopt : std::optional(unit.envelope), !verdict->origin_is_sure});
  }
  if (push.units().empty()) return {{200, wire::write_push_answer(answers), {}, {}, {}}};
  const auto results = m_storage.append(delivery);
  if (!results) return {storage_failure(results.error())};
  const auto kept_apart = take_incidents(push, incidents, delivery.received_at, answers);
  if (!kept_apart) return {storage_failure(kept_apart.error())};
  Taken taken;
  taken.set_aside = delivery.refused.size();
  if (std::ranges::any_of(*results, [](const auto& result) { return result.state == storage::AppendState::Fork; })) {
    const auto given = give_incarnation(device);
    if (given) taken.answer.incarnation = *given;  // if not, at the next fork
  }
  for (std::size_t i = 0; i < results->size(); ++i) {
    answers[places[i]] = answer_of((*results)[i]);
    const bool is_new = (*results)[i].state == storage::AppendState::New;
    taken.set_aside += answers[places[i]].status == wire::UnitStatus::Conflict ? 1 : 0;
    taken.feed_moved |= is_new;
    taken.temporary_arrived |= is_new && is_about_people(delivery.units[i]);
  }
  taken.answer.body = wire::write_push_answer(answers);
  return taken;
}

// They go into their own file and have no place in the feed: the tablet is told where the feed stands, so that what is
// durable up to there counts for them too.
Expected<void> PushService::take_incidents(const wire::Push& push, const std::vector<std::size_t>& places, Instant now,
                                           std::vector<wire::UnitAnswer>& answers) {
  if (places.empty()) return {};
  std::vector<storage::NewUnit> units;
  for (const std::size_t place : places) units.push_back(to_new_unit(push.units()[place]));
  WL_TRY(auto results, m_incidents->append(units, now));
  WL_TRY(const auto state, m_storage.state());
  for (std::size_t i = 0; i < places.size(); ++i) {
    results[i].position = std::max<std::uint64_t>(state.head, 1);
    answers[places[i]] = answer_of(results[i]);
  }
  return {};
}

// Each tablet that shares this chain gets one of its own, never given before.
Expected<std::uint64_t> PushService::give_incarnation(const storage::Device& device) {
  const std::string name = std::string(kGivenSetting) + device.id.value;
  std::uint64_t given = device.incarnation;
  if (const auto before = m_storage.setting(name)) given = std::max(given, wire::to_number(*before).value_or(0));
  WL_TRY(const std::uint64_t seen, m_storage.highest_incarnation(device.id));
  given = std::max(given, seen) + 1;
  WL_CHECK(m_storage.put_setting(name, std::to_string(given)));
  return given;
}

}  // namespace wardlight::hub
