# SPDX-License-Identifier: Apache-2.0
# The parts others made, each as one target. Which library may use which is said where it is linked.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(CURL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(simdjson REQUIRED)
find_package(date REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(spdlog REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(Freetype REQUIRED)
find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)
find_package(PNG REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo)
pkg_check_modules(alsa REQUIRED IMPORTED_TARGET alsa)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(brotlienc REQUIRED IMPORTED_TARGET libbrotlienc)
pkg_check_modules(brotlidec REQUIRED IMPORTED_TARGET libbrotlidec)

find_path(WARDLIGHT_RAPIDJSON_INCLUDE rapidjson/writer.h REQUIRED)
find_path(WARDLIGHT_SQLCIPHER_INCLUDE sqlcipher/sqlite3.h REQUIRED)
find_library(WARDLIGHT_SQLCIPHER_ARCHIVE libsqlcipher.a REQUIRED)

# SQLCipher from its archive, its symbols hidden, so that no other SQLite can stand in for it.
add_library(wardlight_sqlcipher INTERFACE)
target_include_directories(wardlight_sqlcipher SYSTEM INTERFACE $<BUILD_INTERFACE:${WARDLIGHT_SQLCIPHER_INCLUDE}/sqlcipher>)
target_compile_definitions(wardlight_sqlcipher INTERFACE SQLITE_HAS_CODEC)
# -lcrypto by name: it has to stand behind the archive, where CMake would put the target before it.
target_link_libraries(wardlight_sqlcipher INTERFACE ${WARDLIGHT_SQLCIPHER_ARCHIVE} -lcrypto Threads::Threads ${CMAKE_DL_LIBS} m)

file(WRITE ${CMAKE_BINARY_DIR}/probe/cipher_version.cpp [[
#include <sqlite3.h>
#include <cstdio>
static int print(void*, int, char** row, char**) { std::printf("%s", row[0]); return 0; }
int main() {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  return sqlite3_exec(db, "PRAGMA cipher_version", print, nullptr, nullptr);
}
]])
if(NOT DEFINED WARDLIGHT_CIPHER_VERSION)
  try_run(probe_ran probe_built ${CMAKE_BINARY_DIR}/probe ${CMAKE_BINARY_DIR}/probe/cipher_version.cpp
    CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${WARDLIGHT_SQLCIPHER_INCLUDE}/sqlcipher
    LINK_LIBRARIES ${WARDLIGHT_SQLCIPHER_ARCHIVE} OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS} m
    RUN_OUTPUT_VARIABLE probe_version)
  set(WARDLIGHT_CIPHER_VERSION "${probe_version}" CACHE INTERNAL "")
endif()
if(WARDLIGHT_CIPHER_VERSION VERSION_LESS 4.6)
  message(FATAL_ERROR "Wardlight needs SQLCipher 4.6 or newer, this machine links '${WARDLIGHT_CIPHER_VERSION}'. "
    "Run platforms/linux/setup: it installs 4.6.1 from bookworm-backports.")
endif()

# Dear ImGui from Debian's source package, where platforms/linux/setup put it.
if(DEFINED ENV{WARDLIGHT_CACHE})
  set(wardlight_cache $ENV{WARDLIGHT_CACHE})
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(wardlight_cache $ENV{XDG_CACHE_HOME}/wardlight)
else()
  set(wardlight_cache $ENV{HOME}/.cache/wardlight)
endif()
find_path(WARDLIGHT_IMGUI imgui.h PATHS ${wardlight_cache}/imgui-1.90.1 NO_DEFAULT_PATH)
if(NOT WARDLIGHT_IMGUI)
  message(FATAL_ERROR "Dear ImGui 1.90.1 is not in ${wardlight_cache}. Run platforms/linux/setup.")
endif()
file(GLOB imgui_sources ${WARDLIGHT_IMGUI}/imgui*.cpp)
list(FILTER imgui_sources EXCLUDE REGEX imgui_demo)
add_library(wardlight_imgui STATIC ${imgui_sources} ${WARDLIGHT_IMGUI}/misc/freetype/imgui_freetype.cpp)
target_include_directories(wardlight_imgui SYSTEM PUBLIC $<BUILD_INTERFACE:${WARDLIGHT_IMGUI}>)
target_compile_definitions(wardlight_imgui PUBLIC IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_link_libraries(wardlight_imgui PRIVATE Freetype::Freetype)
add_library(wardlight_imgui_glfw STATIC ${WARDLIGHT_IMGUI}/backends/imgui_impl_glfw.cpp ${WARDLIGHT_IMGUI}/backends/imgui_impl_opengl3.cpp)
target_include_directories(wardlight_imgui_glfw SYSTEM PUBLIC ${WARDLIGHT_IMGUI}/backends)
target_link_libraries(wardlight_imgui_glfw PUBLIC wardlight_imgui glfw OpenGL::GL)
