// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/enrolment.h"

#include <algorithm>

#include "core/json/value.h"
#include "sync/wire/members.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kCodeLetters = 16;
constexpr std::size_t kGroup = 4;
constexpr std::size_t kNameBytes = 8;
constexpr std::string_view kWhat = "An enrolment message";

char to_letter(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
  if (c == '0') return 'O';
  if (c == '1') return 'I';
  if (c == '8') return 'B';
  return c;
}

void append_part(Bytes& message, std::string_view part) { append(message, crypto::sha256(as_bytes(part))); }

json::Value without_proof(const EnrolAnswer& answer) {
  auto authorities = json::Value::array();
  for (const std::string& authority : answer.authorities) authorities.push(json::Value(authority));
  return json::Value::object({{"device", answer.device.value},
                              {"incarnation", answer.incarnation},
                              {"certificate", answer.certificate},
                              {"authorities", std::move(authorities)},
                              {"ingestKey", crypto::to_base64(answer.ingest_key)},
                              {"signKey", crypto::to_base64(answer.sign_key)},
                              {"zone", answer.zone},
                              {"hospital", answer.hospital}});
}

}  // namespace

std::string make_enrolment_code(RandomSource& random) {
  std::array<std::uint8_t, kCodeLetters> bytes{};
  random.fill(bytes);
  std::string code;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % kGroup == 0) code += '-';
    code += kLetters[bytes[i] % kLetters.size()];
  }
  return code;
}

Expected<crypto::Secret> enrolment_key(std::string_view code) {
  std::string letters;
  for (const char c : code)
    if (c != '-' && c != ' ' && c != '\r' && c != '\n') letters += to_letter(c);
  const bool known =
      std::all_of(letters.begin(), letters.end(), [](char c) { return kLetters.find(c) != std::string_view::npos; });
  if (letters.size() != kCodeLetters || !known) {
    crypto::wipe(letters);
    return Error{ErrorCode::BadUsage, "An enrolment code has 16 letters and digits, as XXXX-XXXX-XXXX-XXXX; ask for a new one.",
                 "code"};
  }
  const crypto::Secret secret(as_bytes(letters));
  crypto::wipe(letters);
  return crypto::derive(secret, "wardlight-enrolment-1");
}

std::string code_name(const crypto::Secret& enrolment_key) {
  return crypto::to_hex(crypto::derive(enrolment_key, "name").view().first(kNameBytes));
}

crypto::Hash prove_request(const crypto::Secret& enrolment_key, const crypto::Hash& hub_key, const EnrolRequest& request) {
  Bytes message = to_bytes("wardlight-enrol-request-1");
  append(message, hub_key);
  append_part(message, request.code);
  append_part(message, request.csr);
  append_part(message, request.name);
  return crypto::hmac_sha256(enrolment_key, message);
}

crypto::Hash prove_answer(const crypto::Secret& enrolment_key, const crypto::Hash& hub_key, const EnrolRequest& request,
                          const EnrolAnswer& answer) {
  Bytes message = to_bytes("wardlight-enrol-answer-1");
  append(message, hub_key);
  append(message, request.proof);
  append_part(message, json::write(without_proof(answer)));
  return crypto::hmac_sha256(enrolment_key, message);
}

std::string write_enrol_request(const EnrolRequest& request) {
  return json::write(json::Value::object(
      {{"code", request.code}, {"csr", request.csr}, {"name", request.name}, {"proof", crypto::to_base64(request.proof)}}));
}

Expected<EnrolRequest> read_enrol_request(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  EnrolRequest request;
  WL_TRY(request.code, text_member(root, "code", kWhat));
  WL_TRY(request.csr, text_member(root, "csr", kWhat));
  WL_TRY(request.name, text_member(root, "name", kWhat));
  WL_TRY(request.proof, bytes_member<crypto::Hash>(root, "proof", kWhat));
  return request;
}

std::string write_enrol_answer(const EnrolAnswer& answer) {
  return json::write(without_proof(answer).set("proof", crypto::to_base64(answer.proof)));
}

Expected<EnrolAnswer> read_enrol_answer(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  EnrolAnswer answer;
  WL_TRY(answer.device.value, text_member(root, "device", kWhat));
  WL_TRY(answer.incarnation, number_member(root, "incarnation", kWhat));
  WL_TRY(answer.certificate, text_member(root, "certificate", kWhat));
  for (const json::Value& authority : root["authorities"].items()) answer.authorities.push_back(authority.text());
  WL_TRY(answer.ingest_key, bytes_member<crypto::BoxPublicKey>(root, "ingestKey", kWhat));
  WL_TRY(answer.sign_key, bytes_member<crypto::SignPublicKey>(root, "signKey", kWhat));
  WL_TRY(answer.zone, text_member(root, "zone", kWhat));
  WL_TRY(answer.hospital, text_member(root, "hospital", kWhat));
  WL_TRY(answer.proof, bytes_member<crypto::Hash>(root, "proof", kWhat));
  return answer;
}

}  // namespace wardlight::wire
