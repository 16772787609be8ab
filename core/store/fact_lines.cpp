// SPDX-License-Identifier: Apache-2.0
#include "core/store/fact_lines.h"

#include <algorithm>

namespace wardlight::store {
namespace {

void append_plain(std::string& line, std::string_view text) {
  std::ranges::copy_if(text, std::back_inserter(line), [](char c) { return static_cast<unsigned char>(c) >= ' '; });
}

std::string_view cut(std::string_view& rest, char at) {
  const std::size_t end = std::min(rest.find(at), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace

std::string write_fact_lines(std::span<const ReadFact> facts, std::string_view resource) {
  std::string lines;
  for (const ReadFact& fact : facts) {
    lines += '\n';
    append_plain(lines, fact.kind);
    lines += '\t';
    append_plain(lines, fact.value);  // JSON has none of them but as white space
    lines += '\t';
    if (fact.source != resource) append_plain(lines, fact.source);
  }
  return lines;
}

std::vector<FactLine> read_fact_lines(std::string_view facts) {
  std::vector<FactLine> lines;
  cut(facts, '\n');
  while (!facts.empty()) {
    std::string_view line = cut(facts, '\n');
    const std::string_view kind = cut(line, '\t');
    const std::string_view value = cut(line, '\t');
    lines.push_back({kind, value, line});
  }
  return lines;
}

std::int64_t span_of(Instant at) {
  const std::int64_t whole = at.milliseconds / kFactSpan;
  return at.milliseconds % kFactSpan < 0 ? whole - 1 : whole;
}

}  // namespace wardlight::store
