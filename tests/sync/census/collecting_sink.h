// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sync/census/fhir_reader.h"
#include "tests/support/memory_file.h"

namespace wardlight::census {

struct Refused {
  Place place;
  std::string what;
};

class CollectingSink : public Sink {
 public:
  Expected<void> take(Resource resource, const Place& place) override {
    taken.push_back(std::move(resource));
    places.push_back(place);
    return {};
  }
  void refuse(const Place& place, const std::string& what) override { refused.push_back({place, what}); }
  void progress(std::uint64_t read, std::uint64_t) override { progress_calls.push_back(read); }

  std::vector<Resource> taken;
  std::vector<Place> places;
  std::vector<Refused> refused;
  std::vector<std::uint64_t> progress_calls;
};

inline CollectingSink read_text(std::string text, const std::string& name = "input.json") {
  support::MemoryFile file(std::move(text));
  CollectingSink sink;
  if (const auto read = read_fhir(file, name, sink); !read) sink.refuse({name, 0, 0}, read.error().text);
  return sink;
}

}  // namespace wardlight::census
