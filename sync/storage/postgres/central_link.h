// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "sync/storage/postgres/central_numbers.h"
#include "sync/storage/postgres/sessions.h"
#include "sync/storage/report_facts.h"

namespace wardlight::storage {

// What the feeds of all hospitals at one central share.
class CentralLink {
 public:
  CentralLink(std::string uri, ReadReports read_reports)
      : sessions(std::move(uri)), numbers(std::make_shared<postgres::CentralNumbers>()), read(std::move(read_reports)) {}

  Sessions sessions;
  std::shared_ptr<postgres::CentralNumbers> numbers;
  ReadReports read;
};

}  // namespace wardlight::storage
