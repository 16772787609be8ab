// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/devices/devices.h"

namespace wardlight::care {

// A worked example of the device pack: {"id","zone","device":{"type","placed","admitted","removed"},"answers":[{"at","reason"}],
// "temperatureC","now"}, or {"id","type","bundle","checks":[{linkId: code}]}. Comes out as the names of what is due.
Expected<json::Value> run_device_example(const DevicePack& pack, const json::Value& example);

}  // namespace wardlight::care
