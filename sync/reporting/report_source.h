// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"

// Where report pages, downloads and screens get figures: one face of a hospital's hub and of central. Figures are closed
// MeasureReports and the open month as it stands; nothing is worked out for the asking but charts and pools.
namespace wardlight::reporting {

// Whose figures, and as known when. `unit` empty: the whole hospital. `hospital` empty: a hub's own; at central the asker's
// own must be given, and other hospitals never come by name.
struct ReportScope {
  std::string hospital = {};
  std::string unit = {};
  std::optional<Instant> as_known_on = {};  // figures as they were reported then; nothing: now
};

// Every function answers with plain JSON for a page, and is safe on any thread. Rates and limits are texts, half-up
// ("3.17"); counts are numbers; periods are "2025-03"; moments are RFC 3339 in the hospital's zone. What is not known is null.
// NotFound when there is no such measure, unit or hospital; else what the storage says.
class ReportSource {
 public:
  virtual ~ReportSource() = default;

  // {"role":"hospital"|"central","name":…,"as_of":T,"units":[{"id":"","name":"Whole hospital"},{"id":"5 East","name":"5 East"}],
  //  "periods":["2025-01",…],"measures":[{"id":"FALL-T","title":…,"definition":…,"origin":"computed"|"imported",
  //   "direction":"lower"|"higher","source":…,"mark":"V","programmes":["NHSN"],"per":1000,
  //   "newest":{"period":"2025-03","n":7,"d":2210,"x":1000,"value":"3.17","status":"complete"|"pending"|"incomplete"|"open",
  //    "version":1,"imported":false}|null,
  //   "signal":"above-limit"|…|null,"baseline":{"n":…,"d":…,"x":…,"value":…,"from":"2010-01","to":"2010-12"}|null,
  //   "target":{"value":"1.90","percent":"40.00","reduction":"39.17"|null,"met":true|false|null}|null}]}
  virtual Expected<json::Value> overview(const ReportScope& scope) = 0;

  // {"measure":{as above},"unit":…,"points":[{"period":"2025-03","n":7,"d":2210,"x":1000,"value":"3.17","status":…,"version":2,
  //   "restated":[{"version":2,"at":T,"n":[6,7],"d":[2210,2210],"why":…}],"reasons":[{"by":…,"at":T,"text":…}],
  //   "lower":"0.00","upper":"11.26","pooled":false}],
  //  "chart":{"kind":"u"|"p"|"g"|"t"|"run","centre":"4.49","signals":[{"signal":"above-limit","from":"2025-07","to":"2025-07"}],
  //   "between":[{"label":"2025-03-07","value":"12","upper":…}]|null},
  //  "changes":[{"period":…,"text":…}],"baseline":…,"target":…,
  //  "peers":{"hospitals":14,"q1":"2.10","median":"3.00","q3":"4.40","period":…}|null,"peers_suppressed":"…"|null}
  virtual Expected<json::Value> series(const ReportScope& scope, std::string_view measure) = 0;

  // What stands behind one figure, at a hospital only (central has no events, and says so with NotFound):
  // {"measure":…,"unit":…,"period":…,"n":…,"d":…,"numerator":[{"at":T,"what":"fall","unit":…,"source":"AdverseEvent/…",
  //   "detail":{…},"decided":{"by":…,"role":…,"at":T,"text":…}|null}],
  //  "denominator":{"count":"patient_days","days":[{"date":"2025-03-01","value":21}],"missing":["2025-03-09"],
  //   "parts":[{"at":T,"source":"QuestionnaireResponse/…","unit":…,"detail":{…}}]},
  //  "issues":[{"about":"Encounter/…","text":…,"decided":{as above}|null}]}
  // Subjects are ids, never names.
  virtual Expected<json::Value> events(const ReportScope& scope, std::string_view measure, std::string_view period) = 0;

  // The unit as bed × hour of one local day ("2025-03-07"), at a hospital only:
  // {"unit":…,"date":…,"hours":["00:00",…],"beds":[{"bed":"12A","cells":["done"|"late"|"refused"|"attempted"|"missed"|
  //   "missed-with-reason"|"excluded"|"empty"|"future",…]}],"due":n,"done":n,"percent":"93.10"}
  virtual Expected<json::Value> heat_map(const ReportScope& scope, std::string_view day) = 0;

  // {"period":…,"closes_on":"2025-04-10","as_of":T,
  //  hospital:
  //  "units":[{"unit":…,"days":31,"missing":["2025-03-09"],"pending":[{"measure":…,"text":…}],"issues":[{"about":…,"text":…}]}],
  //            "feed":{"head":n,"counted":n,"lag_seconds":n},"devices":[{"device":…,"last_seen":T,"oldest_unsent":T|null}]
  //  central:
  //  "hospitals":n,"reported":n,"late":n,"own":{"reported":true,"first":T,"late":false,"last":T,"lag_seconds":n},"missing":n}
  virtual Expected<json::Value> completeness(const ReportScope& scope, std::string_view period) = 0;
};

}  // namespace wardlight::reporting
