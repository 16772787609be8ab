// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <utility>

#include "sync/hub/hub.h"
#include "sync/transport/http.h"

namespace wardlight::hub_program {

// Passes requests on to a hub that is made once the port is known; until then the answer is 503. Safe on any thread.
class LateHandler final : public transport::HttpHandler {
 public:
  void set(hub::Hub& hub) { m_hub.store(&hub); }
  void handle(transport::IncomingRequest request, transport::Respond respond) override {
    if (auto* hub = m_hub.load()) return hub->handle(std::move(request), std::move(respond));
    respond({503, {}, {}});
  }
  transport::HttpResponse refuse(int status) override {
    auto* hub = m_hub.load();
    return hub == nullptr ? transport::HttpResponse{status, {}, {}} : hub->refuse(status);
  }

 private:
  std::atomic<hub::Hub*> m_hub{nullptr};
};

}  // namespace wardlight::hub_program
