// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/store.h"
#include "sync/client/plain/plain_feed.h"
#include "sync/client/plain/plain_server.h"
#include "sync/client/sync_client.h"
#include "sync/wire/bundle.h"
#include "sync/wire/headers.h"

namespace wardlight::sync {

struct PlainHubOptions {
  PlainFeedOptions feed;
  std::size_t most_entries = 50;  // of one batch
  Duration keep = hours(7 * 24);  // a unit that the server took is kept here that long: nobody tells of its backups
};

// Lets a SyncClient speak with a FHIR server that is no hub: it looks like one from this side, and does on that side what any
// server that passed the probe can do (sync.md, tier 2). A unit goes up as two resources under its own id, each its own request
// of a batch: the plain resource first, then the document that carries its exact bytes and its origin; it counts as accepted when
// both are there. Sending again changes nothing: what the server has with the same hash is known, with another one a conflict.
// Incidents are not sent: they have no place in a record that others read. A locked tablet's sealed journal waits.
// The epoch is a resource on the server: when it is gone, or reconcile() misses something, everything is offered and read again.
// One thread, but for cancel().
class PlainHub final : public transport::HttpClient {
 public:
  PlainHub(std::unique_ptr<transport::HttpClient> http, PlainAddress address, std::string token, RandomSource& random,
           PlainHubOptions options = {});

  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration patience) override;
  Expected<crypto::Hash> peer_key() override { return m_http->peer_key(); }
  void cancel() override { m_http->cancel(); }

  // The nightly comparison by ids, which finds what a search by time can miss: what the server has comes here, what it took away
  // goes, and when it lacks something that was accepted from this tablet a new epoch makes everybody offer again.
  struct Reconciled {
    std::size_t fetched = 0;
    std::size_t gone = 0;
    std::size_t lost = 0;  // accepted from here, and not there any more
  };
  Expected<Reconciled> reconcile(store::Store& store);

  // How the client has to work with it: nightly comparison, nothing sealed.
  SyncOptions sync_options(SyncOptions options = {});

 private:
  struct Word {
    int status = 200;
    std::string body;
    std::optional<Duration> retry_after = {};
  };
  Expected<Word> push(const transport::HttpRequest& request);
  Expected<Word> feed(std::string_view query);
  // What the server has of them already; true where nothing is left to do.
  Expected<void> find_known(const std::vector<wire::PushedUnit>& units, std::vector<wire::UnitAnswer>& answers,
                            std::vector<bool>& done);
  // One round of single requests in batches; a word other than 200 ends the push.
  Expected<Word> put(const std::vector<PlainEntry>& entries, const std::vector<std::size_t>& places,
                     std::vector<wire::UnitAnswer>& answers, std::vector<bool>& done);
  Expected<void> read_epoch();
  Expected<void> begin_epoch();
  using Ids = std::set<std::string>;
  Expected<std::optional<Ids>> list_ids(const PlainKind& kind);  // nothing: the server has no such type
  Expected<std::vector<store::FeedItem>> fetch(const std::string& type, const std::vector<std::string>& ids);
  Instant server_now() const { return m_server.clock().value_or(Instant{}); }
  transport::HttpResponse dress(Word word) const;

  std::unique_ptr<transport::HttpClient> m_http;
  RandomSource& m_random;
  const PlainHubOptions m_options;
  PlainServer m_server;
  PlainFeed m_feed;
  std::string m_epoch;
};

}  // namespace wardlight::sync
