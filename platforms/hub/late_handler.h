// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <utility>

#include "sync/transport/http.h"

namespace wardlight::hub_program {

// Passes requests on to a handler that is made once the port is known; until then the answer is 503. Safe on any thread.
class LateHandler final : public transport::HttpHandler {
 public:
  void set(transport::HttpHandler& handler) { m_handler.store(&handler); }
  void handle(transport::IncomingRequest request, transport::Respond respond) override {
    if (auto* handler = m_handler.load()) return handler->handle(std::move(request), std::move(respond));
    respond({503, {}, {}});
  }
  transport::HttpResponse refuse(int status) override {
    auto* handler = m_handler.load();
    return handler == nullptr ? transport::HttpResponse{status, {}, {}} : handler->refuse(status);
  }

 private:
  std::atomic<transport::HttpHandler*> m_handler{nullptr};
};

}  // namespace wardlight::hub_program
