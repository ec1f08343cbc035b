// gzip made, and gzip and deflate undone piece by piece: the door of zlib.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

bool IsGzip(std::string_view bytes);

// One whole member (RFC 1952) without a name or a time: the same bytes for the same `bytes`.
std::string Gzip(std::string_view bytes);

// One compressed stream, a gzip member among them, from its first byte to its last. Belongs to one
// thread; holds some 50 KiB, whatever comes.
class Inflater {
 public:
  enum class Format { kGzip, kZlib, kDeflate };  // RFC 1952, 1950, 1951

  explicit Inflater(Format format);
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  struct Step {
    std::size_t taken = 0;  // bytes of `bytes` that are done with
    bool ended = false;     // the stream is whole; what follows is not its own
  };

  // Appends what comes out of `bytes` to `out`, at most `most` bytes: call again with what is left.
  // kCorrupt for what is no such stream; what came out before it is in `out`.
  Result<Step> Take(std::string_view bytes, std::size_t most, std::string& out);

 private:
  struct Stream;

  std::unique_ptr<Stream> stream_;
};

}  // namespace claimwatch
