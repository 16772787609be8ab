// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/draft_counts.h"

#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

const std::string kPath = "/tablet/drafts.json";

TEST_CASE("The door knows how many forms each nurse left half done, and of whom only by staff id") {
  TestWard ward;
  must(keep_draft(ward.ward(), ward.answered(kSun, kAsleep)));
  must(keep_draft(ward.ward(), ward.answered(kGrace, kAsleep)));
  const std::vector staff{kNurse.practitioner, kOtherNurse.practitioner};
  const auto counts = must(count_drafts(*ward.store, staff));
  CHECK(counts == DraftCounts{{kNurse.practitioner, 2}});
  must(keep_draft_counts(ward.disk, kPath, counts));
  CHECK(read_draft_counts(ward.disk, kPath) == counts);
  const std::string written = to_string(ward.disk.contents(kPath));
  for (const char* told : {"enc-1", "pat-1", "Kim", "Ana Ruiz"}) CHECK(written.find(told) == std::string::npos);
}

TEST_CASE("After the store was opened nothing is claimed about drafts, and a damaged count claims nothing") {
  TestWard ward;
  must(keep_draft_counts(ward.disk, kPath, {{kNurse.practitioner, 1}}));
  must(forget_draft_counts(ward.disk, kPath));
  must(forget_draft_counts(ward.disk, kPath));
  CHECK(read_draft_counts(ward.disk, kPath).empty());
  for (const char* damaged :
       {"", "[{", "{}", R"([{"practitioner":"ana","drafts":-3}])", R"([{"practitioner":"ana","drafts":"two"}])"}) {
    ward.disk.set_contents(kPath, as_bytes(damaged));
    CHECK(read_draft_counts(ward.disk, kPath).empty());
  }
}

}  // namespace
}  // namespace wardlight::workflows
