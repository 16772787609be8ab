// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/base/mechanism.h"
#include "sync/client/sync_client.h"
#include "sync/wire/sealed.h"

// How what this tablet made is brought to the hub.
namespace wardlight::sync {
namespace {

constexpr int kForbidden = 403;  // of an older hub, to a device that may only deliver
constexpr int kTooLarge = 413;
constexpr std::array kContentFaults = {400, 404, 409, 410, 412, 422};

bool holds(const wire::UnitAnswer& answer) {
  return answer.status == wire::UnitStatus::New || answer.status == wire::UnitStatus::Known;
}

std::string reason_of(const wire::UnitAnswer& answer) {
  return answer.reason.empty() ? "The hub could not take this statement." : answer.reason;
}

// As many frames, from the first, as one delivery may hold.
void keep_one_delivery(std::vector<store::SealedJournal::Frame>& frames, std::size_t most) {
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (count < frames.size() && count < most) {
    bytes += frames[count].length;
    if (bytes > wire::kMostPushBytes && count > 0) break;
    ++count;
  }
  frames.resize(count);
}

transport::HttpRequest sealed_delivery(ByteView frames) {
  return {"POST", "/fhir/$deliver-sealed", {{"Content-Type", std::string(wire::kSealedContentType)}}, to_string(frames)};
}

// Of a delivery of one frame.
wire::QuotedUnit quoted_box(ByteView frame) {
  const auto boxes = wire::read_frames(as_text(frame));
  return {wire::QuotedUnit::As::SealedBox, boxes && !boxes->empty() ? to_string(boxes->front()) : std::string()};
}

// A hub that was put back may lack the keys and patients of the days in between: what it refuses in the same breath as it
// tells of its new epoch is offered once more, after those have been told again.
bool is_put_back(const std::string& epoch_before, const Heard& heard) {
  return !epoch_before.empty() && epoch_before != heard.hub.epoch;
}

}  // namespace

SyncClient::Verdict SyncClient::judge(const Heard& heard, std::size_t units) {
  if (heard.status == kDone) return Verdict::Answered;
  const bool about_content = std::find(kContentFaults.begin(), kContentFaults.end(), heard.status) != kContentFaults.end();
  if (!about_content && heard.status != kTooLarge) return Verdict::Later;
  if (units == 1) return Verdict::RejectOne;
  m_most_units = units / 2;
  return Verdict::Smaller;
}

// What is refused as it is, alone, goes once more as text that nothing on the way reads: the hub takes it, or keeps it for a
// person to look at. Where it cannot even do that, the first refusal stands.
Expected<SyncClient::Delivered> SyncClient::deliver(transport::HttpRequest request, std::size_t units,
                                                    const std::function<wire::QuotedUnit()>& quote) {
  const auto length = units > 1 ? AnswerLength::Any : AnswerLength::Short;
  WL_TRY(Heard heard, ask(std::move(request), m_options.patience, length));
  const Verdict verdict = judge(heard, units);
  std::string why = reason_of(heard);
  const bool too_large = heard.status == kTooLarge;  // as text it would be larger still
  if (verdict != Verdict::RejectOne || too_large) return Delivered{std::move(heard), verdict, std::move(why)};
  WL_TRY(heard, ask(post_json("/fhir/$deliver-quoted", wire::write_quoted(quote())), m_options.patience));
  const bool cannot = knows_no_such(heard.status) || heard.status == kForbidden;
  const Verdict second = cannot ? Verdict::RejectOne : judge(heard, 1);
  return Delivered{std::move(heard), second, std::move(why)};
}

Progress SyncClient::push(std::vector<store::OutboxRow> rows) {
  std::vector<std::string> entries;
  std::vector<store::UnitName> names;
  for (const store::OutboxRow& row : rows) entries.push_back(row.statement.entry());
  rows.resize(wire::count_for_push(entries));
  entries.resize(rows.size());
  for (const store::OutboxRow& row : rows)
    if (row.state == store::OutboxState::Pending) names.push_back(row.unit);
  if (!names.empty())
    if (const auto marked = m_store->mark_sent(names); !marked) return fail(marked.error());
  const auto before = m_store->sync_state();
  if (!before) return fail(before.error());
  auto request = push_request(entries, rows.front().urgency == store::Urgency::Urgent);
  const auto delivered = deliver(std::move(request), rows.size(),
                                 [&] { return wire::QuotedUnit{wire::QuotedUnit::As::Entry, entries.front()}; });
  if (!delivered) return fail(delivered.error());
  switch (delivered->verdict) {
    case Verdict::Smaller: return succeed(Progress::More);
    case Verdict::Later: return refuse(delivered->heard);
    case Verdict::RejectOne: {
      const store::Rejection rejection{rows[0].unit, delivered->first_reason};
      if (const auto marked = m_store->mark_rejected({&rejection, 1}); !marked) return fail(marked.error());
      break;
    }
    case Verdict::Answered:
      if (const auto taken = take_push_answer(delivered->heard, rows, before->epoch); !taken) return fail(taken.error());
      break;
  }
  m_most_units = std::min(wire::kMostUnits, m_most_units * 2);
  return succeed(Progress::More);
}

Expected<void> SyncClient::take_push_answer(const Heard& heard, const std::vector<store::OutboxRow>& rows,
                                            const std::string& epoch_before) {
  WL_TRY(const auto answers, wire::read_push_answer(heard.body, rows.size()));
  std::vector<store::Acceptance> accepted;
  std::vector<store::Rejection> rejected;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (holds(answers[i])) accepted.push_back({rows[i].unit, answers[i].position});
    else rejected.push_back({rows[i].unit, reason_of(answers[i])});
  }
  if (!works(Mechanism::Isolation) && !rejected.empty())
    return Error{ErrorCode::NotAllowed, "One statement was refused, so none of this push counts.", "push"};
  WL_CHECK(m_store->mark_accepted(accepted, heard.hub.epoch));
  if (is_put_back(epoch_before, heard)) return {};
  return m_store->mark_rejected(rejected);
}

