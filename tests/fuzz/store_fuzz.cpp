// Stored bytes are hostile input: every decoder, the unpacker and the anchor, on anything.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/anchor.h"
#include "storage/pack.h"
#include "storage/postings.h"
#include "storage/records.h"
#include "storage/sketch.h"

namespace {

using claimwatch::Result;

// What decodes must encode to something that decodes to the same bytes again.
template <typename Record>
void CheckStable(const Result<Record>& record, Result<Record> (*decode)(std::string_view)) {
  if (record.ok()) {
    const std::string bytes = Encode(*record);
    const Result<Record> again = decode(bytes);
    CW_CHECK(again.ok() && Encode(*again) == bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckStable(claimwatch::DecodeHead(bytes), claimwatch::DecodeHead);
  CheckStable(claimwatch::DecodeArticle(bytes), claimwatch::DecodeArticle);
  CheckStable(claimwatch::DecodeVersion(bytes), claimwatch::DecodeVersion);
  CheckStable(claimwatch::DecodeCapture(bytes), claimwatch::DecodeCapture);
  CheckStable(claimwatch::DecodePacked(bytes), claimwatch::DecodePacked);
  CheckStable(claimwatch::DecodeChainEntry(bytes), claimwatch::DecodeChainEntry);
  CheckStable(claimwatch::DecodeClaim(bytes), claimwatch::DecodeClaim);
  CheckStable(claimwatch::DecodeSighting(bytes), claimwatch::DecodeSighting);
  CheckStable(claimwatch::DecodeFinding(bytes), claimwatch::DecodeFinding);
  std::vector<std::uint64_t> articles;
  if (claimwatch::DecodePostings(bytes, articles).ok()) {
    const std::string again = claimwatch::EncodePostings(articles);
    std::vector<std::uint64_t> same;
    CW_CHECK(claimwatch::DecodePostings(again, same).ok() && same == articles);
  }
  if (const Result<claimwatch::Sketch> sketch = claimwatch::DecodeSketch(bytes); sketch.ok()) {
    CW_CHECK(claimwatch::DecodeSketch(claimwatch::EncodeSketch(*sketch)).value() == *sketch);
  }
  static_cast<void>(claimwatch::DecodeIndexState(bytes).ok());
  static_cast<void>(claimwatch::ParseAnchor(bytes));
  if (bytes.size() < 4096) {
    static_cast<void>(claimwatch::Unpack(bytes, "").ok());
    static_cast<void>(claimwatch::Unpack(bytes, "a sibling of it").ok());
  }
  return 0;
}
