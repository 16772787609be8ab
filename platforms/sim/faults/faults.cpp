// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/faults.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>
#include <thread>

#include "platforms/sim/faults/mutants.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kLinesShown = 60;

Swarm swarm_of(std::uint64_t seed) {
  faults::SeededRandom chance(seed * 2 + 1);
  return draw_swarm(chance);
}

const transport::Authority& authority() {
  static const transport::Authority made = *transport::make_authority("Simulated", VirtualTime().now);
  return made;
}

// One line a run, from a worker to its parent.
std::string to_line(const RunFigures& run) {
  std::ostringstream line;
  line << run.seed << ' ' << run.steps << ' ' << run.crashes << ' ' << run.restores << ' ' << run.clones << ' ' << run.partitions
       << ' ' << run.statements << ' ' << run.stuck << ' ' << run.digest << ' '
       << (run.violation ? run.violation->invariant : "-") << ' ' << (run.violation ? run.violation->text : "-") << '\n';
  return line.str();
}

RunFigures from_line(const std::string& text) {
  RunFigures run;
  std::istringstream line(text);
  Violation violation;
  line >> run.seed >> run.steps >> run.crashes >> run.restores >> run.clones >> run.partitions >> run.statements >> run.stuck >>
      run.digest >> violation.invariant >> std::ws;
  std::getline(line, violation.text);
  if (violation.invariant != "-") run.violation = violation;
  return run;
}

