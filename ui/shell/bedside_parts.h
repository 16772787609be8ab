// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/bedside_input.h"

// The parts that bedside_input.h puts together.
namespace wardlight::shell {

// In the tablet's language.
std::string value_words(std::string_view kind, const json::Value& value, const BedsideWorld& world);
models::BasisInput basis_input(std::string_view kind, const json::Value& value, std::optional<Instant> at,
    const std::string& source, const BedsideWorld& world);
std::string kind_words(std::string_view kind, const BedsideWorld& world);
std::string role_words(const std::string& role, const models::Texts& texts);
std::string band_words(const std::string& band, const models::Texts& texts);
std::string category_words(const std::string& code, const BedsideWorld& world);
// How the patient moves and with which lift aid, as one line; empty when neither is recorded.
std::string moving_words(const models::MovingInput& moving, const models::Texts& texts);
std::string act_words(const workflows::TimelineRow& row, const BedsideWorld& world);

void read_fall_risk(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);
void read_safety(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);
void read_round_extras(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);
void read_screens(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);
void read_vaccines(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);
void read_fall(BedsideData& data, const workflows::BedsideView& view, const BedsideWorld& world);

}  // namespace wardlight::shell
