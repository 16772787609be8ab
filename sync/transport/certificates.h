// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

// The hub's own certificate authority and the certificates it gives: P-256 keys, X.509 v3, all texts PEM.
// Nothing here trusts the machine's roots. Safe on any thread. Fails with InvalidContent on a text that is
// not what it should be, with Environment when the crypto library refuses.
namespace wardlight::transport {

// A private key's PEM text, wiped when it goes.
struct PrivateKey {
  crypto::Secret pem{0};
  PrivateKey clone() const { return {pem.clone()}; }
};

Expected<PrivateKey> make_private_key();
Expected<PrivateKey> read_private_key(std::string_view pem);
// Whether this certificate was made for that key; false also for a text that is no certificate.
bool is_key_of(const PrivateKey& key, std::string_view certificate_pem);

struct Authority {
  std::string certificate;
  PrivateKey key;
};

// Ten years, may sign certificates and nothing else.
Expected<Authority> make_authority(std::string_view name, Instant now);

// For TLS servers at these names: DNS names or IP addresses. Two years.
Expected<std::string> make_server_certificate(const Authority& authority, const PrivateKey& server_key,
                                              const std::vector<std::string>& names, Instant now);

// PKCS#10, signed by the key it asks for.
Expected<std::string> make_certificate_request(const PrivateKey& key, std::string_view name);
struct CertificateRequest {
  std::string name;
  crypto::Hash key_hash;  // SHA-256 of the SubjectPublicKeyInfo
};
// Fails with InvalidContent also when the request is not signed by its own key.
Expected<CertificateRequest> read_certificate_request(std::string_view pem);

inline constexpr Duration kDeviceCertificateLife = hours(90 * 24);

// For a TLS client: CN is the device id, the subject's serialNumber the incarnation.
Expected<std::string> issue_device_certificate(const Authority& authority, std::string_view request_pem, const DeviceId& device,
                                               std::uint64_t incarnation, Instant now, Duration life = kDeviceCertificateLife);

// What a certificate says. It proves nothing by itself: the TLS server has checked who signed it.
struct CertificateIdentity {
  DeviceId device;  // the CN; of a hub's certificate its name
  std::uint64_t incarnation = 0;
  std::string serial;  // lower-case hex
  crypto::Hash key_hash{};  // SHA-256 of the SubjectPublicKeyInfo
  Instant not_before;
  Instant not_after;
};
Expected<CertificateIdentity> read_certificate(std::string_view pem);

}  // namespace wardlight::transport
