// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "core/workflows/handoff.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

constexpr int kPatients = 12;
constexpr std::string_view kGiven =
    R"({"HND-type":"shift","H1":{"H1-1":"yes","H1-2":"bedside","H1-3":"took-part","H1-4":["nobody"]},
  "H2":{"H2-1":"stable"},
  "H4":{"H4-1":"as-before","H4-2":"as-before","H4-3":"as-before","H4-4":"as-before","H4-5":"as-before","H4-6":"as-before"},
  "H5":{"H5-1":"ok","H5-2":"ok","H5-3":"na","H5-4":"ok","H5-5":"ok","H5-6":"na","H5-7":"ok"},
  "H6":{"H6-0":"some","H6-A":[{"H6-1":"Walk to the bathroom","H6-2":"nurse","H6-3":"2025-06-10T20:00:00-04:00"}]},"HP":{"HP-1":"none"}})";
constexpr std::string_view kReadBack = R"({"H9-0":"restated","H9-1":["Walk at eight"],"H9-5":"owner"})";

EncounterId patient_number(int number) { return {"enc-" + std::to_string(number)}; }

// A tablet of the ward; nothing of it is online.
struct Tablet : TestWard {
  explicit Tablet(const std::string& device) : TestWard(device) {
    for (int i = 1; i <= kPatients; ++i) {
      put("Location", "bed-" + std::to_string(i),
          R"("name":")" + std::to_string(i) +
              R"(","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/unit-1"})");
      put_patient(std::to_string(i), "Patient", "Number " + std::to_string(i), "bed-" + std::to_string(i));
    }
  }
  void saved(Expected<Outcome> outcome) {
    accepted(std::move(outcome));
    clock.advance(seconds(5));
  }
  void give(const EncounterId& patient) {
    const StatementId handoff = id();
    saved(start_handoff(ward(), {handoff, patient, HandoffType::Shift}));
    saved(mark_ready(ward(), {id(), handoff}));
    saved(mark_at_bedside(ward(), {id(), handoff}));
    OpenForm form = must(open_form(ward(), patient, "handoff-given"));
    answer(form, kGiven);
    const auto pin = pin_of(kNurse);
    saved(give_handoff(ward(), *pin, {handoff, form, must(read_handoff(ward(), patient)).content.rows}));
  }
  void accept(const EncounterId& patient) {
    const HandoffView view = must(read_handoff(ward(), patient));
    OpenForm form = must(open_form(ward(), patient, "handoff-accepted"));
    answer(form, kReadBack);
    const auto pin = pin_of(kOtherNurse);
    saved(accept_handoff(ward(), *pin, {view.handoff, form, view.hash}));
  }
  // What the hub would hand on later.
  void hear(const Tablet& other) {
    store::FeedPage page{"e", "c", {}};
    for (const auto& statement : must(other.store->list_statements(0, 10'000)).statements)
      if (statement.envelope.device == other.store->device())
        page.items.push_back({statement.type, statement.id.value, statement.bytes, statement.envelope, page.items.size() + 1});
    must(store->apply_page(page));
  }
  int count(HandoffState state, const PractitionerId& nurse) {
    int found = 0;
    for (int i = 1; i <= kPatients; ++i)
      if (must(read_handoff(ward(), patient_number(i))).state == state && patient(patient_number(i)).nurse == nurse) ++found;
    return found;
  }
};

TEST_CASE("Two nurses hand over twelve patients offline on one tablet") {
  Tablet tablet("tablet-1");
  for (int i = 1; i <= kPatients; ++i) {
    tablet.give(patient_number(i));
    tablet.accept(patient_number(i));
  }
  CHECK(tablet.count(HandoffState::Accepted, kOtherNurse.practitioner) == kPatients);
}

TEST_CASE("Two nurses hand over twelve patients on two tablets that were offline while they signed") {
  Tablet giving("tablet-1");
  Tablet taking("tablet-2");
  for (int i = 1; i <= kPatients; ++i) giving.give(patient_number(i));
  taking.hear(giving);
  taking.clock.set_wall(giving.clock.now());
  for (int i = 1; i <= kPatients; ++i) taking.accept(patient_number(i));
  giving.clock.set_wall(taking.clock.now());
  giving.hear(taking);
  CHECK(giving.count(HandoffState::Accepted, kOtherNurse.practitioner) == kPatients);
  CHECK(taking.count(HandoffState::Accepted, kOtherNurse.practitioner) == kPatients);
}

}  // namespace
}  // namespace wardlight::workflows
