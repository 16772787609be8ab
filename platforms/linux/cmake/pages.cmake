# SPDX-License-Identifier: Apache-2.0
# The report pages, bundled at build time from what the set-up fetched; they stand beside the program in share/wardlight-pages.
set(pages_from ${CMAKE_SOURCE_DIR}/assets/web)
set(pages_to ${CMAKE_BINARY_DIR}/share/wardlight-pages)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pages_from}/package-lock.json)

# Where the set-up put the npm packages of a lock file: its cache's NAME with the lock's hash. Empty when it could not fetch them.
function(wardlight_npm_packages variable name lock)
  file(SHA256 ${lock} hash)
  string(SUBSTRING ${hash} 0 12 hash)
  if(EXISTS ${wardlight_cache}/${name}-${hash}/node_modules)
    set(${variable} ${wardlight_cache}/${name}-${hash} PARENT_SCOPE)
  else()
    message(WARNING "npm packages of ${name} are not in ${wardlight_cache}: left out. Run platforms/linux/setup with a network.")
    set(${variable} "" PARENT_SCOPE)
  endif()
endfunction()
wardlight_npm_packages(pages_parts pages ${pages_from}/package-lock.json)
if(NOT pages_parts)
  return()
endif()
set(pages_parts ${pages_parts}/node_modules)

file(GLOB pages_sources CONFIGURE_DEPENDS ${pages_from}/*.js ${pages_from}/*.css)
add_custom_command(OUTPUT ${pages_to}/app.js ${pages_to}/app.css
  COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${pages_parts} ${pages_parts}/.bin/esbuild ${pages_from}/app.js ${pages_from}/app.css
    --bundle --minify --format=esm --target=es2021 --legal-comments=eof --log-level=warning --outdir=${pages_to}
  DEPENDS ${pages_sources} ${pages_from}/package-lock.json COMMENT "Bundling the report pages")
foreach(file index.html icon.svg)
  add_custom_command(OUTPUT ${pages_to}/${file} COMMAND ${CMAKE_COMMAND} -E copy ${pages_from}/${file} ${pages_to}/${file}
    DEPENDS ${pages_from}/${file})
endforeach()
add_custom_target(wardlight_report_pages ALL DEPENDS ${pages_to}/app.js ${pages_to}/app.css ${pages_to}/index.html ${pages_to}/icon.svg)
install(DIRECTORY ${pages_to} DESTINATION share)
