// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <functional>

#include "sync/storage/postgres/central_storage.h"
#include "tests/sync/storage/chaining_device.h"
#include "tests/sync/storage/storages.h"

// Every session keeps the plans it made first, when there may have been little or nothing. So each question is asked of such a
// database, the database is filled by somebody else, and then it is counted what the same session reads for one more answer.
using namespace wardlight;
using namespace wardlight::storage;

namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr int kMany = 400;

std::string name(const char* what, int number) { return what + std::to_string(number); }

std::string sessions_in(const PostgresHabitat& habitat) {
  return habitat.sql(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'wardlight-hub' AND datname = current_database()");
}

// What ended sessions read: entries of indexes, and rows of tables without one.
std::uint64_t read_so_far(const PostgresHabitat& habitat) {
  return std::stoull(
      habitat.sql("SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes) + (SELECT sum(seq_tup_read) FROM "
                  "pg_stat_user_tables)"));
}

// Counts are told when a session ends.
template <class Storage>
std::uint64_t read_by(const PostgresHabitat& habitat, Storage& storage, const std::function<void()>& ask) {
  const auto others = std::stoi(sessions_in(habitat)) - 1;
  const auto before = read_so_far(habitat);
  ask();
  storage.reset();
  while (std::stoi(sessions_in(habitat)) > others) poll(nullptr, 0, 10);
  return read_so_far(habitat) - before;
}

NewReference patient(const std::string& id, const std::string& text) {
  return {"Patient", id, text, {{"urn:mrn", id}}, {}};
}

NewUnit unit_of_type(ChainingDevice& tablet, const std::string& id, std::string_view type) {
  auto unit = tablet.next(id);
  unit.type = type;
  return unit;
}

void fill_with_units(HubStorage& storage) {
  ChainingDevice tablet("tab-main");
  for (int i = 0; i < kMany; i += 4) {
    std::vector<NewUnit> units;
    for (int k = i; k < i + 4; ++k) units.push_back(tablet.next(name("unit-", k)));
    units.front().supersedes = i == 0 ? std::string_view() : std::string_view("unit-0");
    REQUIRE(storage.append(delivery(units, Instant{kNow.milliseconds + i * kDay})));
  }
  const std::string corrected = "unit-7";
  auto correction = tablet.next("correction");
  correction.supersedes = corrected;
  REQUIRE(storage.append(delivery({correction, unit_of_type(tablet, "temporary", "Patient")})));
  std::vector<ChainingDevice> others;
  for (int i = 0; i < kMany; ++i) others.emplace_back(name("tab-", i));
  std::vector<NewUnit> first;
  for (int i = 0; i < kMany; ++i) first.push_back(others[static_cast<std::size_t>(i)].next(name("first-", i)));
  REQUIRE(storage.append(delivery(first)));
}

void fill_with_references(HubStorage& storage) {
  std::vector<std::string> texts, ids;
  for (int i = 0; i < kMany; ++i) ids.push_back(name("patient-", i)), texts.push_back(R"({"id":")" + ids.back() + "\"}");
  std::vector<NewReference> references;
  for (std::size_t i = 0; i < ids.size(); ++i) references.push_back(patient(ids[i], texts[i]));
  references.push_back({"Location", "ward", "{}", {}, {}});
  REQUIRE(storage.put_references(references, kNow));
}

// A row of each, where the server expects a page.
void fill_a_little(HubStorage& storage) {
  ChainingDevice tablet("tab-first");
  const auto first = patient("patient-first", "{}");
  must(storage.append(delivery({tablet.next("the-first")})));
  must(storage.put_references(std::span(&first, 1), kNow));
  must(storage.put_census_message({"first", "first", {"Encounter/first"}, kNow}));
}

void fill_with_the_rest(HubStorage& storage) {
  std::vector<SearchRow> rows;
  for (int i = 0; i < kMany; ++i) {
    SearchRow row{"QuestionnaireResponse", name("unit-", i), static_cast<std::uint64_t>(i) + 1, name("patient-", i / 2),
                  name("encounter-", i / 2), "q", "1", "completed", {}, {}, kNow};
    rows.push_back(row);
  }
  REQUIRE(storage.put_search_rows(0, kMany, rows));
  for (int i = 0; i < kMany; ++i)
    REQUIRE(storage.put_census_message({name("message-", i), name("bytes-", i), {name("Encounter/", i)}, kNow}));
}

