// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <random>

#include <rapidcheck.h>

#include "tests/core/forms/forms_testing.h"
#include "tests/core/forms/random_answers.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

std::vector<Questionnaire> list_forms() {
  std::vector<Questionnaire> forms;
  for (const char* folder : {"/tests/data/forms", "/assets/clinical"})
    for (const auto& entry : std::filesystem::directory_iterator(std::string(WARDLIGHT_SOURCE) + folder)) {
      if (!entry.path().string().ends_with(".questionnaire.json")) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      auto loaded = load({std::istreambuf_iterator<char>(file), {}});
      if (loaded.form && loaded.form->status != FormStatus::Retired) forms.push_back(std::move(*loaded.form));
    }
  return forms;
}

Dice rapid_dice() {
  auto engine = std::make_shared<std::mt19937>(*rc::gen::arbitrary<unsigned>());
  return [engine](std::size_t n) { return n < 2 ? std::size_t{0} : (*engine)() % n; };
}

json::Value travelled(const json::Value& value) { return json_of(json::write(value)); }

// One place of the tree, anywhere, replaced by something else, left out or doubled.
json::Value damaged(const json::Value& value, const Dice& dice) {
  const bool here = dice(6) == 0;
  if (here || (!value.is_object() && !value.is_array())) {
    const json::Value junk[] = {json::Value(),
                                0,
                                -1,
                                "x",
                                "",
                                true,
                                json::Value::array(),
                                json::Value::object(),
                                json::Value::number_token("1e9"),
                                json::Value::number_token("99999999999999999999")};
    return junk[dice(std::size(junk))];
  }
  if (value.is_array()) {
    auto out = json::Value::array();
    const std::size_t chosen = value.items().empty() ? 0 : dice(value.items().size());
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      if (i == chosen && dice(8) == 0) continue;
      out.push(i == chosen ? damaged(value[i], dice) : value[i]);
      if (i == chosen && dice(8) == 0) out.push(value[i]);
    }
    return out;
  }
  auto out = json::Value::object();
  const std::size_t chosen = value.members().empty() ? 0 : dice(value.members().size());
  for (std::size_t i = 0; i < value.members().size(); ++i) {
    const auto& [name, inner] = value.members()[i];
    if (i == chosen && dice(8) == 0) continue;
    out.set(name, i == chosen ? damaged(inner, dice) : inner);
  }
  return out;
}

std::vector<json::Value> list_sources() {
  std::vector<json::Value> sources;
  for (const char* name : {"builder-sleep-screen", "sdc-wound-check", "server-intake", "nested-admission"})
    sources.push_back(json_of(read_file("tests/data/forms/" + std::string(name) + ".questionnaire.json")));
  return sources;
}

}  // namespace

TEST_CASE("A damaged form or response is refused or read, never fatal") {
  const auto sources = list_sources();
  const bool held = rc::check("damage", [&] {
    const Dice dice = rapid_dice();
    json::Value source = sources[dice(sources.size())];
    const auto whole = load_questionnaire(source);
    for (std::size_t n = 1 + dice(4); n > 0; --n) source = damaged(source, dice);
    const LoadResult loaded = load_questionnaire(source);
    RC_ASSERT(loaded.usable() != std::any_of(loaded.problems.begin(), loaded.problems.end(),
                                             [](const Problem& problem) { return problem.severity == Severity::Error; }));
    const Questionnaire& form = loaded.form ? *loaded.form : *whole.form;
    FormSession session(form);
    answer_at_random(session, dice);
    json::Value response = session.build_response(completed());
    for (std::size_t n = 1 + dice(4); n > 0; --n) response = damaged(response, dice);
    for (const Issue& issue : judge_response(form, response)) RC_ASSERT(issue.text.ends_with('.'));
    (void)FormSession::restore(form, damaged(session.draft(), dice));
  });
  CHECK(held);
}

TEST_CASE("A response built from any answers is always judged valid, and its draft comes back the same") {
  const auto forms = list_forms();
  REQUIRE(forms.size() >= 4);
  const bool held = rc::check("partial answers", [&] {
    const Questionnaire& form = forms[*rc::gen::inRange<std::size_t>(0, forms.size())];
    FormSession session(form);
    answer_at_random(session, rapid_dice());
    ResponseDetails details = completed();
    details.status = ResponseStatus::InProgress;
    const json::Value response = travelled(session.build_response(details));
    const auto issues = judge_response(form, response);
    RC_LOG(all_issues(issues));
    RC_LOG(json::write(response));
    RC_ASSERT(is_valid(issues));
    const auto back = FormSession::restore(form, travelled(session.draft()));
    RC_ASSERT(back.has_value());
    RC_ASSERT(json::write(back->build_response(details)) == json::write(response));
    const auto score = session.score();
    if (score) RC_ASSERT(score->total.has_value() == score->missing.empty());
  });
  CHECK(held);
}

TEST_CASE("A completed response is valid as completed, and not when a needed answer is taken out") {
  const auto forms = list_forms();
  const bool held = rc::check("completed answers", [&] {
    const Questionnaire& form = forms[*rc::gen::inRange<std::size_t>(0, forms.size())];
    FormSession session(form);
    answer_at_random(session, rapid_dice());
    answer_what_is_missing(session, rapid_dice());
    for (const Finding& lack : session.missing()) RC_LOG(lack.field.link_id + " " + lack.text + "\n");
    for (const Finding& fault : session.faults()) RC_LOG(fault.field.link_id + " " + fault.text + "\n");
    RC_ASSERT(session.complete());
    const auto issues = judge_response(form, travelled(session.build_response(completed())));
    RC_LOG(all_issues(issues));
    RC_ASSERT(is_valid(issues));
    for (const Row& row : session.rows()) {
      const Item& item = form.items[row.item];
      if (!item.required || !item.is_question() || row.answers.empty() || item.read_only) continue;
      FormSession poorer = session;
      RC_ASSERT(poorer.clear(row.field).has_value());
      if (poorer.complete()) continue;  // it stood alone in a group that need not be there
      RC_ASSERT(!is_valid(judge_response(form, travelled(poorer.build_response(completed())))));
    }
  });
  CHECK(held);
}
