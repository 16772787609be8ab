// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/workflows/read_call_list.h"
#include "core/workflows/ward_board.h"

namespace wardlight::shell {

// The unit's open work as it was at one moment, whole.
struct BoardPicture {
  workflows::UnitWork work;
  std::optional<workflows::CallList> calls;  // absent: not for who is signed in
};

// Keeps the unit's picture on a thread and a store of its own, so that whoever draws never waits for it. What it gives is always
// the last complete one, with its time; never half of one, and none before the first. Destroying it closes its store.
class BoardKeeper {
 public:
  struct Source {
    std::unique_ptr<store::Store> store;
    std::shared_ptr<access::Session> session;
    const workflows::WardContent& content;
    const Zone& zone;
    const Clock& clock;
    RandomSource& random;
  };
  // What a picture is of: the store's tick and the minute. Asking for the same twice is asking once.
  struct Stamp {
    std::uint64_t tick = 0;
    std::int64_t minute = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct Answer {
    std::shared_ptr<const BoardPicture> picture;  // none: not read yet
    std::optional<Error> failure;                 // of the last reading; the picture is older then
    bool is_newest = false;                       // of the stamp that was asked for last
  };

  // `ready`: there is another answer; on the thread of its own.
  BoardKeeper(Source source, LocationId unit, std::function<void()> ready);
  ~BoardKeeper();
  BoardKeeper(const BoardKeeper&) = delete;

  void ask(const Stamp& stamp);
  Answer answer() const;

 private:
  void run();
  Expected<BoardPicture> read();

  const Source m_source;
  const LocationId m_unit;
  const std::function<void()> m_ready;
  workflows::WardBoard m_board;  // on the thread of its own
  mutable std::mutex m_mutex;    // over all below
  std::condition_variable m_asked;
  bool m_ends = false;
  std::optional<Stamp> m_wanted;
  std::optional<Stamp> m_done;
  Answer m_answer;
  std::thread m_thread;
};

}  // namespace wardlight::shell
