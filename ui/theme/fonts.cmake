# SPDX-License-Identifier: Apache-2.0
# The fonts of fonts-inter and fonts-material-design-icons-iconfont, linked into ui/theme.
find_path(WARDLIGHT_INTER Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter REQUIRED)
find_path(WARDLIGHT_ICON_FONT MaterialIcons-Regular.ttf PATHS /usr/share/fonts/truetype/material-design-icons-iconfont REQUIRED)
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded_fonts.S.in ${CMAKE_BINARY_DIR}/ui/embedded_fonts.S @ONLY)
target_sources(wardlight_ui_theme PRIVATE ${CMAKE_BINARY_DIR}/ui/embedded_fonts.S)
