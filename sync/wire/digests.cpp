// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/digests.h"

#include "sync/wire/entry.h"
#include "sync/wire/members.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kComparison = "The comparison";
constexpr std::string_view kRepair = "The repair";

json::Value list_of(const std::vector<std::string>& texts) {
  auto list = json::Value::array();
  for (const auto& text : texts) list.push(json::Value(text));
  return list;
}

Expected<std::vector<std::string>> read_list(const json::Value& list, std::string_view name) {
  if (!list.is_array()) return bad_member(name, kRepair);
  std::vector<std::string> texts;
  for (const auto& text : list.items()) {
    if (!text.is_string()) return bad_member(name, kRepair);
    texts.push_back(text.text());
  }
  return texts;
}

}  // namespace

std::string write_digests(const Digests& digests) {
  auto list = json::Value::array();
  for (const auto& each : digests.digests)
    list.push(json::Value::object({{"encounter", json::Value(each.encounter.value)},
                                   {"count", json::Value(each.digest.count)},
                                   {"sum", json::Value(crypto::to_base64(each.digest.sum))}}));
  auto root = json::Value::object({{"digests", std::move(list)}});
  if (!digests.outside.empty()) root.set("outside", list_of(digests.outside));
  return json::write(root);
}

Expected<Digests> read_digests(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  const auto& list = root["digests"];
  if (!list.is_array() || list.items().size() > kDigestsAtOnce) return bad_member("digests", kComparison);
  Digests digests;
  for (const auto& one : list.items()) {
    store::EncounterDigest each;
    WL_TRY(each.encounter.value, text_member(one, "encounter", kComparison));
    WL_TRY(each.digest.count, number_member(one, "count", kComparison));
    WL_TRY(each.digest.sum, bytes_member<decltype(store::Digest::sum)>(one, "sum", kComparison));
    digests.digests.push_back(std::move(each));
  }
  if (root.find("outside") != nullptr) {
    WL_TRY(digests.outside, read_list(root["outside"], "outside"));
  }
  return digests;
}

std::string write_repair_wish(const RepairWish& wish) {
  return json::write(json::Value::object({{"encounter", json::Value(wish.encounter.value)}, {"have", list_of(wish.have)}}));
}

Expected<RepairWish> read_repair_wish(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  RepairWish wish;
  WL_TRY(wish.encounter.value, text_member(root, "encounter", kRepair));
  WL_TRY(wish.have, read_list(root["have"], "have"));
  return wish;
}

// The page's own text, so that every statement keeps its bytes.
std::string write_repair_answer(const RepairAnswer& answer) {
  return "{\"unknown\":" + json::write(list_of(answer.unknown)) + ",\"page\":" + answer.page +
         (answer.more ? ",\"more\":true}" : "}");
}

Expected<RepairAnswer> read_repair_answer(std::string_view text) {
  WL_TRY(const json::Value root, json::parse(text));
  RepairAnswer answer;
  WL_TRY(answer.unknown, read_list(root["unknown"], "unknown"));
  const json::Value* page = root.find("page");
  if (page == nullptr || !page->is_object()) return bad_member("page", kRepair);
  answer.page = bytes_of(text, *page);
  answer.more = root["more"].boolean();
  return answer;
}

}  // namespace wardlight::wire