SearchWish wish_of(const std::string& patient, const std::string& encounter) {
  SearchWish wish;
  wish.type = "QuestionnaireResponse";
  wish.patient = patient;
  wish.encounter = encounter;
  wish.up_to = kMany;
  return wish;
}

struct Question {
  const char* what;
  std::uint64_t at_most;
  std::function<std::size_t(HubStorage&)> ask;  // how many answers there were
  std::size_t answers = 1;
};

template <class Found>
std::size_t count_of(const Expected<Found>& found) {
  return must(found).size();
}

const std::vector<Question>& questions() {
  static const std::vector<Question> all{
      {"a reference by its id", 20, [](auto& s) { return must(s.find_resource("Patient", "patient-7")) ? 1U : 0U; }},
      {"a statement by its id", 20,
       [](auto& s) { return must(s.find_resource("QuestionnaireResponse", "unit-7")) ? 1U : 0U; }},
      {"all references of a type", 20, [](auto& s) { return count_of(s.list_references("Location")); }},
      {"all statements of a type", 20, [](auto& s) { return count_of(s.list_statements("Patient")); }},
      {"what corrects a statement", 20, [](auto& s) { return count_of(s.list_corrections("unit-7")); }},
      {"whose identifier it is", 20,
       [](auto& s) { return count_of(s.find_references("Patient", {"urn:mrn", "patient-7"})); }},
      {"the versions of a reference", 20, [](auto& s) { return count_of(s.list_versions("Patient", "patient-7")); }},
      {"a page of the feed", 80, [](auto& s) { return count_of(s.read_feed({2 * kMany, 100 * kMany, 10})); }, 10},
      {"a page of references", 80, [](auto& s) { return count_of(s.read_references({0, 100 * kMany, 10})); }, 10},
      {"a page of statements", 80, [](auto& s) { return count_of(s.read_statements({0, 100 * kMany, 10})); }, 10},
      {"the day of a position", 10, [](auto& s) { return must(s.find_day(kMany)) ? 1U : 0U; }},
      {"a search by patient", 20, [](auto& s) { return count_of(s.search(wish_of("patient-7", ""))); }, 2},
      {"a search by encounter", 20, [](auto& s) { return count_of(s.search(wish_of("", "encounter-7"))); }, 2},
      {"the messages about an encounter", 20, [](auto& s) { return count_of(s.list_census_messages("Encounter/7")); }},
      {"how often a tablet was enrolled", 20,
       [](auto& s) { return static_cast<std::size_t>(must(s.highest_incarnation({"tab-main"}))); }},
  };
  return all;
}

}  // namespace

TEST_CASE("What a question reads is what it asks for, though it was planned while there was little or nothing") {
  need_server();
  PostgresHabitat habitat;
  const bool little = GENERATE(false, true);
  INFO(little);
  if (little) fill_a_little(*habitat.open());
  std::vector<std::unique_ptr<HubStorage>> asked;
  for (const auto& question : questions()) {
    asked.push_back(habitat.open());
    question.ask(*asked.back());
  }
  auto filler = habitat.open();
  read_by(habitat, filler, [&] {
    fill_with_units(*filler);
    fill_with_references(*filler);
    fill_with_the_rest(*filler);
  });
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Question& question = questions()[i];
    INFO(question.what);
    std::size_t answers = 0;
    CHECK(read_by(habitat, asked[i], [&] { answers = question.ask(*asked[i]); }) <= question.at_most);
    CHECK(answers == question.answers);
  }
}

TEST_CASE("What is written reads its own places alone, though it was planned while there was little or nothing") {
  need_server();
  PostgresHabitat habitat;
  auto writer = habitat.open();
  ChainingDevice tablet("tab-writer");
  must(writer->append(delivery({tablet.next("before")})));
  const auto first = patient("patient-7", "{}");
  must(writer->put_references(std::span(&first, 1), kNow));
  auto filler = habitat.open();
  read_by(habitat, filler, [&] { fill_with_units(*filler), fill_with_references(*filler); });
  const auto second = patient("patient-7", "{ }");
  CHECK(read_by(habitat, writer, [&] {
          must(writer->append(delivery({tablet.next("after")})));
          must(writer->put_references(std::span(&second, 1), kNow));
        }) <= 60);
}

