// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "platforms/sim/faults/checks.h"
#include "platforms/sim/faults/hub_machine.h"
#include "platforms/sim/faults/swarm.h"
#include "platforms/sim/faults/tablet_machine.h"
#include "platforms/sim/faults/truth.h"

namespace wardlight::sim {

struct RunFigures {
  std::uint64_t seed = 0;
  std::size_t steps = 0;
  std::size_t crashes = 0;
  std::size_t restores = 0;
  std::size_t clones = 0;
  std::size_t partitions = 0;
  std::size_t statements = 0;
  bool stuck = false;
  Found violation;
  std::string digest;  // of everything that happened, as hex
};

// One run: a hub, some tablets, nurses, an operator, a thief and the hospital's own system, all in one thread and out of one
// seed. Ends at the first violation, or after so many events and a time in which everything heals.
class World {
 public:
  World(std::uint64_t seed, const Swarm& swarm, std::size_t steps, const transport::Authority& authority);
  RunFigures run();
  const std::vector<std::string>& trace() const { return m_trace; }

 private:
  struct Event {
    Instant at;
    std::uint64_t order = 0;
    std::function<void()> happen;
    bool operator<(const Event& other) const { return other.at < at || (at == other.at && other.order < order); }
  };
  // What the world knows about a tablet beside the machine.
  struct Post {
    std::unique_ptr<TabletMachine> machine;
    std::uint64_t turn = 0;  // the step that is due; older ones are void
    std::set<std::string> held;      // what its store has, or may have
    std::set<std::string> arriving;  // the page that it has been given and has not taken in yet
    faults::FaultDisk::Image image;  // an earlier day, for whoever puts it back
    bool gone = false;
    std::string last_saved;
  };

  // ---- time
  void in(Duration from_now, std::function<void()> happen);
  void every(Duration mean, std::function<void()> happen);
  Duration up_to(Duration most) {
    return {static_cast<std::int64_t>(m_chance.below(static_cast<std::uint64_t>(most.milliseconds) + 1))};
  }
  void tell(std::string what);
  void judge(Found found);

  // ---- setting up (world.cpp)
  void open_ward();
  void add_tablet(TabletIdentity identity);
  void schedule_people();
  void schedule_trouble();

  // ---- tablets (world_tablets.cpp)
  Post& any_tablet() { return m_posts[m_chance.below(m_posts.size())]; }
  void poke(Post& post, Duration from_now);
  void step(Post& post);
  void note_arrival(Post& post);
  void save(Post& post);
  store::NewStatement write(Post& post, Deed& deed);
  void settle(Post& post);
  void boot(Post& post);
  void restart(Post& post, const std::string& why);
  void lock(Post& post);
  void unlock(Post& post);
  void upgrade(Post& post);
  void rot(Post& post);
  void read_whole_store(Post& post);
  void lapse(Post& post);
  void copy(Post& post);
  void roll_back(Post& post);
  void steal(Post& post);
  void destroy(Post& post, const std::set<std::string>& here);
  void look_at(Post& post, bool after_cut);

  // ---- hub (world_hub.cpp)
  bool lose_hub_power();  // if its disk says so; the machine is on again, the program is not
  void settle_hub();
  void start_hub();
  void stop_hub(const std::string& why, Duration back_within);
  void back_up();
  void put_back(bool by_hand);
  void finish_putting_back();
  void change_census();
  void change_scope(Post& post);
  void send_census();
  void hear_answer(std::size_t tablet, const transport::HttpRequest& request, const transport::HttpResponse& response);

  // ---- the end (world_end.cpp)
  void heal();
  bool come_to_rest();
  bool rest(Post& post);
  void look_at_everybody();
  std::vector<const faults::FaultDisk*> disks() const;
  std::string digest() const;

  const std::size_t m_steps;
  const Swarm m_swarm;
  VirtualTime m_time;
  faults::SeededRandom m_chance;
  std::priority_queue<Event> m_events;
  std::uint64_t m_order = 0;
  Truth m_truth;
  HubMachine m_hub;
  VirtualNetwork m_network;
  std::vector<Post> m_posts;
  bool m_restoring = false;
  bool m_census_owed = true;
  int m_backup = 0;
  bool m_healing = false;
  RunFigures m_figures;
  std::vector<std::string> m_trace;
};

}  // namespace wardlight::sim
