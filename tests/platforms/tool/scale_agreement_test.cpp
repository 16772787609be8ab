// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "core/care/scales/plain_scale.h"
#include "core/forms/plain_answers.h"

using namespace wardlight;

namespace {

std::string content(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The form's own sum and the pack's, over every answer set: the two readers of the weights cannot drift apart.
int compare_all(const std::string& name) {
  const auto instrument = care::load_instrument(content(name + ".json"), content(name + ".questionnaire.json")).value();
  const auto form = *forms::parse_questionnaire(content(name + ".questionnaire.json")).value().form;
  std::size_t sets = 1;
  for (const care::ScaleItem& item : instrument.items) sets *= item.answers.size();
  for (std::size_t n = 0; n < sets; ++n) {
    care::ScaleAnswers answers;
    json::Value plain;
    std::size_t rest = n;
    for (const care::ScaleItem& item : instrument.items) {
      answers[item.key] = item.answers[rest % item.answers.size()].code;
      plain.set(item.link_id, answers[item.key]);
      rest /= item.answers.size();
    }
    forms::FormSession session(form);
    REQUIRE(forms::give_plain_answers(session, plain).value().empty());
    const auto result = care::score(instrument, instrument.schemes.front(), answers);
    REQUIRE(session.score()->total->text() == std::to_string(*result.total));
    const auto back = care::read_response_answers(instrument, session.build_response({}));
    REQUIRE(back.has_value());
    REQUIRE(*back == answers);
  }
  return static_cast<int>(sets);
}

TEST_CASE("The Morse form adds up to the same total as its pack, over all 144 answer sets") {
  CHECK(compare_all("morse") == 144);
}

TEST_CASE("The Braden form adds up to the same total as its pack, over all 3,072 answer sets") {
  CHECK(compare_all("braden") == 3072);
}

}  // namespace
