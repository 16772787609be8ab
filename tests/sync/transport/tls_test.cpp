// SPDX-License-Identifier: Apache-2.0
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/sync/transport/tls_ward.h"

namespace wardlight {
namespace {

using namespace transport;
using support::kWardNow;
using support::TlsWard;

const HttpRequest kRound{"POST", "/fhir", {}, "round"};
constexpr Duration kPatience = seconds(10);

// The sentence a tablet shows, and proof that the hub's handler saw nothing.
std::string refused(TlsWard& ward, HttpClient& client) {
  const auto answer = client.send(kRound, kPatience);
  CHECK(ward.listener.requests == 0);
  if (answer) return "answered " + std::to_string(answer->status);
  CHECK(answer.error().code == ErrorCode::Offline);
  return answer.error().text;
}

TEST_CASE("a tablet with its certificate is known by name, and the connection is kept") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(ward.device(ward.authority));
  for (int i = 0; i < 3; ++i) {
    const auto answer = client->send(kRound, kPatience);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "dev-1:round");
  }
  CHECK(*client->peer_key() == read_certificate(ward.options().certificate)->key_hash);
}

TEST_CASE("without a certificate a caller is nobody") {
  TlsWard ward;
  ward.open();
  CHECK(ward.client(std::nullopt)->send(kRound, kPatience)->body == "nobody:round");
}

TEST_CASE("a tablet sends nothing to a hub of another CA, even one of the same name") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(ward.device(ward.authority), {ward.stranger.certificate});
  CHECK(refused(ward, *client).find("could not prove that it is this hospital's hub") != std::string::npos);
}

TEST_CASE("the next CA is believed beside the current one") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(ward.device(ward.authority), {ward.stranger.certificate, ward.authority.certificate});
  CHECK(client->send(kRound, kPatience)->status == 200);
}

TEST_CASE("the machine's own roots are not believed") {
  TlsWard ward;
  ward.open();
  const auto client = make_http_client({ward.base(), {}, std::nullopt}, ward.client_clock);
  CHECK_FALSE((*client)->send(kRound, kPatience));
  CHECK(ward.listener.requests == 0);
}

TEST_CASE("a hub's certificate for another address is refused") {
  TlsWard ward;
  ward.open_as("hub.elsewhere.example");
  const auto client = ward.client(ward.device(ward.authority));
  CHECK(refused(ward, *client).find("for another address") != std::string::npos);
}

TEST_CASE("a hub's certificate that is out of date, or not yet in its time, is refused") {
  TlsWard ward;
  ward.open();
  ward.client_clock.set_wall(kWardNow + hours(3 * 365 * 24));
  CHECK(refused(ward, *ward.client(ward.device(ward.authority))).find("out of date") != std::string::npos);
  ward.client_clock.set_wall(kWardNow - hours(48));
  CHECK(refused(ward, *ward.client(ward.device(ward.authority))).find("clock may be behind") != std::string::npos);
}

TEST_CASE("a tablet with a stranger's certificate gets in nowhere") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(ward.device(ward.stranger));
  CHECK(refused(ward, *client).find("did not accept this tablet's certificate") != std::string::npos);
}

TEST_CASE("a hub's certificate does not make a tablet") {
  TlsWard ward;
  ward.open();
  const auto certificate = *make_server_certificate(ward.authority, ward.server_key, {"127.0.0.1"}, kWardNow);
  const auto client = ward.client(DeviceIdentity{certificate, ward.server_key.clone()});
  CHECK(refused(ward, *client).find("did not accept") != std::string::npos);
}

TEST_CASE("a certificate whose key the tablet does not have cannot be used") {
  TlsWard ward;
  ward.open();
  auto identity = ward.device(ward.authority);
  identity.key = *make_private_key();
  CHECK_FALSE(refused(ward, *ward.client(std::move(identity))).empty());
}

TEST_CASE("a tablet that was away too long is let in, marked, also in the middle of a connection") {
  TlsWard ward;
  ward.open();
  const auto client = ward.client(ward.device(ward.authority));
  CHECK(client->send(kRound, kPatience)->body == "dev-1:round");
  ward.server_clock.set_wall(kWardNow + hours(91 * 24));
  CHECK(client->send(kRound, kPatience)->body == "expired:round");
  const auto late = ward.client(ward.device(ward.authority));
  CHECK(late->send(kRound, kPatience)->body == "expired:round");
}