// An empty delivery. What is accepted but in no backup may be wanted again, and only an answer of the hub tells.
Progress SyncClient::greet() {
  const auto heard = ask(sealed_delivery({}), m_options.patience);
  if (!heard) return fail(heard.error());
  return heard->status == kDone ? succeed(Progress::CaughtUp) : refuse(*heard);
}

Progress SyncClient::push_sealed() {
  auto frames = m_journal->unanswered();
  if (frames.empty()) return m_journal->answers().empty() ? succeed(Progress::CaughtUp) : greet();
  keep_one_delivery(frames, m_most_units);
  const auto body = m_journal->read_for_wire(frames);
  if (!body) return fail(body.error());
  const std::string epoch_before = m_epoch;
  const auto delivered = deliver(sealed_delivery(*body), frames.size(), [&] { return quoted_box(*body); });
  if (!delivered) return fail(delivered.error());
  switch (delivered->verdict) {
    case Verdict::Smaller: return succeed(Progress::More);
    case Verdict::Later: return refuse(delivered->heard);
    case Verdict::RejectOne:
      if (const auto noted = m_journal->note_answers({{frames[0].name, store::SealedJournal::Verdict::Rejected, 0,
                                                       delivered->heard.hub.epoch, delivered->first_reason}});
          !noted)
        return fail(noted.error());
      break;
    case Verdict::Answered:
      if (const auto taken = take_sealed_answer(delivered->heard, frames, epoch_before); !taken) return fail(taken.error());
      break;
  }
  m_most_units = std::min(wire::kMostUnits, m_most_units * 2);
  return succeed(Progress::More);
}

Expected<void> SyncClient::take_sealed_answer(const Heard& heard, const std::vector<store::SealedJournal::Frame>& frames,
                                              const std::string& epoch_before) {
  WL_TRY(const auto answers, wire::read_push_answer(heard.body, frames.size()));
  std::vector<store::SealedJournal::Answer> noted;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const bool accepted = holds(answers[i]);
    if (!accepted && is_put_back(epoch_before, heard)) continue;
    const auto verdict = accepted ? store::SealedJournal::Verdict::Accepted : store::SealedJournal::Verdict::Rejected;
    noted.push_back({frames[i].name, verdict, answers[i].position, heard.hub.epoch, accepted ? "" : reason_of(answers[i])});
  }
  return m_journal->note_answers(noted);
}

}  // namespace wardlight::sync
