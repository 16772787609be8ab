// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platforms/postgres/postgres_server.h"
