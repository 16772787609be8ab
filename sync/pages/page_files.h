// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/disk.h"

namespace wardlight::pages {

// One file of the report pages, ready to be sent.
struct PageFile {
  std::string type;  // Content-Type
  std::string body;
  std::string zipped;  // the same by gzip
  std::string etag;  // of its bytes, in quotes
};

// The pages as they were bundled when Wardlight was built. Read once, whole: nothing is opened for a request, so no request
// can name a file that is not a page. A value; safe on any thread.
class PageFiles {
 public:
  // NotFound when the folder holds no index.html: the pages were left out of this build.
  static Expected<PageFiles> load(Disk& disk, const std::string& folder);

  const PageFile* find(std::string_view name) const;  // "index.html"; nullptr when there is none

 private:
  std::map<std::string, PageFile, std::less<>> m_files;
};

}  // namespace wardlight::pages
