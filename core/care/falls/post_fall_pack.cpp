// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/care/falls/post_fall.h"

namespace wardlight::care {
namespace {

constexpr int kMostMinutes = 14 * kMinutesPerDay;
constexpr std::array<std::pair<PostFallArm, std::string_view>, 2> kArms{
    {{PostFallArm::Head, "head"}, {PostFallArm::None, "none"}}};

ObservationStretch read_stretch(PackReader& in) {
  in.known({"everyMin", "perShift", "untilMin"});
  ObservationStretch stretch{{}, in.minutes_of("untilMin", kMostMinutes)};
  if (in.has("everyMin") == in.has("perShift")) in.fail("Say everyMin or perShift, one of them.", "");
  if (in.has("perShift") && !in.yes_or_no("perShift")) in.fail("Leave perShift out when it is not so.", "perShift");
  if (in.has("everyMin")) stretch.every = minutes(in.whole("everyMin", 1, kMostMinutes));
  return stretch;
}

ArmRule read_arm(PackReader& in) {
  in.known({"arm", "round", "observe", "stretches"});
  ArmRule rule{in.code("arm", kArms), in.text("round"), in.texts("observe"), in.objects("stretches", read_stretch)};
  for (std::size_t at = 1; at < rule.stretches.size(); ++at)
    if (rule.stretches[at].until <= rule.stretches[at - 1].until)
      in.fail("Each stretch must end after the one above it.", "stretches");
  return rule;
}

// Every schedule is read, so that a fault in one that is not in use is found too.
void read_schedules(PackReader& in, PostFallPack& pack) {
  pack.schedule = in.text("postFallSchedule");
  in.objects("schedules", [&](PackReader& schedule) {
    schedule.known({"id", "source", "arms"});
    schedule.source("source", pack);
    const std::vector<ArmRule> arms = schedule.objects("arms", read_arm);
    for (const auto& [arm, code] : kArms)
      if (std::ranges::count(arms, arm, &ArmRule::arm) != 1)
        schedule.fail("Each arm needs its observations here, once; \"" + std::string(code) + "\" has not.", "arms");
    if (schedule.text("id") == pack.schedule) pack.arms = arms;
    return true;
  });
  if (pack.arms.empty()) in.fail("There is no schedule of that name.", "postFallSchedule");
}

PostFallTask read_task(PackReader& in, const PackHead& head) {
  in.known({"id", "rule", "text", "es", "source", "withinMin", "who", "arm"});
  PostFallTask task{read_advice(in, head), in.minutes_of("withinMin", kMostMinutes), in.text("who"), std::nullopt};
  if (in.has("arm")) task.arm = in.code("arm", kArms);
  return task;
}

void read_shifts(PackReader& in, PostFallPack& pack) {
  for (const json::Value& shift : in.list("shifts")) pack.shifts.push_back(in.to_minute(shift, "shifts"));
  if (!std::ranges::is_sorted(pack.shifts)) in.fail("The shifts must stand in the order of the day.", "shifts");
}

Expected<json::Value> run_example(const PostFallPack& pack, const json::Value& example) {
  WL_CHECK(json::refuse_unknown_members(example, {"id", "fell", "arm", "zone", "expect"}, "example"));
  WL_TRY(const OffsetTime fell, parse_time(example.text_of("fell")));
  WL_TRY(const Zone zone, Zone::find(example.text_of("zone")));
  const auto arm = post_fall_arm_from_code(example.text_of("arm"));
  if (!arm) return Error{ErrorCode::InvalidContent, "The example's arm is head or none.", "arm"};
  json::Value due = json::Value::array();
  for (const Instant at : observation_times(pack, *arm, fell.instant, zone)) due.push(zone.format(at));
  json::Value tasks = json::Value::array();
  for (const DueTask& task : post_fall_tasks(pack, *arm, fell.instant))
    tasks.push(zone.label(task.due) + " " + task.task->advice.id);
  json::Value out;
  out.set("due", std::move(due));
  out.set("round", pack.rule_for(*arm).round);
  out.set("tasks", std::move(tasks));
  return out;
}

}  // namespace

std::string_view to_code(PostFallArm arm) {
  return std::ranges::find(kArms, arm, &std::pair<PostFallArm, std::string_view>::first)->second;
}

std::optional<PostFallArm> post_fall_arm_from_code(std::string_view code) {
  for (const auto& [arm, name] : kArms)
    if (name == code) return arm;
  return std::nullopt;
}

const ArmRule& PostFallPack::rule_for(PostFallArm arm) const { return *std::ranges::find(arms, arm, &ArmRule::arm); }

Expected<PostFallPack> load_post_fall(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root);
  if (in.error()) return *in.error();
  PostFallPack pack;
  static_cast<PackHead&>(pack) =
      read_pack_head(in, {"postFallSchedule", "schedules", "shifts", "earlyMin", "lateMin", "atOnce", "tasks"});
  read_shifts(in, pack);
  read_schedules(in, pack);
  pack.early = in.minutes_of("earlyMin");
  pack.late = in.minutes_of("lateMin");
  pack.at_once = read_advices(in, "atOnce", pack);
  pack.tasks = in.objects("tasks", [&](PackReader& task) { return read_task(task, pack); });
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack, root, [&](const json::Value& example) { return run_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
