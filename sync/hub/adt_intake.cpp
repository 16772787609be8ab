// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/adt_intake.h"

#include <algorithm>

#include "sync/census/hl7/census_fold.h"
#include "sync/hub/reconcile.h"

namespace wardlight::hub {
namespace {

using census::hl7::AdtEvent;
using census::hl7::Message;

constexpr std::string_view kNotHl7 = "MSH|^~\\&|WARDLIGHT||||||ACK||P|2.5\rMSA|AR||The message cannot be read as HL7 v2.\r";

// YYYYMMDDHHMMSS, in UTC and saying so.
std::string hl7_time(Instant now) {
  std::string text = format_time({now.milliseconds / 1000 * 1000}, 0);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text.substr(0, 14) + "+0000";
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '|': result += "\\F\\"; break;
      case '^': result += "\\S\\"; break;
      case '~': result += "\\R\\"; break;
      case '&': result += "\\T\\"; break;
      case '\\': result += "\\E\\"; break;
      default: result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}

// What a message is called among all senders: MSH-10 is the sender's own.
std::string name_of(const Message& message) {
  const auto& header = message.header();
  return header.text(4) + "|" + header.text(3) + "|" + header.text(10);
}

// Why it is not for this hub at all; empty when it is.
std::string_view rejection(const Message& message) {
  const auto& header = message.header();
  if (header.text(9, 1) != "ADT") return "Only ADT messages are taken here.";
  const auto* evn = message.find("EVN");
  const auto trigger = header.text(9, 2).empty() && evn != nullptr ? evn->text(1) : header.text(9, 2);
  if (!census::hl7::is_taken(trigger)) return "This ADT event is not taken here.";
  const auto mode = header.text(11, 1);
  if (!mode.empty() && mode != "P") return "Only production messages (MSH-11 P) are taken here.";
  return {};
}

storage::NewReference to_reference(census::Resource resource) {
  const auto value = json::parse(resource.bytes);
  auto identifiers = value ? search_identifiers(*value) : std::vector<census::Identifier>();
  return {std::move(resource.type), std::move(resource.id), std::move(resource.bytes), std::move(identifiers)};
}

}  // namespace

std::optional<std::string> AdtIntake::take(const std::string& text) {
  const auto message = Message::parse(text);
  if (!message) return std::string(kNotHl7);
  if (const auto why = rejection(*message); !why.empty()) return acknowledge(*message, "AR", why);
  if (message->header().text(10).empty()) return acknowledge(*message, "AR", "MSH-10, the message's own number, is missing.");
  const auto event = census::hl7::read_adt(*message, m_zone);
  if (!event) return acknowledge(*message, "AE", event.error().text);
  auto state = storage::MessageState::New;
  if (!keep_and_fold(*event, name_of(*message), text, state)) return std::nullopt;
  if (state == storage::MessageState::OtherBytes)
    return acknowledge(*message, "AE", "This MSH-10 was used for another message; the first one stands.");
  return acknowledge(*message, "AA", "");
}

Expected<void> AdtIntake::keep_and_fold(const AdtEvent& event, const std::string& id, const std::string& message,
                                        storage::MessageState& state) {
  const auto subjects = census::hl7::subjects_of(event);
  WL_TRY(state, m_storage.put_census_message({id, message, subjects, m_clock.now()}));
  if (state == storage::MessageState::OtherBytes) return {};
  std::vector<storage::NewReference> places;
  for (auto& location : census::hl7::locations_of(event)) places.push_back(to_reference(std::move(location)));
  if (!places.empty()) WL_CHECK(m_storage.put_references(places, m_clock.now()));
  for (const auto& subject : subjects) WL_CHECK(fold(subject));
  const auto reconciled = reconcile_temporaries(m_storage, m_clock.now());
  return reconciled ? Expected<void>() : Expected<void>(reconciled.error());
}

// Whoever writes last has looked after the last message: another hub may have taken one about the same patient meanwhile.
Expected<void> AdtIntake::fold(const std::string& subject) {
  const auto slash = subject.find('/');
  const std::string id = subject.substr(slash + 1);
  WL_TRY(auto events, events_about(subject));
  while (true) {
    const std::size_t seen = events.size();
    const bool patient = subject.starts_with("Patient/");
    const auto reference = to_reference(patient ? census::hl7::fold_patient(std::move(events), id)
                                                : census::hl7::fold_encounter(std::move(events), id, m_zone));
    WL_CHECK(m_storage.put_references(std::span(&reference, 1), m_clock.now()));
    WL_TRY(events, events_about(subject));
    if (events.size() == seen) return {};
  }
}

Expected<std::vector<AdtEvent>> AdtIntake::events_about(const std::string& subject) {
  WL_TRY(const auto messages, m_storage.list_census_messages(subject));
  std::vector<AdtEvent> events;
  for (const auto& text : messages) {
    const auto message = Message::parse(text);
    if (!message) continue;
    if (auto event = census::hl7::read_adt(*message, m_zone)) events.push_back(*std::move(event));
  }
  return events;
}

std::string AdtIntake::acknowledge(const Message& message, std::string_view code, std::string_view text) const {
  const auto& header = message.header();
  const auto field = [&](std::size_t number) { return escaped(header.text(number)); };
  const auto trigger = header.text(9, 2);
  std::string answer = "MSH|^~\\&|" + field(5) + "|" + field(6) + "|" + field(3) + "|" + field(4) + "|" +
                       hl7_time(m_clock.now()) + "||ACK" + (trigger.empty() ? "" : "^" + escaped(trigger)) + "|" + field(10) +
                       "|" + (field(11).empty() ? "P" : field(11)) + "|" + (field(12).empty() ? "2.5" : field(12)) + "\r";
  answer += "MSA|" + std::string(code) + "|" + field(10) + (text.empty() ? "" : "|" + escaped(text)) + "\r";
  return answer;
}

}  // namespace wardlight::hub
