// SPDX-License-Identifier: Apache-2.0
#include "core/store/sealed_journal.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace wardlight::store {
namespace {

// A frame: "WLF1", length of the box (4), incarnation (8), seq (8), hash of the statement (32), checksum (8), box.
// The checksum is the start of SHA-256 over all of the frame but itself.
constexpr std::string_view kFrameMagic = "WLF1";
constexpr std::size_t kChecksumAt = 56;
constexpr std::size_t kChecksumSize = 8;
constexpr std::size_t kHeaderSize = kChecksumAt + kChecksumSize;
// Room behind the frames is made in steps: a frame that fits changes no length, and its sync waits for its bytes alone.
constexpr std::uint64_t kRoom = std::uint64_t{64} << 10;

// An answer: "WLA1", length of the rest (4), checksum of the rest (8), verdict (1), incarnation, seq, position (8 each),
// length of the epoch (4), epoch, problem.
constexpr std::string_view kAnswerMagic = "WLA1";
constexpr std::size_t kAnswerHeaderSize = 16;
constexpr std::size_t kAnswerFixedSize = 29;

Bytes checksum(ByteView head, ByteView body) {
  Bytes all(head.begin(), head.end());
  append(all, body);
  const auto hash = crypto::sha256(all);
  return {hash.begin(), hash.begin() + kChecksumSize};
}

Bytes make_frame(const SealedJournal::SealedUnit& unit) {
  Bytes frame = to_bytes(kFrameMagic);
  frame.reserve(kHeaderSize + unit.box.size());
  append_big_endian(frame, static_cast<std::uint32_t>(unit.box.size()));
  append_big_endian(frame, unit.name.incarnation);
  append_big_endian(frame, unit.name.seq);
  append(frame, unit.hash);
  append(frame, checksum(frame, unit.box));
  append(frame, unit.box);
  return frame;
}

Bytes make_answer(const SealedJournal::Answer& answer) {
  Bytes rest;
  rest.push_back(static_cast<std::uint8_t>(answer.verdict));
  append_big_endian(rest, answer.name.incarnation);
  append_big_endian(rest, answer.name.seq);
  append_big_endian(rest, answer.position);
  append_big_endian(rest, static_cast<std::uint32_t>(answer.epoch.size()));
  append(rest, answer.epoch);
  append(rest, answer.problem);
  Bytes record = to_bytes(kAnswerMagic);
  append_big_endian(record, static_cast<std::uint32_t>(rest.size()));
  append(record, checksum({}, rest));
  append(record, rest);
  return record;
}

std::optional<SealedJournal::Answer> read_answer(ByteView rest) {
  if (rest.size() < kAnswerFixedSize) return std::nullopt;
  SealedJournal::Answer answer;
  answer.verdict = static_cast<SealedJournal::Verdict>(rest[0]);
  answer.name = {read_big_endian<std::uint64_t>(rest.subspan(1, 8)), read_big_endian<std::uint64_t>(rest.subspan(9, 8))};
  answer.position = read_big_endian<std::uint64_t>(rest.subspan(17, 8));
  const auto epoch_size = read_big_endian<std::uint32_t>(rest.subspan(25, 4));
  if (rest.size() - kAnswerFixedSize < epoch_size) return std::nullopt;
  answer.epoch = to_string(rest.subspan(kAnswerFixedSize, epoch_size));
  answer.problem = to_string(rest.subspan(kAnswerFixedSize + epoch_size));
  return answer;
}

// With fresh room behind them when they do not fit; a disk too full for that takes them alone.
Expected<void> write_frames(File& file, std::uint64_t end, const Bytes& frames) {
  WL_TRY(const auto size, file.size());
  const std::uint64_t needed = end + frames.size();
  if (needed > size) {
    Bytes with_room = frames;
    with_room.resize(frames.size() + (kRoom - needed % kRoom));
    if (const auto written = file.write_at(end, with_room); written || written.error().code != ErrorCode::DiskFull) return written;
  }
  return file.write_at(end, frames);
}

Expected<Bytes> read_whole(File& file) {
  WL_TRY(const auto size, file.size());
  return file.read_at(0, size);
}

}  // namespace

