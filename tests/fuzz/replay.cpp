// SPDX-License-Identifier: Apache-2.0
// Feeds the kept inputs to a fuzz target as an ordinary test: every file of the folder, each cut at every
// eighth of its length, and each with one bit turned at 64 places.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

void feed_variants(std::string text) {
  feed(text);
  for (std::size_t part = 0; part < 8; ++part) feed(text.substr(0, text.size() * part / 8));
  for (std::size_t i = 0; i < 64 && !text.empty(); ++i) {
    auto& byte = text[i * text.size() / 64];
    const char before = byte;
    byte = static_cast<char>(byte ^ (1 << (i % 8)));
    feed(text);
    byte = before;
  }
}

}  // namespace

int main(int count, char** words) {
  int files = 0;
  for (int i = 1; i < count; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(words[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      feed_variants(std::string(std::istreambuf_iterator<char>(file), {}));
      ++files;
    }
  std::printf("%d kept inputs replayed\n", files);
  return files > 0 ? 0 : 1;
}
