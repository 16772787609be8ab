// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/device_care.h"

#include "core/json/value.h"
#include "sync/wire/members.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kRenewal = "The renewal";
constexpr std::string_view kKept = "What was kept aside";

}  // namespace

std::string write_renew_request(std::string_view csr) { return json::write(json::Value::object({{"csr", std::string(csr)}})); }

Expected<std::string> read_renew_request(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  return text_member(root, "csr", kRenewal);
}

std::string write_renew_answer(const RenewAnswer& answer) {
  auto authorities = json::Value::array();
  for (const std::string& authority : answer.authorities) authorities.push(json::Value(authority));
  return json::write(json::Value::object({{"certificate", answer.certificate}, {"authorities", std::move(authorities)}}));
}

Expected<RenewAnswer> read_renew_answer(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  RenewAnswer answer;
  WL_TRY(answer.certificate, text_member(root, "certificate", kRenewal));
  for (const json::Value& authority : root["authorities"].items()) answer.authorities.push_back(authority.text());
  return answer;
}

std::string write_kept_aside(const KeptAside& kept) {
  auto files = json::Value::array();
  for (const KeptAside::File& file : kept.files)
    files.push(json::Value::object({{"name", file.name}, {"bytes", file.bytes}}));
  return json::write(json::Value::object({{"name", kept.name}, {"files", std::move(files)}}));
}

Expected<KeptAside> read_kept_aside(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  KeptAside kept;
  WL_TRY(kept.name, text_member(root, "name", kKept));
  for (const json::Value& file : root["files"].items()) {
    KeptAside::File one;
    WL_TRY(one.name, text_member(file, "name", kKept));
    WL_TRY(one.bytes, number_member(file, "bytes", kKept));
    kept.files.push_back(std::move(one));
  }
  return kept;
}

}  // namespace wardlight::wire
