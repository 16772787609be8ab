// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/truth.h"

#include <algorithm>

namespace wardlight::sim {

void Truth::go_back_to(const Copy& copy) {
  while (feed.size() > copy.feed) {
    place_of.erase(feed.back().id);
    feed.pop_back();
  }
  if (head > copy.head) lost_epoch = epoch;
  head = copy.head;
  in_backup = copy.feed;
  promised.clear();
}

void Truth::copy_lapses(std::size_t from, std::size_t to) {
  std::set<std::pair<std::size_t, std::string>> copies;
  for (const auto& [tablet, id] : lapsed)
    if (tablet == from) copies.emplace(to, id);
  lapsed.merge(copies);
}

bool Truth::holds(const std::string& id, const crypto::Hash& hash) const {
  const auto place = place_of.find(id);
  return place != place_of.end() && feed[place->second].hash == hash;
}

bool Truth::is_backed_up(const std::string& id) const {
  const auto place = place_of.find(id);
  return place != place_of.end() && place->second < in_backup;
}

}  // namespace wardlight::sim
