// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/keep_draft.h"

#include "core/workflows/my_drafts.h"
#include "core/workflows/open_form.h"

#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

TEST_CASE("A half-done round survives lock and crash as it was, with its time") {
  TestWard ward;
  OpenRound round = ward.answered(kSun, R"({"RND-01":"yes","RND-02":"4"})");
  round.occurred_at = ward.at(14, 10);
  must(keep_draft(ward.ward(), round));
  ward.disk.cut_power_at(ward.disk.operations() + 1);
  ward.store.reset();
  ward.disk.reboot();
  ward.reopen();
  const OpenRound again = must(open_round(ward.ward(), kSun));
  CHECK(again.draft_changed_at == ward.at(14, 20));
  CHECK(again.occurred_at == ward.at(14, 10));
  CHECK(again.form.answers({"RND-02", {}}).front().coding.code == "4");
  CHECK(ward.patient(kSun).draft_changed_at == ward.at(14, 20));
}

TEST_CASE("A draft belongs to the nurse who began it") {
  TestWard ward;
  must(keep_draft(ward.ward(), ward.answered(kSun, R"({"RND-01":"yes"})")));
  ward.sign_in(kOtherNurse);
  CHECK(must(open_round(ward.ward(), kSun)).form.untouched());
  CHECK_FALSE(ward.patient(kSun).draft_changed_at.has_value());
  ward.sign_in(kNurse);
  CHECK_FALSE(must(open_round(ward.ward(), kSun)).form.untouched());
  CHECK(must(list_my_drafts(ward.ward())).size() == 1);
}

TEST_CASE("Saving the round ends its draft, and so does emptying or discarding it") {
  TestWard ward;
  OpenRound round = ward.answered(kSun, kFull);
  must(keep_draft(ward.ward(), round));
  ward.save(round);
  CHECK(must(list_my_drafts(ward.ward())).empty());
  OpenRound other = ward.answered(kSoo, R"({"RND-01":"yes"})");
  must(keep_draft(ward.ward(), other));
  must(other.form.clear({"RND-01", {}}));
  must(keep_draft(ward.ward(), other));
  CHECK(must(list_my_drafts(ward.ward())).empty());
  TestWard::answer(other, R"({"RND-01":"yes"})");
  must(keep_draft(ward.ward(), other));
  must(discard_draft(ward.ward(), kSoo, other.form.form().url));
  CHECK(must(list_my_drafts(ward.ward())).empty());
}

TEST_CASE("A draft of another version of the form is left alone and not shown") {
  TestWard ward;
  must(ward.store->put_draft(
      {{kNurse.practitioner, kSun, test_content().round_form.url}, ward.clock.now(), R"({"form":{"form":"another|9"}})"}));
  const OpenRound round = must(open_round(ward.ward(), kSun));
  CHECK(round.form.untouched());
  CHECK_FALSE(round.draft_changed_at.has_value());
  REQUIRE(must(list_my_drafts(ward.ward())).size() == 1);
  CHECK_FALSE(must(list_my_drafts(ward.ward())).front().usable);
}

TEST_CASE("A nurse sees every form she left half done, goes on with one and discards another") {
  TestWard ward;
  must(keep_draft(ward.ward(), ward.answered(kSun, R"({"RND-01":"yes"})")));
  ward.clock.advance(minutes(1));
  OpenForm morse = must(open_form(ward.ward(), kSun, "morse"));
  must(morse.form.set(morse.form.missing().front().field,
                      morse.form.form().find(morse.form.missing().front().field.link_id)->options.front().value));
  must(keep_draft(ward.ward(), morse));
  const auto mine = must(list_my_drafts(ward.ward()));
  REQUIRE(mine.size() == 2);
  CHECK(mine[0].form == "morse");
  CHECK(mine[0].usable);
  CHECK_FALSE(mine[0].title.in("es").empty());
  CHECK(mine[1].form == "hourly-round");
  CHECK(must(read_ward(ward.ward(), {"unit-1"})).drafts.size() == 2);
  CHECK(must(open_form(ward.ward(), kSun, mine[0].form)).draft_changed_at == mine[0].changed_at);
  must(discard_draft(ward.ward(), kSun, mine[0].questionnaire));
  must(discard_draft(ward.ward(), kSun, mine[0].questionnaire));
  CHECK(must(open_form(ward.ward(), kSun, "morse")).form.untouched());
  CHECK(must(list_my_drafts(ward.ward())).size() == 1);
  ward.sign_in(kOtherNurse);
  must(discard_draft(ward.ward(), kSun, mine[1].questionnaire));
  CHECK(must(list_my_drafts(ward.ward())).empty());
  ward.sign_in(kNurse);
  CHECK(must(list_my_drafts(ward.ward())).size() == 1);
}

}  // namespace
}  // namespace wardlight::workflows
