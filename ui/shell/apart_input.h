// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "core/workflows/read_own_figures.h"
#include "core/workflows/review_incident.h"
#include "ui/models/charting_flags.h"
#include "ui/models/incidents.h"

// What is opened with a reason, as the inputs of the models. Pure.
namespace wardlight::shell {

models::IncidentsInput build_incidents_input(const std::vector<workflows::IncidentView>& views,
    const workflows::WardContent& content,
                                             const std::map<LocationId, std::string>& units, const models::Moment& moment,
                                             const models::Texts& texts);
models::ChartingFlagsInput build_charting_input(const workflows::IntegrityFlags& flags, const care::RoundingPack& pack);

}  // namespace wardlight::shell
