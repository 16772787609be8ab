// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/gzip.h"

#include <zlib.h>

#include "sync/wire/unpack.h"

namespace wardlight::wire {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's largest window, with gzip's own frame
// A batch of rounds repeats itself so much that the fast way finds nearly as much, in half the time (250 bytes a round, not 238).
constexpr int kLevel = 9;
constexpr int kBulkLevel = 3;
constexpr std::size_t kBulk = std::size_t{16} << 10;
constexpr int kMemory = 8;

Bytef* input(std::string_view text) { return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); }

}  // namespace

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, text.size() < kBulk ? kLevel : kBulkLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY);
  std::string compressed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = input(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  deflate(&stream, Z_FINISH);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

Expected<std::string> gunzip(std::string_view compressed) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) return cannot_unpack("gzip", "there is not enough memory");
  stream.next_in = input(compressed);
  stream.avail_in = static_cast<uInt>(compressed.size());
  auto text = unpack("gzip", compressed.size(), [&](char* room, std::size_t& left) {
    stream.next_out = reinterpret_cast<Bytef*>(room);
    stream.avail_out = static_cast<uInt>(left);
    const int result = inflate(&stream, Z_NO_FLUSH);
    left = stream.avail_out;
    if (result == Z_STREAM_END && stream.avail_in == 0) return Unpacked::Whole;
    const bool is_cut = stream.avail_in == 0 && left != 0;
    return result == Z_OK && !is_cut ? Unpacked::More : Unpacked::Broken;
  });
  inflateEnd(&stream);
  return text;
}

}  // namespace wardlight::wire
