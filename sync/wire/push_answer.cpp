// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/bundle.h"
#include "sync/wire/entry.h"
#include "sync/wire/numbers.h"

namespace wardlight::wire {
namespace {

Error unbelievable() {
  return {ErrorCode::Offline, "The answer to a push is not of the agreed shape; everything stays saved here and is sent again.",
          "network"};
}

bool holds(UnitStatus status) { return status == UnitStatus::New || status == UnitStatus::Known; }

std::string_view issue_of(UnitStatus status) { return status == UnitStatus::Conflict ? "conflict" : "invalid"; }

std::string write_one(const UnitAnswer& answer) {
  std::string text = R"({"response":{"status":")" + std::to_string(static_cast<int>(answer.status)) + '"';
  if (holds(answer.status)) return text + R"(,"etag":"W/\"1\""},"extension":[)" + write_position(answer.position) + "]}";
  return text + R"(,"outcome":)" + write_outcome(issue_of(answer.status), answer.reason) + "}}";
}

std::optional<UnitStatus> to_status(std::string_view text) {
  const auto number = to_number(text.substr(0, 3));
  if (!number) return std::nullopt;
  for (const auto status : {UnitStatus::New, UnitStatus::Known, UnitStatus::Conflict, UnitStatus::Refused})
    if (*number == static_cast<std::uint64_t>(status)) return status;
  return std::nullopt;
}

std::string first_sentence(const json::Value& outcome) {
  const json::Value& issue = outcome["issue"][std::size_t{0}];
  const auto diagnostics = issue.text_of("diagnostics");
  return std::string(diagnostics.empty() ? issue["details"].text_of("text") : diagnostics);
}

Expected<UnitAnswer> read_one(const json::Value& entry) {
  const json::Value& response = entry["response"];
  const auto status = to_status(response.text_of("status"));
  if (!status) return unbelievable();
  if (!holds(*status)) return UnitAnswer{*status, 0, first_sentence(response["outcome"])};
  const auto position = read_position(entry);
  if (!position || *position == 0) return unbelievable();
  return UnitAnswer{*status, *position, {}};
}

}  // namespace

std::string write_push_answer(std::span<const UnitAnswer> answers) {
  std::string text = R"({"resourceType":"Bundle","type":"batch-response","entry":[)";
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (i > 0) text += ',';
    text += write_one(answers[i]);
  }
  return text + "]}";
}

Expected<std::vector<UnitAnswer>> read_push_answer(std::string_view text, std::size_t expected) {
  const auto root = json::parse(text);
  if (!root || root->text_of("resourceType") != "Bundle" || root->text_of("type") != "batch-response") return unbelievable();
  const auto& entries = (*root)["entry"].items();
  if (entries.size() != expected) return unbelievable();
  std::vector<UnitAnswer> answers;
  answers.reserve(expected);
  for (const json::Value& entry : entries) {
    WL_TRY(UnitAnswer answer, read_one(entry));
    answers.push_back(std::move(answer));
  }
  return answers;
}

std::string write_outcome(std::string_view code, std::string_view sentence) {
  auto issue = json::Value::object({{"severity", "error"}, {"code", code}, {"diagnostics", sentence}});
  return json::write(
      json::Value::object({{"resourceType", "OperationOutcome"}, {"issue", json::Value::array({std::move(issue)})}}));
}

std::string read_outcome(std::string_view text) {
  const auto root = json::parse(text);
  if (!root || root->text_of("resourceType") != "OperationOutcome") return {};
  return first_sentence(*root);
}

}  // namespace wardlight::wire