TEST_CASE("a stranger's certificate is no better for being out of date") {
  TlsWard ward;
  ward.open();
  ward.server_clock.set_wall(kWardNow + hours(91 * 24));
  CHECK(refused(ward, *ward.client(ward.device(ward.stranger))).find("did not accept") != std::string::npos);
}

using ContextPtr = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

TEST_CASE("the hub does not speak TLS 1.2") {
  TlsWard ward;
  ward.open();
  const ContextPtr context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  const BioPtr bio(BIO_new_ssl_connect(context.get()), &BIO_free_all);
  BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(ward.server->port())).c_str());
  CHECK(BIO_do_connect(bio.get()) <= 0);
  CHECK(ward.listener.requests == 0);

  const ContextPtr newer(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  const BioPtr same_with_13(BIO_new_ssl_connect(newer.get()), &BIO_free_all);
  BIO_set_conn_hostname(same_with_13.get(), ("127.0.0.1:" + std::to_string(ward.server->port())).c_str());
  CHECK(BIO_do_connect(same_with_13.get()) == 1);
}

// A server of one connection that speaks at most TLS 1.2, with a certificate of the right CA; counts what it can read.
class OldServer {
 public:
  explicit OldServer(TlsWard& ward) : m_context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
    SSL_CTX_set_max_proto_version(m_context.get(), TLS1_2_VERSION);
    const auto options = ward.options();
    const BioPtr pem(BIO_new_mem_buf(options.certificate.data(), static_cast<int>(options.certificate.size())), &BIO_free_all);
    const BioPtr key(BIO_new_mem_buf(options.key.pem.view().data(), static_cast<int>(options.key.pem.size())), &BIO_free_all);
    X509* certificate = PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr);
    EVP_PKEY* private_key = PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(m_context.get(), certificate);
    SSL_CTX_use_PrivateKey(m_context.get(), private_key);
    X509_free(certificate);
    EVP_PKEY_free(private_key);
    m_acceptor.reset(BIO_new_accept("127.0.0.1:0"));
    BIO_do_accept(m_acceptor.get());
    m_thread = std::jthread([this] { serve(); });
  }
  std::string base() const { return std::string("https://127.0.0.1:") + BIO_get_accept_port(m_acceptor.get()); }
  int finish() {
    m_thread.join();
    return m_bytes;
  }

 private:
  void serve() {
    if (BIO_do_accept(m_acceptor.get()) <= 0) return;
    const BioPtr plain(BIO_pop(m_acceptor.get()), &BIO_free_all);
    BIO* ssl = BIO_new_ssl(m_context.get(), 0);
    BIO_push(ssl, plain.get());
    char buffer[256];
    for (int n = BIO_read(ssl, buffer, sizeof buffer); n > 0; n = BIO_read(ssl, buffer, sizeof buffer)) m_bytes += n;
    BIO_pop(ssl);
    BIO_free(ssl);
  }

  ContextPtr m_context;
  BioPtr m_acceptor{nullptr, &BIO_free_all};
  std::jthread m_thread;
  int m_bytes = 0;
};

TEST_CASE("a tablet does not speak TLS 1.2, and tells an old server nothing") {
  TlsWard ward;
  OldServer old(ward);
  const auto client = make_http_client({old.base(), {ward.authority.certificate}, std::nullopt}, ward.client_clock);
  const auto answer = (*client)->send(kRound, kPatience);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().text.find("TLS 1.3") != std::string::npos);
  CHECK(old.finish() == 0);
}

TEST_CASE("the first contact takes any key and says which it was") {
  TlsWard ward;
  ward.open_as("some-name.example");
  const auto client = make_enrolment_client(ward.base());
  REQUIRE(client);
  CHECK(*(*client)->peer_key() == read_certificate(ward.options().certificate)->key_hash);
}

TEST_CASE("an address without https is refused") {
  support::FakeClock clock;
  CHECK(make_http_client({"http://hub:80", {}, std::nullopt}, clock).error().code == ErrorCode::BadUsage);
  CHECK(make_enrolment_client("hub:80").error().code == ErrorCode::BadUsage);
}

}  // namespace
}  // namespace wardlight
