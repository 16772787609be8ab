// SPDX-License-Identifier: Apache-2.0
#include "core/care/calls/discharge_call.h"

#include <algorithm>

#include "core/care/calls/discharge_examples.h"

namespace wardlight::care {
namespace {

constexpr int kMostHours = 24 * 365;

const CallAttempt* find_reached(const DischargeCallPack& pack, const DischargedPatient& patient) {
  const CallAttempt* first = nullptr;
  for (const CallAttempt& attempt : patient.attempts) {
    const CallResult* result = pack.find_result(attempt.result);
    if (result != nullptr && result->reached && (first == nullptr || attempt.at < first->at)) first = &attempt;
  }
  return first;
}

bool has_ended(const DischargeCallPack& pack, const DischargedPatient& patient) {
  return std::ranges::any_of(patient.attempts, [&](const CallAttempt& attempt) {
    const CallResult* result = pack.find_result(attempt.result);
    return result != nullptr && result->ends;
  });
}

CallState state_of(const DischargeCallPack& pack, const DischargedPatient& patient, Instant now) {
  if (!patient.exclusion.empty()) return CallState::Excluded;
  if (find_reached(pack, patient) != nullptr) return CallState::Reached;
  if (has_ended(pack, patient)) return CallState::Ended;
  const Duration since = now - patient.discharged_at;
  if (since < pack.opens) return CallState::NotYet;
  if (since > pack.closes) return CallState::Closed;
  return since > pack.target ? CallState::Late : CallState::Open;
}

bool is_to_be_called(const CallLine& line) {
  return line.state == CallState::NotYet || line.state == CallState::Open || line.state == CallState::Late;
}

bool is_reached_in_time(const DischargeCallPack& pack, const DischargedPatient& patient) {
  const CallAttempt* reached = find_reached(pack, patient);
  if (reached == nullptr) return false;
  const Duration since = reached->at - patient.discharged_at;
  return since > Duration{} && since <= pack.target;
}

}  // namespace

const CallResult* DischargeCallPack::find_result(std::string_view code) const {
  const auto found = std::ranges::find_if(results, [&](const CallResult& one) { return one.choice.code == code; });
  return found == results.end() ? nullptr : &*found;
}

std::string exclusion_of(const DischargeCallPack& pack, const Departure& departure) {
  const auto found = std::ranges::find_if(pack.exclusions, [&](const CallExclusion& one) {
    return (one.deceased && departure.deceased) || (one.readmitted && departure.readmitted)
           || (!departure.said.empty() && one.choice.code == departure.said);
  });
  return found == pack.exclusions.end() ? std::string() : found->choice.code;
}

CallLine call_line(const DischargeCallPack& pack, const DischargedPatient& patient, Instant now) {
  CallLine line;
  line.patient = &patient;
  line.state = state_of(pack, patient, now);
  line.opens_at = patient.discharged_at + pack.opens;
  line.target_at = patient.discharged_at + pack.target;
  line.closes_at = patient.discharged_at + pack.closes;
  const auto to_alternates = static_cast<int>(std::ranges::count_if(patient.attempts, &CallAttempt::to_alternate));
  const int to_patient = static_cast<int>(patient.attempts.size()) - to_alternates;
  line.attempts_left = std::max(0, pack.attempts - to_patient);
  if (!is_to_be_called(line)) return line;
  if (line.attempts_left > 0) line.next = CallTo::Patient;
  else if (to_alternates < patient.alternates) line.next = CallTo::Alternate;
  const auto last = std::ranges::max_element(patient.attempts, {}, &CallAttempt::at);
  if (last != patient.attempts.end()) line.not_before = last->call_again;
  return line;
}

std::vector<CallLine> call_list(const DischargeCallPack& pack, std::span<const DischargedPatient> patients, Instant now) {
  std::vector<CallLine> lines;
  for (const DischargedPatient& patient : patients) {
    CallLine line = call_line(pack, patient, now);
    if (is_to_be_called(line)) lines.push_back(line);
  }
  std::ranges::stable_sort(lines, {}, [](const CallLine& line) { return std::pair(line.target_at, line.patient->id); });
  return lines;
}

CallTiming judge_call(const DischargeCallPack& pack, const DischargedPatient& patient, const CallAttempt& attempt) {
  const Duration since = attempt.at - patient.discharged_at;
  if (since < pack.opens) return CallTiming::Early;
  return since > pack.target ? CallTiming::Late : CallTiming::InWindow;
}

CallFigures call_figures(const DischargeCallPack& pack, std::span<const DischargedPatient> patients) {
  CallFigures figures;
  std::int64_t problems = 0, actions = 0, closed = 0;
  for (const DischargedPatient& patient : patients) {
    ++figures.discharged;
    if (!patient.exclusion.empty()) continue;
    ++figures.eligible;
    figures.attempted += patient.attempts.empty() ? 0 : 1;
    figures.reached_in_time += is_reached_in_time(pack, patient) ? 1 : 0;
    if (find_reached(pack, patient) == nullptr) continue;
    ++figures.reached;
    problems += patient.problem_found ? 1 : 0;
    actions += patient.actions;
    closed += patient.actions_closed;
  }
  figures.reached_in_time_percent = format_percent(figures.reached_in_time, figures.eligible);
  figures.attempted_percent = format_percent(figures.attempted, figures.eligible);
  figures.problems_percent = format_percent(problems, figures.reached);
  figures.actions_closed_percent = format_percent(closed, actions);
  return figures;
}

Expected<DischargeCallPack> load_discharge_call_pack(std::string_view text) {
  WL_TRY(const json::Value root, parse_pack(text));
  PackReader in(root, "discharge call pack");
  DischargeCallPack pack;
  pack.head = read_pack_head(in, {"windowHours", "attempts", "results", "exclusions"});
  in.object("windowHours", [&](PackReader& window) {
    window.known({"opens", "target", "closes"});
    pack.opens = hours(window.whole("opens", 0, kMostHours));
    pack.target = hours(window.whole("target", 1, kMostHours));
    pack.closes = hours(window.whole("closes", 1, kMostHours));
    if (pack.opens > pack.target || pack.target > pack.closes)
      window.fail("The window opens, then has its target, then closes.", "");
    return true;
  });
  pack.attempts = in.whole("attempts", 1, 20);
  pack.results = in.objects("results", [](PackReader& result) {
    result.known({"code", "text", "es", "reached", "ends"});
    return CallResult{{result.text("code"), read_words(result)}, result.yes_or_no("reached"), result.yes_or_no("ends")};
  });
  pack.exclusions = in.objects("exclusions", [](PackReader& one) {
    one.known({"code", "text", "es", "deceased", "readmitted"});
    CallExclusion exclusion{{one.text("code"), read_words(one)}};
    if (one.has("deceased")) exclusion.deceased = one.yes_or_no("deceased");
    if (one.has("readmitted")) exclusion.readmitted = one.yes_or_no("readmitted");
    return exclusion;
  });
  if (in.error()) return *in.error();
  WL_CHECK(check_examples(pack.head, root, [&](const json::Value& example) { return run_discharge_example(pack, example); }));
  return pack;
}

}  // namespace wardlight::care
