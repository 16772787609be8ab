// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"

// What a tablet tells its hub about itself: a certificate that will be out of date ($renew), and a store that it kept
// aside because it was not as it was left ($quarantine). JSON both ways.
namespace wardlight::wire {

std::string write_renew_request(std::string_view csr);  // PKCS#10, PEM
Expected<std::string> read_renew_request(std::string_view text);

struct RenewAnswer {
  std::string certificate;               // PEM
  std::vector<std::string> authorities;  // PEM: the CA, and the next one when there is one
};
std::string write_renew_answer(const RenewAnswer& answer);
Expected<RenewAnswer> read_renew_answer(std::string_view text);

// Names and sizes only: what is in the files stays on the tablet.
struct KeptAside {
  struct File {
    std::string name;
    std::uint64_t bytes = 0;
  };
  std::string name;  // of the folder, which is when it was
  std::vector<File> files;
};
std::string write_kept_aside(const KeptAside& kept);
Expected<KeptAside> read_kept_aside(std::string_view text);

}  // namespace wardlight::wire
