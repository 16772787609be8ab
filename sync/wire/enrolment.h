// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

// $enrol: the code never travels. Both sides hold it, and each proves so with an HMAC over the hub's TLS key and what
// is being said, so that whoever stands between them can neither enrol in the tablet's place nor play the hub.
namespace wardlight::wire {

// 80 bits as XXXX-XXXX-XXXX-XXXX of A-Z and 2-7.
std::string make_enrolment_code(RandomSource& random);

// The key both sides prove with; the hub keeps this and not the code. InvalidContent when it is not such a code; case,
// spaces and dashes do not matter, and 0, 1 and 8 are taken for the letters they were misread from.
Expected<crypto::Secret> enrolment_key(std::string_view code);

// How a request names its code without giving it away: 16 hex digits.
std::string code_name(const crypto::Secret& enrolment_key);

struct EnrolRequest {
  std::string code;  // code_name
  std::string csr;   // PKCS#10, PEM
  std::string name;  // what people call the tablet
  crypto::Hash proof{};
};
crypto::Hash prove_request(const crypto::Secret& enrolment_key, const crypto::Hash& hub_key, const EnrolRequest& request);
std::string write_enrol_request(const EnrolRequest& request);
Expected<EnrolRequest> read_enrol_request(std::string_view text);

struct EnrolAnswer {
  DeviceId device;
  std::uint64_t incarnation = 1;
  std::string certificate;             // PEM, with its chain
  std::vector<std::string> authorities;  // PEM: the CA, and the next one when there is one
  crypto::BoxPublicKey ingest_key{};
  crypto::SignPublicKey sign_key{};    // the hub's own, for signed commands
  std::string zone;                    // the hospital's, IANA
  std::string hospital;
  crypto::Hash proof{};
};
// Binds the answer to the request that it answers.
crypto::Hash prove_answer(const crypto::Secret& enrolment_key, const crypto::Hash& hub_key, const EnrolRequest& request,
                          const EnrolAnswer& answer);
std::string write_enrol_answer(const EnrolAnswer& answer);
Expected<EnrolAnswer> read_enrol_answer(std::string_view text);

}  // namespace wardlight::wire
