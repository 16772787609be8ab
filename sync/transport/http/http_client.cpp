// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/http/http_client.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <atomic>
#include <mutex>

namespace wardlight::transport {
namespace {

constexpr int kLongestPoll = 1'000;         // milliseconds
constexpr long kConnectPatience = 10'000;  // milliseconds
constexpr std::string_view kScheme = "https://";
constexpr std::string_view kThisMachine[] = {"http://127.0.0.1:", "http://localhost:", "http://[::1]:"};
constexpr std::string_view kKeepsSafe = " Everything stays saved here.";

enum class Trust { Authorities, Server, AnyKey };

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using ListPtr = std::unique_ptr<curl_slist, FreeList>;

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Error offline(std::string_view sentence) {
  return {ErrorCode::Offline, std::string(sentence) + std::string(kKeepsSafe), "network"};
}

void add_header(ListPtr& list, const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_this_machine(std::string_view base) {
  for (const auto start : kThisMachine)
    if (base.starts_with(start)) return true;
  return false;
}

class CurlClient final : public HttpClient {
 public:
  CurlClient(HttpClientOptions options, Trust trust, const Clock* clock)
      : m_options(std::move(options)), m_trust(trust), m_clock(clock), m_easy(curl_easy_init()), m_multi(curl_multi_init()) {
    for (const std::string& authority : m_options.authorities) m_authorities += authority + "\n";
  }

  Expected<HttpResponse> send(const HttpRequest& request, Duration patience) override {
    m_response = {};
    m_too_large = false;
    CURL* easy = m_easy.get();
    curl_easy_reset(easy);  // keeps the connection
    const std::string url = m_options.base + request.target;
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.milliseconds));
    set_manners(easy);
    set_trust(easy);
    const ListPtr headers = set_request(easy, request);
    const CURLcode code = perform(easy);
    remember_peer(easy);
    if (m_cancelled.exchange(false)) return offline("The request was called off.");
    if (code != CURLE_OK) return to_error(code);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    m_response.status = static_cast<int>(status);
    return std::move(m_response);
  }

  Expected<crypto::Hash> peer_key() override {
    if (!m_peer_key) {
      if (auto asked = send({"GET", "/fhir/metadata", {}, {}}, milliseconds(kConnectPatience)); !asked) return asked.error();
    }
    if (!m_peer_key) return offline("The hub showed no certificate.");
    return *m_peer_key;
  }

  void cancel() override {
    m_cancelled = true;
    curl_multi_wakeup(m_multi.get());
  }

