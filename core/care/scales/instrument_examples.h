// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/scales/instrument.h"

namespace wardlight::care {

// {"id","answers":{…},"scheme"?,"expect":{members of the result, or "refused": the rule or key that the refusal names}},
// {"id","override":{"computed","chosen","reason"},"scheme"?,"expect":{"allowed":bool}} and
// {"id","sets":"all","scheme"?,"expect":{"sets":n,"sum":n,"bands":{band: n},"totals":[…]}} over every answer set.
// Fails with InvalidContent naming the first example that does not come out.
Expected<void> run_instrument_examples(const Instrument& instrument, const json::Value& root);

}  // namespace wardlight::care
