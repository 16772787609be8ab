// SPDX-License-Identifier: Apache-2.0
#include "core/audit/verify_log.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/audit/entry.h"
#include "tests/support/seeded_random.h"

using namespace wardlight;
using namespace wardlight::audit;
using Row = store::Store::AuditRow;

namespace {

const Instant kStart{1'749'556'800'000};

std::vector<Row> make_log(std::size_t size) {
  std::vector<Row> rows;
  crypto::Hash chain{};
  for (std::uint64_t seq = 1; seq <= size; ++seq) {
    Entry entry{kStart + seconds(static_cast<std::int64_t>(seq)), {"tablet-1"}, {"ana"}, Act::ChartOpened,
                "Encounter/e" + std::to_string(seq % 7),          "patient"};
    const Bytes bytes = write_entry(entry);
    chain = chain_value(chain, bytes);
    rows.push_back({seq, chain, bytes});
  }
  return rows;
}

ReadRows reading(const std::vector<Row>& rows) {
  return [&rows](std::uint64_t from, std::size_t count) -> Expected<std::vector<Row>> {
    std::vector<Row> page;
    for (const auto& row : rows)
      if (row.seq >= from && page.size() < count) page.push_back(row);
    return page;
  };
}

struct Nurse {
  support::SeededRandom random{1};
  crypto::SigningKeys keys = crypto::make_signing_keys(random);
  FindSignKey find_key = [this](const PractitionerId& who) {
    return who.value == "ana" ? std::optional(keys.public_key) : std::nullopt;
  };
  LogHead sign_for(const std::vector<Row>& rows) const {
    LogHead head;
    head.device = {"tablet-1"};
    head.signer = {"ana"};
    head.at = kStart;
    for (const auto& row : rows) head.tree.append(row.entry);
    if (!rows.empty()) head.chain = rows.back().chain;
    head.signature = crypto::sign(keys, head_message(head));
    return head;
  }
};

// A log that was changed by somebody who can also reckon the chain anew from there on.
void rechain(std::vector<Row>& rows) {
  crypto::Hash chain{};
  std::uint64_t seq = 0;
  for (auto& row : rows) {
    chain = row.chain = chain_value(chain, row.entry);
    row.seq = ++seq;
  }
}

bool is_same_row(const Row& a, const Row& b) { return a.seq == b.seq && a.chain == b.chain && a.entry == b.entry; }

enum class Crime { Edit, Drop, Swap, Truncate, Insert, EditChain };

void commit(Crime crime, std::vector<Row>& rows, support::SeededRandom& random) {
  const auto at = static_cast<std::ptrdiff_t>(random.below(rows.size()));
  const auto here = rows.begin() + at;
  switch (crime) {
    case Crime::Edit: here->entry[random.below(here->entry.size())] ^= static_cast<std::uint8_t>(1 + random.below(255)); break;
    case Crime::Drop: rows.erase(here); break;
    case Crime::Swap: std::swap(here->entry, rows[(static_cast<std::size_t>(at) + 1) % rows.size()].entry); break;
    case Crime::Truncate: rows.resize(static_cast<std::size_t>(at)); break;
    case Crime::Insert: rows.insert(here, *here); break;
    case Crime::EditChain: here->chain[random.below(32)] ^= 1; break;
  }
}

}  // namespace

TEST_CASE("A log that nobody touched is sound, with a head and without") {
  Nurse ana;
  const auto rows = make_log(1500);
  const auto head = ana.sign_for(rows);
  CHECK(verify_log(reading(rows), head, ana.find_key).value().is_sound());
  CHECK(verify_log(reading(rows), std::nullopt, ana.find_key).value().entries == 1500);
  const std::vector<Row> first(rows.begin(), rows.begin() + 700);
  CHECK(verify_log(reading(rows), ana.sign_for(first), ana.find_key).value().is_sound());
  CHECK(verify_log(reading({}), std::nullopt, ana.find_key).value().is_sound());
}

TEST_CASE("10,000 random edits, drops, swaps, cuts and insertions are all found, also by an insider who mends the chain") {
  Nurse ana;
  support::SeededRandom random(2025);
  const auto sound = make_log(40);
  const auto head = ana.sign_for(sound);
  int missed = 0;
  for (int i = 0; i < 10'000; ++i) {
    auto rows = sound;
    commit(static_cast<Crime>(random.below(6)), rows, random);
    const bool mended = random.one_in(2);
    if (mended) rechain(rows);
    const bool goes_on = rows.size() >= sound.size() && std::equal(sound.begin(), sound.end(), rows.begin(), is_same_row);
    if (mended && goes_on) continue;  // what was signed for is untouched, and the log grew by a line: no crime
    if (verify_log(reading(rows), head, ana.find_key).value().is_sound()) ++missed;
  }
  CHECK(missed == 0);
}

TEST_CASE("Without a head, what is broken is still found, and the entry is named") {
  Nurse ana;
  auto rows = make_log(20);
  rows.erase(rows.begin() + 9);
  CHECK(verify_log(reading(rows), std::nullopt, ana.find_key).value().findings ==
        std::vector<std::string>{"Entry 10 is missing."});
  rows = make_log(20);
  rows[4].entry = write_entry({kStart, {"tablet-1"}, {"ben"}, Act::ChartOpened, "Encounter/e5", "patient"});
  CHECK(verify_log(reading(rows), std::nullopt, ana.find_key).value().findings ==
        std::vector<std::string>{"Entry 5 was changed, or one before it."});
}

TEST_CASE("A cut log is shorter than its head says") {
  Nurse ana;
  auto rows = make_log(20);
  const auto head = ana.sign_for(rows);
  rows.resize(12);
  CHECK(verify_log(reading(rows), head, ana.find_key).value().findings ==
        std::vector<std::string>{"The log ends at entry 12, but 20 were signed for."});
}

TEST_CASE("A head that nobody known signed, or that was changed after signing, is found") {
  Nurse ana;
  const auto rows = make_log(20);
  auto stranger = ana.sign_for(rows);
  stranger.signer = {"nobody"};
  CHECK_FALSE(verify_log(reading(rows), stranger, ana.find_key).value().is_sound());
  auto later = ana.sign_for(rows);
  later.at = later.at + seconds(1);
  CHECK_FALSE(verify_log(reading(rows), later, ana.find_key).value().is_sound());
}

TEST_CASE("An entry's bytes are canonical: what reads back writes the same, and nothing else is taken") {
  const Entry entry{kStart, {"tablet-1"}, {"ana"}, Act::StatementSaved, "QuestionnaireResponse/x", "round"};
  const Bytes bytes = write_entry(entry);
  CHECK(to_string(bytes) == R"({"at":"2025-06-10T12:00:00Z","device":"tablet-1","who":"ana","act":"statement-saved",)"
                            R"("subject":"QuestionnaireResponse/x","detail":"round"})");
  CHECK(parse_entry(bytes).value() == entry);
  CHECK_FALSE(parse_entry(as_bytes(to_string(bytes) + " ")));
  CHECK_FALSE(parse_entry(as_bytes(R"({"at":"2025-06-10T12:00:00Z"})")));
  CHECK_FALSE(parse_entry(as_bytes("[]")));
  for (int i = 0; i <= static_cast<int>(Act::Printed); ++i)
    CHECK(act_from_code(to_code(static_cast<Act>(i))) == static_cast<Act>(i));
}
