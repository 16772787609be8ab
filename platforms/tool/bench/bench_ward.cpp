// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/bench/bench_ward.h"

#include "core/base/uuid.h"
#include "core/forms/form_session.h"
#include "core/json/value.h"
#include "platforms/linux/paths.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kPageSize = 500;
constexpr std::string_view kNurse = "bench-nurse";

class CountingFile final : public File {
 public:
  CountingFile(std::unique_ptr<File> file, CountingDisk::Counts& counts) : m_file(std::move(file)), m_counts(counts) {}
  Expected<Bytes> read_at(std::uint64_t offset, std::size_t count) override { return m_file->read_at(offset, count); }
  Expected<void> write_at(std::uint64_t offset, ByteView bytes) override {
    ++m_counts.writes;
    m_counts.bytes += bytes.size();
    return m_file->write_at(offset, bytes);
  }
  Expected<void> truncate(std::uint64_t size) override { return m_file->truncate(size); }
  Expected<void> sync() override {
    ++m_counts.syncs;
    return m_file->sync();
  }
  Expected<std::uint64_t> size() override { return m_file->size(); }

 private:
  std::unique_ptr<File> m_file;
  CountingDisk::Counts& m_counts;
};

store::ReferenceItem location(const std::string& id, const std::string& name, const std::string& part_of) {
  json::Value bytes;
  bytes.set("resourceType", "Location").set("id", id).set("status", "active").set("name", name);
  if (!part_of.empty()) bytes.set("partOf", json::Value().set("reference", "Location/" + part_of));
  return {"Location", id, json::write(bytes)};
}

store::ReferenceItem patient(const std::string& id, std::size_t number) {
  json::Value name;
  name.set("family", "Bench" + std::to_string(number)).set("given", json::Value::array({"Patient"}));
  json::Value identifier;
  identifier.set("type", json::Value().set("text", "MRN")).set("value", "B" + std::to_string(1000 + number));
  json::Value bytes;
  bytes.set("resourceType", "Patient").set("id", id).set("identifier", json::Value::array({identifier}));
  bytes.set("name", json::Value::array({name})).set("gender", "female").set("birthDate", "1950-01-01");
  return {"Patient", id, json::write(bytes)};
}

store::ReferenceItem stay(const std::string& id, const std::string& patient_id, const std::string& bed,
                          const std::string& since) {
  json::Value place;
  place.set("location", json::Value().set("reference", "Location/" + bed)).set("status", "active");
  place.set("period", json::Value().set("start", since));
  json::Value bytes;
  bytes.set("resourceType", "Encounter").set("id", id).set("status", "in-progress");
  bytes.set("class", json::Value().set("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode").set("code", "IMP"));
  bytes.set("subject", json::Value().set("reference", "Patient/" + patient_id));
  bytes.set("period", json::Value().set("start", since)).set("location", json::Value::array({place}));
  return {"Encounter", id, json::write(bytes)};
}

}  // namespace

Expected<forms::FormSession> answer_all(const workflows::WardContent& content) {
  forms::FormSession session(content.round_form);
  const auto& pack = content.rounding;
  for (const auto& kind : pack.checklist.kinds)
    if (kind.kind == care::RoundKind::Full)
      for (const auto& option : content.round_form.find(pack.checklist.kind_link_id)->options)
        if (option.value.coding.code == kind.code) WL_CHECK(session.set({pack.checklist.kind_link_id, {}}, option.value));
  for (auto missing = session.missing(); !missing.empty(); missing = session.missing()) {
    const forms::Item& item = *content.round_form.find(missing.front().field.link_id);
    const auto answer = item.options.empty() ? forms::Answer::of(true) : item.options.front().value;
    WL_CHECK(session.set(missing.front().field, answer));
  }
  return session;
}

workflows::NamedResource full_response(const workflows::Ward& ward, const forms::FormSession& answers) {
  forms::ResponseDetails details;
  details.id = workflows::new_statement_id(ward).value;
  details.subject = "Patient/bench-patient";
  details.encounter = "Encounter/bench-stay";
  details.authored = details.recorded = ward.zone.format(ward.clock.now());
  details.author = "Practitioner/" + ward.session.person().practitioner.value;
  return {{details.id}, answers.build_response(details)};
}

Expected<std::unique_ptr<File>> CountingDisk::open(const std::string& path, OpenMode mode) {
  WL_TRY(auto file, m_disk.open(path, mode));
  return std::unique_ptr<File>(std::make_unique<CountingFile>(std::move(file), m_counts));
}

BenchWard::BenchWard(std::string folder, workflows::WardContent content, Zone zone)
    : m_folder(std::move(folder)), m_content(std::move(content)), m_zone(std::move(zone)),
      m_key(crypto::Secret::random(48, m_random)), m_ingest(crypto::make_box_keys(m_random)) {}

