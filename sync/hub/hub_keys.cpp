// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/hub_keys.h"

#include <algorithm>

namespace wardlight::hub {
namespace {

constexpr std::string_view kCursorLabel = "hub cursor 1";
constexpr std::string_view kIngestLabel = "hub ingest 1";
constexpr std::string_view kSigningLabel = "hub signing 1";

// Gives one derived key as the randomness that a key pair is made from.
class DerivedSource final : public RandomSource {
 public:
  explicit DerivedSource(crypto::Secret seed) : m_seed(std::move(seed)) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = m_seed.view()[i % m_seed.size()];
  }

 private:
  crypto::Secret m_seed;
};

}  // namespace

crypto::Secret cursor_key_from(const crypto::Secret& hub_key) { return crypto::derive(hub_key, kCursorLabel); }

crypto::BoxKeys ingest_keys_from(const crypto::Secret& hub_key) {
  return crypto::box_keys_from_secret(crypto::derive(hub_key, kIngestLabel));
}

crypto::SigningKeys signing_keys_from(const crypto::Secret& hub_key) {
  DerivedSource source(crypto::derive(hub_key, kSigningLabel));
  return crypto::make_signing_keys(source);
}

}  // namespace wardlight::hub
