// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/measures/network_rules.h"
#include "core/time/time.h"
#include "sync/central/central_reports.h"
#include "sync/hub/hub.h"
#include "sync/storage/central_storage.h"

namespace wardlight::central {

struct CentralOptions {
  std::string base;     // https://HOST:PORT/fhir
  Zone zone;            // in which months close
  std::string network;  // its name
  Duration hand_back_every = hours(1);
  std::function<Expected<std::uint64_t>()> free_bytes = {};
  std::function<void(const std::string&)> log = {};  // events; any thread
};

// The network's server. To each hospital it is a hub whose only tablet is the hospital's own: the same pushes, feed, chains and
// enrolment, over a feed that nobody else can read. What a hospital reports becomes figures; what the network knows about it
// comes back as a reference in its feed. Without a network and a thread of its own: call tick() about four times a second.
// All parts must outlive it. Safe on any thread.
class Central final : public transport::HttpHandler {
 public:
  struct Parts {
    storage::CentralStorage& storage;
    CentralReports& reports;
    const crypto::Secret& hub_key;
    const transport::Authority& authority;
    crypto::Hash tls_key;
    const Clock& clock;
    RandomSource& random;
  };
  Central(Parts parts, CentralOptions options);

  void handle(transport::IncomingRequest request, transport::Respond respond) override;
  transport::HttpResponse refuse(int status) override { return m_registry.refuse(status); }

  // Sums what came, lets bytes of closed months go, hands figures back when it is time, and what Hub::tick does.
  void tick();
  void finish();

  // Everything that came is in the figures; the last month that is closed has let its bytes go.
  Expected<void> settle();
  // To every hospital's feed; nothing changes for one whose figures are the same.
  Expected<void> hand_back();
  // The last month that is closed now: what is reported for it, or one before, needs a new version.
  storage::Period closed_month() const;

 private:
  struct Hospital;
  hub::HubKeys keys() const;
  hub::HubOptions hub_options() const;
  Expected<std::shared_ptr<Hospital>> hospital_of(const transport::CertificateIdentity& identity);
  Expected<std::shared_ptr<Hospital>> open(const storage::Device& device);
  Expected<void> let_bytes_go();

  Parts m_parts;
  const CentralOptions m_options;
  hub::Hub m_registry;
  std::mutex m_mutex;
  std::map<DeviceId, std::shared_ptr<Hospital>> m_open;
  std::list<DeviceId> m_order;  // the latest user first
  std::int64_t m_hand_back_due = 0;  // monotonic
  std::mutex m_settling;
};

// What a hospital finds of the network in its feed.
inline constexpr std::string_view kFiguresType = "Basic";
inline constexpr std::string_view kFiguresId = "network-figures";
inline constexpr std::string_view kFiguresUrl = "urn:wardlight:network-figures";
std::string write_figures(const json::Value& figures);
Expected<json::Value> read_figures(std::string_view resource);

}  // namespace wardlight::central
