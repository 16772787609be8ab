// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/handoff.h"

#include "core/forms/judge.h"
#include "core/workflows/handoff_thread.h"
#include "core/workflows/read_unit_work.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kGiven =
    R"({"HND-type":"shift","H1":{"H1-1":"yes","H1-2":"bedside","H1-3":"took-part","H1-4":["nobody"]},
  "H2":{"H2-1":"stable"},
  "H4":{"H4-1":"as-before","H4-2":"as-before","H4-3":"as-before","H4-4":"as-before","H4-5":"as-before","H4-6":"as-before"},
  "H5":{"H5-1":"ok","H5-2":"ok","H5-3":"na","H5-4":"ok","H5-5":"ok","H5-6":"na","H5-7":"ok"},
  "H6":{"H6-0":"some","H6-A":[{"H6-1":"Walk to the bathroom with one person","H6-2":"nurse","H6-3":"2025-06-10T20:00:00-04:00"}]},
  "HP":{"HP-1":"none"}})";
constexpr std::string_view kReadBack = R"({"H9-0":"restated","H9-1":["Walk at eight with one person"],"H9-5":"owner"})";

struct HandoffWard : TestWard {
  OpenForm form(std::string_view name, std::string_view answers) {
    OpenForm open = must(open_form(ward(), kSun, name));
    answer(open, answers);
    return open;
  }
  StatementId begin(HandoffType type = HandoffType::Shift) {
    const StatementId handoff = id();
    saved(start_handoff(ward(), {handoff, kSun, type}));
    clock.advance(seconds(10));
    saved(mark_ready(ward(), {id(), handoff}));
    clock.advance(seconds(10));
    saved(mark_at_bedside(ward(), {id(), handoff}));
    clock.advance(seconds(10));
    return handoff;
  }
  GiveHandoff giving(const StatementId& id, std::string_view answers = kGiven) {
    return {id, form("handoff-given", answers), must(read_handoff(ward(), kSun)).content.rows};
  }
  void give(const StatementId& id, std::string_view answers = kGiven) {
    const auto pin = pin_of(kNurse);
    saved(give_handoff(ward(), *pin, giving(id, answers)));
    clock.advance(seconds(10));
  }
  AcceptHandoff accepting(const StatementId& id, std::string_view answers = kReadBack) {
    return {id, form("handoff-accepted", answers), must(read_handoff(ward(), kSun)).hash};
  }
  static std::string rule_of(Expected<Outcome> outcome) {
    const Outcome out = must(std::move(outcome));
    if (out.saved || out.objections.empty()) return "saved";
    return out.objections.front().rule;
  }
  HandoffView view() { return must(read_handoff(ward(), kSun)); }
};

TEST_CASE("HND-1: two people with two PINs hand a patient over on one tablet, and from then on the patient is the receiver's") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  CHECK(ward.view().state == HandoffState::AtBedside);
  ward.give(id);
  HandoffView given = ward.view();
  CHECK(given.state == HandoffState::Given);
  CHECK(given.hash == content_hash(given.content));
  CHECK(form_of(ward.ward(), given.content).answers({"H6-1", {0}}).front().text == "Walk to the bathroom with one person");
  const auto pin = ward.pin_of(kOtherNurse);
  const AcceptHandoff accept = ward.accepting(id);
  const Saved saved = ward.saved(accept_handoff(ward.ward(), *pin, accept));
  CHECK_FALSE(pin->is_open());
  const HandoffView after = ward.view();
  CHECK(after.state == HandoffState::Accepted);
  CHECK(after.from_name == "Ana Ruiz");
  CHECK(after.to_name == "Ben Okafor");
  CHECK(ward.patient(kSun).nurse == kOtherNurse.practitioner);
  const auto statement = must(ward.store->find_statement(saved.id));
  CHECK(statement->envelope.signer == kOtherNurse.practitioner);
  // A second tap gives the same receipt, with no PIN needed again.
  CHECK(ward.saved(accept_handoff(ward.ward(), *pin, accept)).id == saved.id);
}