namespace {

constexpr int kUnits = 20;
constexpr int kMeasures = 10;

// "report-17" is the report of the 17th month.
ReportContent read_month(const NewUnit& unit) {
  const auto month = std::stoi(std::string(unit.id.substr(unit.id.find('-') + 1)));
  ReportContent content;
  for (int u = 0; u < kUnits; ++u)
    for (int m = 0; m < kMeasures; ++m)
      content.facts.push_back(
          {name("unit-", u), "", name("measure-", m), static_cast<Period>(month), 1, 1, 100, 1, 1, ""});
  return content;
}

struct CentralHome {
  CentralHome() { REQUIRE(folder); }
  ~CentralHome() { std::filesystem::remove_all(*folder); }
  std::unique_ptr<CentralStorage> open(const char* place) {
    return must(open_postgres_central({habitat.uri(), *folder + place, true}, key, disk, random, read_month));
  }
  PostgresHabitat habitat;
  Expected<std::string> folder = platform::make_temporary_folder("central");
  platform::PosixDisk disk;
  support::SeededRandom random{3};
  crypto::Secret key = crypto::Secret::random(store::kKeySize, random);
};

// A hospital's hub, which reports a month in one unit.
struct Reporter {
  explicit Reporter(const std::string& hospital) : hospital(hospital), device(hospital) {}
  void report(CentralStorage& central, int month) {
    must(must(central.open_hospital(hospital))->append(delivery({device.next(hospital + "-" + std::to_string(month))})));
  }
  std::string hospital;
  ChainingDevice device;
};

}  // namespace

TEST_CASE("A month that comes in at central reads that month alone, however many are there") {
  need_server();
  CentralHome home;
  Reporter north("north"), south("south");
  auto central = home.open("/one");
  must(central->open_hospital("north"));
  const auto ask = GENERATE(0, 1, 2);
  INFO(ask);
  if (ask == 0) north.report(*central, 1), must(central->sum_up(100));
  if (ask == 1) CHECK(must(central->list_versions("north", "measure-1", "unit-1")).empty());
  if (ask == 2) CHECK(must(central->list_months("north", "measure-1")).empty());
  auto filler = home.open("/other");
  read_by(home.habitat, filler, [&] {
    for (int month = 2; month <= 61; ++month) north.report(*filler, month), south.report(*filler, month);
    must(filler->sum_up(1000));
  });
  constexpr std::uint64_t kMonth = kUnits * kMeasures;
  const auto read = read_by(home.habitat, central, [&] {
    if (ask == 0) north.report(*central, 62), must(central->sum_up(100));
    if (ask == 1) CHECK(must(central->list_versions("north", "measure-1", "unit-1")).size() == 60);
    if (ask == 2) CHECK(must(central->list_months("north", "measure-1")).size() == 60);
  });
  CHECK(read <= std::array<std::uint64_t, 3>{kMonth * 4, 60 * 3, 60 * 2}[static_cast<std::size_t>(ask)]);
}

TEST_CASE("A closed month's reports are emptied one by one, and those of open months keep their bytes") {
  need_server();
  CentralHome home;
  Reporter north("north"), south("south");
  auto central = home.open("/one");
  must(central->let_bytes_go(0));
  auto filler = home.open("/other");
  read_by(home.habitat, filler, [&] {
    for (int month = 1; month <= 60; ++month) north.report(*filler, month), south.report(*filler, month);
    must(filler->let_bytes_go(57));
  });
  CHECK(read_by(home.habitat, central, [&] { must(central->let_bytes_go(58)); }) <= 60);
  const auto still_there = [&](const char* hospital) {
    return home.habitat.sql(std::string("SELECT string_agg(id, ' ' ORDER BY position) FROM wardlight.feed WHERE hospital = '") +
                            hospital + "' AND bytes <> ''");
  };
  CHECK(still_there("north") == "north-59 north-60");
  CHECK(still_there("south") == "south-59 south-60");
}

TEST_CASE("What a delivery reads does not grow with what is there, though its queries were planned while nothing was") {
  need_server();
  constexpr std::uint64_t kUnits = 2000;
  PostgresHabitat habitat;
  auto storage = habitat.open();
  const auto read = read_by(habitat, storage, [&] {
    ChainingDevice tablet("tab-1");
    for (std::uint64_t first = 0; first < kUnits; first += 25) {
      std::vector<NewUnit> units;
      for (std::uint64_t i = first; i < first + 25; ++i) units.push_back(tablet.next("unit-" + std::to_string(i)));
      REQUIRE(storage->append(delivery(units)));
      const std::string id = "patient-" + std::to_string(first);
      const auto reference = patient(id, R"({"resourceType":"Patient","id":")" + id + "\"}");
      REQUIRE(storage->put_references(std::span(&reference, 1), kNow));
    }
  });
  CHECK(read < kUnits * 12);
}
