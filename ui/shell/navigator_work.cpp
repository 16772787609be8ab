// SPDX-License-Identifier: Apache-2.0
// Work that is raised, taken and told: tasks, problems, hazards, thanks, calls after the stay and calls for help.
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

using models::Deed;
using models::DeedKind;

workflows::TaskStep task_step(const std::string& code) {
  if (code == "decline") return workflows::TaskStep::Decline;
  if (code == "done") return workflows::TaskStep::Done;
  if (code == "verify") return workflows::TaskStep::Verify;
  return code == "reopen" ? workflows::TaskStep::Reopen : workflows::TaskStep::Accept;
}

std::string words_of(const std::vector<models::CodeWords>& all, const std::string& code) {
  for (const auto& one : all)
    if (one.code == code) return one.words;
  return code;
}

}  // namespace

bool Navigator::do_work(const Deed& deed, const EncounterId& encounter) {
  const auto choices = m_services.choices(texts());
  const auto typed = [&](const std::string& key) { return models::answer_of(m_desk.bedside.answers, key); };
  switch (deed.kind) {
    case DeedKind::TaskStep:
      if (carry_out(
              workflows::TaskMove{
                  m_services.new_statement_id(), {deed.id}, task_step(deed.value), typed("why." + deed.value + "." + deed.id)},
              "toast.saved"))
        forget_answers();
      return true;
    case DeedKind::ConfirmCalled: return confirm_called(deed.id), true;
    case DeedKind::Thank:
      if (carry_out(workflows::ThankColleague{m_services.new_statement_id(), {deed.id}, ""}, "toast.thanked")) back();
      return true;
    case DeedKind::SaveProblem:
      return raise(encounter, "service", words_of(choices.problems, deed.id), typed("problem_words"), "nurse"), true;
    case DeedKind::SaveHazard:
      return raise({}, "hazard", words_of(choices.hazards, deed.id), typed("hazard_words"), "charge"), true;
    case DeedKind::OpenCall: return open_form({deed.id}, "discharge-call", ""), true;
    case DeedKind::CallAttempt: return open_form_with({deed.id}, "discharge-call", choices.call_result_link_id, deed.value), true;
    default: return false;
  }
}

// What a person told somebody by voice: a call for help, or a task that could not be delivered.
void Navigator::confirm_called(const std::string& what) {
  constexpr std::string_view help = "help.";
  const StatementId id = m_services.new_statement_id();
  if (what.starts_with(help))
    carry_out(workflows::HelpMove{id, {what.substr(help.size())}, workflows::HelpStep::Confirmed, ""}, "toast.saved");
  else
    carry_out(workflows::TaskMove{id, {what}, workflows::TaskStep::ToldByPhone, ""}, "toast.saved");
}

bool Navigator::do_help(const Deed& deed, const EncounterId& encounter) {
  if (deed.kind == DeedKind::CallForHelp) {
    m_desk.bedside.help_pressed_at = moment().now;
    carry_out(workflows::CallForHelp{m_services.new_statement_id(), encounter, deed.id, deed.value}, "toast.help_called");
    return true;
  }
  if (deed.kind != DeedKind::HelpArrived) return false;
  const auto step = deed.value.empty() ? workflows::HelpStep::Arrived : workflows::HelpStep::Closed;
  carry_out(workflows::HelpMove{m_services.new_statement_id(), {deed.id}, step, deed.value}, "toast.saved");
  return true;
}

void Navigator::raise(const EncounterId& encounter, const char* kind, const std::string& what, const std::string& words,
                      const char* owner) {
  workflows::RaiseTask task{m_services.new_statement_id(), encounter, kind, words.empty() ? what : what + ": " + words, owner};
  if (carry_out(task, "toast.task_raised")) back();
}

}  // namespace wardlight::shell