TEST_CASE("HND-2: the giver cannot take it back with the same PIN, and a session that opened the tablet signs nothing") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  CHECK(HandoffWard::rule_of(give_handoff(ward.ward(), *ward.session, ward.giving(id))) == "HND-2");
  ward.give(id);
  const auto same = ward.pin_of(kNurse);
  CHECK(HandoffWard::rule_of(accept_handoff(ward.ward(), *same, ward.accepting(id))) == "HND-2");
  const auto aide = ward.pin_of(kAide);
  CHECK(accept_handoff(ward.ward(), *aide, ward.accepting(id)).error().code == ErrorCode::NotAllowed);
  CHECK(ward.view().state == HandoffState::Given);
}

TEST_CASE("HND-7: what was given and nobody took in time is the charge nurse's, who may take the patient in the interim") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  ward.give(id);
  const HandoffView given = ward.view();
  REQUIRE(given.escalate_at);
  ward.clock.set_wall(*given.escalate_at - seconds(1));
  UnitWork work = must(read_unit_work(ward.ward(), {"unit-1"}));
  CHECK(work.not_accepted.empty());
  CHECK_FALSE(work.badges.front().unclaimed);
  ward.clock.set_wall(*given.escalate_at);
  work = must(read_unit_work(ward.ward(), {"unit-1"}));
  REQUIRE(work.not_accepted.size() == 1);
  CHECK(work.badges.front().unclaimed);
  CHECK(work.badges.front().severity == "stable");
  ward.sign_in(kCharge);
  const auto pin = ward.pin_of(kCharge);
  ward.saved(accept_handoff(ward.ward(), *pin,
                            ward.accepting(id, R"({"H9-0":"restated","H9-1":["Walk with one person"],"H9-5":"interim"})")));
  CHECK(ward.view().interim);
  CHECK(must(read_unit_work(ward.ward(), {"unit-1"})).not_accepted.empty());
}

TEST_CASE("HND-3: an unstable patient is not taken over without a contingency line acknowledged") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  std::string answers(kGiven);
  answers.replace(answers.find("stable"), 6, "unstable");
  ward.give(id, answers);
  const auto pin = ward.pin_of(kOtherNurse);
  CHECK(HandoffWard::rule_of(accept_handoff(ward.ward(), *pin, ward.accepting(id))) == "HND-3");
  CHECK(pin->is_open());
  ward.saved(accept_handoff(
      ward.ward(), *pin,
      ward.accepting(id, R"({"H9-0":"restated","H9-1":["Watch the pressure"],"H9-2":["If below 90, call"],"H9-5":"owner"})")));
}

TEST_CASE("HND-4: a change before acceptance voids the read-back, and after it only addenda are taken") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  ward.give(id);
  ward.sign_in(kOtherNurse);
  ward.saved(synthesise(ward.ward(), ward.accepting(id)));
  CHECK(ward.view().state == HandoffState::Synthesised);
  ward.clock.advance(seconds(5));
  std::string answers(kGiven);
  answers.replace(answers.find("H5-7\":\"ok"), 9, "H5-7\":\"fixed");
  ward.give(id, answers);
  const HandoffView changed = ward.view();
  CHECK(changed.state == HandoffState::Given);
  CHECK(changed.read_back.is_null());
  const auto pin = ward.pin_of(kOtherNurse);
  ward.saved(accept_handoff(ward.ward(), *pin, ward.accepting(id)));
  ward.clock.advance(seconds(5));
  const auto again = ward.pin_of(kNurse);
  CHECK(HandoffWard::rule_of(give_handoff(ward.ward(), *again, ward.giving(id, kGiven))) != "saved");
  ward.saved(add_addendum(ward.ward(), {ward.id(), id, "Daughter comes at nine"}));
  CHECK(ward.view().lines.back().note == "Daughter comes at nine");
}

TEST_CASE("HND-5: whoever read another content than was given signs nothing") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  ward.give(id);
  AcceptHandoff accept = ward.accepting(id);
  accept.hash = std::string(64, '0');
  const auto pin = ward.pin_of(kOtherNurse);
  CHECK(HandoffWard::rule_of(accept_handoff(ward.ward(), *pin, accept)) == "HND-5");
}

