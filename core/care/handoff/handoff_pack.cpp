// SPDX-License-Identifier: Apache-2.0
#include "core/care/handoff/handoff_pack.h"

#include <algorithm>

#include "core/care/handoff/handoff_events.h"
#include "core/care/handoff/handoff_figures.h"

namespace wardlight::care {
namespace {

// Every sentence the state machine may answer with.
constexpr std::array<std::string_view, 26> kRefusals{
    "begun-already",           "not-begun",           "ready-from-draft",       "bedside-from-ready",  "give-at-bedside",
    "give-from-bedside",       "given-already",       "synthesise-after-given", "same-signer",         "same-sign-in",
    "same-reader",             "no-synthesis",        "empty-synthesis",        "no-contingency",      "other-reader",
    "amend-by-giver",          "accepted-already",    "amend-after-accepted",   "addendum-before-accepted",
    "signature-without-content", "other-content-given", "other-content-read",   "other-content-accepted", "amended-unsigned",
    "conflict-open",           "no-conflict"};
constexpr std::array<std::string_view, 3> kMoreRefusals{"resolve-by-charge", "resolve-one-of-two", "return-by-owner"};

void read_sections(PackReader& in, HandoffPack& pack) {
  pack.sections = in.objects("sections", [](PackReader& section) {
    section.known({"id", "title", "content"});
    return HandoffSection{section.text("id"), read_words(section, "title"), read_words(section, "content")};
  });
  pack.sbar = in.objects("sbar", [&](PackReader& part) {
    part.known({"letter", "title", "sections"});
    SbarPart read{part.text("letter"), read_words(part, "title"), part.texts("sections")};
    for (const std::string& id : read.sections)
      if (pack.find_section(id) == nullptr) part.fail("\"" + id + "\" is no section of this pack.", "sections");
    return read;
  });
}

void read_prefill(PackReader& in, HandoffPack& pack) {
  pack.prefill = in.objects("prefill", [&](PackReader& rule) {
    rule.known({"id", "section", "label", "kinds", "cadenceMin", "all"});
    KnownRowRule read{rule.text("id"), rule.text("section"), read_words(rule, "label"), rule.texts("kinds"),
                     rule.minutes_of("cadenceMin", 365 * kMinutesPerDay), rule.has("all") && rule.yes_or_no("all")};
    if (pack.find_section(read.section) == nullptr) rule.fail("This is no section of this pack.", "section");
    return read;
  });
  pack.never_prefilled = in.texts("neverPrefilled");
}

void read_severities(PackReader& in, HandoffPack& pack) {
  pack.severities = in.objects("severities", [](PackReader& severity) {
    severity.known({"code", "label", "needsContingency"});
    return Severity{severity.text("code"), read_words(severity, "label"), severity.yes_or_no("needsContingency")};
  });
}

void read_refusals(PackReader& in, HandoffPack& pack) {
  pack.refusals = in.objects("refusals", [&](PackReader& refusal) {
    refusal.known({"id", "rule", "text", "es", "source"});
    return read_advice(refusal, pack.head);
  });
  const auto make_sure = [&](std::string_view id) {
    if (std::ranges::find(pack.refusals, id, &Advice::id) == pack.refusals.end())
      in.fail("The sentence for \"" + std::string(id) + "\" is missing.", "refusals");
  };
  for (const std::string_view id : kRefusals) make_sure(id);
  for (const std::string_view id : kMoreRefusals) make_sure(id);
}

}  // namespace

const HandoffSection* HandoffPack::find_section(std::string_view id) const {
  const auto found = std::ranges::find(sections, id, &HandoffSection::id);
  return found == sections.end() ? nullptr : &*found;
}

const Severity* HandoffPack::find_severity(std::string_view code) const {
  const auto found = std::ranges::find(severities, code, &Severity::code);
  return found == severities.end() ? nullptr : &*found;
}

const Advice& HandoffPack::refusal(std::string_view id) const { return *std::ranges::find(refusals, id, &Advice::id); }

Expected<HandoffPack> load_handoff_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "handoff pack");
  HandoffPack pack;
  pack.head = read_pack_head(in, {"sections", "sbar", "severities", "prefill", "neverPrefilled", "escalateAfterMin", "targetMin",
                                  "refusals"});
  read_sections(in, pack);
  read_severities(in, pack);
  read_prefill(in, pack);
  pack.escalate_after = in.minutes_of("escalateAfterMin");
  pack.target = in.minutes_of("targetMin");
  read_refusals(in, pack);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) -> Expected<json::Value> {
    if (example.find("handoffs") != nullptr) return run_handoff_figures_example(example);
    return run_handoff_example(pack, example);
  }));
  return pack;
}

}  // namespace wardlight::care
