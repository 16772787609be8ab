// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "sync/transport/certificates.h"

// OpenSSL's things with owners; only for the sources of this folder.
namespace wardlight::transport {

template <auto free>
struct FreeWith {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;

BioPtr reading(std::string_view text);
std::string text_of(BIO* bio);

Expected<KeyPtr> parse_key(std::string_view pem);
Expected<CertificatePtr> parse_certificate(std::string_view pem);  // the first one in the text
Expected<CertificateIdentity> identity_of(X509* certificate);

}  // namespace wardlight::transport
