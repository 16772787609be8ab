// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/board_keeper.h"

#include <utility>

namespace wardlight::shell {

BoardKeeper::BoardKeeper(Source source, LocationId unit, std::function<void()> ready)
    : m_source(std::move(source)), m_unit(unit), m_ready(std::move(ready)), m_board(std::move(unit)), m_thread([this] {
        run();
      }) {}

BoardKeeper::~BoardKeeper() {
  {
    const std::lock_guard lock(m_mutex);
    m_ends = true;
  }
  m_asked.notify_one();
  m_thread.join();
}

void BoardKeeper::ask(const Stamp& stamp) {
  {
    const std::lock_guard lock(m_mutex);
    m_wanted = stamp;
  }
  m_asked.notify_one();
}

BoardKeeper::Answer BoardKeeper::answer() const {
  const std::lock_guard lock(m_mutex);
  Answer answer = m_answer;
  answer.is_newest = !m_answer.failure && m_done == m_wanted;
  return answer;
}

Expected<BoardPicture> BoardKeeper::read() {
  const workflows::Ward ward{*m_source.store, *m_source.session, m_source.content,
                             m_source.zone,   m_source.clock,    m_source.random};
  WL_TRY(workflows::WardPicture picture, m_board.refresh(ward));
  BoardPicture all{std::move(picture.work), {}};
  if (!ward.session.allows(access::Action::AssessPatient)) return all;
  WL_TRY(all.calls, workflows::read_call_list(ward, m_unit));
  return all;
}

void BoardKeeper::run() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_asked.wait(lock, [&] { return m_ends || m_wanted != m_done; });
    if (m_ends) return;
    const auto wanted = m_wanted;
    lock.unlock();
    auto read = this->read();
    lock.lock();
    m_done = wanted;
    m_answer.failure.reset();
    if (read) m_answer.picture = std::make_shared<const BoardPicture>(*std::move(read));
    else m_answer.failure = read.error();
    if (m_ends) return;
    lock.unlock();
    if (m_ready) m_ready();
    lock.lock();
  }
}

}  // namespace wardlight::shell
