// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/png_file.h"

#include <png.h>

namespace wardlight::tool {

Expected<void> write_png(const std::string& path, const ui::Image& image) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGBA;
  header.flags = PNG_IMAGE_FLAG_FAST;
  if (png_image_write_to_file(&header, path.c_str(), 0, image.rgba.data(), 0, nullptr) == 0)
    return Error{ErrorCode::Environment, "This picture cannot be written; check the folder and the free space.", path};
  return {};
}

}  // namespace wardlight::tool
