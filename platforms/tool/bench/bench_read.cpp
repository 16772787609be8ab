// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "core/workflows/read_ward.h"
#include "core/workflows/ward_board.h"
#include "platforms/tool/bench/bench_ward.h"
#include "platforms/tool/bench/benches.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kLarge = 100'000;
constexpr std::size_t kSmall = 1'000;
constexpr std::size_t kRepeats = 100;
constexpr std::size_t kPages = 21, kPage = 100;
constexpr Nanoseconds kMillisecond = 1'000'000;

Expected<Nanoseconds> time_reading(BenchWard& bench) {
  Expected<workflows::WardView> view = workflows::WardView{};
  const Nanoseconds time = time_once([&] { view = workflows::read_ward(bench.ward(), {"bench-unit"}); });
  if (!view) return view.error();
  if (view->patients.size() != BenchWard::kPatients) return Error{ErrorCode::Corrupt, "The bench's ward is not whole.", "bench"};
  return time;
}

struct Readings {
  Nanoseconds small = 0;
  Nanoseconds large = 0;
};

// Both in turn, so that whatever else the machine does falls on both.
Expected<Readings> time_readings(BenchWard& small, BenchWard& large) {
  std::vector<Nanoseconds> small_times, large_times;
  for (std::size_t i = 0; i < kRepeats; ++i) {
    WL_TRY(const Nanoseconds small_time, time_reading(small));
    WL_TRY(const Nanoseconds large_time, time_reading(large));
    small_times.push_back(small_time);
    large_times.push_back(large_time);
  }
  return Readings{median(small_times), median(large_times)};
}

// The charge board, on the connection of its own that it has on a tablet.
class TimedBoard {
 public:
  // Reads everything once, which takes as long as the stay is.
  static Expected<std::unique_ptr<TimedBoard>> open(BenchWard& bench) {
    WL_TRY(auto store, bench.store().connect());
    std::unique_ptr<TimedBoard> board(new TimedBoard(bench, std::move(store)));
    const auto picture = board->m_board.refresh(board->looking());
    if (!picture) return picture.error();
    return board;
  }
  // Everything the board shows, after the next page that the feed brings.
  Expected<Nanoseconds> time_page() {
    WL_CHECK(m_bench.hear_page(kPage));
    Expected<workflows::WardPicture> read = workflows::WardPicture{};
    const Nanoseconds time = time_once([&] { read = m_board.refresh(looking()); });
    if (!read) return read.error();
    if (read->work.badges.size() == BenchWard::kPatients) return time;
    return Error{ErrorCode::Corrupt, "The bench's ward is not whole.", "bench"};
  }

 private:
  TimedBoard(BenchWard& bench, std::unique_ptr<store::Store> store) : m_bench(bench), m_store(std::move(store)) {}
  workflows::Ward looking() {
    const workflows::Ward ward = m_bench.ward();
    return {*m_store, ward.session, ward.content, ward.zone, ward.clock, ward.random};
  }

  BenchWard& m_bench;
  std::unique_ptr<store::Store> m_store;
  workflows::WardBoard m_board{{"bench-unit"}};
};

// Both in turn, for the same reason.
Expected<Readings> time_boards(BenchWard& small, BenchWard& large) {
  WL_TRY(const auto small_board, TimedBoard::open(small));
  WL_TRY(const auto large_board, TimedBoard::open(large));
  std::vector<Nanoseconds> small_times, large_times;
  for (std::size_t i = 0; i < kPages; ++i) {
    WL_TRY(const Nanoseconds small_time, small_board->time_page());
    WL_TRY(const Nanoseconds large_time, large_board->time_page());
    small_times.push_back(small_time);
    large_times.push_back(large_time);
  }
  return Readings{median(small_times), median(large_times)};
}

Expected<Nanoseconds> time_opening(BenchWard& bench) {
  std::vector<Nanoseconds> times;
  for (std::size_t i = 0; i < 9; ++i) {
    Expected<void> opened;
    times.push_back(time_once([&] {
      opened = bench.close_and_open();
      if (opened) opened = workflows::read_ward(bench.ward(), {"bench-unit"}) ? Expected<void>{} : Error{};
    }));
    if (!opened) return opened.error();
  }
  return median(times);
}

}  // namespace

Expected<std::vector<Figure>> bench_read(const std::string& folder) {
  WL_TRY(auto small, BenchWard::make(folder + "/small", kSmall));
  WL_TRY(auto large, BenchWard::make(folder + "/large", kLarge));
  WL_TRY(const Readings readings, time_readings(*small, *large));
  WL_TRY(const Nanoseconds opening, time_opening(*large));
  WL_TRY(const Readings boards, time_boards(*small, *large));
  return std::vector<Figure>{
      {"my patients, 40 patients, 100,000 statements, median", readings.large, "ns", "5 ms", 5 * kMillisecond, "1.00"},
      {"my patients, 40 patients, 100,000 statements, median", readings.large, "ns",
       "the same over 1,000 statements, read in turn", readings.small, "1.30"},
      {"open 100,000 statements to first screen, without the KDF", opening, "ns", "300 ms", 300 * kMillisecond, "1.00"},
      {"charge board after a page of 100 statements, 100,000 before it, median", boards.large, "ns", "5 ms", 5 * kMillisecond,
       "1.00"},
      {"charge board after a page of 100 statements, 100,000 before it, median", boards.large, "ns",
       "the same over 1,000 statements, in turn", boards.small, "1.30"}};
}

}  // namespace wardlight::tool::bench
