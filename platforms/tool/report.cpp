// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "core/workflows/read_downtime.h"
#include "core/workflows/session_log.h"
#include "platforms/linux/paths.h"
#include "platforms/print/print_file.h"
#include "platforms/tool/command.h"
#include "platforms/tool/open_tablet.h"
#include "ui/print/shift_page.h"
#include "ui/shell/shift_input.h"

namespace wardlight::tool {
namespace {

struct Options {
  TabletWords tablet;
  std::string shift;
  std::string unit;
  std::string pdf;
  std::string language = "en";
};

Expected<models::Texts> load_texts(const std::string& language) {
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(const std::string words, read_input(assets + "/text/" + language + ".json"));
  return models::Texts::load(words);
}

// The unit that was chosen on this tablet for good; none: the whole hospital is shown on it.
LocationId home_unit(OpenTablet& tablet) {
  const auto bytes = read_file(tablet.disk(), tablet.data().folder().settings());
  const auto settings = bytes ? json::parse(to_string(*bytes)) : Error{};
  return settings ? LocationId{std::string(settings->text_of("unit"))} : LocationId{};
}

// The unit of that name; without one the tablet's own, else the one there is.
Expected<LocationId> find_unit(OpenTablet& tablet, const std::string& name) {
  const workflows::Ward ward = tablet.ward();
  const LocationId home = home_unit(tablet);
  if (name.empty() && !home.empty()) return home;
  WL_TRY(const auto stays, ward.store.list_census({}, ward.clock.now()));
  std::map<std::string, LocationId> units;
  for (const store::CensusEntry& stay : stays)
    if (!stay.now.unit.empty()) units[stay.now.unit_name] = stay.now.unit;
  if (const auto found = units.find(name); found != units.end()) return found->second;
  if (name.empty() && units.size() == 1) return units.begin()->second;
  std::string known;
  for (const auto& [unit, id] : units) known += (known.empty() ? "" : ", ") + unit;
  return Error{ErrorCode::BadUsage,
               "Say which unit with --unit; this tablet knows: " + (known.empty() ? "none with a patient" : known) + ".", "unit"};
}

json::Value to_json(const workflows::ShiftView& view, const print::Print& page) {
  const care::ShiftPicture& picture = view.picture;
  json::Value open = json::Value::array();
  for (const care::OpenItem& item : picture.wrong)
    open.push(json::Value().set("kind", care::to_code(item.kind)).set("count", item.count));
  json::Value figures;
  for (const auto& [name, value] : care::figures_of(picture)) figures.set(name, value);
  json::Value changes = json::Value::array();
  for (const care::FigureChange& change : view.changes)
    changes.push(json::Value().set("figure", change.figure).set("was", change.was).set("is", change.is));
  constexpr std::array<std::string_view, 4> kVerdicts{"running", "complete", "open", "not-known"};
  constexpr std::array<std::string_view, 4> kClosings{"not-closed", "closed", "changed-since", "closed-twice"};
  json::Value answer;
  answer.set("shift", care::name_of(view.facts.shift)).set("unit", view.unit_name);
  answer.set("verdict", kVerdicts[static_cast<std::size_t>(picture.verdict)]);
  answer.set("closing", kClosings[static_cast<std::size_t>(view.closing)])
      .set("closings", static_cast<std::int64_t>(view.closings.size()));
  answer.set("compliance", picture.rates.compliance).set("live", picture.live_share);
  answer.set("figures", std::move(figures)).set("open", std::move(open)).set("changes", std::move(changes));
  return answer.set("pages", page.pages);
}

Expected<Answer> report_shift(const Options& options) {
  WL_TRY(const auto texts, load_texts(options.language));
  WL_TRY(const auto tablet, open_tablet(options.tablet));
  const workflows::Ward ward = tablet->ward();
  const auto shift = care::find_shift(ward.content.shift, ward.zone, options.shift);
  if (!shift)
    return Error{ErrorCode::BadUsage, "A shift is written as 2025-06-10/day; its name is one of shift.json.", options.shift};
  WL_TRY(const LocationId unit, find_unit(*tablet, options.unit));
  WL_TRY(const auto view, workflows::read_shift(ward, unit, *shift, {}));
  WL_CHECK(workflows::log_print(ward, unit, "shift-report"));
  const access::Person& me = ward.session.person();
  const auto input = shell::build_shift_input(view, ward.content.shift, me, texts);
  WL_TRY(const auto page,
         print::print_shift_report(models::build_shift_report(input, me.name, {ward.clock.now(), ward.zone}, texts)));
  WL_CHECK(platform::write_private_file(options.pdf, page.pdf));
  return Answer{to_json(view, page), Exit::Done};
}

Expected<Answer> report_downtime(const Options& options) {
  WL_TRY(const auto texts, load_texts(options.language));
  WL_TRY(const auto tablet, open_tablet(options.tablet));
  const workflows::Ward ward = tablet->ward();
  WL_TRY(const LocationId unit, find_unit(*tablet, options.unit));
  WL_TRY(const auto packet, workflows::read_downtime(ward, unit));
  WL_CHECK(workflows::log_print(ward, unit, "downtime-list"));
  const auto input = shell::build_downtime_input(packet, ward.content, texts);
  const auto list = models::build_downtime_list(input, {ward.clock.now(), ward.zone}, texts);
  WL_TRY(const auto pages, print::print_downtime_list(list));
  WL_CHECK(platform::write_private_file(options.pdf, pages.pdf));
  json::Value answer;
  answer.set("patients", static_cast<std::int64_t>(packet.patients.size())).set("pages", pages.pages);
  return Answer{std::move(answer), Exit::Done};
}

void add_one(CLI::App& report, const char* name, const char* text, std::function<Expected<Answer>(const Options&)> run,
             int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = report.add_subcommand(name, text);
  add_tablet_options(*command, options->tablet);
  if (std::string_view(name) == "shift")
    command->add_option("--shift", options->shift, "Day and name, as 2025-06-10/day")->required();
  command->add_option("--unit", options->unit, "The unit's name; needed when the tablet has none of its own and knows several");
  command->add_option("--pdf", options->pdf, "The file to write; readable by you alone")->required();
  command->add_option("--lang", options->language, "en or es")->check(CLI::IsMember({"en", "es"}))->capture_default_str();
  command->callback([options, run = std::move(run), &exit_code] { exit_code = finish(run(*options)); });
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  auto* report = app.add_subcommand("report", "Pages for paper, from a tablet's store");
  report->require_subcommand(1);
  add_one(*report, "shift", "The shift on one page for the huddle", report_shift, exit_code);
  add_one(*report, "downtime", "The unit's list for rounds on paper", report_downtime, exit_code);
}

}  // namespace wardlight::tool
