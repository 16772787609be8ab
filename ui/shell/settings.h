// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/strong_id.h"
#include "ui/models/texts.h"
#include "ui/theme/palette.h"

namespace wardlight::shell {

// How this tablet is looked at; nobody's data.
struct Settings {
  ui::Theme theme = ui::Theme::Day;
  std::string language = "en";
  LocationId unit = {};        // whose patients are shown; empty: the whole hospital
  std::string unit_name = {};  // for the door, where no store is open
  std::string help_number = {};  // to call for help from any telephone; the hospital writes it into this tablet's settings
  std::string print_folder = {};  // where pages with names on them go; likewise. Empty: only to a printer
  bool operator==(const Settings&) const = default;
};

// The languages the app can speak. Never empty.
class Languages {
 public:
  explicit Languages(std::vector<models::Texts> texts) : m_texts(std::move(texts)) {}
  bool has(std::string_view code) const;
  const models::Texts& in(std::string_view code) const;  // the first one when there is none of that code
  std::string after(std::string_view code) const;        // the next in the round, for a switch
  const std::vector<models::Texts>& all() const { return m_texts; }

 private:
  std::vector<models::Texts> m_texts;
};

}  // namespace wardlight::shell
