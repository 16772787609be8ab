// SPDX-License-Identifier: Apache-2.0
#include "platforms/print/print_file.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "platforms/linux/paths.h"
#include "tests/support/must.h"

using namespace wardlight;
using namespace wardlight::platform;

namespace {

namespace fs = std::filesystem;

constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;

// A machine whose only programs are those that a test puts on it; the real search path is back afterwards.
class PrintRoom {
 public:
  PrintRoom() : root(must(make_temporary_folder("print-test"))), m_path(std::getenv("PATH")) {
    fs::create_directory(root + "/bin");
    fs::create_directory(root + "/pages");
    ::setenv("PATH", (root + "/bin").c_str(), 1);
  }
  ~PrintRoom() {
    ::setenv("PATH", m_path.c_str(), 1);
    fs::remove_all(root);
  }
  void put_printer(const std::string& script) const {
    write("bin/lp", "#!/bin/sh\n" + script + "\n");
    fs::permissions(root + "/bin/lp", fs::perms::owner_all);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(root + "/" + name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const {
    std::ifstream in(root + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t count_files() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(fs::recursive_directory_iterator(root), [](const auto& entry) { return entry.is_regular_file(); }));
  }

  const std::string root;

 private:
  const std::string m_path;
};

// More than a pipe holds at once.
std::string many_pages() { return "%PDF-" + std::string(300'000, 'p'); }

}  // namespace

TEST_CASE("A page is its owner's alone, replaces what lay there, and never follows a link to somebody else's file") {
  const PrintRoom room;
  room.write("theirs", "theirs");
  fs::create_symlink(room.root + "/theirs", room.root + "/pages/a.pdf");
  must(write_private_file(room.root + "/pages/a.pdf", as_bytes("first")));
  CHECK(room.read("theirs") == "theirs");
  CHECK_FALSE(fs::is_symlink(room.root + "/pages/a.pdf"));
  fs::permissions(room.root + "/pages/a.pdf", fs::perms::all);
  must(write_private_file(room.root + "/pages/a.pdf", as_bytes("second")));
  CHECK(room.read("pages/a.pdf") == "second");
  CHECK((fs::status(room.root + "/pages/a.pdf").permissions() & kOthers) == fs::perms::none);
  CHECK(write_private_file(room.root + "/nowhere/a.pdf", as_bytes("x")).error().code == ErrorCode::Environment);
}

TEST_CASE("The printer reads the pages from a pipe under their name, and without a folder no file is left of them") {
  const PrintRoom room;
  room.put_printer("/bin/cat > " + room.root + "/printed; echo \"$@\" > " + room.root + "/words");
  const Printed printed = must(print_pdf("", "shift; rm -rf x.pdf", as_bytes(many_pages())));
  CHECK(printed.on_printer);
  CHECK(printed.file.empty());
  CHECK(room.read("printed") == many_pages());
  CHECK(room.read("words") == "-t shift; rm -rf x.pdf\n");
  CHECK(room.count_files() == 3);  // the printer's program and what it wrote
}

TEST_CASE("With a folder the page is kept, whether or not the printer takes it") {
  const PrintRoom room;
  const Printed alone = must(print_pdf(room.root + "/pages", "a.pdf", as_bytes("page")));
  CHECK_FALSE(alone.on_printer);
  CHECK(alone.file == room.root + "/pages/a.pdf");
  room.put_printer("/bin/cat > /dev/null");
  CHECK(must(print_pdf(room.root + "/pages", "b.pdf", as_bytes("page"))).on_printer);
  CHECK(room.read("pages/b.pdf") == "page");
}

TEST_CASE("A printer that fails, or stops reading, has printed nothing, and without a folder that is said") {
  const PrintRoom room;
  for (const char* script : {"/bin/cat > /dev/null; exit 1", "exec <&-; exit 0"}) {
    INFO(script);
    room.put_printer(script);
    const auto printed = print_pdf("", "a.pdf", as_bytes(many_pages()));
    REQUIRE_FALSE(printed);
    CHECK(printed.error().code == ErrorCode::Environment);
    CHECK(printed.error().text.find("no printer and no folder") != std::string::npos);
    CHECK_FALSE(must(print_pdf(room.root + "/pages", "a.pdf", as_bytes(many_pages()))).on_printer);
  }
}
