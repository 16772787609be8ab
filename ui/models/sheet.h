// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/deed.h"
#include "ui/models/form.h"
#include "ui/models/moment.h"
#include "ui/models/patient_head.h"
#include "ui/models/unit_board.h"

// A page of the bedside as plain data: who it is about, what is most pressing, sections of lines with what can be done about
// each, and what ends the page. Handoff, plan, WAVE, tasks, falls and calls are all sheets, drawn by one function.
namespace wardlight::models {

enum class Mark {
  None, Fall, Device, Isolation, Moving, Skin, Vaccine, Form, Prompt, Task, Thanks, Hazard, Call, Question, Wash, Person, People,
  Clock, Done, Open, Warning, Private, Phone, Goal, Sign, Medicine, Bed, Chart, Family, Sepsis, Teach, Help, Print, Language,
  Severity, Pending, Add, Remove, Next, Tablet, Handoff,
};

enum class TapLook { Main, Plain, Danger, Quiet };

struct Tap {
  std::string key = {};
  std::string label = {};
  Deed deed = {};
  TapLook look = TapLook::Plain;
  Mark mark = Mark::None;
  bool enabled = true;
};

struct SheetChoice {
  std::string code = {};
  std::string label = {};
  bool selected = false;
};

// Something to choose from: what is tapped comes back as `deed` with the code as its value.
struct SheetChoices {
  std::vector<SheetChoice> options = {};
  Deed deed = {};
};

// A field to type in. The words live under deed.id; each change comes back as `deed` with them as its value.
struct SheetField {
  std::string placeholder = {};
  bool several_lines = false;
  Deed deed = {};
};

struct SheetLine {
  std::string key = {};  // unique on the sheet, the same from frame to frame
  Mark mark = Mark::None;
  Tone tone = Tone::Neutral;
  std::string title = {};
  std::string detail = {};
  std::string source = {};  // the rule, its version and where it comes from: smallest, last
  std::vector<Badge> badges = {};
  std::string value = {};   // on the right, in the tone: a time, a score
  std::string value_note = {};
  std::optional<Deed> opens = {};  // the whole line
  std::vector<Tap> taps = {};
  std::optional<SheetChoices> choices = {};
  std::optional<SheetField> field = {};
  std::vector<BoardCell> cells = {};  // a strip of hours below the words
  std::optional<FormRow> row = {};  // a question of a form, in place of all the above
  bool filled = false;  // in the soft colour of its tone: it needs a person now
};

struct SheetSection {
  std::string key = {};
  std::string title = {};
  std::string note = {};
  std::vector<SheetLine> lines = {};
  std::string empty = {};  // in place of lines
  std::optional<Tap> tap = {};  // beside the title: what does the whole section at once
};

// Large: the title in the largest type, a number to dial. Alarm: the same on the colour of danger, a person has to act by voice.
enum class BannerWeight { Plain, Large, Alarm };

struct SheetBanner {
  Tone tone = Tone::Info;
  Mark mark = Mark::Warning;
  std::string title = {};
  std::string text = {};
  std::optional<Tap> tap = {};
  BannerWeight weight = BannerWeight::Plain;
};

// One step of something that goes through states in order.
enum class StepState { Done, Now, Later };
struct SheetStep {
  std::string label = {};
  std::string note = {};
  StepState state = StepState::Later;
};

struct Sheet {
  std::optional<PatientHead> head = {};  // absent: a page of the unit
  std::string title = {};
  std::string subtitle = {};
  std::string back_label = {};           // empty: the page leads nowhere back
  std::optional<SheetChoices> views = {};  // the strip that switches what is shown
  std::vector<SheetStep> steps = {};
  std::vector<SheetBanner> banners = {};
  std::vector<SheetSection> sections = {};
  Notice notice = {};                    // in place of sections
  std::vector<Tap> foot = {};            // the last is the one that ends the page
  std::string foot_words = {};           // what is missing, or what pressing will do
};

// What was chosen and typed on a page, by id.
using SheetAnswers = std::map<std::string, std::string>;
const std::string& answer_of(const SheetAnswers& answers, const std::string& id);  // empty when there is none

// "12 min ago", "2 h 05 min ago".
std::string age_text(const Moment& moment, Instant at, const Texts& texts);

// The same reading of a value everywhere: words, and of when they are. `stale` is marked in words and in amber.
struct Aged {
  std::string words = {};
  std::optional<Instant> at = {};
  bool stale = false;
};
void show_age(SheetLine& line, const Aged& value, const Moment& moment, const Texts& texts);

Sheet start_sheet(const PatientInput& patient, std::string title, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