TEST_CASE("HND-6: two tablets that signed two contents offline come to a conflict, which the charge nurse resolves once") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  ward.give(id);
  const std::string first = ward.view().hash;
  const auto records = must(ward.store->list_thread(id));
  // The other tablet took over what it had; this one changed it meanwhile, not knowing.
  std::string answers(kGiven);
  answers.replace(answers.find("H5-7\":\"ok"), 9, "H5-7\":\"fixed");
  ward.clock.advance(minutes(3));
  ward.give(id, answers);
  const std::string second = ward.view().hash;
  CHECK(first != second);
  store::FeedItem foreign;
  foreign.type = "QuestionnaireResponse";
  foreign.id = "accepted-elsewhere";
  foreign.position = 1;
  foreign.envelope = store::UnitEnvelope{{"tablet-2"}, 1, 1, {}, {}, kOtherNurse.practitioner, {}};
  foreign.bytes =
      R"({"resourceType":"QuestionnaireResponse","id":"accepted-elsewhere","extension":[)"
      R"({"url":"urn:wardlight:recorded","valueDateTime":"2025-06-10T14:21:30-04:00"},)"
      R"({"url":"urn:wardlight:role","valueString":"nurse"},{"url":"urn:wardlight:thread","valueString":")" +
      id.value + R"("},{"url":"urn:wardlight:content-hash","valueString":")" + first +
      R"("}],"questionnaire":"urn:wardlight:questionnaire:handoff-accepted|1.0.0","status":"completed",)"
      R"("subject":{"reference":"Patient/pat-1"},"encounter":{"reference":"Encounter/enc-1"},"authored":"2025-06-10T14:21:30-04:00",)"
      R"("author":{"reference":"Practitioner/ben"},"item":[{"linkId":"H9-1","answer":[{"valueString":"Walk at eight"}]}]})";
  must(ward.store->apply_page({"e", "c", {foreign}}));
  HandoffView conflict = ward.view();
  CHECK(conflict.state == HandoffState::Conflict);
  REQUIRE(conflict.version_hashes.size() == 2);
  CHECK(std::ranges::find(conflict.version_hashes, first) != conflict.version_hashes.end());
  CHECK(std::ranges::find(conflict.version_hashes, second) != conflict.version_hashes.end());
  CHECK(resolve_handoff(ward.ward(), {ward.id(), id, first, "asked both"}).error().code == ErrorCode::NotAllowed);
  ward.sign_in(kCharge);
  ward.saved(resolve_handoff(ward.ward(), {ward.id(), id, first, "asked both"}));
  CHECK(ward.view().state == HandoffState::Given);
  CHECK(ward.view().hash == first);
  CHECK(HandoffWard::rule_of(resolve_handoff(ward.ward(), {ward.id(), id, second, "again"})) != "saved");
}

TEST_CASE("HND-8: break cover is taken over and given back by a short handoff") {
  HandoffWard ward;
  const StatementId id = ward.begin(HandoffType::Temporary);
  ward.give(id);
  const auto pin = ward.pin_of(kOtherNurse);
  ward.saved(accept_handoff(ward.ward(), *pin, ward.accepting(id)));
  ward.clock.advance(minutes(30));
  ward.sign_in(kOtherNurse);
  const StatementId back = ward.id();
  ward.saved(start_handoff(ward.ward(), {back, kSun, HandoffType::Return}));
  const auto ben = ward.pin_of(kOtherNurse);
  ward.saved(give_handoff(ward.ward(), *ben, ward.giving(back)));
  ward.clock.advance(seconds(10));
  const auto ana = ward.pin_of(kNurse);
  ward.saved(accept_handoff(ward.ward(), *ana, ward.accepting(back)));
  CHECK(ward.patient(kSun).nurse == kNurse.practitioner);
}

TEST_CASE("A handoff's statements are what the hub accepts, and a rebuilt store tells the same") {
  HandoffWard ward;
  const StatementId id = ward.begin();
  ward.give(id);
  const auto pin = ward.pin_of(kOtherNurse);
  ward.saved(accept_handoff(ward.ward(), *pin, ward.accepting(id)));
  const auto records = must(ward.store->list_thread(id));
  CHECK(records.size() == 5);
  for (const store::Record& record : records) {
    const json::Value resource = must(json::parse(record.bytes));
    const ClinicalForm* form = test_content().forms.find_url(resource.text_of("questionnaire"));
    REQUIRE(form != nullptr);
    for (const auto& issue : forms::judge_response(form->form, resource))
      if (issue.severity == forms::Severity::Error) FAIL_CHECK(form->name << ": " << issue.link_id << " " << issue.text);
  }
  must(ward.store->rebuild_projections());
  CHECK(must(ward.store->list_thread(id)) == records);
  CHECK(ward.view().state == HandoffState::Accepted);
}

}  // namespace
}  // namespace wardlight::workflows
