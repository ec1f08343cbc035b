#include "core/content_coding.h"

#include <array>
#include <memory>
#include <vector>

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zstd.h>

#include "core/text.h"
#include "core/zip.h"

namespace claimwatch {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr int kMostZstdWindow = 23;  // 8 MiB, as RFC 9659 wants it of content

Error TooMuch(Bytes most) {
  return {Errc::kLimit, fmt::format("unpacks to more than {}", FormatBytes(most))};
}

Error Unfinished(std::string_view coding) {
  return {Errc::kCorrupt, fmt::format("the {} body ends early", coding)};
}

// Several gzip members in a row are one body.
Result<std::string> Inflate(Inflater::Format format, std::string_view body, Bytes most) {
  std::string out;
  bool ended = false;
  const bool members = format == Inflater::Format::kGzip;
  while (!body.empty() && (!ended || (members && IsGzip(body)))) {
    Inflater inflater(format);
    const Inflater::Step step = CW_TRY(inflater.Take(body, most.count + 1 - out.size(), out));
    if (out.size() > most.count) {
      return TooMuch(most);
    }
    ended = step.ended;
    if (!ended) {
      return Unfinished("gzip or deflate");
    }
    body.remove_prefix(step.taken);
  }
  return out;
}

// The standard means zlib's frame; some servers send without.
Result<std::string> UndoDeflate(std::string_view body, Bytes most) {
  Result<std::string> framed = Inflate(Inflater::Format::kZlib, body, most);
  return framed.ok() || framed.error().code() != Errc::kCorrupt
             ? std::move(framed)
             : Inflate(Inflater::Format::kDeflate, body, most);
}

Result<std::string> UndoBrotli(std::string_view body, Bytes most) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  CW_CHECK(state != nullptr);
  std::string out;
  std::array<std::uint8_t, kPiece> piece{};
  const auto* next = reinterpret_cast<const std::uint8_t*>(body.data());
  std::size_t left = body.size();
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    std::uint8_t* to = piece.data();
    std::size_t room = piece.size();
    result = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
    out.append(reinterpret_cast<const char*>(piece.data()), piece.size() - room);
    if (out.size() > most.count) {
      return TooMuch(most);
    }
  }
  if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
    return Unfinished("br");
  }
  if (result != BROTLI_DECODER_RESULT_SUCCESS) {
    return Error(Errc::kCorrupt, "the body is no br stream");
  }
  return out;
}

Result<std::string> UndoZstd(std::string_view body, Bytes most) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  CW_CHECK(context != nullptr);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMostZstdWindow);
  std::string out;
  std::array<char, kPiece> piece{};
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  std::size_t left = 1;  // of the frame; 0 at its end
  bool full = true;
  while (in.pos < in.size || (full && left != 0)) {
    ZSTD_outBuffer to{piece.data(), piece.size(), 0};
    left = ZSTD_decompressStream(context.get(), &to, &in);
    if (ZSTD_isError(left) != 0) {
      return Error(Errc::kCorrupt, fmt::format("zstd: {}", ZSTD_getErrorName(left)));
    }
    out.append(piece.data(), to.pos);
    if (out.size() > most.count) {
      return TooMuch(most);
    }
    full = to.pos == to.size;
  }
  return left == 0 ? Result<std::string>(std::move(out)) : Unfinished("zstd");
}

Result<std::string> Undo(std::string_view coding, std::string body, Bytes most) {
  if (coding == "gzip" || coding == "x-gzip") {
    return Inflate(Inflater::Format::kGzip, body, most);
  }
  if (coding == "deflate") {
    return UndoDeflate(body, most);
  }
  if (coding == "br") {
    return UndoBrotli(body, most);
  }
  if (coding == "zstd") {
    return UndoZstd(body, most);
  }
  if (coding.empty() || coding == "identity") {
    return body;
  }
  return Error(Errc::kUnsupported,
               fmt::format("content coding '{}' is not known", EscapeControls(coding)));
}

}  // namespace

Result<std::string> UndoCodings(std::string_view codings, std::string body, Bytes most) {
  const std::vector<std::string_view> names = Split(codings, ',');
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    body = CW_TRY(Undo(AsciiLower(Trim(*name)), std::move(body), most));
  }
  return body;
}

}  // namespace claimwatch
