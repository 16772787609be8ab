// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/fall_event.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 14 * kMinutesPerDay;
constexpr int kMostRank = 100;

Error refused(std::string text) { return {ErrorCode::InvalidContent, std::move(text), "injury"}; }

InjuryLevel read_level(PackReader& in) {
  in.known({"code", "text", "es", "rank", "open"});
  InjuryLevel level{in.text("code"), read_words(in), in.whole("rank", 0, kMostRank), false};
  if (in.has("open")) level.open = in.yes_or_no("open");
  return level;
}

Expected<InjuryStatement> read_statement(const json::Value& value) {
  WL_TRY(const OffsetTime at, parse_time(value.text_of("at")));
  const bool confirmed = value.text_of("certainty") == "confirmed";
  return InjuryStatement{std::string(value.text_of("level")), confirmed ? Certainty::Confirmed : Certainty::Provisional,
                         at.instant};
}

Expected<json::Value> run_injury(const FallEventPack& pack, const json::Value& example, Instant fell_at) {
  std::vector<InjuryStatement> said;
  json::Value out;
  for (const json::Value& one : example["said"].items()) {
    WL_TRY(const InjuryStatement next, read_statement(one));
    if (const auto allowed = check_injury(pack, fell_at, said, next); !allowed) {
      out.set("refused", allowed.error().text.substr(0, allowed.error().text.find(':')));
      return out;
    }
    said.push_back(next);
  }
  WL_TRY(const OffsetTime now, parse_time(example.text_of("now")));
  const auto injury = injury_now(pack, fell_at, said, now.instant);
  out.set("level", injury ? json::Value(injury->level) : json::Value());
  out.set("confirmed", injury && injury->certainty == Certainty::Confirmed);
  out.set("overdue", injury && injury->overdue);
  out.set("versions", static_cast<int>(said.size()));
  return out;
}

Expected<json::Value> run_merge(const FallEventPack& pack, const json::Value& example) {
  std::vector<FallReport> reports;
  for (const json::Value& one : example["reports"].items()) {
    WL_TRY(const OffsetTime at, parse_time(one.text_of("at")));
    reports.push_back({std::string(one.text_of("id")), std::string(one.text_of("patient")), at.instant});
  }
  json::Value pairs = json::Value::array();
  for (const auto& [first, second] : merge_candidates(pack, reports)) pairs.push(first + "+" + second);
  json::Value out;
  out.set("candidates", std::move(pairs));
  return out;
}

Expected<json::Value> run_example(const FallEventPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "fell", "said", "now", "reports", "expect"}, "example"));
  if (example.find("reports") != nullptr) return run_merge(pack, example);
  WL_TRY(const OffsetTime fell, parse_time(example.text_of("fell")));
  return run_injury(pack, example, fell.instant);
}

}  // namespace

const InjuryLevel* FallEventPack::find_level(std::string_view code) const {
  const auto found = std::ranges::find(levels, code, &InjuryLevel::code);
  return found == levels.end() ? nullptr : &*found;
}

const std::string& FallEventPack::open_level() const {
  static const std::string none;
  const auto found = std::ranges::find(levels, true, &InjuryLevel::open);
  return found == levels.end() ? none : found->code;
}

Expected<FallEventPack> load_fall_event(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  FallEventPack pack;
  static_cast<PackHead&>(pack) =
      read_pack_head(in, {"levels", "confirmWithinMin", "openAtMostMin", "mergeWithinMin", "freezeMin"});
  pack.levels = in.objects("levels", read_level);
  pack.confirm_within = in.minutes_of("confirmWithinMin", kMostMinutes);
  pack.open_at_most = in.minutes_of("openAtMostMin", kMostMinutes);
  pack.merge_within = in.minutes_of("mergeWithinMin");
  pack.freeze = in.minutes_of("freezeMin", kMostMinutes);
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

Expected<void> check_injury(const FallEventPack& pack, Instant fell_at, const std::vector<InjuryStatement>& before,
                            const InjuryStatement& next) {
  const InjuryLevel* level = pack.find_level(next.level);
  if (level == nullptr) return refused("This is no level of injury; choose one of the list.");
  if (next.at < fell_at) return refused("An injury cannot be judged before the fall; check the times.");
  if (level->open && next.certainty == Certainty::Confirmed)
    return refused("FAL-R1: a level that is not known yet cannot be confirmed; choose the level that was found.");
  if (level->open && next.at - fell_at > pack.open_at_most)
    return refused("FAL-R1: the time in which the level may be left open is over; choose what is known now.");
  for (const InjuryStatement& earlier : before) {
    const InjuryLevel* was = pack.find_level(earlier.level);
    if (earlier.certainty == Certainty::Confirmed && was != nullptr && (level->open || level->rank < was->rank))
      return refused("FAL-R2: a confirmed level may go up and never down; correct the earlier statement if it was a mistake.");
  }
  return {};
}

std::optional<InjuryNow> injury_now(const FallEventPack& pack, Instant fell_at, const std::vector<InjuryStatement>& said,
                                    Instant now) {
  if (said.empty()) return std::nullopt;
  InjuryNow injury{said.back().level, Certainty::Provisional, said.size(), fell_at + pack.confirm_within, false};
  const bool confirmed = std::ranges::find(said, Certainty::Confirmed, &InjuryStatement::certainty) != said.end();
  if (confirmed) injury.certainty = Certainty::Confirmed;
  injury.overdue = !confirmed && now > injury.confirm_by;
  return injury;
}

std::vector<std::pair<std::string, std::string>> merge_candidates(const FallEventPack& pack, std::vector<FallReport> reports) {
  std::ranges::sort(reports, {}, [](const FallReport& one) { return std::pair(one.at, one.id); });
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t first = 0; first < reports.size(); ++first)
    for (std::size_t second = first + 1; second < reports.size(); ++second)
      if (reports[first].patient == reports[second].patient && reports[second].at - reports[first].at <= pack.merge_within)
        pairs.emplace_back(reports[first].id, reports[second].id);
  return pairs;
}

std::string attributed_unit(std::string_view happened_in, std::string_view own_unit, Escort escort) {
  return std::string(escort == Escort::OwnStaff ? own_unit : happened_in);
}

bool belongs_to_record(const FallEventPack& pack, Instant round, Instant fell_at) {
  return round <= fell_at && fell_at - round <= pack.freeze;
}

}  // namespace wardlight::care
