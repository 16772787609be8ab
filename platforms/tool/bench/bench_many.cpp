// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "platforms/postgres/program.h"
#include "platforms/tool/bench/bench_fleet.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/bench/wire_counter.h"
#include "sync/client/hub_talk.h"
#include "sync/wire/feed.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kStatements = 100'000;
constexpr std::size_t kPages = 60;
constexpr int kPageUnits = 100;
constexpr const char* kDisplayServer = "/usr/bin/Xvfb";
constexpr auto kStartPatience = std::chrono::milliseconds(100);
constexpr auto kSettled = std::chrono::seconds(12);
constexpr Nanoseconds kMillisecond = 1'000'000;
constexpr std::int64_t kMegabyte = 1'000'000;

// A tablet that reads the hub's feed from the start, page by page.
class Reader {
 public:
  Reader(Fleet& fleet, const Fleet::Tablet& tablet) : m_fleet(fleet), m_tablet(tablet) {}

  Expected<void> connect(const std::string& hub) {
    auto record = m_tablet.data->device();
    record.hub = hub;
    WL_TRY(m_http, sync::connect_to_hub(m_fleet.disk(), m_tablet.data->folder(), record, m_fleet.clock()));
    return {};
  }
  Expected<Nanoseconds> read_page() {
    Expected<sync::Heard> heard = Error{};
    const Nanoseconds time = time_once(
        [&] { heard = sync::talk(*m_http, sync::get_request(wire::feed_target(m_cursor, kPageUnits, 0)), seconds(30)); });
    if (!heard) return heard.error();
    WL_TRY(const auto page, wire::FeedPage::read(std::move(heard->body)));
    m_cursor = page.next_cursor();
    m_units = page.entries().size();
    return time;
  }
  std::size_t units() const { return m_units; }  // of the last page

 private:
  Fleet& m_fleet;
  const Fleet::Tablet& m_tablet;
  std::unique_ptr<transport::HttpClient> m_http;
  std::string m_cursor;
  std::size_t m_units = 0;
};

Expected<std::string> program_folder() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return Error{ErrorCode::Environment, "The bench cannot see where it lies.", "bench"};
  return program.parent_path().string();
}

// What it says to people is not for who reads the bench.
support::RunningProgram start_quietly(const std::string& program, std::vector<std::string> words) {
  words.insert(words.begin(), {"-c", R"(exec "$0" "$@" >/dev/null 2>&1)", program});
  return support::RunningProgram("/bin/sh", words);
}

// "VmRSS:": what stands in RAM now. "VmHWM:": at most so far.
Expected<std::int64_t> read_memory(const support::RunningProgram& program, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(program.pid()) + "/status");
  std::string word;
  while (status >> word) {
    std::int64_t kilobytes = 0;
    if (word == name && status >> kilobytes) return kilobytes * 1024;
  }
  return Error{ErrorCode::NotFound, "A program that the bench measures has ended by itself.", "bench"};
}

// The real program over that folder, while a tablet reads.
Expected<Figure> measure_hub_memory(Fleet& fleet, const Fleet::Tablet& tablet) {
  fleet.stop_hub();
  WL_TRY(const auto port, find_free_port());
  const std::string address = "127.0.0.1:" + std::to_string(port);
  WL_TRY(const std::string programs, program_folder());
  auto hub = start_quietly(programs + "/wardlight-hub", {"serve", "--data", fleet.hub_folder(), "--listen", address});
  Reader reader(fleet, tablet);
  WL_CHECK(reader.connect("https://" + address));
  for (int tries = 0; !reader.read_page(); ++tries) {
    if (tries > 300) return Error{ErrorCode::Offline, "The hub that was started does not answer.", "bench"};
    std::this_thread::sleep_for(kStartPatience);
  }
  for (std::size_t i = 0; i < kPages; ++i) WL_CHECK(reader.read_page());
  WL_TRY(const std::int64_t most, read_memory(hub, "VmHWM:"));
  hub.stop(SIGTERM);
  return Figure{"wardlight-hub over 100,000 statements, 60 pages read, most memory so far",
                most,
                "bytes",
                "100 MB",
                100 * kMegabyte,
                "1.00"};
}

