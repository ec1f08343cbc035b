// Reads WARC 1.0 and 1.1 (ISO 28500), plain or gzipped, record by record: other people's archives,
// so every number in them is doubted and every size has a bound.
//
// A record that is damaged is an error that says where; asked again, the reader goes on behind it.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/warc_input.h"

namespace claimwatch {

struct WarcLimits {
  Bytes head = 64_KiB;  // of a record, unpacked
  std::size_t fields = 256;
  Bytes block = 64_MiB;  // of a record whose block is read; what is passed over may be longer
};

// What stands in front of a record's block.
struct WarcRecord {
  WarcPlace place;           // of its first byte
  std::string type;          // "response", "revisit", …
  std::string id;            // "<urn:uuid:…>"
  std::string uri;           // WARC-Target-URI without the angle brackets of 1.0
  Time date{};               // WARC-Date
  std::uint64_t length = 0;  // of the block
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case

  // The first value of `name` (lower case); empty without one.
  std::string_view Field(std::string_view name) const;
};

// An address without the angle brackets that WARC 1.0 puts around it.
std::string PlainUri(std::string_view uri);
// WARC-Date and WARC-Refers-To-Date: a fraction of a second may have nine digits (1.1), ours end at
// six.
std::optional<Time> ParseWarcDate(std::string_view text);

// "sha1:3I42H3S6…" or "sha256:ab12…": whether `bytes` have that digest, in base 32 or hex. nullopt
// when the algorithm is not known or nothing is said.
std::optional<bool> HasDigest(std::string_view labelled, std::string_view bytes);

// Belongs to one thread.
class WarcReader {
 public:
  // `in` must be able to seek and must outlive it.
  explicit WarcReader(std::istream& in, WarcLimits limits = {}) : input_(in), limits_(limits) {}

  // The next record, behind the block of the last; nullopt at the end. kCorrupt and kLimit name the
  // offset.
  Result<std::optional<WarcRecord>> Next();
  // The record that begins at a place which an earlier one named.
  Result<WarcRecord> At(const WarcPlace& place);

  // The block's first bytes, at most `most`, before it is read. Valid until the next call.
  std::string_view PeekBlock(std::size_t most);
  // The whole block, held against WARC-Block-Digest.
  Result<std::string> ReadBlock();

  // How far in the file, in bytes, for a progress bar.
  std::uint64_t consumed() const { return input_.consumed(); }

 private:
  Result<WarcRecord> ReadHead();
  Result<std::string> TakeHead();
  Status SkipBlock();
  bool PassDamage();
  void SkipBreaks();
  Error Damaged(Errc code, std::string_view what) const;

  WarcInput input_;
  WarcLimits limits_;
  WarcPlace place_;         // of the record in hand
  std::uint64_t left_ = 0;  // of its block
  std::string block_digest_;
  bool damaged_ = false;    // the next one has to be looked for
  bool swallowed_ = false;  // from the beginning of the record in hand on
  int rewinds_ = 0;
};

}  // namespace claimwatch
