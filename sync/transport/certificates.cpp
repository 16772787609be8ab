// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "sync/transport/openssl_parts.h"

namespace wardlight::transport {
namespace {

constexpr Duration kAuthorityLife = hours(10 * 365 * 24);
constexpr Duration kServerLife = hours(2 * 365 * 24);
constexpr Duration kClockSlack = hours(24);  // a tablet's clock may be a little behind
constexpr std::size_t kSerialBytes = 16;
constexpr long kVersion3 = 2;

struct Extension {
  int nid;
  std::string value;
};

Error refused() {
  ERR_clear_error();
  return {ErrorCode::Environment, "The crypto library refused to make a certificate; restart the program and try again.",
          "certificates"};
}
Error malformed(std::string_view what) {
  ERR_clear_error();
  return {ErrorCode::InvalidContent, "This is no " + std::string(what) + " in PEM text.", "certificates"};
}

std::time_t seconds_of(Instant instant) { return static_cast<std::time_t>(instant.milliseconds / 1000); }

bool set_name(X509_NAME* name, const char* field, std::string_view value) {
  return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1;
}

bool set_serial(X509* certificate) {
  std::array<unsigned char, kSerialBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7F) | 0x40);  // positive, and always 16 bytes long
  const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool add_extensions(X509* certificate, X509* issuer, const std::vector<Extension>& extensions) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const Extension& wanted : extensions) {
    const std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, wanted.nid, wanted.value.c_str()));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) return false;
  }
  return true;
}

Expected<std::string> to_pem(X509* certificate) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1) return refused();
  return text_of(bio.get());
}

// A certificate without its subject: version, serial, dates, key.
CertificatePtr begin_certificate(EVP_PKEY* key, Instant now, Duration life) {
  CertificatePtr certificate(X509_new());
  if (!certificate || X509_set_version(certificate.get(), kVersion3) != 1 || !set_serial(certificate.get())) return nullptr;
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds_of(now - kClockSlack));
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), seconds_of(now + life));
  return X509_set_pubkey(certificate.get(), key) == 1 ? std::move(certificate) : nullptr;
}

// Signs `certificate` in the authority's name and gives its PEM.
Expected<std::string> finish_certificate(X509* certificate, const Authority& authority, std::vector<Extension> extensions) {
  WL_TRY(const KeyPtr key, parse_key(as_text(authority.key.pem.view())));
  WL_TRY(const CertificatePtr issuer, parse_certificate(authority.certificate));
  extensions.push_back({NID_subject_key_identifier, "hash"});
  extensions.push_back({NID_authority_key_identifier, "keyid:always"});
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer.get())) != 1 ||
      !add_extensions(certificate, issuer.get(), extensions) || X509_sign(certificate, key.get(), EVP_sha256()) == 0)
    return refused();
  return to_pem(certificate);
}

bool is_address(const std::string& name) {
  const std::unique_ptr<ASN1_OCTET_STRING, FreeWith<ASN1_OCTET_STRING_free>> address(a2i_IPADDRESS(name.c_str()));
  ERR_clear_error();
  return address != nullptr;
}

Expected<RequestPtr> parse_request(std::string_view pem) {
  const BioPtr bio = reading(pem);
  RequestPtr request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
  if (!request) return malformed("certificate request");
  EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
  if (key == nullptr || X509_REQ_verify(request.get(), key) != 1) {
    ERR_clear_error();
    return Error{ErrorCode::InvalidContent, "The certificate request is not signed by its own key.", "certificates"};
  }
  return request;
}

std::string subject_part(const X509_NAME* name, int nid) {
  const int index = X509_NAME_get_index_by_NID(name, nid, -1);
  if (index < 0) return {};
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) return {};
  std::string part(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return part;
}

crypto::Hash hash_of_key(const X509_PUBKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(key, &der);
  const crypto::Hash hash = crypto::sha256({der, static_cast<std::size_t>(size > 0 ? size : 0)});
  OPENSSL_free(der);
  return hash;
}

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return {static_cast<std::int64_t>(timegm(&parts)) * 1000};
}

std::string serial_of(const X509* certificate) {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
  return crypto::to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

}  // namespace

BioPtr reading(std::string_view text) { return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Expected<KeyPtr> parse_key(std::string_view pem) {
  const BioPtr bio = reading(pem);
  KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!key) return malformed("private key");
  return key;
}

Expected<CertificatePtr> parse_certificate(std::string_view pem) {
  const BioPtr bio = reading(pem);
  CertificatePtr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!certificate) return malformed("certificate");
  return certificate;
}

