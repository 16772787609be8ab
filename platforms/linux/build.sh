# SPDX-License-Identifier: Apache-2.0
# Sourced by run and test: builds one preset and says so.
build_preset() {
  [ -f "build/$1/build.ninja" ] || { echo "build: configuring $1" >&2; cmake --preset "$1" >"/dev/null"; }
  echo "build: building $1 (the first time takes several minutes)" >&2
  cmake --build "build/$1" >&2
}
