// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// A screen (SIRS, qSOFA): criteria over measured values, and how many of them make it positive. The code knows how to
// compare and count; values, cut-offs and hours are content. Plain values after loading; any thread.
namespace wardlight::care {

enum class InputKind { Number, WholeNumber, YesNo };

struct ScreenInputRule {
  std::string key;
  std::string fact;  // the kind of fact it is read from
  InputKind kind = InputKind::Number;
  std::string unit;
  Decimal least = Decimal::from_integer(0);  // outside this no patient lives: a slip or another unit
  Decimal most = Decimal::from_integer(0);
  Duration stale_after;
};

enum class Compare { Above, AtLeast, Below, AtMost, Yes };
struct Comparison {
  std::string input;
  Compare how = Compare::Above;
  Decimal limit = Decimal::from_integer(0);
};

// Met when any comparison holds. Not known when none holds and `needs` is not known: the others are alternatives.
struct Criterion {
  std::string id;
  Words name;
  std::string needs;
  std::vector<Comparison> any;
};

struct ScreenScheme {
  std::string id;
  int threshold = 0;  // so many criteria make it positive
  std::vector<Criterion> criteria;
};

enum class Verdict { Positive, Negative, CannotExclude };
std::string_view to_code(Verdict verdict);

struct ScreenPrompt {
  Advice advice;
  Verdict when = Verdict::Positive;
};

struct ScreenPack : PackHead {
  std::vector<ScreenInputRule> inputs;
  std::vector<ScreenScheme> schemes;  // the first is the default
  int least_age = 0;
  std::string age_rule;
  std::vector<ScreenPrompt> prompts;
  std::vector<Advice> notes;  // shown beside every result

  const ScreenInputRule* find_input(std::string_view key) const;
  // The default when `id` is empty. Fails with BadUsage naming the schemes there are.
  Expected<const ScreenScheme*> get_scheme(std::string_view id) const;
};

// Reads inputs and criteria as a screen's and as SEP-1's pack write them; what is wrong is wrong in `in`.
std::vector<ScreenInputRule> read_inputs(PackReader& in);
Criterion read_criterion(PackReader& in, const std::vector<ScreenInputRule>& inputs);

// Reads a pack and runs its worked examples: {"id","values":{…},"scheme"?,"expect":{…}} with plain values, or timed ones
// {"id","now":T,"timed":{key:{"value","at"}},"expect":{…}}. Fails with InvalidContent: unknown key, missing source, a
// comparison of an input that is not there, a broken example.
Expected<ScreenPack> load_screen(std::string_view text);

}  // namespace wardlight::care
