// SPDX-License-Identifier: Apache-2.0
#include "ui/models/unit_figures.h"

#include <algorithm>

#include "core/base/decimal.h"

namespace wardlight::models {

namespace {

constexpr std::size_t kPosterWords = 3;

std::string percent(const std::string& number, const Texts& texts) {
  return number == kNotCalculable ? texts("board.not_calculable") : number + " %";
}

}  // namespace

std::string poster_line(const UnitFiguresInput& input, const Texts& texts) {
  if (input.reported == 0) return texts("figures.poster_none");
  std::string line = texts.count("figures.poster", input.reported, {{"fixed", std::to_string(input.put_right)}});
  for (std::size_t i = 0; i < std::min(kPosterWords, input.put_right_words.size()); ++i)
    line += (i == 0 ? " " : "; ") + input.put_right_words[i];
  return line + (input.put_right_words.empty() ? "" : ".");
}

Sheet build_unit_figures(const UnitFiguresInput& input, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("figures.title", {{"unit", input.unit}});
  sheet.back_label = texts("shift.back_to");
  SheetSection pooled{"pooled", texts("figures.rounds")};
  SheetLine all{"pooled-line", Mark::Chart, Tone::Neutral, texts("figures.pooled"), texts("figures.pooled_note")};
  all.value = percent(input.pooled, texts);
  pooled.lines.push_back(std::move(all));
  for (std::size_t i = 0; i < input.shifts.size(); ++i) {
    const ShiftFigureInput& one = input.shifts[i];
    SheetLine line{"shift." + std::to_string(i), one.closed ? Mark::Sign : Mark::Open, Tone::Neutral, one.words};
    line.detail = one.closed ? texts("shift.of_due", {{"done", std::to_string(one.done)}, {"due", std::to_string(one.due)}}) +
                                   " · " + texts("figures.live", {{"share", percent(one.live_share, texts)}})
                             : texts("figures.not_closed");
    line.value = one.closed ? percent(one.compliance, texts) : "–";
    pooled.lines.push_back(std::move(line));
  }
  SheetSection wall{"wall", texts("figures.wall"), texts("figures.wall_note")};
  SheetLine poster{"wall-line", Mark::Thanks, Tone::Ok, poster_line(input, texts)};
  wall.lines.push_back(std::move(poster));
  for (std::size_t i = 0; i < input.put_right_words.size(); ++i)
    wall.lines.push_back(
        {"wall." + std::to_string(i), Mark::Done, Tone::Ok, input.put_right_words[i], texts("figures.put_right")});
  sheet.sections = {std::move(wall), std::move(pooled)};
  sheet.foot_words = texts("figures.no_names");
  return sheet;
}

}  // namespace wardlight::models
