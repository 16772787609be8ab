// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/brotli.h"

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <memory>

#include "sync/wire/unpack.h"

namespace wardlight::wire {
namespace {

constexpr int kQuality = 10;  // eleven takes four times as long for eight bytes less

using Decoder = std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)>;

const std::uint8_t* input(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

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
  const Decoder decoder(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (decoder == nullptr) return cannot_unpack("br", "there is not enough memory");
  std::size_t unread = compressed.size();
  const std::uint8_t* next = input(compressed);
  return unpack("br", compressed.size(), [&](char* room, std::size_t& left) {
    auto* out = reinterpret_cast<std::uint8_t*>(room);
    const auto result = BrotliDecoderDecompressStream(decoder.get(), &unread, &next, &left, &out, nullptr);
    if (result == BROTLI_DECODER_RESULT_SUCCESS && unread == 0) return Unpacked::Whole;
    return result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? Unpacked::More : Unpacked::Broken;
  });
}

}  // namespace wardlight::wire
