// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/staff.h"

#include "core/json/value.h"
#include "sync/wire/members.h"

namespace wardlight::wire {
namespace {

constexpr std::string_view kMember = "An entry of the staff list";
constexpr std::string_view kSigner = "An entry of the signers";
constexpr std::size_t kStretched = 32;

Expected<StaffMember> read_member(const json::Value& object) {
  StaffMember member;
  WL_TRY(member.practitioner.value, text_member(object, "practitioner", kMember));
  WL_TRY(member.name, text_member(object, "name", kMember));
  WL_TRY(member.role, text_member(object, "role", kMember));
  WL_TRY(member.salt, bytes_member<crypto::Salt>(object, "salt", kMember));
  auto stretched = crypto::from_base64(object.text_of("stretched"));
  if (!stretched || stretched->size() != kStretched) return bad_member("stretched", kMember);
  member.stretched = crypto::Secret(*stretched);
  std::fill(stretched->begin(), stretched->end(), std::uint8_t{0});
  WL_TRY(member.pin_version, number_member(object, "pin_version", kMember));
  return member;
}

Expected<SignerKeys> read_signer(const json::Value& object) {
  SignerKeys keys;
  WL_TRY(keys.practitioner.value, text_member(object, "practitioner", kSigner));
  WL_TRY(keys.sign_key, bytes_member<crypto::SignPublicKey>(object, "sign_key", kSigner));
  WL_TRY(keys.box_key, bytes_member<crypto::BoxPublicKey>(object, "box_key", kSigner));
  return keys;
}

template <class Item, class Read>
Expected<std::vector<Item>> read_list(std::string_view text, Read read) {
  WL_TRY(const json::Value root, json::parse(text));
  if (!root.is_array()) return Error{ErrorCode::InvalidContent, "A list is expected here.", {}};
  std::vector<Item> items;
  for (const json::Value& object : root.items()) {
    WL_TRY(Item item, read(object));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace

std::string write_staff(std::span<const StaffMember> staff) {
  auto list = json::Value::array();
  for (const StaffMember& member : staff)
    list.push(json::Value::object({{"practitioner", member.practitioner.value},
                                   {"name", member.name},
                                   {"role", member.role},
                                   {"salt", crypto::to_base64(member.salt)},
                                   {"stretched", crypto::to_base64(member.stretched.view())},
                                   {"pin_version", member.pin_version}}));
  return json::write(list);
}

Expected<std::vector<StaffMember>> read_staff(std::string_view text) { return read_list<StaffMember>(text, read_member); }

std::string write_signers(std::span<const SignerKeys> signers) {
  auto list = json::Value::array();
  for (const SignerKeys& keys : signers)
    list.push(json::Value::object({{"practitioner", keys.practitioner.value},
                                   {"sign_key", crypto::to_base64(keys.sign_key)},
                                   {"box_key", crypto::to_base64(keys.box_key)}}));
  return json::write(list);
}

Expected<std::vector<SignerKeys>> read_signers(std::string_view text) { return read_list<SignerKeys>(text, read_signer); }

}  // namespace wardlight::wire
