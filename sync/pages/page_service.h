// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/measures/measure_registry.h"
#include "sync/pages/page_door.h"
#include "sync/pages/page_files.h"
#include "sync/reporting/report_desk.h"
#include "sync/reporting/report_source.h"
#include "sync/transport/http.h"

namespace wardlight::pages {

// The report pages below /reports, for browsers: the bundled files for anybody, figures for staff who signed in, each answer
// with the headers that keep a page from asking elsewhere. Every other path goes to `next`, the hub itself. Read-only, but for
// what infection prevention and quality say: each entry signed with their PIN, and only asked for by these pages themselves.
// All parts must outlive the service. Safe on any thread; no handler waits for the network.
class PageService final : public transport::HttpHandler {
 public:
  struct Parts {
    reporting::ReportSource& reports;
    PageDoor& door;
    const measures::MeasureRegistry& registry;
    PageFiles files;
    // Whose figures this reader sees: at a hospital's own hub always "", at central the reader's hospital.
    std::function<Expected<std::string>(const Reader&)> hospital_of;
    transport::HttpHandler& next;
    reporting::ReportDesk* desk = nullptr;  // none at central
  };
  explicit PageService(Parts parts) : m_parts(std::move(parts)) {}

  void handle(transport::IncomingRequest request, transport::Respond respond) override;
  transport::HttpResponse refuse(int status) override { return m_parts.next.refuse(status); }

 private:
  struct Visit;
  transport::HttpResponse answer(const transport::HttpRequest& request);
  transport::HttpResponse give_file(const Visit& visit) const;
  transport::HttpResponse change_session(const Visit& visit);
  transport::HttpResponse give_figures(const Visit& visit);
  Expected<json::Value> read_figures(const Visit& visit, const Reader& reader);
  transport::HttpResponse take_entry(const Visit& visit);
  Expected<transport::HttpResponse> download(const Visit& visit, const Reader& reader);
  Expected<reporting::ReportScope> scope_of(const Visit& visit, const Reader& reader) const;

  Parts m_parts;
};

}  // namespace wardlight::pages