Expected<std::unique_ptr<BenchWard>> BenchWard::make(const std::string& folder, std::size_t rounds) {
  platform::PosixDisk disk;
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(auto content, workflows::load_ward_content(disk, assets));
  WL_TRY(auto zone, Zone::find("America/New_York"));
  WL_TRY(const Bytes table, read_file(disk, assets + "/access/permissions.json"));
  WL_TRY(auto permissions, access::Permissions::parse(as_text(table)));
  std::unique_ptr<BenchWard> bench(new BenchWard(folder, std::move(content), std::move(zone)));
  access::SlotKeys keys{crypto::make_box_keys(bench->m_random), crypto::make_signing_keys(bench->m_random), bench->m_key.clone()};
  bench->m_session = std::make_unique<access::Session>(
      access::Person{{std::string(kNurse)}, "Bench Nurse", access::Role::Charge}, std::move(keys), permissions, bench->now());
  WL_TRY(bench->m_full, answer_all(bench->m_content));
  WL_CHECK(bench->open_store(true));
  WL_CHECK(bench->fill_census());
  WL_CHECK(bench->fill_rounds(rounds));
  return bench;
}

Expected<void> BenchWard::open_store(bool fresh) {
  WL_CHECK(m_disk.make_folder(m_folder + "/store"));
  WL_TRY(auto journal, store::SealedJournal::open(m_disk, m_folder + "/journal", m_ingest.public_key));
  store::StoreOptions options{store::StorePaths::in(m_folder), {"bench-tablet"}, 1, workflows::projection_rules(m_content)};
  if (fresh) {
    WL_TRY(m_store, store::Store::create(m_disk, m_clock, journal, options, m_key));
  } else {
    WL_TRY(m_store, store::Store::open(m_disk, m_clock, journal, options, m_key));
  }
  return {};
}

Expected<void> BenchWard::close_and_open() {
  m_store.reset();
  return open_store(false);
}

Expected<void> BenchWard::fill_census() {
  std::vector<store::ReferenceItem> items{location("bench-unit", "Bench unit", "")};
  const std::string since = m_zone.format(now() - hours(24 * 300));
  for (std::size_t i = 0; i < kPatients; ++i) {
    const std::string number = std::to_string(i);
    items.push_back(location("bench-bed-" + number, "B" + number, "bench-unit"));
    items.push_back(patient("bench-patient-" + number, i));
    items.push_back(stay(encounter(i).value, "bench-patient-" + number, "bench-bed-" + number, since));
  }
  return m_store->put_references(items);
}

Expected<void> BenchWard::apply_rounds(std::size_t first, std::size_t count, const std::function<Instant(std::size_t)>& time_of) {
  store::FeedPage page{"bench", std::to_string(first), {}};
  for (std::size_t i = first; i < first + count; ++i) {
    const Instant at = time_of(i);
    forms::ResponseDetails details;
    details.id = make_uuid_v7(at, m_random);
    details.subject = "Patient/bench-patient-" + std::to_string(i % kPatients);
    details.encounter = "Encounter/" + encounter(i).value;
    details.authored = details.recorded = m_zone.format(at);
    details.author = "Practitioner/" + std::string(kNurse);
    const std::string bytes = json::write(m_full->build_response(details));
    store::UnitEnvelope envelope{{"other-tablet"}, 1, i + 1, crypto::sha256(as_bytes(bytes)), {}, {std::string(kNurse)}, {}};
    page.items.push_back({"QuestionnaireResponse", details.id, bytes, envelope, i + 1});
  }
  m_rounds = first + count;
  WL_TRY(const auto outcome, m_store->apply_page(page));
  if (outcome.conflicting > 0) return Error{ErrorCode::Conflict, "The bench made the same id twice; run it again.", "bench"};
  return {};
}

// Spread evenly over the past: a thousand cover the two days that screens read, so both stores show as much.
Expected<void> BenchWard::fill_rounds(std::size_t rounds) {
  const Duration apart = minutes(3);
  const auto time_of = [&](std::size_t i) {
    return now() - Duration{apart.milliseconds * static_cast<std::int64_t>(rounds - i)};
  };
  for (std::size_t first = 0; first < rounds; first += kPageSize)
    WL_CHECK(apply_rounds(first, std::min(kPageSize, rounds - first), time_of));
  return {};
}

Expected<void> BenchWard::hear_page(std::size_t rounds) {
  const Instant at = now();
  return apply_rounds(m_rounds, rounds, [at](std::size_t i) { return at - seconds(static_cast<std::int64_t>(i % 600)); });
}

Expected<workflows::OpenRound> BenchWard::full_round(std::size_t patient) {
  WL_TRY(auto opened, workflows::open_round(ward(), encounter(patient)));
  opened.form = *m_full;
  return opened;
}

}  // namespace wardlight::tool::bench
