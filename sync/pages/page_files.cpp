// SPDX-License-Identifier: Apache-2.0
#include "sync/pages/page_files.h"

#include <array>
#include <utility>

#include "core/crypto/crypto.h"
#include "sync/wire/gzip.h"

namespace wardlight::pages {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
}};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return {};
}

}  // namespace

Expected<PageFiles> PageFiles::load(Disk& disk, const std::string& folder) {
  PageFiles files;
  WL_TRY(const auto names, disk.list(folder));
  for (const auto& name : names) {
    const auto type = type_of(name);
    if (type.empty()) continue;
    WL_TRY(const auto bytes, read_file(disk, folder + "/" + name));
    const auto hash = crypto::to_hex(crypto::sha256(bytes)).substr(0, 16);
    files.m_files[name] = {std::string(type), std::string(as_text(bytes)), wire::gzip(as_text(bytes)), '"' + hash + '"'};
  }
  if (!files.m_files.contains("index.html"))
    return Error{ErrorCode::NotFound, "The report pages are not beside the program; install Wardlight again.", folder};
  return files;
}

const PageFile* PageFiles::find(std::string_view name) const {
  const auto found = m_files.find(name);
  return found == m_files.end() ? nullptr : &found->second;
}

}  // namespace wardlight::pages
