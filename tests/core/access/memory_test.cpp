// SPDX-License-Identifier: Apache-2.0
// Looks for keys in the memory of its own process, as a thief with a memory image would.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/store/database.h"
#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;
using support::kAna;

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

// What is looked for, kept inverted so that the search does not find itself.
struct Needle {
  explicit Needle(ByteView secret) {
    for (const auto byte : secret) inverted.push_back(static_cast<std::uint8_t>(~byte));
  }
  bool stands_at(const std::uint8_t* at) const {
    for (std::size_t i = 0; i < inverted.size(); ++i)
      if (at[i] != static_cast<std::uint8_t>(~inverted[i])) return false;
    return true;
  }
  std::size_t count_in(ByteView memory) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i + inverted.size() <= memory.size(); ++i)
      if (memory[i] == static_cast<std::uint8_t>(~inverted[0]) && stands_at(memory.data() + i)) ++count;
    return count;
  }
  Bytes inverted;
};

class OwnMemory {
 public:
  OwnMemory() : m_file(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)) {
    m_chunk = static_cast<std::uint8_t*>(::mmap(nullptr, kChunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  }
  ~OwnMemory() {
    ::munmap(m_chunk, kChunk);
    ::close(m_file);
  }
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;

  bool is_readable() const { return m_file >= 0; }
  std::size_t count(const Needle& needle) {
    std::ifstream maps("/proc/self/maps");
    std::size_t found = 0;
    for (std::string line; std::getline(maps, line);) {
      std::uint64_t begin = 0;
      std::uint64_t end = 0;
      char readable = '-';
      if (std::sscanf(line.c_str(), "%lx-%lx %c", &begin, &end, &readable) == 3 && readable == 'r')
        found += count_between(begin, end, needle);
    }
    std::fill_n(m_chunk, kChunk, std::uint8_t{0});
    return found;
  }

 private:
  std::size_t count_between(std::uint64_t begin, std::uint64_t end, const Needle& needle) {
    const auto own = reinterpret_cast<std::uint64_t>(m_chunk);
    std::size_t found = 0;
    const std::size_t overlap = needle.inverted.size() - 1;
    for (std::uint64_t at = begin; at < end; at += kChunk - overlap) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, end - at));
      if (at < own + kChunk && own < at + size) continue;
      const auto got = ::pread(m_file, m_chunk, size, static_cast<off_t>(at));
      if (got > 0) found += needle.count_in(ByteView(m_chunk, static_cast<std::size_t>(got)));
    }
    return found;
  }
  int m_file;
  std::uint8_t* m_chunk;
};

// A tablet that was enrolled earlier: nothing of its enrolment is left in memory but what a leak has left.
struct EarlierTablet {
  EarlierTablet() : root(platform::make_temporary_folder("memory").value()) {
    crypto::Secret chosen(12);  // longer than a PIN, so that no chance text is taken for it
    random.fill(chosen.writable());
    for (auto& digit : chosen.writable()) digit = static_cast<std::uint8_t>('0' + digit % 10);
    pin = Needle(chosen.view());
    REQUIRE(disk.make_folder(root));
    device_key = SoftwareKeyStore::create(disk, folder.key_store(), random).value();
    StaffRoster roster;
    roster.push_back(
        {kAna.practitioner, kAna.name, kAna.role, {}, crypto::stretch(chosen, {}, support::kCheapStretch).value(), 1});
    stretched = Needle(roster[0].stretched.view());
    const auto pending = prepare_enrolment(parts(), roster).value();
    REQUIRE(commit_enrolment(parts(), pending));
    store_key = Needle(pending.store_key.view().first(32));
    store_key_in_hex = Needle(as_bytes(crypto::to_hex(pending.store_key.view().first(32))));
  }
  ~EarlierTablet() { std::filesystem::remove_all(root); }
  EarlierTablet(const EarlierTablet&) = delete;
  EarlierTablet& operator=(const EarlierTablet&) = delete;

  TabletParts parts() { return {disk, clock, random, *device_key, folder, {"tablet-1"}, rules, support::kCheapStretch}; }
  crypto::Secret chosen_pin() const {
    crypto::Secret secret(pin.inverted.size());
    for (std::size_t i = 0; i < secret.size(); ++i) secret.writable()[i] = static_cast<std::uint8_t>(~pin.inverted[i]);
    return secret;
  }

  platform::PosixDisk disk;
  support::FakeClock clock;
  support::SeededRandom random{4711};
  std::string root;
  TabletFolder folder{root};
  AccessRules rules = support::ward_rules();
  std::unique_ptr<SoftwareKeyStore> device_key;
  Needle pin{{}};
  Needle stretched{{}};
  Needle store_key{{}};
  Needle store_key_in_hex{{}};
};

}  // namespace

TEST_CASE("After lock no copy of the store key, the PIN or what comes of it is left in the process's memory") {
  EarlierTablet tablet;
  OwnMemory memory;
  if (!memory.is_readable()) SKIP("this machine does not let a process read its own memory");
  CHECK(memory.count(tablet.store_key) == 0);
  auto door = AccessControl::open(tablet.parts(), {}).value();
  const auto session = door->sign_in(kAna.practitioner, tablet.chosen_pin()).value();
  CHECK(memory.count(tablet.store_key) == 1);  // the search can see
  CHECK(memory.count(tablet.pin) == 0);
  CHECK(memory.count(tablet.stretched) == 0);
  door->lock();
  CHECK(memory.count(tablet.store_key) == 0);
}

TEST_CASE("After lock and a PIN change no key is left either") {
  EarlierTablet tablet;
  OwnMemory memory;
  if (!memory.is_readable()) SKIP("this machine does not let a process read its own memory");
  auto door = AccessControl::open(tablet.parts(), {}).value();
  REQUIRE(door->sign_in(kAna.practitioner, tablet.chosen_pin()));
  REQUIRE(door->change_pin(tablet.chosen_pin(), crypto::Secret(as_bytes("620847"))));
  CHECK_FALSE(door->sign_in(kAna.practitioner, tablet.chosen_pin()));
  door->lock();
  CHECK(memory.count(tablet.store_key) == 0);
  CHECK(memory.count(tablet.pin) == 0);
  CHECK(memory.count(tablet.stretched) == 0);
}

TEST_CASE("A store that was open leaves no key behind once lock has closed it") {
  EarlierTablet tablet;
  OwnMemory memory;
  if (!memory.is_readable()) SKIP("this machine does not let a process read its own memory");
  std::unique_ptr<store::Database> database;
  auto door = AccessControl::open(tablet.parts(), [&database](const Session&) { database.reset(); }).value();
  const auto session = door->sign_in(kAna.practitioner, tablet.chosen_pin()).value();
  store::DatabaseOptions options;
  options.path = tablet.root + "/wardlight.db";
  options.open_as = store::OpenAs::CreateIfMissing;
  options.migrations = store::tablet_migrations();
  database = store::Database::open(options, session->store_key().value()).value();
  REQUIRE(database->run("INSERT INTO practitioner (id, name) VALUES ('a', 'b')"));
  CHECK(memory.count(tablet.store_key) > 1);
  door->lock();
  CHECK(memory.count(tablet.store_key) == 0);
  CHECK(memory.count(tablet.store_key_in_hex) == 0);
}