Expected<std::shared_ptr<SealedJournal>> SealedJournal::open(Disk& disk, const std::string& folder,
                                                             const crypto::BoxPublicKey& ingest_key) {
  std::shared_ptr<SealedJournal> journal(new SealedJournal(disk, folder, ingest_key));
  WL_CHECK(disk.make_folder(folder));
  WL_CHECK(journal->load());
  return journal;
}

Expected<void> SealedJournal::load() {
  WL_TRY(const bool frames_there, m_disk.exists(frames_path()));
  WL_TRY(const bool answers_there, m_disk.exists(answers_path()));
  WL_TRY(m_file, m_disk.open(frames_path(), OpenMode::CreateOrOpen));
  WL_TRY(m_answers_file, m_disk.open(answers_path(), OpenMode::CreateOrOpen));
  if (!frames_there || !answers_there) WL_CHECK(m_disk.sync_folder(m_folder));
  WL_CHECK(load_frames());
  return load_answers();
}

// Stops at the first frame that is not whole: only the last append can have been torn, and the next one writes over it.
Expected<void> SealedJournal::load_frames() {
  m_frames.clear();
  m_names.clear();
  m_end = 0;
  WL_TRY(const auto size, m_file->size());
  while (size - m_end >= kHeaderSize) {
    WL_TRY(const Bytes bytes, m_file->read_at(m_end, kHeaderSize));
    const ByteView head(bytes);
    const auto length = read_big_endian<std::uint32_t>(head.subspan(4, 4));
    if (as_text(head.first(4)) != kFrameMagic || size - m_end - kHeaderSize < length) break;
    WL_TRY(const Bytes box, m_file->read_at(m_end + kHeaderSize, length));
    if (!crypto::equal(checksum(head.first(kChecksumAt), box), head.subspan(kChecksumAt))) break;
    Frame frame;
    frame.name = {read_big_endian<std::uint64_t>(head.subspan(8, 8)), read_big_endian<std::uint64_t>(head.subspan(16, 8))};
    frame.offset = m_end + kHeaderSize;
    frame.length = length;
    std::copy_n(head.begin() + 24, frame.hash.size(), frame.hash.begin());
    m_frames.push_back(frame);
    m_names.insert(frame.name);
    m_end += kHeaderSize + length;
  }
  return {};
}

Expected<void> SealedJournal::load_answers() {
  m_answers.clear();
  m_answers_end = 0;
  WL_TRY(const Bytes all, read_whole(*m_answers_file));
  const ByteView view(all);
  while (view.size() - m_answers_end >= kAnswerHeaderSize) {
    const ByteView head = view.subspan(m_answers_end, kAnswerHeaderSize);
    const auto length = read_big_endian<std::uint32_t>(head.subspan(4, 4));
    if (as_text(head.first(4)) != kAnswerMagic || view.size() - m_answers_end - kAnswerHeaderSize < length) break;
    const ByteView rest = view.subspan(m_answers_end + kAnswerHeaderSize, length);
    auto answer = read_answer(rest);
    if (!answer || !crypto::equal(checksum({}, rest), head.subspan(8))) break;
    m_answers.push_back(std::move(*answer));
    m_answers_end += kAnswerHeaderSize + length;
  }
  return {};
}

Expected<void> SealedJournal::append(const std::vector<SealedUnit>& units) {
  const std::lock_guard lock(m_mutex);
  Bytes all;
  std::vector<Frame> added;
  for (const auto& unit : units) {
    if (m_names.contains(unit.name)) continue;
    added.push_back({unit.name, unit.hash, m_end + all.size() + kHeaderSize, static_cast<std::uint32_t>(unit.box.size())});
    wardlight::append(all, make_frame(unit));
  }
  if (added.empty()) return {};
  WL_CHECK(write_frames(*m_file, m_end, all));
  WL_CHECK(m_file->sync());
  m_end += all.size();
  for (const auto& frame : added) m_names.insert(frame.name);
  m_frames.insert(m_frames.end(), added.begin(), added.end());
  return {};
}

