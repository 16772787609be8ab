// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/brotli.h"

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <algorithm>
#include <memory>

#include "sync/wire/gzip.h"

namespace wardlight::wire {
namespace {

constexpr int kQuality = 10;  // eleven takes four times as long for eight bytes less
constexpr std::size_t kFirstRoom = std::size_t{16} << 10;

using Decoder = std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)>;

const std::uint8_t* input(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

Error bad(std::string_view what) {
  return {ErrorCode::InvalidContent, "A compressed body cannot be read: " + std::string(what) + ". Send it again.", "br"};
}

}  // namespace

std::string brotli(std::string_view text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string compressed(size, '\0');
  BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(), input(text), &size,
                        reinterpret_cast<std::uint8_t*>(compressed.data()));
  compressed.resize(size);
  return compressed;
}

Expected<std::string> unbrotli(std::string_view compressed) {
  const std::size_t bound = std::min(kMostInflated, compressed.size() * kMostRatio);
  const Decoder decoder(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (decoder == nullptr) return bad("there is not enough memory");
  std::size_t unread = compressed.size();
  const std::uint8_t* next = input(compressed);
  std::string text;
  auto result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && text.size() <= bound) {
    const std::size_t before = text.size();
    text.resize(std::min(std::max(before * 2, kFirstRoom), bound + 1));
    std::size_t room = text.size() - before;
    auto* out = reinterpret_cast<std::uint8_t*>(text.data() + before);
    result = BrotliDecoderDecompressStream(decoder.get(), &unread, &next, &room, &out, nullptr);
    text.resize(text.size() - room);
  }
  if (text.size() > bound) return bad("it is larger than is allowed");
  if (result != BROTLI_DECODER_RESULT_SUCCESS || unread != 0) return bad("it is damaged or cut short");
  return text;
}

}  // namespace wardlight::wire