 private:
  CURLcode perform(CURL* easy) {
    CURLM* multi = m_multi.get();
    curl_multi_add_handle(multi, easy);
    int running = 1;
    while (running > 0 && !m_cancelled && curl_multi_perform(multi, &running) == CURLM_OK && running > 0)
      curl_multi_poll(multi, nullptr, 0, kLongestPoll, nullptr);
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left))
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    curl_multi_remove_handle(multi, easy);
    return code;
  }

  void set_manners(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, is_this_machine(m_options.base) && m_trust == Trust::Server ? "http" : "https");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectPatience);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_reason);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlClient::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlClient::on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    m_reason[0] = '\0';
  }

  static curl_blob blob_of(std::string_view text) {
    return {const_cast<char*>(text.data()), text.size(), CURL_BLOB_NOCOPY};  // curl only reads it; we outlive it
  }

  void set_trust(CURL* easy) {
    const bool checked = m_trust != Trust::AnyKey;
    const bool machines_own = m_trust == Trust::Server && m_authorities.empty();
    const long oldest = m_trust == Trust::Server ? CURL_SSLVERSION_TLSv1_2 : CURL_SSLVERSION_TLSv1_3;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, oldest);  // or newer
    if (!machines_own) curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    if (!machines_own) curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, checked ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, checked ? 2L : 0L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    if (checked) {
      auto authorities = blob_of(m_authorities);
      if (!machines_own) curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &authorities);
      curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &CurlClient::on_context);
      curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
    }
    if (!m_options.identity) return;
    auto certificate = blob_of(m_options.identity->certificate);
    auto key = blob_of(as_text(m_options.identity->key.pem.view()));
    curl_easy_setopt(easy, CURLOPT_SSLCERT_BLOB, &certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY_BLOB, &key);
  }

  static ListPtr set_request(CURL* easy, const HttpRequest& request) {
    ListPtr headers;
    for (const auto& [name, value] : request.headers) add_header(headers, name + ": " + value);
    add_header(headers, "Expect:");
    if (find_header(request.headers, "Accept").empty()) add_header(headers, "Accept:");  // else curl writes one
    if (request.method == "GET") {
      curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    } else {
      curl_easy_setopt(easy, CURLOPT_POST, 1L);
      curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    return headers;
  }

  void remember_peer(CURL* easy) {
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr || chain->num_of_certs == 0) return;
    constexpr std::string_view kField = "Cert:";
    for (const curl_slist* field = chain->certinfo[0]; field != nullptr; field = field->next) {
      const std::string_view text(field->data);
      if (text.substr(0, kField.size()) != kField) continue;
      if (const auto identity = read_certificate(text.substr(kField.size()))) m_peer_key = identity->key_hash;
    }
  }

  Error to_error(CURLcode code) const {
    const std::string_view reason(m_reason);
    if (m_too_large) return offline("The answer is larger than a hub's can be.");
    switch (code) {
      case CURLE_COULDNT_RESOLVE_HOST: return offline("The hub's name is not known on this network.");
      case CURLE_COULDNT_CONNECT: return offline("The hub cannot be reached on this network.");
      case CURLE_OPERATION_TIMEDOUT: return offline("The hub did not answer in time.");
      case CURLE_PEER_FAILED_VERIFICATION: return certificate_error(reason);
      case CURLE_SSL_CERTPROBLEM: return offline("This tablet's own certificate cannot be used; enrol the tablet again.");
      default: break;
    }
    if (reason.find("certificate required") != std::string_view::npos)
      return offline("The hub asks for a certificate that this tablet does not have; enrol the tablet.");
    if (reason.find("alert") != std::string_view::npos && reason.find("protocol version") == std::string_view::npos &&
        reason.find("handshake failure") == std::string_view::npos)
      return offline("The hub did not accept this tablet's certificate; enrol the tablet again.");
    if (code == CURLE_SSL_CONNECT_ERROR)
      return offline("No safe connection to the hub could be made: it does not speak TLS 1.3.");
    return offline("The connection to the hub broke.");
  }

  static Error certificate_error(std::string_view reason) {
    if (reason.find("expired") != std::string_view::npos)
      return offline("The hub's certificate is out of date; an engineer must renew it, or this tablet's clock is wrong.");
    if (reason.find("not yet valid") != std::string_view::npos)
      return offline("The hub's certificate is not valid yet; this tablet's clock may be behind.");
    if (reason.find("subject name") != std::string_view::npos || reason.find("does not match") != std::string_view::npos)
      return offline("The hub's certificate is for another address than the one this tablet was given.");
    return offline("What answered could not prove that it is this hospital's hub; nothing was sent to it.");
  }

  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto* client = static_cast<CurlClient*>(self);
    if (client->m_response.body.size() + size * count > client->m_options.largest_body) {
      client->m_too_large = true;
      return 0;
    }
    client->m_response.body.append(data, size * count);
    return size * count;
  }

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) {
    const std::string_view line(data, size * count);
    auto& headers = static_cast<CurlClient*>(self)->m_response.headers;
    const auto colon = line.find(':');
    if (line.substr(0, 5) == "HTTP/") headers.clear();
    else if (colon != std::string_view::npos) headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    return line.size();
  }

  static CURLcode on_context(CURL*, void* context, void* self) {
    const auto* client = static_cast<CurlClient*>(self);
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(static_cast<SSL_CTX*>(context)),
                               static_cast<std::time_t>(client->m_clock->now().milliseconds / 1000));
    return CURLE_OK;
  }

  HttpClientOptions m_options;
  Trust m_trust;
  const Clock* m_clock;
  std::string m_authorities;
  std::unique_ptr<CURL, FreeEasy> m_easy;
  std::unique_ptr<CURLM, FreeMulti> m_multi;  // holds the connections; wakes up when called off
  HttpResponse m_response;
  std::optional<crypto::Hash> m_peer_key;
  std::atomic<bool> m_cancelled = false;
  bool m_too_large = false;
  char m_reason[CURL_ERROR_SIZE] = {};
};

Expected<std::unique_ptr<HttpClient>> make(HttpClientOptions options, Trust trust, const Clock* clock) {
  const bool allowed = options.base.starts_with(kScheme) || (trust == Trust::Server && is_this_machine(options.base));
  if (!allowed)
    return Error{ErrorCode::BadUsage, "The hub's address must begin with https://, as in https://hub.example:8443.", "--hub"};
  while (options.base.back() == '/') options.base.pop_back();
  start_curl();
  return std::unique_ptr<HttpClient>(std::make_unique<CurlClient>(std::move(options), trust, clock));
}

}  // namespace

Expected<std::unique_ptr<HttpClient>> make_http_client(HttpClientOptions options, const Clock& clock) {
  return make(std::move(options), Trust::Authorities, &clock);
}

Expected<std::unique_ptr<HttpClient>> make_server_client(HttpClientOptions options, const Clock& clock) {
  return make(std::move(options), Trust::Server, &clock);
}

Expected<std::unique_ptr<HttpClient>> make_enrolment_client(std::string base) {
  return make({std::move(base), {}, std::nullopt}, Trust::AnyKey, nullptr);
}

}  // namespace wardlight::transport