std::vector<SealedJournal::Frame> SealedJournal::frames() const {
  const std::lock_guard lock(m_mutex);
  return m_frames;
}

bool SealedJournal::contains(const UnitName& name) const {
  const std::lock_guard lock(m_mutex);
  return m_names.contains(name);
}

std::vector<SealedJournal::Frame> SealedJournal::unanswered() const {
  const std::lock_guard lock(m_mutex);
  std::set<UnitName> answered;
  for (const auto& answer : m_answers) answered.insert(answer.name);
  std::vector<Frame> open;
  std::copy_if(m_frames.begin(), m_frames.end(), std::back_inserter(open),
               [&](const Frame& frame) { return !answered.contains(frame.name); });
  return open;
}

Expected<Bytes> SealedJournal::read_for_wire(const std::vector<Frame>& frames) const {
  const std::lock_guard lock(m_mutex);
  Bytes all;
  for (const auto& wanted : frames) {
    // By name: the journal may have been compacted since the caller looked.
    const auto frame = std::find_if(m_frames.begin(), m_frames.end(), [&](const Frame& here) { return here.name == wanted.name; });
    if (frame == m_frames.end()) return Error{ErrorCode::Conflict, "A record is no longer in the journal: the hub has it. Look again.", "journal"};
    WL_TRY(const Bytes box, m_file->read_at(frame->offset, frame->length));
    append_big_endian(all, frame->length);
    wardlight::append(all, box);
  }
  return all;
}

Expected<void> SealedJournal::note_answers(const std::vector<Answer>& answers) {
  const std::lock_guard lock(m_mutex);
  Bytes all;
  for (const auto& answer : answers) wardlight::append(all, make_answer(answer));
  WL_CHECK(m_answers_file->write_at(m_answers_end, all));
  WL_CHECK(m_answers_file->sync());
  m_answers_end += all.size();
  m_answers.insert(m_answers.end(), answers.begin(), answers.end());
  return {};
}

std::vector<SealedJournal::Answer> SealedJournal::answers() const {
  const std::lock_guard lock(m_mutex);
  return m_answers;
}

Expected<void> SealedJournal::rewrite_answers() {
  Bytes all;
  for (const auto& answer : m_answers) wardlight::append(all, make_answer(answer));
  m_answers_rewritten = false;
  WL_CHECK(replace_file(m_disk, answers_path(), all));
  WL_TRY(m_answers_file, m_disk.open(answers_path(), OpenMode::ReadWrite));
  m_answers_end = all.size();
  m_answers_rewritten = true;
  return {};
}

Expected<void> SealedJournal::forget_other_epochs(const std::string& epoch) {
  const std::lock_guard lock(m_mutex);
  const auto other = [&](const Answer& answer) { return answer.epoch != epoch; };
  if (std::erase_if(m_answers, other) == 0 && m_answers_rewritten) return {};
  return rewrite_answers();
}

Expected<void> SealedJournal::compact(const std::vector<UnitName>& released) {
  const std::lock_guard lock(m_mutex);
  const auto gone = [&](const UnitName& name) { return std::binary_search(released.begin(), released.end(), name); };
  if (std::none_of(m_frames.begin(), m_frames.end(), [&](const Frame& frame) { return gone(frame.name); })) return {};
  Bytes kept;
  for (const auto& frame : m_frames) {
    if (gone(frame.name)) continue;
    WL_TRY(const Bytes bytes, m_file->read_at(frame.offset - kHeaderSize, kHeaderSize + frame.length));
    wardlight::append(kept, bytes);
  }
  WL_CHECK(replace_file(m_disk, frames_path(), kept));
  WL_TRY(m_file, m_disk.open(frames_path(), OpenMode::ReadWrite));
  WL_CHECK(load_frames());
  std::erase_if(m_answers, [&](const Answer& answer) { return gone(answer.name); });
  return rewrite_answers();
}

}  // namespace wardlight::store
