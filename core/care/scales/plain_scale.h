// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/scales/scoring.h"

// A scored instrument in plain JSON, as the command line and the packs' examples write it. Pure; any thread.
namespace wardlight::care {

// {"history":"yes",…}: answers by item key; a key that is not there or null is not answered. {"total":45} is a total from
// elsewhere. "age" (years) may stand beside either. Gives the result. Fails with InvalidContent, naming the key and what
// would be right: an unknown key or answer, a total that no answers add up to, an age below the instrument's.
Expected<ScaleResult> score_plain(const Instrument& instrument, const Scheme& scheme, const json::Value& set);

// {"total","band","complete","scheme","pack","missing","prompts"}
json::Value to_json(const ScaleResult& result);

// The answers in a QuestionnaireResponse of the instrument's form. Items that are not scored are left out.
// Fails with InvalidContent when the response is of another form or has an option the instrument does not know.
Expected<ScaleAnswers> read_response_answers(const Instrument& instrument, const json::Value& response);

}  // namespace wardlight::care
