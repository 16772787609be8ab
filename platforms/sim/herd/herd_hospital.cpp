// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/herd/herd_hospital.h"

#include "core/store/database.h"
#include "core/time/time.h"
#include "platforms/sim/faults/made_up_ward.h"

namespace wardlight::sim {
namespace {

constexpr std::size_t kQuestions = 14;
constexpr std::string_view kCodes =
    R"({"valueCoding":{"system":"urn:sim:answers","code":"yes","display":"Seen, and as it should be"}},)"
    R"({"valueCoding":{"system":"urn:sim:answers","code":"no","display":"Not as it should be; put right"}})";

std::string question(std::size_t number) {
  return R"({"linkId":"q)" + std::to_string(number) + R"(","type":"choice","text":"What a nurse looks at, number )" +
         std::to_string(number) + "\"";
}

std::string form() {
  std::string text = R"({"resourceType":"Questionnaire","url":")" + std::string(kSimForm) +
                     R"(","version":"1","status":"active","title":"Round","item":[)";
  for (std::size_t i = 0; i < kQuestions; ++i)
    text += (i == 0 ? "" : ",") + question(i) + R"(,"answerOption":[)" + std::string(kCodes) + "]}";
  return text + "]}";
}

std::string place(std::size_t ward, std::size_t bed) { return std::to_string(ward) + "-" + std::to_string(bed); }

}  // namespace

Expected<void> HerdHospital::open(const std::string& folder, Disk& disk) {
  WL_CHECK(disk.make_folder(folder));
  const auto key = crypto::Secret::random(store::kKeySize, m_random);
  WL_TRY(m_storage, storage::open_sqlite_storage({folder + "/hub.db", folder + "/epoch", store::OpenAs::CreateIfMissing}, key,
                                                 disk, m_random));
  WL_TRY(auto authority, transport::make_authority("Simulated", m_clock.now()));
  hub::KnownForms forms;
  WL_CHECK(forms.add(form()));
  m_ingest_key = hub::ingest_keys_from(key).public_key;
  hub::HubKeys keys{hub::cursor_key_from(key), hub::ingest_keys_from(key), hub::signing_keys_from(key), std::move(authority), {}};
  hub::HubOptions options{"https://hub/fhir", "America/New_York", "Simulated", {}};
  m_hub = std::make_unique<hub::Hub>(*m_storage, std::move(keys), std::move(forms), std::move(options), m_clock, m_random);
  return {};
}

Expected<void> HerdHospital::admit(std::size_t wards) {
  std::vector<storage::NewReference> all = beds(wards * kBedsOfWard);
  for (std::size_t ward = 0; ward < wards; ++ward)
    for (std::size_t bed = 0; bed < kBedsOfWard; ++bed)
      for (auto& reference : references_of(
               {"p" + place(ward, bed), "e" + place(ward, bed), "bed-" + std::to_string(ward * kBedsOfWard + bed), false, {}, 1}))
        all.push_back(std::move(reference));
  WL_TRY(const auto put, m_storage->put_references(all, m_clock.now()));
  return {};
}

Expected<std::unique_ptr<HerdHospital>> HerdHospital::make(const std::string& folder, std::size_t wards, const VirtualTime& time,
                                                           Disk& disk, RandomSource& random) {
  std::unique_ptr<HerdHospital> hospital(new HerdHospital(time, random));
  WL_CHECK(hospital->open(folder, disk));
  WL_CHECK(hospital->admit(wards));
  return hospital;
}

std::string write_herd_round(const std::string& id, std::size_t ward, std::size_t bed, const std::string& nurse, Instant at) {
  const std::string now = format_time(at, -240);
  std::string text = R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                     R"(","extension":[{"url":"urn:wardlight:recorded","valueDateTime":")" + now + R"("}],"questionnaire":")" +
                     std::string(kSimForm) + R"(|1","status":"completed","subject":{"reference":"Patient/p)" + place(ward, bed) +
                     R"("},"encounter":{"reference":"Encounter/e)" + place(ward, bed) + R"("},"authored":")" + now +
                     R"(","author":{"reference":"Practitioner/)" + nurse + R"("},"item":[)";
  for (std::size_t i = 0; i < kQuestions; ++i)
    text += (i == 0 ? "" : ",") + (R"({"linkId":"q)" + std::to_string(i)) + R"(","text":"What a nurse looks at, number )" +
            std::to_string(i) + R"(","answer":[{"valueCoding":{"system":"urn:sim:answers","code":")" +
            ((at.milliseconds / 1000 + static_cast<std::int64_t>(i)) % 5 == 0 ? "no" : "yes") + R"("}}]})";
  return text + "]}";
}

}  // namespace wardlight::sim
