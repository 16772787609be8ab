// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/store/unit.h"
#include "sync/client/plain/plain_server.h"

namespace wardlight::sync {

// One kind of resource that is read from the server, and which of them.
struct PlainKind {
  std::string type;
  std::string filter = {};  // further search parameters; empty: all of the type
};
// Everything that the ward reads: what the hospital owns, then the statements.
std::vector<PlainKind> all_plain_kinds();

struct PlainFeedOptions {
  std::vector<PlainKind> kinds = all_plain_kinds();
  // How far behind the server's clock a resource may still appear with an older _lastUpdated: its longest transaction,
  // the skew between its machines and its search cache together (sync.md, D10).
  Duration window = seconds(185);
  int page = 100;
};

struct PlainItem {
  std::string type;
  std::string id;
  std::string bytes;
  std::optional<store::UnitEnvelope> envelope;  // a statement; without one it is the hospital's own
  Instant updated_at;
};
// The statement of a document, the resource of anything else; nothing for what a tablet brought itself.
std::optional<PlainItem> read_plain_item(std::string_view body, const json::Value& resource);

struct PlainPage {
  std::vector<PlainItem> items;
  std::string next;  // the cursor after them
};

// A cursor over a server that has none: for each kind the time from which it must be read again. It walks the kinds in order,
// each by _lastUpdated from its time on, and moves the time only up to the server's clock less the window, so that what is
// committed late is met on a later walk. What was met already is left out by (type, id, version).
// A page counts as met when the next question shows its cursor: a page that was not kept is given again. One thread.
class PlainFeed {
 public:
  PlainFeed(PlainServer& server, PlainFeedOptions options) : m_server(server), m_options(std::move(options)) {}

  // At least one item, or none and the end of a walk: then `next` is `cursor` unless it stood within a walk.
  Expected<PlainPage> ask(const std::string& cursor);

 private:
  struct Place {
    std::map<std::string, Instant> from;  // by kind's type
    std::size_t kind = 0;                 // the one that is being walked
    Instant bound;                        // where its walk stands
    std::string link;                     // the server's own next page, while a page's worth has one and the same time
    Instant began;                        // the server's clock when its walk began
    std::uint64_t turn = 0;
  };
  using Key = std::string;

  static std::string write(const Place& place);
  Place read(const std::string& cursor) const;
  void begin_kind(Place& place, std::size_t kind) const;
  // Before the server ever said: the beginning of time, so that nothing is taken for read.
  Instant server_now() const { return m_server.clock().value_or(Instant{}); }
  std::string path_of(const Place& place) const;
  // Takes one page of the server; whether the kind goes on.
  Expected<bool> walk(Place& place, std::vector<PlainItem>& items);
  void forget_old(const Place& place);

  PlainServer& m_server;
  const PlainFeedOptions m_options;
  std::map<Key, Instant> m_met;
  std::map<Key, Instant> m_given;  // with the page that was given last
  std::string m_given_cursor;
};

}  // namespace wardlight::sync
