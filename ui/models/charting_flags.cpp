// SPDX-License-Identifier: Apache-2.0
#include "ui/models/charting_flags.h"

namespace wardlight::models {
namespace {

SheetLine flag_line(const char* key, Mark mark, int count, std::string title, std::string detail) {
  SheetLine line{key, mark, count == 0 ? Tone::Ok : Tone::Neutral, std::move(title), std::move(detail)};
  line.value = std::to_string(count);
  return line;
}

}  // namespace

ReasonFirst charting_reason(const std::string& unit, const Texts& texts) {
  return {texts("charting.title", {{"unit", unit}}), texts("charting.what"),
          {{"improve", texts("charting.why_improve")}, {"asked", texts("charting.why_asked")}, {"staffing",
              texts("charting.why_staffing")}},
          {}};
}

Sheet build_charting_flags(const ChartingFlagsInput& input, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("charting.title", {{"unit", input.unit}});
  sheet.subtitle = texts("charting.span", {{"from", clock_text(moment, input.from, texts)}, {"to", clock_text(moment, input.to,
      texts)}});
  sheet.back_label = texts("shift.back");
  sheet.banners.push_back({Tone::Info, Mark::People, texts("charting.no_blame"), texts("charting.no_blame_text")});
  SheetSection flags{"flags", texts("charting.flags"), texts.count("charting.of_rounds", input.rounds)};
  flags.lines.push_back(flag_line("flag-bursts", Mark::Clock, input.bursts, texts("charting.bursts"),
                                  texts("charting.bursts_text", {{"n", std::to_string(input.burst_rounds)},
                                                                 {"m", std::to_string(input.burst_minutes)}})));
  flags.lines.push_back(flag_line("flag-identical", Mark::Form, input.identical_runs, texts("charting.identical"),
                                  texts("charting.identical_text", {{"n", std::to_string(input.identical_rounds)}})));
  flags.lines.push_back(flag_line("flag-hour", Mark::Clock, input.on_the_hour, texts("charting.hour"),
                                  texts("charting.hour_text", {{"p", std::to_string(input.on_the_hour_percent)}})));
  flags.lines.back().source = texts("charting.rule", {{"pack", input.pack}});
  SheetSection ask{"ask", texts("charting.ask")};
  ask.lines.push_back({"ask-staffing", Mark::People, Tone::Neutral, texts("charting.ask_staffing")});
  ask.lines.push_back({"ask-tablet", Mark::Tablet, Tone::Neutral, texts("charting.ask_tablet")});
  ask.lines.push_back({"ask-form", Mark::Form, Tone::Neutral, texts("charting.ask_form")});
  sheet.sections = {std::move(flags), std::move(ask)};
  sheet.foot_words = texts("charting.no_names");
  return sheet;
}

}  // namespace wardlight::models
