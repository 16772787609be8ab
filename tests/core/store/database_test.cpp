// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "core/store/guards.h"
#include "tests/support/seeded_random.h"

using namespace wardlight;
using namespace wardlight::store;

namespace {

constexpr Migration kFirst[] = {{1, "0001_create_note", "CREATE TABLE note (id TEXT PRIMARY KEY, words TEXT, picture BLOB) STRICT;"}};
constexpr Migration kBoth[] = {kFirst[0], {2, "0002_add_author", "ALTER TABLE note ADD COLUMN author TEXT; -- who wrote it"}};

struct Folder {
  std::filesystem::path path;
  explicit Folder(const std::string& name) : path(std::filesystem::temp_directory_path() / ("wardlight-" + name + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
};

crypto::Secret key(std::uint64_t seed = 1) {
  support::SeededRandom random(seed);
  return crypto::Secret::random(kKeySize, random);
}

DatabaseOptions creating(const std::string& path, Migrations migrations = kFirst) {
  return {.path = path, .open_as = OpenAs::CreateIfMissing, .migrations = migrations};
}
DatabaseOptions existing(const std::string& path, Migrations migrations = kFirst) { return {.path = path, .migrations = migrations}; }

std::string first_bytes(const std::string& path, std::size_t count) {
  std::ifstream in(path, std::ios::binary);
  std::string head(count, '\0');
  in.read(head.data(), static_cast<std::streamsize>(count));
  return head;
}

}  // namespace

TEST_CASE("What was bound is read back as it was") {
  Folder folder("bind");
  auto db = Database::open(creating(folder.file("a.db")), key());
  REQUIRE(db);
  const Bytes picture{0, 1, 2, 255};
  REQUIRE((*db)->run("INSERT INTO note VALUES (?, ?, ?)", "a", std::string("Zoë\0x", 6), picture));
  REQUIRE((*db)->run("INSERT INTO note VALUES (?, ?, ?)", "b", nullptr, std::optional<std::string>()));
  auto rows = (*db)->query("SELECT words, picture, 1 << 40 FROM note ORDER BY id");
  REQUIRE(rows);
  REQUIRE(rows->step().value());
  CHECK(rows->text(0) == std::string("Zoë\0x", 6));
  CHECK(rows->blob(1) == picture);
  CHECK(rows->integer(2) == std::int64_t{1} << 40);
  REQUIRE(rows->step().value());
  CHECK(rows->is_null(0));
  CHECK_FALSE(rows->optional_text(1).has_value());
  CHECK_FALSE(rows->step().value());
}

TEST_CASE("A transaction that is not committed leaves nothing behind") {
  Folder folder("rollback");
  auto db = Database::open(creating(folder.file("a.db")), key());
  REQUIRE(db);
  {
    auto transaction = Transaction::begin(**db);
    REQUIRE(transaction);
    REQUIRE((*db)->run("INSERT INTO note (id) VALUES ('a')"));
  }
  {
    auto transaction = Transaction::begin(**db);
    REQUIRE(transaction);
    REQUIRE((*db)->run("INSERT INTO note (id) VALUES ('b')"));
    REQUIRE(transaction->commit());
  }
  auto rows = (*db)->query("SELECT group_concat(id) FROM note");
  REQUIRE(rows);
  REQUIRE(rows->step().value());
  CHECK(rows->text(0) == "b");
}

TEST_CASE("A store is opened by its own key only, and its file looks like chance") {
  Folder folder("key");
  const auto path = folder.file("a.db");
  REQUIRE(Database::open(creating(path), key()));
  CHECK(Database::open(existing(path), key()));
  auto foreign = Database::open(existing(path), key(2));
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().code == ErrorCode::WrongKey);
  CHECK(first_bytes(path, 15) != "SQLite format 3");
  auto short_key = Database::open(existing(path), crypto::Secret(32));
  REQUIRE_FALSE(short_key);
  CHECK(short_key.error().code == ErrorCode::BadUsage);
}

TEST_CASE("A flipped bit in the salt at the head of the file costs nothing") {
  Folder folder("salt");
  const auto path = folder.file("a.db");
  REQUIRE(Database::open(creating(path), key()));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.put('!');
  file.close();
  CHECK(Database::open(existing(path), key()));
}

TEST_CASE("A missing, empty or plain file is refused with a sentence and left alone") {
  Folder folder("foreign");
  auto missing = Database::open(existing(folder.file("none.db")), key());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
  CHECK_FALSE(std::filesystem::exists(folder.file("none.db")));

  std::ofstream(folder.file("empty.db")).close();
  auto empty = Database::open(existing(folder.file("empty.db")), key());
  REQUIRE_FALSE(empty);
  CHECK(empty.error().code == ErrorCode::Corrupt);
  CHECK(std::filesystem::file_size(folder.file("empty.db")) == 0);

  std::ofstream(folder.file("plain.db"), std::ios::binary) << "SQLite format 3" << std::string(4081, '\0');
  auto plain = Database::open(creating(folder.file("plain.db")), key());
  REQUIRE_FALSE(plain);
  CHECK(plain.error().code == ErrorCode::Corrupt);
}

TEST_CASE("Migrations run once, forward, and a newer store is refused") {
  Folder folder("migrate");
  const auto path = folder.file("a.db");
  {
    auto db = Database::open(creating(path), key());
    REQUIRE(db);
    CHECK((*db)->schema() == 1);
    REQUIRE((*db)->run("INSERT INTO note (id, words) VALUES ('a', 'kept')"));
  }
  {
    auto db = Database::open(existing(path, kBoth), key());
    REQUIRE(db);
    CHECK((*db)->schema() == 2);
    auto rows = (*db)->query("SELECT words, author FROM note");
    REQUIRE(rows);
    REQUIRE(rows->step().value());
    CHECK(rows->text(0) == "kept");
    CHECK(rows->is_null(1));
  }
  auto old_program = Database::open(existing(path), key());
  REQUIRE_FALSE(old_program);
  CHECK(old_program.error().code == ErrorCode::NewerSchema);
}

TEST_CASE("A migration that fails leaves the schema before it") {
  constexpr Migration broken[] = {kFirst[0], {2, "0002_add_author", "ALTER TABLE note ADD COLUMN author TEXT; DROP TABLE nothing;"}};
  Folder folder("broken");
  const auto path = folder.file("a.db");
  REQUIRE(Database::open(creating(path), key()));
  CHECK_FALSE(Database::open(existing(path, broken), key()));
  auto db = Database::open(existing(path, kBoth), key());
  REQUIRE(db);
  CHECK((*db)->schema() == 2);
}

TEST_CASE("Migrations land together: where a later one fails, the program before still opens the store") {
  constexpr Migration broken[] = {kFirst[0], kBoth[1], {3, "0003_drop", "DROP TABLE nothing;"}};
  Folder folder("together");
  const auto path = folder.file("a.db");
  REQUIRE(Database::open(creating(path), key()));
  CHECK_FALSE(Database::open(existing(path, broken), key()));
  auto db = Database::open(existing(path), key());
  REQUIRE(db);
  CHECK((*db)->schema() == 1);
}

TEST_CASE("Each guard is looked at: a connection without it is refused") {
  // auto_vacuum is fixed when the file is made, so each mutant makes its own file.
  constexpr Guard mutants[] = {{"auto_vacuum", "1"},    {"temp_store", "1"},   {"journal_mode", "delete"}, {"synchronous", "1"},
                               {"trusted_schema", "1"}, {"cell_size_check", "0"}, {"foreign_keys", "0"},   {"secure_delete", "0"},
                               {"mmap_size", "65536"}};
  static_assert(std::size(mutants) == kGuards.size());
  for (std::size_t i = 0; i < kGuards.size(); ++i) {
    Folder folder("guard");
    INFO(mutants[i].pragma);
    REQUIRE(mutants[i].pragma == kGuards[i].pragma);
    auto set = kGuards;
    set[i] = mutants[i];
    auto options = creating(folder.file("a.db"));
    options.guards.set = set;
    auto db = Database::open(options, key());
    REQUIRE_FALSE(db);
    CHECK(db.error().code == ErrorCode::Environment);
    CHECK(db.error().where == kGuards[i].pragma);
  }
}

TEST_CASE("Two connections write to one file in turn") {
  Folder folder("two");
  const auto path = folder.file("a.db");
  auto one = Database::open(creating(path), key());
  auto two = Database::open(existing(path), key());
  REQUIRE(one);
  REQUIRE(two);
  for (int i = 0; i < 20; ++i) {
    auto& db = i % 2 == 0 ? **one : **two;
    REQUIRE(db.run("INSERT INTO note (id) VALUES (?)", std::to_string(i)));
  }
  auto rows = (*one)->query("SELECT count(*) FROM note");
  REQUIRE(rows);
  REQUIRE(rows->step().value());
  CHECK(rows->integer(0) == 20);
}

TEST_CASE("A statement still out does not hand its rows to the next who asks the same") {
  Folder folder("lent");
  auto db = Database::open(creating(folder.file("a.db")), key());
  REQUIRE(db);
  REQUIRE((*db)->run("INSERT INTO note (id) VALUES ('a'), ('b')"));
  constexpr std::string_view list = "SELECT id FROM note ORDER BY id";
  auto outer = (*db)->query(list);
  REQUIRE(outer);
  REQUIRE(outer->step().value());
  auto inner = (*db)->query(list);
  REQUIRE(inner);
  REQUIRE(inner->step().value());
  CHECK(inner->text(0) == "a");
  REQUIRE(outer->step().value());
  CHECK(outer->text(0) == "b");
}

TEST_CASE("A sound store has no findings, a damaged one has") {
  Folder folder("integrity");
  const auto path = folder.file("a.db");
  {
    auto db = Database::open(creating(path), key());
    REQUIRE(db);
    for (int i = 0; i < 200; ++i) REQUIRE((*db)->run("INSERT INTO note VALUES (?, ?, NULL)", std::to_string(i), std::string(100, 'x')));
    CHECK((*db)->check_integrity().value().empty());
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(3 * 4096 + 100);
  file.put('!');
  file.close();
  auto db = Database::open(existing(path), key());
  REQUIRE(db);
  auto findings = (*db)->check_integrity();
  CHECK((!findings || !findings->empty()));
}