Expected<CertificateIdentity> identity_of(X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  CertificateIdentity identity;
  identity.device.value = subject_part(subject, NID_commonName);
  const std::string incarnation = subject_part(subject, NID_serialNumber);
  identity.incarnation = incarnation.empty() ? 0 : std::strtoull(incarnation.c_str(), nullptr, 10);
  identity.serial = serial_of(certificate);
  identity.key_hash = hash_of_key(X509_get_X509_PUBKEY(certificate));
  identity.not_before = instant_of(X509_get0_notBefore(certificate));
  identity.not_after = instant_of(X509_get0_notAfter(certificate));
  if (identity.device.empty()) return malformed("certificate with a name");
  return identity;
}

Expected<PrivateKey> make_private_key() {
  const KeyPtr key(EVP_EC_gen("P-256"));
  const BioPtr bio(BIO_new(BIO_s_secmem()));
  if (!key || !bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return refused();
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return PrivateKey{crypto::Secret(as_bytes({data, static_cast<std::size_t>(size)}))};
}

Expected<PrivateKey> read_private_key(std::string_view pem) {
  WL_TRY(const KeyPtr key, parse_key(pem));
  return PrivateKey{crypto::Secret(as_bytes(pem))};
}

bool is_key_of(const PrivateKey& key, std::string_view certificate_pem) {
  const auto parsed = parse_key(as_text(key.pem.view()));
  const auto certificate = parse_certificate(certificate_pem);
  return parsed && certificate && X509_check_private_key(certificate->get(), parsed->get()) == 1;
}

Expected<Authority> make_authority(std::string_view name, Instant now) {
  WL_TRY(PrivateKey private_key, make_private_key());
  WL_TRY(const KeyPtr key, parse_key(as_text(private_key.pem.view())));
  const CertificatePtr certificate = begin_certificate(key.get(), now, kAuthorityLife);
  if (!certificate || !set_name(X509_get_subject_name(certificate.get()), "CN", name) ||
      X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1 ||
      !add_extensions(certificate.get(), certificate.get(),
                      {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                       {NID_key_usage, "critical,keyCertSign,cRLSign"},
                       {NID_subject_key_identifier, "hash"}}) ||
      X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
    return refused();
  WL_TRY(std::string pem, to_pem(certificate.get()));
  return Authority{std::move(pem), std::move(private_key)};
}

Expected<std::string> make_server_certificate(const Authority& authority, const PrivateKey& server_key,
                                              const std::vector<std::string>& names, Instant now) {
  if (names.empty()) return Error{ErrorCode::BadUsage, "A server's certificate needs at least one name.", "certificates"};
  WL_TRY(const KeyPtr key, parse_key(as_text(server_key.pem.view())));
  const CertificatePtr certificate = begin_certificate(key.get(), now, kServerLife);
  if (!certificate || !set_name(X509_get_subject_name(certificate.get()), "CN", names.front())) return refused();
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  return finish_certificate(certificate.get(), authority,
                            {{NID_basic_constraints, "critical,CA:FALSE"},
                             {NID_key_usage, "critical,digitalSignature"},
                             {NID_ext_key_usage, "serverAuth"},
                             {NID_subject_alt_name, list}});
}

Expected<std::string> make_certificate_request(const PrivateKey& private_key, std::string_view name) {
  WL_TRY(const KeyPtr key, parse_key(as_text(private_key.pem.view())));
  const RequestPtr request(X509_REQ_new());
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!request || !bio || !set_name(X509_REQ_get_subject_name(request.get()), "CN", name) ||
      X509_REQ_set_pubkey(request.get(), key.get()) != 1 || X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0 ||
      PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1)
    return refused();
  return text_of(bio.get());
}

Expected<CertificateRequest> read_certificate_request(std::string_view pem) {
  WL_TRY(const RequestPtr request, parse_request(pem));
  return CertificateRequest{subject_part(X509_REQ_get_subject_name(request.get()), NID_commonName),
                            hash_of_key(X509_REQ_get_X509_PUBKEY(request.get()))};
}

Expected<std::string> issue_device_certificate(const Authority& authority, std::string_view request_pem, const DeviceId& device,
                                               std::uint64_t incarnation, Instant now, Duration life) {
  WL_TRY(const RequestPtr request, parse_request(request_pem));
  const CertificatePtr certificate = begin_certificate(X509_REQ_get0_pubkey(request.get()), now, life);
  if (!certificate) return refused();
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  if (!set_name(subject, "CN", device.value) || !set_name(subject, "serialNumber", std::to_string(incarnation))) return refused();
  return finish_certificate(certificate.get(), authority,
                            {{NID_basic_constraints, "critical,CA:FALSE"},
                             {NID_key_usage, "critical,digitalSignature"},
                             {NID_ext_key_usage, "clientAuth"}});
}

Expected<CertificateIdentity> read_certificate(std::string_view pem) {
  WL_TRY(const CertificatePtr certificate, parse_certificate(pem));
  return identity_of(certificate.get());
}

}  // namespace wardlight::transport
