// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/base/disk.h"
#include "core/json/value.h"
#include "sync/census/fhir_reader.h"
#include "tests/support/memory_file.h"

using namespace wardlight;

namespace {

// Whatever is taken from a Bundle or from NDJSON is a resource of its own: well-formed, of the type and id that were said.
class CheckingSink final : public census::Sink {
 public:
  Expected<void> take(census::Resource resource, const census::Place&) override {
    const auto value = json::parse(resource.bytes);
    if (!value || value->text_of("resourceType") != resource.type || value->text_of("id") != resource.id) std::abort();
    ++taken;
    return {};
  }
  void refuse(const census::Place&, const std::string& what) override {
    if (what.empty()) std::abort();
  }
  void progress(std::uint64_t, std::uint64_t) override {}

  std::size_t taken = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  support::MemoryFile file(std::string(reinterpret_cast<const char*>(data), size));
  CheckingSink sink;
  (void)census::read_fhir(file, "input", sink);
  return 0;
}
