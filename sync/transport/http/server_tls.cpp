// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/http/server_tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <ctime>

#include "sync/transport/openssl_parts.h"

namespace wardlight::transport {
namespace {

constexpr std::string_view kSessionName = "wardlight-hub";

Error bad_identity(std::string_view what) {
  ERR_clear_error();
  return {ErrorCode::Environment,
          "The hub's " + std::string(what) + " cannot be used; make the hub's data folder anew or restore it.", "tls"};
}

// A device that was away too long still holds a genuine certificate; what it may do is the hub's to say.
int let_outdated_in(int verified, X509_STORE_CTX* context) {
  if (verified == 1) return 1;
  const bool outdated = X509_STORE_CTX_get_error(context) == X509_V_ERR_CERT_HAS_EXPIRED;
  return outdated && X509_STORE_CTX_get_error_depth(context) == 0 ? 1 : 0;
}

bool use_chain(SSL_CTX* context, std::string_view pem) {
  const BioPtr bio = reading(pem);
  const CertificatePtr leaf(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (X509* more = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
    if (SSL_CTX_add_extra_chain_cert(context, more) != 1) return X509_free(more), false;
  ERR_clear_error();  // the end of the text
  return true;
}

bool trust(SSL_CTX* context, std::string_view authority) {
  const auto certificate = parse_certificate(authority);
  return certificate && X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate->get()) == 1 &&
         SSL_CTX_add_client_CA(context, certificate->get()) == 1;
}

}  // namespace

Expected<ContextPtr> make_server_context(const HttpServerOptions& options) {
  ContextPtr context(SSL_CTX_new(TLS_server_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1) return bad_identity("TLS library");
  SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_num_tickets(context.get(), 0);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_session_id_context(context.get(), as_bytes(kSessionName).data(), static_cast<unsigned>(kSessionName.size()));
  if (!use_chain(context.get(), options.certificate)) return bad_identity("certificate");
  WL_TRY(const KeyPtr key, parse_key(as_text(options.key.pem.view())));
  if (SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1 || SSL_CTX_check_private_key(context.get()) != 1)
    return bad_identity("private key");
  for (const std::string& authority : options.authorities)
    if (!trust(context.get(), authority)) return bad_identity("CA certificate");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, &let_outdated_in);
  return context;
}

void set_moment(SSL* connection, Instant now) {
  X509_VERIFY_PARAM_set_time(SSL_get0_param(connection), static_cast<std::time_t>(now.milliseconds / 1000));
}

std::optional<CertificateIdentity> identity_of_peer(SSL* connection) {
  X509* certificate = SSL_get0_peer_certificate(connection);
  if (certificate == nullptr) return std::nullopt;
  auto identity = identity_of(certificate);
  if (!identity) return std::nullopt;
  return *std::move(identity);
}

}  // namespace wardlight::transport
