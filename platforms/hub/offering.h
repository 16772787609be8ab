// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platforms/hub/hub_folder.h"
#include "sync/client/report_outbox.h"

namespace wardlight::hub_program {

// Where this hub is central's tablet: device.json, its key, its store, and inbox/ for reports that other programs put there.
access::TabletFolder central_folder(const std::string& data);
inline std::string inbox_of(const std::string& data) { return data + "/central/inbox"; }

// The Bundle as central takes it: with an id made of its content, and the hospital as each report's reporter where none stands.
// InvalidContent when it is no Bundle of MeasureReports.
Expected<std::string> dress_bundle(std::string_view text, const std::string& hospital);

// Offers what the hospital reports to central while the hub serves: what lies in the inbox, and what `collect` gives. A thread
// of its own, which ends with it. Everything given to it must outlive it.
class Offering {
 public:
  using Collect =
      std::function<Expected<std::vector<std::string>>()>;  // Bundles; about once a minute; the same ones again do no harm
  struct Parts {
    std::string data;
    std::string central;  // https://HOST:PORT
    Disk& disk;
    const Clock& clock;
    RandomSource& random;
    const crypto::Secret& hub_key;
    Collect collect;
    std::function<void(const std::string&)> log;
  };
  // NotFound when this hub has not joined.
  static Expected<std::unique_ptr<Offering>> start(Parts parts);
  ~Offering();

 private:
  Offering(Parts parts, crypto::SigningKeys signing);
  void run();
  bool take_in();  // whether there is something new to send
  bool empty_inbox();
  bool offer(const std::string& bundle);

  const Parts m_parts;
  const crypto::SigningKeys m_signing;
  std::unique_ptr<sync::ReportOutbox> m_outbox;
  std::unique_ptr<transport::HttpClient> m_http;
  std::mutex m_mutex;
  std::condition_variable m_stopped;
  bool m_stopping = false;
  std::int64_t m_collect_due = 0;  // monotonic milliseconds
  std::thread m_thread;  // last: it uses all the others
};

}  // namespace wardlight::hub_program
