// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <string>
#include <vector>

#include "sync/storage/hub_storage.h"
#include "tests/support/must.h"

namespace wardlight::storage {

inline constexpr Instant kNow{1'749'556'800'000};

// A tablet that only chains: signatures are the hub's business, not the storage's.
class ChainingDevice {
 public:
  explicit ChainingDevice(std::string name, std::uint64_t incarnation = 1) : m_name(std::move(name)),
      m_incarnation(incarnation) {}

  NewUnit next(const std::string& id, const std::string& content = "x") {
    auto& text =
        m_texts.emplace_back(Texts{id, R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(","text":")" + content +
        "\"}"});
    NewUnit unit;
    unit.envelope = {{m_name}, m_incarnation, ++m_seq, crypto::sha256(as_bytes(text.bytes)), m_prev, {"nurse-1"}, {}};
    unit.chain = store::chain_value(unit.envelope);
    unit.type = "QuestionnaireResponse";
    unit.id = text.id;
    unit.bytes = text.bytes;
    m_prev = unit.chain;
    return unit;
  }
  ChainingDevice clone() const {
    ChainingDevice twin(m_name, m_incarnation);
    twin.m_seq = m_seq;
    twin.m_prev = m_prev;
    return twin;
  }

 private:
  struct Texts {
    std::string id;
    std::string bytes;
  };
  std::string m_name;
  std::uint64_t m_incarnation;
  std::uint64_t m_seq = 0;
  crypto::Hash m_prev{};
  std::deque<Texts> m_texts;
};

inline Delivery delivery(std::vector<NewUnit> units, Instant at = kNow) { return {{"tab-1"}, at, std::move(units), {}}; }

}  // namespace wardlight::storage