// The app in a window of a display of its own, on the demo ward; its demo brings a whole hub into the same process.
Expected<std::optional<Figure>> measure_app_memory() {
  if (!std::filesystem::exists(kDisplayServer)) {
    std::cerr << "--    memory of the app: skipped, Xvfb is not installed\n";
    return std::optional<Figure>();
  }
  support::RunningProgram screen(kDisplayServer, {"-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"});
  const std::string display = "DISPLAY=:" + screen.read_line();
  WL_TRY(const std::string programs, program_folder());
  auto app = start_quietly("/usr/bin/env", {display, "LIBGL_ALWAYS_SOFTWARE=1", programs + "/wardlight", "--demo"});
  std::this_thread::sleep_for(kSettled);
  WL_TRY(const std::int64_t bytes, read_memory(app, "VmRSS:"));
  app.stop(SIGTERM);
  return std::optional(Figure{"wardlight on the demo ward, software OpenGL and the demo's hub in the same process, memory", bytes,
                              "bytes", "150 MB", 150 * kMegabyte, "1.00"});
}

Expected<Figure> measure_pages(Fleet& fleet, const Fleet::Tablet& tablet) {
  Reader reader(fleet, tablet);
  const std::string base = fleet.hospital().base();
  WL_CHECK(reader.connect(base.substr(0, base.rfind('/'))));
  std::vector<Nanoseconds> times;
  while (times.size() < kPages) {
    WL_TRY(const Nanoseconds time, reader.read_page());
    if (reader.units() == static_cast<std::size_t>(kPageUnits)) times.push_back(time);
  }
  return Figure{
      "feed page of 100 over loopback TLS, 100,000 statements, median", median(times), "ns", "20 ms", 20 * kMillisecond, "1.00"};
}

struct Costs {
  Nanoseconds append = 1, page = 1;
};

Expected<Costs> measure_costs(Fleet& fleet, const Fleet::Tablet& tablet) {
  constexpr std::size_t kRepeats = 40, kBatch = 25;
  std::vector<Nanoseconds> times;
  Expected<void> done;
  for (std::size_t i = 0; i < kRepeats && done; ++i) times.push_back(time_once([&] { done = fleet.fill_hub(kBatch); }));
  WL_CHECK(done);
  WL_TRY(const Figure page, measure_pages(fleet, tablet));
  return Costs{median(times), page.value};
}

// What the hub does all day, over ten thousand statements and over a million.
Expected<std::vector<Figure>> measure_growth(const std::string& hub, const std::string& folder,
                                             const hub_program::StoreChoice& store) {
  constexpr std::size_t kSmall = 10'000, kLarge = 1'000'000;
  WL_TRY(const auto fleet, Fleet::make(folder, store));
  WL_TRY(const auto tablet, fleet->add_tablet());
  WL_CHECK(fleet->fill_hub(kSmall));
  WL_TRY(const Costs small, measure_costs(*fleet, tablet));
  WL_CHECK(fleet->fill_hub(kLarge - kSmall));
  WL_TRY(const Costs large, measure_costs(*fleet, tablet));
  return std::vector<Figure>{
      {hub + " of 1,000,000 statements: appending 25", large.append, "ns", "the same over 10,000", small.append, "1.50"},
      {hub + " of 1,000,000 statements: feed page of 100", large.page, "ns", "the same over 10,000", small.page, "1.50"}};
}

}  // namespace

Expected<std::vector<Figure>> bench_memory(const std::string& folder) {
  WL_TRY(const auto fleet, Fleet::make(folder));
  WL_TRY(const auto tablet, fleet->add_tablet());
  WL_CHECK(fleet->fill_hub(kStatements));
  WL_TRY(auto pages, measure_pages(*fleet, tablet));
  WL_TRY(auto hub, measure_hub_memory(*fleet, tablet));
  std::vector<Figure> figures{std::move(pages), std::move(hub)};
  WL_TRY(const auto app, measure_app_memory());
  if (app) figures.push_back(*app);
  return figures;
}

Expected<std::vector<Figure>> bench_growth(const std::string& folder) {
  WL_TRY(auto figures, measure_growth("hub", folder + "/sqlite", {}));
  WL_TRY(const auto database, start_database("growth on PostgreSQL"));
  if (database == nullptr) return figures;
  WL_TRY(auto more, measure_growth("hub on PostgreSQL", folder + "/postgres", {database->uri(), "bench"}));
  std::ranges::move(more, std::back_inserter(figures));
  return figures;
}

}  // namespace wardlight::tool::bench
