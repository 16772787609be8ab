// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/json/value.h"
#include "sync/census/fhir_resource.h"
#include "sync/hub/answer.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// One request of a system: of HTTP's own, or an entry of a Bundle.
struct Interaction {
  std::string method;
  std::string path;  // below the base, without query
  std::string query = {};
  std::string if_match = {};
  std::string if_none_match = {};
  std::string if_none_exist = {};
};

// What a system may do, by its token.
struct Rights {
  std::function<bool(std::string_view type)> may_read;
  std::function<bool(std::string_view type)> may_write;
};

// What the hospital's other programs do with what the hospital owns: create, update, conditional create, batch and transaction.
// Clinical acts come signed from tablets and are never among it; nothing is ever deleted. If-Match holds to the end: the
// store itself refuses another version, whichever hub wrote it. Every refusal is an OperationOutcome. Safe on any thread.
class Exchange {
 public:
  using Read = std::function<Answer(std::string_view path, std::string_view query)>;
  Exchange(storage::HubStorage& storage, std::string base, const Clock& clock, RandomSource& random, Read read)
      : m_storage(storage), m_base(std::move(base)), m_clock(clock), m_random(random), m_read(std::move(read)) {}

  // GET, PUT and POST of one resource.
  Answer one(const Interaction& interaction, const std::string& body, const Rights& rights);
  // POST {base}: each entry for itself in a batch, all or none in a transaction.
  Answer bundle(const std::string& body, const Rights& rights);

 private:
  // Something that will be written, or was found to be there already.
  struct Write {
    storage::NewReference reference;
    std::uint64_t version_before = 0;
    bool found = false;
  };
  struct Refused {
    Answer answer;
  };
  using Judged = std::variant<Write, Refused>;

  Answer read(const Interaction& interaction, const Rights& rights);
  Judged judge(const Interaction& interaction, std::string_view text, const json::Value& resource,
               const census::BundleNames& names, const Rights& rights);
  // The one resource of that type with that identifier; nothing when there is none.
  Expected<std::optional<std::string>> find_by_identifier(std::string_view type, const census::Identifier& identifier,
                                                          bool& several);
  Answer answer_for(const Write& write) const;
  Answer store(Write write);
  Answer store_found(Write write);
  Answer batch(const std::string& text, const json::Value& bundle, const Rights& rights);
  Answer transaction(const std::string& text, const json::Value& bundle, const Rights& rights);
  Answer commit(const json::Value& bundle, std::vector<std::optional<Write>>& writes, const Rights& rights);

  storage::HubStorage& m_storage;
  const std::string m_base;
  const Clock& m_clock;
  RandomSource& m_random;
  const Read m_read;
};

}  // namespace wardlight::hub