void work(const FaultsOptions& options, unsigned number, unsigned workers, int out) {
  if (options.without) switch_off(*options.without);
  for (std::uint64_t seed = options.first_seed + number; seed <= options.last_seed; seed += workers) {
    const RunFigures run = World(seed, swarm_of(seed), options.steps, authority()).run();
    const std::string line = to_line(run);
    if (write(out, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
    if (options.without && run.violation) break;
  }
  _exit(0);
}

struct Worker {
  pid_t pid = 0;
  int in = -1;
  std::uint64_t seed = 0;  // that it is at
  std::string text = {};
};

Expected<Worker> start_worker(const FaultsOptions& options, unsigned number, unsigned workers) {
  int ends[2];
  if (pipe(ends) != 0) return Error{ErrorCode::Environment, "No pipe to a worker can be made.", "faults"};
  const pid_t pid = fork();
  if (pid < 0) return Error{ErrorCode::Environment, "No worker process can be made.", "faults"};
  if (pid == 0) {
    close(ends[0]);
    work(options, number, workers, ends[1]);
  }
  close(ends[1]);
  return Worker{pid, ends[0], options.first_seed + number};
}

void add(FaultsReport& report, const RunFigures& run) {
  ++report.seeds;
  report.sum.steps += run.steps;
  report.sum.crashes += run.crashes;
  report.sum.restores += run.restores;
  report.sum.clones += run.clones;
  report.sum.partitions += run.partitions;
  report.sum.statements += run.statements;
  report.stuck += run.stuck ? 1 : 0;
  if (run.violation) report.failed.push_back(run);
}

// Whole lines of what a worker has written; false when it has ended.
bool read_some(Worker& worker, unsigned workers, std::vector<RunFigures>& runs) {
  char buffer[4096];
  const ssize_t count = read(worker.in, buffer, sizeof buffer);
  if (count <= 0) return false;
  worker.text.append(buffer, static_cast<std::size_t>(count));
  for (auto end = worker.text.find('\n'); end != std::string::npos; end = worker.text.find('\n')) {
    runs.push_back(from_line(worker.text.substr(0, end)));
    worker.text.erase(0, end + 1);
    worker.seed += workers;
  }
  return true;
}

// The first seed that noticed what is switched off: no later one is wanted. Nothing while none has, or all count.
std::optional<std::uint64_t> last_wanted(const FaultsOptions& options, const std::vector<RunFigures>& runs) {
  std::optional<std::uint64_t> first;
  if (options.without)
    for (const auto& run : runs)
      if (run.violation && (!first || run.seed < *first)) first = run.seed;
  return first;
}

std::optional<RunFigures> end_worker(const Worker& worker, bool unwanted) {
  if (unwanted) kill(worker.pid, SIGKILL);
  close(worker.in);
  int status = 0;
  waitpid(worker.pid, &status, 0);
  if (unwanted || status == 0) return std::nullopt;
  RunFigures fallen;
  fallen.seed = worker.seed;
  fallen.violation = Violation{"crash", "a worker process ended by itself"};
  return fallen;
}

// A run of hours must not keep to its end what it found at its beginning.
void tell_progress(const std::vector<RunFigures>& runs, std::size_t before, const FaultsOptions& options) {
  for (std::size_t i = before; i < runs.size() && !options.without; ++i)
    if (runs[i].violation) std::cerr << "Seed " << runs[i].seed << " breaks " << runs[i].violation->invariant << std::endl;
  if (runs.size() / 100 != before / 100) std::cerr << runs.size() << " seeds" << std::endl;
}

std::vector<RunFigures> collect(std::vector<Worker>& workers, const FaultsOptions& options) {
  const auto count = static_cast<unsigned>(workers.size());
  std::vector<RunFigures> runs;
  while (!workers.empty()) {
    std::vector<pollfd> waiting;
    for (const auto& worker : workers) waiting.push_back({worker.in, POLLIN, 0});
    if (poll(waiting.data(), waiting.size(), -1) < 0) break;
    const std::size_t before = runs.size();
    std::vector<bool> ended;
    for (std::size_t i = 0; i < workers.size(); ++i)
      ended.push_back(waiting[i].revents != 0 && !read_some(workers[i], count, runs));
    const auto last = last_wanted(options, runs);
    for (std::size_t i = workers.size(); i-- > 0;) {
      const bool unwanted = last && workers[i].seed > *last;
      if (!ended[i] && !unwanted) continue;
      if (auto fallen = end_worker(workers[i], unwanted)) runs.push_back(*std::move(fallen));
      workers.erase(workers.begin() + static_cast<std::ptrdiff_t>(i));
    }
    tell_progress(runs, before, options);
  }
  if (const auto last = last_wanted(options, runs)) std::erase_if(runs, [&](const RunFigures& run) { return run.seed > *last; });
  return runs;
}

RunFigures try_run(std::uint64_t seed, const Swarm& swarm, std::size_t steps, std::vector<std::string>& trace) {
  World world(seed, swarm, steps, authority());
  RunFigures run = world.run();
  trace = world.trace();
  return run;
}

}  // namespace

json::Value to_json(const FaultsReport& report) {
  auto violations = json::Value::array();
  for (const auto& run : report.failed)
    violations.push(json::Value::object({{"seed", json::Value(run.seed)},
                                         {"invariant", json::Value(run.violation->invariant)},
                                         {"step", json::Value(std::uint64_t{run.steps})}}));
  const auto number = [](std::size_t n) { return json::Value(std::uint64_t{n}); };
  return json::Value::object({{"seeds", json::Value(report.seeds)},
                              {"steps", number(report.sum.steps)},
                              {"crashes", number(report.sum.crashes)},
                              {"restores", number(report.sum.restores)},
                              {"clones", number(report.sum.clones)},
                              {"partitions", number(report.sum.partitions)},
                              {"statements", number(report.sum.statements)},
                              {"violations", std::move(violations)},
                              {"stuck", number(report.stuck)}});
}

Expected<FaultsReport> run_faults(const FaultsOptions& options) {
  const auto began = std::chrono::steady_clock::now();
  const std::uint64_t seeds = options.last_seed - options.first_seed + 1;
  const unsigned wanted = options.workers != 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  const auto count = static_cast<unsigned>(std::min<std::uint64_t>(wanted, seeds));
  std::vector<Worker> workers;
  for (unsigned i = 0; i < count; ++i) {
    WL_TRY(auto worker, start_worker(options, i, count));
    workers.push_back(std::move(worker));
  }
  auto runs = collect(workers, options);
  std::ranges::sort(runs, {}, &RunFigures::seed);
  FaultsReport report;
  std::string digests;
  for (const auto& run : runs) {
    add(report, run);
    digests += run.digest;
  }
  report.sum.digest = runs.size() == 1 ? digests : crypto::to_hex(crypto::sha256(as_bytes(digests)));
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return report;
}

std::vector<std::string> find_smallest_trace(const RunFigures& failed, const FaultsOptions& options) {
  if (options.without) switch_off(*options.without);
  Swarm swarm = swarm_of(failed.seed);
  std::size_t steps = std::min(options.steps, failed.steps);
  std::vector<std::string> trace;
  const auto still_fails = [&](const Swarm& smaller, std::size_t fewer) {
    std::vector<std::string> tried;
    const auto run = try_run(failed.seed, smaller, fewer, tried);
    if (!run.violation || run.violation->invariant != failed.violation->invariant) return false;
    trace = std::move(tried);
    return true;
  };
  if (!still_fails(swarm, steps)) return {"the failure did not come again: it hangs on something outside the seed"};
  const auto shorten = [&] {
    for (std::size_t fewer = steps / 2; fewer >= 1 && still_fails(swarm, fewer); fewer /= 2) steps = fewer;
  };
  shorten();  // first: what is tried next takes less time then
  for (std::size_t fault = 0; fault < swarm.on.size(); ++fault) {
    Swarm smaller = swarm;
    smaller.on[fault] = false;
    if (swarm.on[fault] && still_fails(smaller, steps)) swarm = smaller;
  }
  shorten();
  std::string on = "A smaller run that breaks it too, at other positions: seed " + std::to_string(failed.seed) + ", " +
                   std::to_string(steps) + " steps, " + std::to_string(swarm.tablets) + " tablets, faults:";
  for (std::size_t fault = 0; fault < swarm.on.size(); ++fault)
    if (swarm.on[fault]) on += " " + name_of(static_cast<Fault>(fault)) + ",";
  if (trace.size() > kLinesShown) trace.erase(trace.begin(), trace.end() - static_cast<std::ptrdiff_t>(kLinesShown));
  trace.insert(trace.begin(), on);
  return trace;
}

}  // namespace wardlight::sim
