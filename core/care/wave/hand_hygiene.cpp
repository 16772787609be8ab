// SPDX-License-Identifier: Apache-2.0
#include "core/care/wave/hand_hygiene.h"

#include <algorithm>

namespace wardlight::care {
namespace {

struct Share {
  std::int64_t positive = 0;
  std::int64_t all = 0;
};

Error hygiene_error(std::string text) { return {ErrorCode::InvalidContent, std::move(text), "hand hygiene"}; }

const HygieneAction* find_action(const HygienePack& pack, std::string_view code) {
  const auto found = std::ranges::find_if(pack.actions, [&](const HygieneAction& one) { return one.choice.code == code; });
  return found == pack.actions.end() ? nullptr : &*found;
}

Expected<void> check(const HygienePack& pack, const HygieneOpportunity& one) {
  if (one.source != HygieneSource::Observer)
    return hygiene_error("Self-reported ticks are never counted with what observers saw; leave them out.");
  if (one.moments.empty()) return hygiene_error("An opportunity needs at least one of the five moments.");
  for (const std::string& moment : one.moments)
    if (find_choice(pack.moments, moment) == nullptr) return hygiene_error("\"" + moment + "\" is none of the five moments.");
  if (find_action(pack, one.action) == nullptr) return hygiene_error("\"" + one.action + "\" is none of the actions.");
  return {};
}

// {"id","opportunities":[{"count","moments","action"}],"expect"}: so many alike.
Expected<json::Value> run_example(const HygienePack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "opportunities", "expect"}, "example"));
  std::vector<HygieneOpportunity> observed;
  PackReader in(example, "example");
  in.objects("opportunities", [&](PackReader& alike) {
    alike.known({"count", "moments", "action"});
    const HygieneOpportunity one{HygieneSource::Observer, alike.texts("moments"), alike.text("action"), {}};
    observed.insert(observed.end(), static_cast<std::size_t>(alike.whole("count", 1, 10'000)), one);
    return true;
  });
  if (in.error()) return *in.error();
  WL_TRY(const HygieneFigures figures, hygiene_figures(pack, observed));
  json::Value report;
  report.set("opportunities", figures.opportunities);
  report.set("indications", figures.indications);
  report.set("positive", figures.positive);
  report.set("compliance", figures.compliance);
  report.set("comparable", figures.comparable);
  return report;
}

}  // namespace

Expected<HygieneFigures> hygiene_figures(const HygienePack& pack, std::span<const HygieneOpportunity> observed) {
  HygieneFigures figures;
  std::map<std::string, Share> by_moment;
  for (const HygieneOpportunity& one : observed) {
    WL_CHECK(check(pack, one));
    const bool positive = find_action(pack, one.action)->positive;
    ++figures.opportunities;
    ++figures.actions[one.action];
    figures.positive += positive ? 1 : 0;
    figures.indications += static_cast<std::int64_t>(one.moments.size());
    for (const std::string& moment : one.moments) {
      ++by_moment[moment].all;
      by_moment[moment].positive += positive ? 1 : 0;
    }
  }
  figures.compliance = format_percent(figures.positive, figures.opportunities);
  for (const Choice& moment : pack.moments)
    figures.moment_compliance[moment.code] = format_percent(by_moment[moment.code].positive, by_moment[moment.code].all);
  figures.comparable = figures.opportunities >= pack.comparable_from;
  return figures;
}

SessionLength judge_session(const HygienePack& pack, Instant began, Instant ended) {
  if (ended - began < pack.session_from) return SessionLength::TooShort;
  return ended - began > pack.session_to ? SessionLength::TooLong : SessionLength::Fits;
}

Expected<HygienePack> load_hygiene_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "hand hygiene pack");
  HygienePack pack;
  pack.head = read_pack_head(in, {"moments", "actions", "categories", "sessionMin", "comparableFrom", "family", "notComparable"});
  pack.moments = read_choices(in, "moments");
  pack.actions = in.objects("actions", [](PackReader& action) {
    action.known({"code", "text", "es", "positive"});
    return HygieneAction{{action.text("code"), read_words(action)}, action.yes_or_no("positive")};
  });
  pack.categories = read_choices(in, "categories");
  in.object("sessionMin", [&](PackReader& session) {
    session.known({"from", "to"});
    pack.session_from = session.minutes_of("from");
    pack.session_to = session.minutes_of("to");
    return true;
  });
  pack.comparable_from = in.whole("comparableFrom", 1, 100'000);
  pack.family = read_words(in, "family");
  pack.not_comparable = fill(read_words(in, "notComparable"), {{"n", std::to_string(pack.comparable_from)}});
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
